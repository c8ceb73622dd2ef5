import assert from 'node:assert/strict';
import { after, before, test, type TestContext } from 'node:test';
import { Redis } from 'ioredis';
import { type ChatServerOptions, redisBus } from '../../src/server/index.js';
import { noRedis, type OwnRedis, startRedis } from '../support/redis.js';
import type { Probe } from './probe.js';
import { createStage } from './stage.js';
import { testStanding } from './standing.contract.js';
import { gift, type Servers, sums, testSums } from './sums.contract.js';

let redis: OwnRedis;
let prefixes = 0;
before(async () => {
  if (!noRedis) redis = await startRedis({ fsync: 'always' });
});
after(() => redis?.stop());

const overRedis = async (t: TestContext, options: Partial<ChatServerOptions>): Promise<Servers> => {
  const prefix = `sums${++prefixes}`;
  const open = async () => createStage(t, { bus: await redisBus({ url: redis.url, prefix }), ...options });
  return {
    stages: [await open(), await open()],
    late: open,
    async afterKill() {
      await redis.kill();
      await redis.restart();
      return open();
    },
  };
};
testSums('over Redis', overRedis, { skip: noRedis });
testStanding('over Redis', overRedis, { skip: noRedis });

test('an emptied Redis is given back what was last told', { skip: noRedis, timeout: 40_000 }, async (t) => {
  const prefix = `sums${++prefixes}`;
  const stage = await createStage(t, { bus: await redisBus({ url: redis.url, prefix }) });
  const ann = await stage.guest('ann', 'r');
  await ann.say('r', '', gift(20, 2));
  while (sums(ann).at(-1)?.total !== 40) await ann.next('b');
  const operator = new Redis(redis.url);
  t.after(() => operator.disconnect());
  await operator.flushall();
  while ((await ann.say('r', '', gift(1, 2))).k !== 'ack') await ann.settled();
  while (sums(ann).at(-1)?.total !== 42) await ann.next('b');
  assert.deepEqual(sums(ann).at(-1)!.top.map(({ user, value }) => [user.name, value]), [['ANN', 42]]);
});

test('an emptied Redis is given back what stands, for nodes that come later', { skip: noRedis, timeout: 40_000 }, async (t) => {
  const prefix = `sums${++prefixes}`;
  const bus = () => redisBus({ url: redis.url, prefix });
  const options = { limits: { messagesPerSecond: 5000 }, framesBurst: 5000, framesPerSecond: 5000 };
  const stage = await createStage(t, { bus: await bus(), ...options });
  const host = await stage.guest('host', 'r', { role: 'host' });
  await host.say('r', '', { t: 'live:pin', c: { content: 'Welcome' } });
  await Promise.all(Array.from({ length: 1100 }, (_, n) => host.say('r', `${n}`)));
  const operator = new Redis(redis.url);
  t.after(() => operator.disconnect());
  await operator.flushall();
  while ((await host.say('r', 'still there')).k !== 'ack') await host.settled();
  const words = (probe: Probe) => sums(probe).findLast(({ standing }) => standing)?.standing?.map(({ c }) => c['content']);
  // Whoever is here hears it again once it is kept again.
  while (!words(host)) await host.next('b');
  while ((await operator.hget(`${prefix}:{r}:stand`, 'list')) === null);
  const late = await (await createStage(t, { bus: await bus(), ...options })).guest('late', 'r');
  while (!words(late)) await late.next('b');
  assert.deepEqual(words(late), ['Welcome']);
});

test('no more who gave are kept than are told apart, and the dearest of them', { skip: noRedis, timeout: 40_000 }, async (t) => {
  const prefix = `sums${++prefixes}`;
  const stage = await createStage(t, { bus: await redisBus({ url: redis.url, prefix }) });
  const ann = await stage.guest('ann', 'r');
  await ann.say('r', '', gift(20, 1));
  const operator = new Redis(redis.url);
  t.after(() => operator.disconnect());
  const given = (await operator.keys(`${prefix}*:given`))[0]!;
  const many = Array.from({ length: 10_000 }, (_, n) => [String(1 + n / 1e6), `viewer${n}`]).flat();
  await operator.zadd(given, ...many);
  await (await stage.guest('bob', 'r')).say('r', '', gift(5, 1));
  while (sums(ann).at(-1)?.total !== 25) await ann.next('b');
  assert.deepEqual([await operator.zcard(given), await operator.zrevrange(given, 0, 1)], [9002, ['ann', 'bob']]);
  assert.ok((await operator.pttl(given)) > 0);
});
