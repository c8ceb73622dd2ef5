import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { GiftSums, SUPPORTERS_TOLD, worthOf } from '../../src/protocol/gift-sums.js';
import { TYPE, type WireUser } from '../../src/protocol/message.js';

const user = (id: string): WireUser => ({ id, name: id.toUpperCase() });
const gift = (who: string, price: unknown, count: unknown) => ({ user: user(who), price, count }) as never;

describe('the sums of a room', () => {
  it('add up price × count by person, dearest first', () => {
    const sums = new GiftSums();
    sums.add(TYPE.gift, gift('ann', 10, 3));
    sums.add(TYPE.gift, gift('bo', 100, 1));
    sums.add(TYPE.gift, gift('ann', 20, 5));
    assert.deepEqual(sums.content(), { top: [{ user: user('ann'), value: 130 }, { user: user('bo'), value: 100 }], total: 230 });
  });

  it('count super chats in the app’s own money, other money not', () => {
    assert.equal(worthOf(TYPE.superchat, { amount: 50, currency: 'coin' }), 50);
    assert.equal(worthOf(TYPE.superchat, { amount: 50, currency: 'USD' }), 0);
    assert.equal(worthOf(TYPE.text, { amount: 50, currency: 'coin', price: 5, count: 5 }), 0);
  });

  it('stay sums whatever is claimed', () => {
    const sums = new GiftSums();
    for (const [price, count] of [[-5, 1], [1, -5], [NaN, 1], ['x', 1], [1e308, 1e308]] as const) {
      assert.equal(sums.add(TYPE.gift, gift('eve', price, count)), false);
    }
    sums.add(TYPE.gift, gift('eve', 1e300, 1));
    assert.equal(sums.content().total, 1_000_000_000);
  });

  it('name ten, and keep the total of all however many there are', () => {
    const sums = new GiftSums();
    for (let n = 1; n <= 12_000; n++) sums.add(TYPE.gift, gift(`u${n}`, n, 1));
    const { top, total } = sums.content();
    assert.equal(top.length, SUPPORTERS_TOLD);
    assert.deepEqual(top.map(({ value }) => value).slice(0, 3), [12_000, 11_999, 11_998]);
    assert.equal(total, (12_000 * 12_001) / 2);
  });

  it('carry the goal until it is ended', () => {
    const sums = new GiftSums();
    assert.equal(sums.empty, true);
    sums.add(TYPE.goal, { title: 'A new microphone', value: 5000 });
    assert.deepEqual(sums.content().goal, { title: 'A new microphone', value: 5000 });
    sums.add(TYPE.goal, { title: 'nonsense', value: -1 });
    assert.equal(sums.content().goal, undefined);
  });
});
