import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Redis } from 'ioredis';
import { redisBus } from '../../src/server/index.js';
import { noRedis, type OwnRedis, startRedis } from '../support/redis.js';
import { createStage } from './stage.js';
import { gift, sums, testSums } from './sums.contract.js';

let redis: OwnRedis;
let prefixes = 0;
before(async () => {
  if (!noRedis) redis = await startRedis({ fsync: 'always' });
});
after(() => redis?.stop());

testSums('over Redis', async (t, options) => {
  const prefix = `sums${++prefixes}`;
  const open = async () => createStage(t, { bus: await redisBus({ url: redis.url, prefix }), ...options });
  return {
    stages: [await open(), await open()],
    async afterKill() {
      await redis.kill();
      await redis.restart();
      return open();
    },
  };
}, { skip: noRedis });

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
