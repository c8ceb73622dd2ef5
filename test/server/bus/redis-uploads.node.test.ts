import assert from 'node:assert/strict';
import { after, before, test, type TestContext } from 'node:test';
import { Redis } from 'ioredis';
import { redisBus } from '../../../src/server/bus/redis-bus.js';
import { systemClock } from '../../../src/server/clock.js';
import { Counters } from '../../../src/server/counters.js';
import { type ChatServerOptions, DEFAULTS, DiskMedia } from '../../../src/server/index.js';
import { noRedis, type OwnRedis, startRedis } from '../../support/redis.js';
import * as samples from '../media/samples.js';
import { scratchFolder } from '../scratch.js';
import { createCluster } from './cluster.js';

let redis: OwnRedis;
let prefixes = 0;
before(async () => {
  if (!noRedis) redis = await startRedis();
});
after(() => redis?.stop());

const check = (what: string, run: (t: TestContext) => Promise<void>): void =>
  void test(`uploads over Redis: ${what}`, { skip: noRedis, timeout: 40_000 }, run);

/** Two servers, and a way to post a picture to either. */
async function open(t: TestContext, options: Partial<ChatServerOptions>) {
  const media = () => new DiskMedia(scratchFolder());
  const prefix = `up${++prefixes}`;
  const stages = [...(await createCluster(t, redis, 1, { prefix, media: media(), ...options })), ...(await createCluster(t, redis, 1, { prefix, media: media(), ...options }))];
  return async (server: number, user = 'ann'): Promise<number> => {
    const { chat, url } = stages[server]!;
    const headers = { authorization: `Bearer ${await chat.issueToken({ id: user, name: user })}` };
    return (await fetch(`${url.replace('ws:', 'http:').replace('/chat', '')}/media`, { method: 'POST', body: new Uint8Array(samples.png()), headers })).status;
  };
}

check('what a person posts to two servers in a minute counts together, each person by themselves', async (t) => {
  const post = await open(t, { uploadsPerMinute: 3 });
  assert.deepEqual([await post(0), await post(1), await post(0)], [201, 201, 201]);
  assert.deepEqual([await post(0), await post(1)], [429, 429]);
  assert.equal(await post(1, 'bob'), 201);
});

check('what they post in a day counts together', async (t) => {
  const post = await open(t, { uploadBytesPerDay: 2 * samples.png().length });
  assert.deepEqual([await post(0), await post(1)], [201, 201]);
  assert.deepEqual([await post(0), await post(1)], [429, 429]);
});

check('of many that come at once as many pass as may, and others when those are done; a minute makes room', async (t) => {
  const prefix = `up${++prefixes}`;
  const nodes = await Promise.all([0, 1].map(async () => {
    const bus = (await redisBus({ url: redis.url, prefix }))({ clock: systemClock, counters: new Counters(), log: () => {}, settings: DEFAULTS });
    t.after(() => bus.close());
    return bus.uploads!;
  }));
  const limits = { uploadsPerMinute: 5, uploadsAtOnce: 3, uploadBytesPerDay: 1000 };
  const begin = (n: number) => nodes[n % 2]!.begin('ann', `upload ${n}`, limits);
  const waits = await Promise.all(Array.from({ length: 8 }, (_, n) => begin(n)));
  assert.deepEqual(waits.filter((ms) => ms === 0).length, 3);
  assert.deepEqual([...new Set(waits)].sort(), [0, 1000]);
  const begun = waits.flatMap((ms, n) => (ms === 0 ? [n] : []));
  for (const n of begun) await nodes[1]!.end('ann', `upload ${n}`, 10);
  assert.deepEqual([await begin(8), await begin(9)], [0, 0]);
  for (const n of [8, 9]) await nodes[0]!.end('ann', `upload ${n}`, 10);
  // Five in this minute; the sixth waits for the first to be a minute old.
  const wait = await begin(10);
  assert.ok(wait > 30_000 && wait <= 60_000, String(wait));
  const operator = new Redis(redis.url);
  t.after(() => operator.disconnect());
  assert.equal(await operator.get(`${prefix}:up:day:ann`), '50');
  // Nothing of it stays for longer than a day.
  for (const key of await operator.keys(`${prefix}:up:*`)) assert.ok((await operator.pttl(key)) > 0, key);
});
