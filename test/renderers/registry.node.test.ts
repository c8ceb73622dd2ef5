import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRegistry, RendererRegistry, type RenderContext, type Surface } from '../../src/renderers/index.js';
import { toMessage } from '../../src/protocol/message.js';
import { translate } from '../../src/labels/index.js';
import '../../src/labels/more.js';

const on = (surface: Surface): RenderContext => ({ surface, lang: 'en', self: null, t: (key, values) => translate('en', key, values) });
const ann = { id: 'a', name: 'Ann' };

/** Runs `act` and returns what it made the page's error handling see. */
function reported(act: () => void): unknown[] {
  const seen: unknown[] = [];
  const former = globalThis.reportError;
  globalThis.reportError = (error: unknown) => seen.push(error);
  try {
    act();
  } finally {
    globalThis.reportError = former;
  }
  return seen;
}

describe('registry', () => {
  it('draws a type on each surface through its own renderer', () => {
    const registry = createRegistry();
    registry.register('row', 'shop:coupon', (m) => `coupon ${String(m.content['code'])}`);
    const coupon = toMessage({ type: 'shop:coupon', content: { code: 'X1' }, sender: ann });
    assert.equal(registry.render(coupon, on('row')), 'coupon X1');
    assert.equal(registry.render(coupon, on('danmaku')), null);
    assert.equal(registry.render(coupon, on('banner')), null);
  });

  it('gives an unknown type a readable line instead of nothing', () => {
    const strange = toMessage({ type: 'x:strange', content: { a: 1 }, sender: ann });
    const registry = createRegistry();
    assert.equal(registry.render(strange, on('row')), 'sent something this page cannot show (x:strange)');
    assert.equal(registry.render(strange, on('spoken')), 'Ann: sent something this page cannot show (x:strange)');
    assert.equal(registry.render(strange, on('digest')), 'sent something this page cannot show (x:strange)');
  });

  it('shows a type nowhere where null is registered', () => {
    const registry = createRegistry();
    for (const surface of ['row', 'danmaku', 'banner', 'spoken', 'digest'] as const) {
      registry.register(surface, 'x:quiet', null);
      assert.equal(registry.render(toMessage({ type: 'x:quiet', content: {} }), on(surface)), null);
    }
  });

  it('survives a renderer that throws, reports it once and falls back', () => {
    const registry = createRegistry();
    registry.register('row', 'x:bad', () => {
      throw new Error('broken renderer');
    });
    const seen = reported(() => {
      for (let i = 0; i < 3; i++) assert.match(String(registry.render(toMessage({ type: 'x:bad', content: {} }), on('row'))), /x:bad/);
    });
    assert.equal(seen.length, 1);
    assert.match(String(seen[0]), /broken renderer/);
  });

  it('lets nothing fly where a danmaku renderer throws', () => {
    const registry = createRegistry();
    registry.register('danmaku', 'x:bad', () => {
      throw new Error('broken flyer');
    });
    const seen = reported(() => assert.equal(registry.render(toMessage({ type: 'x:bad', content: {} }), on('danmaku')), null));
    assert.equal(seen.length, 1);
  });

  it('survives even when the fallback throws', () => {
    const registry = new RendererRegistry();
    registry.register('row', '*', () => {
      throw new Error('broken fallback');
    });
    const seen = reported(() => assert.equal(registry.render(toMessage({ type: 'x:y', content: {} }), on('row')), 'x:y'));
    assert.equal(seen.length, 1);
  });

  it('undoes a registration, back to what stood there before', () => {
    const registry = createRegistry();
    const text = toMessage('hello');
    const undo = registry.register('row', 'RC:TxtMsg', () => 'loud');
    assert.equal(registry.render(text, on('row')), 'loud');
    undo();
    undo();
    assert.equal(registry.render(text, on('row')), 'hello');
  });

  it('asks its base for what it does not know, and tells of changes there', () => {
    const base = createRegistry();
    const own = createRegistry(base);
    let changes = 0;
    const undo = own.subscribe(() => changes++);
    base.register('row', 'x:a', () => 'base');
    assert.equal(own.render(toMessage({ type: 'x:a', content: {} }), on('row')), 'base');
    own.register('row', 'x:a', null);
    assert.equal(own.render(toMessage({ type: 'x:a', content: {} }), on('row')), null);
    assert.equal(changes, 2);
    undo();
    base.register('row', 'x:b', () => '');
    assert.equal(changes, 2);
  });

  it('refuses what is not a renderer', () => {
    assert.throws(() => createRegistry().register('row', 'x', 'html' as never), TypeError);
  });
});

describe('built-in displays', () => {
  const registry = createRegistry();
  const members = (content: object) =>
    registry.render(toMessage({ type: 'live:members', content: { joined: [], joinedCount: 0, left: [], leftCount: 0, ...content } as never }), on('row'));
  const people = ['Ann', '小明', 'Bob', 'Cleo'].map((name) => ({ id: name, name }));

  it('names a few of those who came and counts the others', () => {
    assert.equal(members({ joined: people.slice(0, 1), joinedCount: 1 }), 'Ann joined');
    assert.equal(members({ joined: people.slice(0, 2), joinedCount: 2 }), 'Ann and 小明 joined');
    assert.equal(members({ joined: people.slice(0, 3), joinedCount: 3 }), 'Ann, 小明 and 1 other joined');
    assert.equal(members({ joined: people, joinedCount: 1502 }), 'Ann, 小明 and 1,500 others joined');
    assert.equal(members({ left: people.slice(0, 2), leftCount: 2 }), 'Ann and 1 other left');
  });

  it('says who took a message back', () => {
    const recalled = (operatorId: string, self: string) =>
      registry.render(
        toMessage({ type: 'RC:RcNtf', content: { operatorId, recallTime: 1, originalObjectName: 'RC:TxtMsg' }, sender: ann }),
        { ...on('row'), self: { id: self, name: 'x' } },
      );
    assert.equal(recalled('a', 'a'), 'You took back a message');
    assert.equal(recalled('a', 'b'), 'Ann took back a message');
    assert.equal(recalled('mod', 'b'), 'A message was removed by a moderator');
  });

  it('says what was given, with the total of the streak', () => {
    const gift = toMessage({ type: 'live:gift', content: { gift: 'rose', name: 'Rose', price: 1, count: 2, combo: 'c', total: 12 }, sender: ann });
    assert.equal(registry.render(gift, on('digest')), 'sent Rose ×12');
    assert.equal(registry.render(gift, on('spoken')), 'Ann sent Rose ×2');
  });
});
