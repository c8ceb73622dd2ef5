import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { EffectQueue, STALE_MS, WAITING_MAX, type Waiting } from '../../../src/elements/effect-stage/effect-queue.js';

const effect = (what: string, worth = 1, more: Partial<Waiting<string>> = {}): Waiting<string> => ({ key: what, what, worth, own: false, ...more });

function order(queue: EffectQueue<string>, now = 0): string[] {
  const taken: string[] = [];
  for (let next = queue.take(now); next; next = queue.take(now)) taken.push(next.what);
  return taken;
}

describe('effects that wait', () => {
  it('come own first, then the dearest, then who came first', () => {
    const queue = new EffectQueue<string>();
    for (const one of [effect('first'), effect('dear', 500), effect('second'), effect('mine', 1, { own: true })]) queue.add(one, 0);
    assert.deepEqual(order(queue), ['mine', 'dear', 'first', 'second']);
  });

  it('are one for the same gift of the same person, worth both', () => {
    const queue = new EffectQueue<string>();
    queue.add(effect('other', 5), 0);
    for (let i = 0; i < 10; i++) queue.add(effect('again', 1), i);
    assert.deepEqual([order(queue), queue.counts], [['again', 'other'], { merged: 9, dropped: 0 }]);
  });

  it('are never more than a dozen; of more the cheapest goes, and is counted', () => {
    const queue = new EffectQueue<string>();
    for (let i = 1; i <= 100; i++) queue.add(effect(`g${i}`, i), 0);
    assert.equal(queue.length, WAITING_MAX);
    assert.equal(queue.counts.dropped, 100 - WAITING_MAX);
    assert.equal(order(queue)[0], 'g100');
  });

  it('are dropped when their moment is gone', () => {
    const queue = new EffectQueue<string>();
    queue.add(effect('old', 100), 0);
    queue.add(effect('new'), STALE_MS);
    assert.deepEqual([order(queue, STALE_MS + 1), queue.counts.dropped], [['new'], 1]);
  });

  it('survive a clock that jumps back', () => {
    const queue = new EffectQueue<string>();
    queue.add(effect('a'), 1_000_000);
    assert.deepEqual(order(queue, 5), ['a']);
  });
});
