import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Release } from '../../../src/elements/message-list/release.js';

it('spreads a packet of a hundred evenly over a second', () => {
  const release = new Release();
  release.add(100, 0);
  const waiting = [0, 250, 500, 750, 1000].map((at) => release.waiting(at));
  assert.deepEqual(waiting, [100, 75, 50, 25, 0]);
});

it('lets a few come as they are, and a catch-up in one step', () => {
  const release = new Release();
  assert.equal(release.add(3, 0), false);
  assert.equal(release.waiting(0), 0);
  assert.equal(release.add(10_000, 5000), true);
  assert.equal(release.waiting(5000), 0);
});

it('lags no longer than the next packet takes to come', () => {
  const release = new Release();
  for (let at = 0; at <= 2000; at += 100) {
    if (at > 0) assert.ok(release.waiting(at) <= (at <= 200 ? 20 : 1), `${release.waiting(at)} wait at ${at}`);
    release.add(20, at);
  }
});

it('holds nothing for long when the clock is set back or forward', () => {
  const release = new Release();
  release.add(50, 1_000_000);
  assert.equal(release.waiting(10), 0);
  release.add(50, 20);
  assert.equal(release.waiting(9e12), 0);
});

it('gives up waiting when it is told to', () => {
  const release = new Release();
  release.add(100, 0);
  release.drain();
  assert.equal(release.waiting(1), 0);
});
