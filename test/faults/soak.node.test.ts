/** 15: a long time with people coming and going. Minutes by LIVE_CHATROOM_SOAK_MINUTES; part of `npm run test:faults` only. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { test } from 'node:test';
import { noRedis, startRedis } from '../support/redis.js';
import { Flood } from './flood.js';
import { Judge } from './judge.js';
import { large } from './scale.js';
import { startServer, tokenFor } from './servers.js';

const minutes = Number(process.env['LIVE_CHATROOM_SOAK_MINUTES'] ?? 5);
const VIEWERS = 1000;
/** Of all viewers, a second. */
const CHURN = 0.01;

test('15: hours of coming and going leave nothing behind', { skip: !large || noRedis, timeout: (minutes + 5) * 60_000 }, async (t) => {
  const redis = await startRedis();
  t.after(() => redis.stop());
  const server = await startServer(t, ['--redis', redis.url]);
  const judge = new Judge(VIEWERS, (i) => ({ url: () => server.url, token: () => tokenFor(`viewer-${i}`), room: 'r', deflate: false }));
  const flood = new Flood(judge, 10, 'r', () => server.url);
  t.after(() => {
    flood.stop();
    judge.stop();
  });
  await judge.arrive();
  await flood.start();
  const { Redis } = await import('ioredis');
  const operator = new Redis(redis.url);
  t.after(() => operator.disconnect());
  const look = async () => ({
    mib: (await server.metrics()).get('process_resident_memory_bytes')! / 1024 / 1024,
    files: readdirSync(`/proc/${server.child.pid}/fd`).length,
    keys: await operator.dbsize(),
  });
  // A quarter of the time to warm up; what grows after that grows forever.
  const samples: Awaited<ReturnType<typeof look>>[] = [];
  const seconds = minutes * 60;
  for (let second = 0; second < seconds; second++) {
    for (let i = 0; i < VIEWERS * CHURN; i++) judge.viewers[Math.floor(Math.random() * VIEWERS)]!.cut();
    await setTimeout(1000);
    if (second >= seconds / 4 && second % 10 === 0) samples.push(await look());
  }
  await judge.all(await flood.end());
  judge.judge();
  const [first, last] = [samples[0]!, samples.at(-1)!];
  const third = Math.max(1, Math.floor(samples.length / 3));
  const mean = (rows: typeof samples) => rows.reduce((sum, { mib }) => sum + mib, 0) / rows.length;
  const slope = (mean(samples.slice(-third)) - mean(samples.slice(0, third))) / (minutes * 0.5);
  t.diagnostic(
    `${minutes} min, ${VIEWERS} viewers, 1 % cut a second: memory ${first.mib.toFixed(0)} to ${last.mib.toFixed(0)} MiB (${slope.toFixed(2)} a minute), open files ${first.files} to ${last.files}, Redis keys ${first.keys} to ${last.keys}; ${flood.acked} acknowledged, ${judge.missing} missing`,
  );
  assert.ok(slope < 1, `${slope} MiB a minute`);
  assert.ok(last.files - first.files < 50 && last.keys - first.keys < 20);
});
