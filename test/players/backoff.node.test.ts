import assert from 'node:assert/strict';
import { it } from 'node:test';
import { OFFLINE_MS, RECONNECT_MS, waitBefore } from '../../src/players/backoff.js';

const middle = () => 0.5;

it('waits longer each time, then stays', () => {
  assert.deepEqual([0, 1, 2, 3, 4, 5, 99].map((n) => waitBefore(n, RECONNECT_MS, middle)), [500, 1000, 2000, 4000, 8000, 8000, 8000]);
});
it('looks for a show between every three and every ten seconds', () => {
  assert.equal(waitBefore(0, OFFLINE_MS, middle), 3000);
  assert.equal(waitBefore(50, OFFLINE_MS, middle), 10_000);
});
it('spreads viewers by a fifth either way', () => {
  assert.deepEqual([0, 1].map((chance) => waitBefore(1, RECONNECT_MS, () => chance)), [800, 1200]);
});
