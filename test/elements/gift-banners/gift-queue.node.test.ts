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
});
