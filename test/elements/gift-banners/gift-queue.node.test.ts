import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { GiftQueue, leastMs, leaveMs, quietMs, waitingLimit, type GiftArrival } from '../../../src/elements/gift-banners/gift-queue.js';

let messages = 0;
function gift(giver: string, more: Partial<GiftArrival<string>> = {}): GiftArrival<string> {
  return { giver, count: 1, price: 1, own: false, message: `m${++messages}`, ...more };
}

const onScreen = (queue: GiftQueue<string>) =>
  [...queue.shown].filter((banner) => banner.leavingAt === null).sort((a, b) => a.track - b.track).map(({ giver, times }) => `${giver} ×${times}`);

describe('gift banners', () => {
  it('are at most as many as there are tracks', () => {
    const queue = new GiftQueue<string>(2);
    for (const giver of ['a', 'b', 'c']) queue.add(gift(giver), 0);
    assert.deepEqual(onScreen(queue), ['a ×1', 'b ×1']);
    assert.equal(queue.waiting, 1);
  });

  it('count a combo up in one banner, by the total that it says', () => {
    const queue = new GiftQueue<string>(2);
    queue.add(gift('a', { combo: 'c', count: 1, total: 1 }), 0);
    queue.add(gift('a', { combo: 'c', count: 4, total: 5 }), 500);
    // One message was missed: the total still is right.
    queue.add(gift('a', { combo: 'c', count: 1, total: 10 }), 1000);
    // One came late: the counter does not go back.
    queue.add(gift('a', { combo: 'c', count: 1, total: 7 }), 1100);
    assert.deepEqual(onScreen(queue), ['a ×10']);
  });

  it('give another combo a banner of its own, and add up singles of the same gift', () => {
    const queue = new GiftQueue<string>(2);
    queue.add(gift('a', { combo: 'c1', total: 1 }), 0);
    queue.add(gift('a', { combo: 'c2', total: 1 }), 10);
    assert.deepEqual(onScreen(queue), ['a ×1', 'a ×1']);
    const singles = new GiftQueue<string>(2);
    singles.add(gift('b'), 0);
    singles.add(gift('b', { count: 9 }), 10);
    assert.deepEqual(onScreen(singles), ['b ×10']);
  });

  it('go after three seconds of quiet, counted from the last news', () => {
    const queue = new GiftQueue<string>(2);
    queue.add(gift('a', { combo: 'c', total: 1 }), 0);
    queue.add(gift('a', { combo: 'c', total: 2 }), 2000);
    queue.tick(2000 + quietMs - 1);
    assert.deepEqual(onScreen(queue), ['a ×2']);
    assert.equal(queue.nextAt, 2000 + quietMs);
    queue.tick(2000 + quietMs);
    assert.deepEqual(onScreen(queue), []);
    assert.equal(queue.shown.length, 1, 'still on its way out');
    queue.tick(2000 + quietMs + leaveMs);
    assert.equal(queue.shown.length, 0);
    assert.equal(queue.nextAt, null);
  });

  it('come own first, then the dearest, then the earliest', () => {
    const queue = new GiftQueue<string>(1);
    queue.add(gift('first'), 0);
    queue.add(gift('cheap', { price: 1 }), 1);
    queue.add(gift('dear', { price: 100 }), 2);
    queue.add(gift('many', { price: 1, count: 150 }), 3);
    queue.add(gift('also cheap', { price: 1 }), 4);
    queue.add(gift('mine', { price: 1, own: true }), 5);
    const order: string[] = [];
    for (let now = 0; now < 60_000; now += 50) {
      queue.tick(now);
      const [banner] = queue.shown;
      if (banner && order.at(-1) !== banner.giver) order.push(banner.giver);
    }
    assert.deepEqual(order, ['first', 'mine', 'many', 'dear', 'cheap', 'also cheap']);
  });

  it('stay long enough to be read, however many wait', () => {
    const queue = new GiftQueue<string>(1);
    queue.add(gift('a'), 0);
    for (let n = 0; n < 40; n++) queue.add(gift(`b${n}`), 1);
    queue.tick(leastMs - 1);
    assert.deepEqual(onScreen(queue), ['a ×1']);
    queue.tick(leastMs);
    assert.deepEqual(onScreen(queue), []);
  });

  it('lose nothing from the totals at 500 gifts a minute, and keep a bounded queue', () => {
    const queue = new GiftQueue<string>(3);
    let gifts = 0;
    let worth = 0;
    const seen = new Set<string>();
    for (let n = 0; n < 500; n++) {
      const price = n % 50 === 49 ? 1000 : 1 + (n % 7);
      const count = 1 + (n % 3);
      gifts += count;
      worth += count * price;
      queue.add(gift(`giver ${n}`, { price, count }), n * 120);
      for (const banner of queue.shown) seen.add(banner.giver);
      assert.ok(queue.waiting <= waitingLimit);
    }
    for (let now = 60_000; now < 300_000; now += 50) {
      queue.tick(now);
      for (const banner of queue.shown) seen.add(banner.giver);
    }
    assert.equal(queue.totals.gifts, gifts);
    assert.equal(queue.totals.worth, worth);
    for (let n = 49; n < 500; n += 50) assert.ok(seen.has(`giver ${n}`), `the dear gift ${n} was shown`);
    assert.ok(queue.totals.skipped > 0);
  });

  it('merge what waits by giver, every message counted once', () => {
    const queue = new GiftQueue<string>(1);
    queue.add(gift('busy'), 0);
    queue.add(gift('a', { combo: 'c1', count: 2, total: 2 }), 1);
    queue.add(gift('a', { combo: 'c1', count: 3, total: 5 }), 2);
    queue.add(gift('a', { combo: 'c2', count: 4, total: 4 }), 3);
    for (let now = 0; now <= 4000 && onScreen(queue)[0] !== 'a ×9'; now += 50) queue.tick(now);
    assert.deepEqual(onScreen(queue), ['a ×9']);
    queue.add(gift('a', { combo: 'c2', count: 1, total: 5 }), 4000);
    assert.deepEqual(onScreen(queue), ['a ×10']);
  });

  it('account for each of 1,000 gifts in a storm: shown, waiting or skipped, and nothing grows without bound', () => {
    for (const [name, everyMs] of [['at one instant', 0], ['in ten seconds', 10], ['in a minute', 60]] as const) {
      const queue = new GiftQueue<string>(3);
      /** What each banner said at last, by its key. */
      const said = new Map<number, number>();
      const look = () => queue.shown.forEach(({ key, times }) => said.set(key, times));
      const totals = new Map<string, number>();
      let seed = 42;
      const random = (below: number) => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) % below;
      let gifts = 0;
      let worth = 0;
      const dear: string[] = [];
      for (let n = 0; n < 1000; n++) {
        const now = n * everyMs;
        const price = n % 100 === 50 ? 5000 : 1 + random(20);
        // Sixty givers, some in combos, some who begin a new combo each time, some without any.
        const giver = price === 5000 ? `dear ${n}` : `giver ${random(60)} ${price}`;
        const combo = n % 3 === 0 ? undefined : n % 3 === 1 ? `combo of ${giver}` : `combo ${n}`;
        const count = 1 + random(5);
        const total = (totals.get(combo ?? '') ?? 0) + count;
        if (combo !== undefined) totals.set(combo, total);
        if (price === 5000) dear.push(giver);
        gifts += count;
        worth += count * price;
        queue.add(gift(giver, { price, count, ...(combo ? { combo, total } : {}) }), now);
        look();
        assert.ok(queue.shown.length <= 3);
        assert.ok(queue.waiting <= waitingLimit);
        assert.ok(queue.shown.every(({ combos }) => combos.size <= 8));
      }
      const givers = new Set<string>();
      for (let now = 1000 * everyMs; queue.shown.length > 0; now += 50) {
        queue.tick(now);
        look();
        for (const banner of queue.shown) givers.add(banner.giver);
      }
      assert.deepEqual([queue.totals.gifts, queue.totals.worth], [gifts, worth], name);
      if (everyMs === 0) assert.ok(dear.every((giver) => givers.has(giver)), 'the dear ones are not crowded out');
      assert.equal(queue.waiting, 0);
      assert.ok(said.size > 3);
    }
  });

  it('leave no gift uncounted: what was shown and what was skipped add up to what came', () => {
    const queue = new GiftQueue<string>(3);
    const said = new Map<number, number>();
    let gifts = 0;
    for (let n = 0; n < 1000; n++) {
      const count = 1 + (n % 7);
      gifts += count;
      queue.add(gift(`giver ${(n * 37) % 400}`, { price: 1 + (n % 50), count }), 0);
      queue.shown.forEach(({ key, times }) => said.set(key, times));
    }
    for (let now = 0; queue.shown.length > 0; now += 50) {
      queue.shown.forEach(({ key, times }) => said.set(key, times));
      queue.tick(now);
    }
    const shown = [...said.values()].reduce((a, b) => a + b);
    assert.equal(shown + queue.totals.skipped, gifts);
    assert.ok(queue.totals.skipped > 0 && shown > 0);
  });
});
