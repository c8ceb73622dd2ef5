import assert from 'node:assert/strict';
import { it, mock } from 'node:test';
import { Announcer, type AnnouncerWords } from '../../../src/elements/message-list/announcer.js';
import { textOf, toMessage } from '../../../src/protocol/message.js';

const words: AnnouncerWords = { sentence: textOf, more: (n) => `${n} more`, tally: ({ total, forYou, gifts }) => `${total} new, ${forYou} for you, ${gifts} gifts` };

it('says a few messages as they are, some seconds later and once', () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const said: string[] = [];
  const announcer = new Announcer(words, (text) => said.push(text));
  announcer.add(toMessage('hello'), 'other');
  mock.timers.tick(3000);
  announcer.add(toMessage('world'), 'other');
  assert.deepEqual(said, []);
  mock.timers.tick(2000);
  assert.deepEqual(said, ['hello · world']);
  mock.timers.tick(60_000);
  assert.equal(said.length, 1);
  announcer.add(toMessage('again'), 'other');
  announcer.stop();
  mock.timers.tick(60_000);
  assert.equal(said.length, 1);
  mock.timers.reset();
});

it('turns a flood into one sentence and a number, mentions first', () => {
  const announcer = new Announcer(words, () => undefined);
  for (let i = 0; i < 50; i++) announcer.add(toMessage(`noise ${i}`), 'other');
  announcer.add(toMessage('@me look'), 'mention');
  for (let i = 0; i < 49; i++) announcer.add(toMessage(`noise ${i}`), 'other');
  assert.equal(announcer.take(), '@me look · 99 more');
  announcer.stop();
});

it('says numbers alone when it is to be calm', () => {
  const announcer = new Announcer(words, () => undefined);
  announcer.calm = true;
  for (let i = 0; i < 9; i++) announcer.add(toMessage(`noise ${i}`), 'other');
  for (let i = 0; i < 2; i++) announcer.add(toMessage('@me look'), 'mention');
  announcer.add(toMessage('a rose'), 'paid');
  assert.equal(announcer.take(), '12 new, 2 for you, 1 gifts');
  announcer.add(toMessage('one alone is said as it is'), 'other');
  assert.equal(announcer.take(), 'one alone is said as it is');
  announcer.stop();
});
