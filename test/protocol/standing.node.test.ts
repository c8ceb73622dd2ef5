import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { WireMessage } from '../../src/protocol/frames.js';
import { Standing, STANDING_MAX } from '../../src/protocol/standing.js';

const MINUTE = 60_000;
const user = { id: 'ann', name: 'Ann' };
const chat = (i: string, amount: number, ts: number, from = user): WireMessage => ({ i, t: 'live:superchat', c: { content: i, amount, currency: 'coin', user: from }, ts });
const pin = (i: string, content: string, role: 'host' | 'member' = 'host'): WireMessage => ({ i, t: 'live:pin', c: { content, user: { ...user, role } }, ts: 0 });
const recall = (id: string): WireMessage => ({ i: `r ${id}`, t: 'RC:RcCmd', c: { id }, ts: 0 });
const ids = (standing: Standing, now: number) => standing.at(now).map(({ i }) => i);

describe('what stands in a room', () => {
  it('is the newest notice and the super chats whose time runs, however much has been said', () => {
    const standing = new Standing();
    for (const message of [pin('first', 'a'), chat('one minute', 30, 0), chat('five minutes', 100, 0), pin('second', 'b')]) assert.equal(standing.add(message), false);
    for (let n = 0; n < 5000; n++) standing.add({ i: `text ${n}`, t: 'RC:TxtMsg', c: { content: 'lol', user }, ts: n });
    assert.deepEqual(ids(standing, MINUTE - 1), ['second', 'one minute', 'five minutes']);
    assert.deepEqual(ids(standing, MINUTE), ['second', 'five minutes']);
    assert.deepEqual(ids(standing, 5 * MINUTE), ['second']);
  });

  it('is not what bought no time, or was not theirs to say', () => {
    const standing = new Standing();
    standing.add(chat('too little', 29, 0));
    standing.add(pin('a notice of anybody', 'a', 'member'));
    standing.add({ ...chat('no number', 30, 0), c: { amount: 'much', user } });
    assert.deepEqual(ids(standing, 0), []);
  });

  it('loses what is taken back, and who is forgotten, and says so', () => {
    const standing = new Standing();
    for (const message of [pin('notice', 'a'), chat('a', 1000, 0), chat('b', 1000, 0, { id: 'bob', name: 'Bob' })]) standing.add(message);
    assert.equal(standing.add(recall('nobody knows')), false);
    assert.equal(standing.add(recall('a')), true);
    assert.deepEqual(ids(standing, 1), ['notice', 'b']);
    assert.equal(standing.add(recall('notice')), true);
    assert.equal(standing.forget('bob'), true);
    assert.equal(standing.forget('bob'), false);
    assert.deepEqual(ids(standing, 1), []);
  });

  it('keeps the dearest of too many, and one of each', () => {
    const standing = new Standing();
    standing.add(chat('cheap', 30, 0));
    standing.add(chat('cheap', 30, 0));
    for (let n = 0; n < STANDING_MAX; n++) standing.add(chat(`dear ${n}`, 1000, 0));
    assert.equal(ids(standing, 1).length, STANDING_MAX);
    assert.ok(!ids(standing, 1).includes('cheap'));
  });
});
