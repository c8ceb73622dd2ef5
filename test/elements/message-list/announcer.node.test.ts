import assert from 'node:assert/strict';
import { it, mock } from 'node:test';
import { Announcer } from '../../../src/elements/message-list/announcer.js';
import { textOf, toMessage } from '../../../src/protocol/message.js';

const words = { sentence: textOf, more: (n: number) => `${n} more` };

it('says a few messages as they are, some seconds later and once', () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const said: string[] = [];
  const announcer = new Announcer(words, (text) => said.push(text));
  announcer.add(toMessage('hello'), false);
  mock.timers.tick(3000);
  announcer.add(toMessage('world'), false);
  assert.deepEqual(said, []);
  mock.timers.tick(2000);
  assert.deepEqual(said, ['hello · world']);
  mock.timers.tick(60_000);
  assert.equal(said.length, 1);
  announcer.add(toMessage('again'), false);
  announcer.stop();
  mock.timers.tick(60_000);
  assert.equal(said.length, 1);
  mock.timers.reset();
});

it('turns a flood into one sentence and a number, mentions first', () => {
  const announcer = new Announcer(words, () => undefined);
  for (let i = 0; i < 50; i++) announcer.add(toMessage(`noise ${i}`), false);
  announcer.add(toMessage('@me look'), true);
  for (let i = 0; i < 49; i++) announcer.add(toMessage(`noise ${i}`), false);
  assert.equal(announcer.take(), '@me look · 99 more');
  announcer.stop();
});
