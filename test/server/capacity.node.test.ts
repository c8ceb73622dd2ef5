import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Capacity } from '../../src/server/capacity.js';
import { FakeClock } from './fake-clock.js';

const seed = { windowMs: 200, highOnly: 20, shared: 20 };
const make = () => {
  const clock = new FakeClock();
  clock.advance(200 - (clock.elapsed() % 200));
  return { clock, capacity: new Capacity(clock, () => 0.5, seed) };
};
const high = (capacity: Capacity, count: number) => Array.from({ length: count }, () => capacity.takeHigh()).filter((wait) => wait === 0).length;

test('forty of high priority in 200 ms, then none until the window is over', () => {
  const { clock, capacity } = make();
  assert.equal(high(capacity, 100), 40);
  clock.advance(150);
  // 50 ms of the window are left; half of the next one is chance.
  assert.equal(capacity.takeHigh(), 150);
  clock.advance(50);
  assert.equal(high(capacity, 100), 40);
});

test('low priority has at most twenty, and only what high priority leaves', () => {
  const { clock, capacity } = make();
  assert.equal(capacity.takeLow(100), 20);
  assert.equal(capacity.takeLow(100), 0);
  assert.equal(high(capacity, 100), 20);
  clock.advance(200);
  assert.equal(high(capacity, 33), 33);
  assert.equal(capacity.takeLow(100), 7);
  assert.equal(high(capacity, 10), 0);
  clock.advance(200);
  assert.equal(high(capacity, 20), 20);
  assert.equal(capacity.takeLow(12), 12);
  assert.equal(high(capacity, 100), 8);
});
