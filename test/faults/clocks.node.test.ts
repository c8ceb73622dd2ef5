/** Faults of time: clocks that jump, and the limits that are measured with them. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ServerFrame, ServerFrameOf } from '../../src/protocol/index.js';
import { Caller } from '../server/api/caller.js';
import { createCluster } from '../server/bus/cluster.js';
import { chance } from '../server/chance.js';
import { FakeClock } from '../server/fake-clock.js';
import { createStage } from '../server/stage.js';
import { noRedis, type OwnRedis, startRedis } from '../support/redis.js';
import { size } from './scale.js';

const HOUR = 3_600_000;
let redis: OwnRedis;
before(async () => {
  if (!noRedis) redis = await startRedis();
});
after(() => redis?.stop());

test('10: the clock of the server jumps an hour either way: order, limits, resuming, mutes and blocks do not notice', async (t) => {
  const clock = new FakeClock();
  const stage = await createStage(t, { clock, limits: { messagesPerSecond: 2 }, heartbeatMs: 1e12 });
  const ann = await stage.guest('ann', 'r');
  const { ep } = await ann.join('r');
  const caller = Caller.at(stage.url, () => clock.now());
  await caller.do('chatroom/user/gag/add', { chatroomId: 'r', userId: 'carl', minute: 10 });
  await caller.do('chatroom/user/block/add', { chatroomId: 'other', userId: 'carl', minute: 10 });
  const mutedAt = clock.elapsed();
  const carl = await stage.guest('carl', 'r');
  /** What carl is told when he writes, and when he joins the room he is blocked in. */
  const refusals = async () => [await carl.say('r', 'x'), await carl.join('other')].map((frame: ServerFrame) => (frame.k === 'err' ? frame.code : frame.k));
  const offsets: number[] = [];
  for (const jump of [HOUR, -2 * HOUR, HOUR / 7, -HOUR]) {
    clock.advance(1000);
    const one = ann.say('r', 'before');
    await ann.settled();
    clock.advance(60);
    clock.wall += jump;
    const two = ann.say('r', 'after');
    const three = ann.say('r', 'too fast');
    await ann.settled();
    clock.advance(60);
    assert.deepEqual(await refusals(), [23408, 23409]);
    offsets.push(((await one) as ServerFrameOf<'ack'>).off!, ((await two) as ServerFrameOf<'ack'>).off!);
    const refused = (await three) as ServerFrameOf<'err'>;
    assert.ok(refused.code === 20604 && refused.in! <= 1000, JSON.stringify(refused));
  }
  assert.deepEqual(offsets, [1, 2, 3, 4, 5, 6, 7, 8]);
  const back = await (await stage.user('bob')).join('r', { ep, off: 3 });
  assert.deepEqual([back.rec, back.h.map((message) => message.o)], ['full', [4, 5, 6, 7, 8]]);
  const TEN_MINUTES = 600_000;
  clock.advance(mutedAt + TEN_MINUTES - 1 - clock.elapsed());
  assert.deepEqual(await refusals(), [23408, 23409]);
  clock.advance(1);
  assert.deepEqual(await refusals(), ['ack', 'joined']);
});

test('11: five a second in any second, over two sockets of one person on two nodes', { skip: noRedis, timeout: 60_000 }, async (t) => {
  const [one, two] = await createCluster(t, redis, 2);
  const [here, there] = [await one!.guest('ann', 'r'), await two!.guest('ann', 'r')];
  const random = chance(11);
  const rounds = size(80, 1000);
  const sent = [];
  for (let i = 0; i < rounds; i++) {
    sent.push((random() < 0.5 ? here : there).say('r', `text ${i}`));
    await new Promise((wake) => setTimeout(wake, random() * 80));
  }
  const acked = (await Promise.all(sent)).filter((answer) => answer.k === 'ack').length;
  // By the clock of Redis, which decides; the time in the message is that of the node.
  const { Redis } = await import('ioredis');
  const operator = new Redis(redis.url);
  t.after(() => operator.disconnect());
  const received = here.received().map((message) => message.ts);
  assert.ok(acked >= 5 && received.length <= acked);
  // Any six in a row span a second; both nodes run on this machine's clock, and a slot is 25 ms.
  const tooClose = received.slice(5).filter((at, i) => at - received[i]! < 1000 - 100);
  assert.deepEqual(tooClose, []);
  t.diagnostic(`${rounds} sent at about 25 a second, ${acked} taken`);
});
