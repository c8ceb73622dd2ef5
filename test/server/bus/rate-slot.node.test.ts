import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Rate } from '../../../src/server/bus/bus.js';
import { RateSlot } from '../../../src/server/bus/rate-slot.js';
import { FakeClock } from '../fake-clock.js';

const rate = (userId: string): Rate => ({ userId, perSecond: 5 });

test('what comes within one slot is asked together, and everybody gets their own answer', async () => {
  const clock = new FakeClock();
  const asked: string[][] = [];
  const count = (rates: readonly Rate[]) => {
    asked.push(rates.map(({ userId }) => userId));
    return Promise.resolve(rates.map(({ userId }) => userId.length));
  };
  const slot = new RateSlot(clock, 25, count, () => assert.fail('nothing fails'));
  assert.equal(await slot.take(rate('a')), 1);
  const waits = Promise.all(['bb', 'ccc', 'd'].map((id) => slot.take(rate(id))));
  clock.advance(25);
  assert.deepEqual(await waits, [2, 3, 1]);
  assert.deepEqual(asked, [['a'], ['bb', 'ccc', 'd']]);
});

test('while nobody can count everybody passes, and it is noted', async () => {
  let failures = 0;
  const slot = new RateSlot(new FakeClock(), 25, () => Promise.reject(new Error('away')), () => failures++);
  assert.deepEqual([await slot.take(rate('a')), failures], [0, 1]);
});
