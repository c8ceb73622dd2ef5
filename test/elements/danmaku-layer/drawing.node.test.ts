import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import { DisplayBudget } from '../../../src/elements/danmaku-layer/display-budget.js';
import { Drawing } from '../../../src/elements/danmaku-layer/drawing.js';
import { readingTime } from '../../../src/elements/danmaku-layer/reading-time.js';
import type { Message } from '../../../src/protocol/message.js';

const message = (type: string, content: object = {}, role?: 'host'): Message => ({
  id: 'm',
  room: 'r',
  type,
  content: content as Message['content'],
  sender: { id: 'u', name: 'Ann', ...(role ? { role } : {}) },
  sentAt: 0,
  state: 'sent',
  origin: 'live',
});

describe('a comment made from a message', () => {
  it('is dear when it is the host’s or was paid for', () => {
    const drawing = new Drawing(new DisplayBudget());
    const priority = (m: Message) => drawing.item(m, () => 'x')!.priority;
    assert.equal(priority(message('t')), 'normal');
    assert.equal(priority(message('t', {}, 'host')), 'high');
    assert.equal(priority(message('t', { price: 5 })), 'high');
    assert.equal(priority(message('t', { amount: 5 })), 'high');
  });

  it('is none where the display shows nothing', () => {
    assert.equal(new Drawing(new DisplayBudget()).item(message('t'), () => null), null);
    assert.equal(new Drawing(new DisplayBudget()).item(message('t'), () => ''), null);
  });

  it('is the plain words while a slow display rests, which the developer is told of once', () => {
    const warn = mock.method(console, 'warn', () => {});
    let now = 0;
    const budget = new DisplayBudget(() => now);
    const drawing = new Drawing(budget);
    const slow = () => {
      now += 50;
      return 'slow';
    };
    const draw = (type: string) => drawing.item(message(type, { content: 'plain' }), slow)!.text;
    assert.equal(draw('x:slow'), 'slow');
    assert.equal(draw('x:slow'), 'plain');
    // 50 ms may take a twentieth of the time: the next one comes a second after the first began.
    now = 999;
    assert.equal(draw('x:slow'), 'plain');
    now = 1000;
    assert.equal(draw('x:slow'), 'slow');
    assert.equal(draw('x:other'), 'slow');
    assert.equal(budget.replaced, 2);
    assert.equal(warn.mock.callCount(), 2);
    warn.mock.restore();
  });

  it('flies as it is when the page’s last word fails', () => {
    const reported: unknown[] = [];
    const former = globalThis.reportError;
    globalThis.reportError = (error) => void reported.push(error);
    const drawing = new Drawing(new DisplayBudget());
    const fail = () => {
      throw new Error('on purpose');
    };
    assert.equal(drawing.item(message('t'), () => 'x', fail)!.text, 'x');
    assert.equal(drawing.item(message('t'), () => 'x', fail)!.text, 'x');
    assert.equal(reported.length, 1);
    globalThis.reportError = former;
    assert.equal(drawing.item(message('t'), () => 'x', () => null), null);
    assert.equal(drawing.item(message('t'), () => 'x', (_, item) => ({ ...item, mode: 'top' }))!.mode, 'top');
  });
});

describe('reading time', () => {
  it('grows with the text, sign for sign in Chinese, and ends somewhere', () => {
    assert.equal(readingTime(''), 500);
    assert.equal(readingTime('你好世界'), 1000);
    assert.equal(readingTime('a'.repeat(20)), 1400);
    assert.equal(readingTime('好'.repeat(500)), 6000);
  });
});
