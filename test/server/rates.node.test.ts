import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ChatError } from '../../src/protocol/index.js';
import type { Outcome } from '../../src/server/bus/bus.js';
import { Rates } from '../../src/server/rates.js';
import { chance } from './chance.js';
import { FakeClock } from './fake-clock.js';
import { createStage } from './stage.js';
import { Caller } from './api/caller.js';

const place = { offset: 1, ts: 0, dup: false };
const rate = { userId: 'ann', perSecond: 5 };

/** Sends once; says whether it was let through. */
function send(rates: Rates, outcome: Outcome = place): boolean {
  try {
    rates.pass(rate, () => {}, (counted) => counted(outcome));
    return true;
  } catch (error) {
    assert.ok(error instanceof ChatError && error.name === 'rate-limited', String(error));
    return false;
  }
}

test('in no second more than five, and not one fewer than fit, whenever they come', () => {
  for (const seed of [1, 2, 3]) {
    const clock = new FakeClock();
    const [rates, random] = [new Rates(clock), chance(seed)];
    const taken: number[] = [];
    for (let i = 0; i < 2000; i++) {
      clock.advance(Math.floor(random() * 120));
      const now = clock.elapsed();
      const lately = taken.filter((at) => now - at < 1000).length;
      assert.equal(send(rates), lately < 5, `message ${i}, ${lately} in the last second`);
      if (lately < 5) taken.push(now);
    }
    assert.ok(taken.length > 500);
  }
});

test('what was refused further on, or was there before, does not count', () => {
  const rates = new Rates(new FakeClock());
  for (let i = 0; i < 20; i++) assert.ok(send(rates, i % 2 ? new ChatError('overloaded') : { ...place, dup: true }));
  assert.throws(() => rates.pass(rate, () => {}, () => {
    throw new ChatError('overloaded');
  }), { name: 'overloaded' });
  for (let i = 0; i < 5; i++) assert.ok(send(rates));
  assert.equal(send(rates), false);
});

test('somebody on the allow list, and whoever sends an allowed type, may send as much as they like', async (t) => {
  const stage = await createStage(t);
  const caller = Caller.at(stage.url);
  await caller.do('chatroom/create', { 'chatroom[r]': 'R' });
  await caller.do('chatroom/user/whitelist/add', { chatroomId: 'r', userId: 'vip' });
  await caller.do('chatroom/whitelist/add', { objectnames: 'app:score' });
  const [vip, ann] = [await stage.guest('vip', 'r'), await stage.guest('ann', 'r')];
  const kinds = async (answers: Promise<{ k: string }>[]) => (await Promise.all(answers)).map(({ k }) => k);
  const twenty = Array.from({ length: 20 }, (_, i) => i);
  assert.deepEqual(await kinds(twenty.map((i) => vip.say('r', `text ${i}`))), twenty.map(() => 'ack'));
  assert.deepEqual(await kinds(twenty.map(() => ann.say('r', '', { t: 'app:score', c: {} }))), twenty.map(() => 'ack'));
  // That did not use up what ann may say besides.
  assert.deepEqual((await kinds(twenty.map((i) => ann.say('r', `text ${i}`)))).filter((k) => k === 'ack').length, 5);
});
