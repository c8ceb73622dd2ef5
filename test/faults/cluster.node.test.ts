/** Faults of several servers on one Redis. */
import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { test, type TestContext } from 'node:test';
import type { Viewer } from '../../src/server/load/viewer.js';
import { noRedis, type OwnRedis, startRedis } from '../support/redis.js';
import { Flood } from './flood.js';
import { Judge } from './judge.js';
import { large, size } from './scale.js';
import { type OwnServer, startServer, tokenFor } from './servers.js';

const ROOM = 'r';
const MUTED = 23408;
/** Small, the same is tested between two nodes in one process: test/server/bus. */
const largeOnly = { skip: noRedis || (!large && 'large size only'), timeout: 600_000 };
const options = { skip: noRedis, timeout: large ? 600_000 : 90_000 };

interface Scene {
  readonly redis: OwnRedis;
  readonly servers: OwnServer[];
  readonly judge: Judge;
  readonly flood: Flood;
}

/** Two servers, viewers and writers on both; whoever loses one server goes to the next. */
async function stage(t: TestContext, { fsync = 'everysec' as 'always' | 'everysec', viewers = size(40, 500) } = {}): Promise<Scene> {
  const redis = await startRedis({ fsync });
  t.after(() => redis.stop());
  const servers = await Promise.all([0, 1].map(() => startServer(t, ['--redis', redis.url])));
  const urlOf = (i: number) => {
    const alive = servers.filter(({ child }) => child.exitCode === null && child.signalCode === null);
    return alive[i % alive.length]!.url;
  };
  const judge = new Judge(viewers, (i) => ({ url: () => urlOf(i), token: () => tokenFor(`viewer-${i}`), room: ROOM, deflate: false }));
  const flood = new Flood(judge, size(8, 25), ROOM, urlOf);
  t.after(() => {
    flood.stop();
    judge.stop();
  });
  await judge.arrive();
  await flood.start();
  await flood.more(20);
  return { redis, servers, judge, flood };
}

async function conclude({ judge, flood }: Scene): Promise<string> {
  await judge.all(await flood.end());
  judge.judge();
  // Also for those told to start anew: the history had what they had not.
  assert.equal(judge.missing, 0);
  const refused = [...flood.refused].map(([code, count]) => `${count} × ${code}`).join(', ') || 'none';
  return `${judge.viewers.length} viewers; ${flood.acked} acknowledged, ${judge.missing} missing; ${judge.told} viewers told to start anew; refused: ${refused}`;
}

test('2: kill -9 of one of two servers in a flood; its people go on at the other', options, async (t) => {
  const scene = await stage(t);
  await scene.servers[0]!.kill();
  await scene.flood.more(size(30, 200));
  const said = await conclude(scene);
  assert.equal(scene.judge.told, 0);
  const away = scene.judge.viewers.map(({ lastAbsence }) => lastAbsence).filter((ms) => ms > 0).sort((a, b) => a - b);
  t.diagnostic(`${said}; away p50 ${Math.round(away[away.length >> 1]!)} ms, longest ${Math.round(away.at(-1)!)} ms`);
});

test('3a: Redis is killed and comes back from its file', options, async (t) => {
  const scene = await stage(t);
  await scene.redis.kill();
  await setTimeout(500);
  await scene.redis.restart();
  const back = performance.now();
  await scene.flood.more(1);
  const first = Math.round(performance.now() - back);
  await scene.flood.more(size(20, 200));
  t.diagnostic(`${await conclude(scene)}; first message taken ${first} ms after Redis was back`);
});

test('3b: Redis comes back empty; what the servers remember is the history again', options, async (t) => {
  const scene = await stage(t);
  const before = [...scene.judge.acked.keys()];
  await scene.redis.kill();
  await scene.redis.restart({ empty: true });
  await scene.flood.more(size(20, 200));
  const said = await conclude(scene);
  const late = new Judge(1, () => ({ url: () => scene.servers[1]!.url, token: () => tokenFor('late'), room: ROOM, deflate: false }));
  t.after(() => late.stop());
  // As one who was there from the beginning and knows the epoch that holds now.
  late.viewers[0]!.epoch = scene.judge.viewers[0]!.epoch;
  await late.arrive();
  const kept = late.seenBy(0);
  if (!large) assert.deepEqual(before.filter((id) => !kept.includes(id)), []);
  t.diagnostic(said);
});

test('3c: Redis stands still; everybody stays, nothing is lost, senders are told', options, async (t) => {
  const scene = await stage(t);
  scene.redis.pause();
  await setTimeout(size(4000, 10_000));
  const breaks = scene.judge.viewers.reduce((sum, viewer) => sum + viewer.breaks, 0);
  scene.redis.resume();
  await scene.flood.more(size(20, 200));
  const said = await conclude(scene);
  assert.equal(breaks, 0);
  t.diagnostic(said);
});

test('3d: Redis falls back to what it was a while ago: the places would be given twice, so the epoch changes', options, async (t) => {
  const scene = await stage(t);
  const { Redis } = await import('ioredis');
  const operator = new Redis(scene.redis.url, { retryStrategy: () => null });
  operator.on('error', () => {});
  t.after(() => operator.disconnect());
  const [meta] = (await operator.keys('*:meta')) as [string];
  const then = await operator.hgetall(meta);
  await scene.flood.more(size(20, 100));
  // As a replica that lagged behind and took over: everything after that moment is gone.
  const off = Number(await operator.hget(meta, 'off'));
  const log = meta.replace(/meta$/, 'log');
  await operator
    .multi()
    .hset(meta, 'off', then['off']!)
    .hdel(log, ...Array.from({ length: off - Number(then['off']) }, (_, i) => String(off - i)))
    .exec();
  await scene.flood.more(size(20, 200));
  const said = await conclude(scene);
  assert.equal(scene.judge.told, scene.judge.viewers.length);
  t.diagnostic(`${said}; fell back by ${off - Number(then['off'])} messages`);
});

test('3e: every subscription is cut, again and again: the holes are filled', largeOnly, async (t) => {
  const scene = await stage(t);
  const { Redis } = await import('ioredis');
  const operator = new Redis(scene.redis.url);
  t.after(() => operator.disconnect());
  for (let round = 0; round < size(5, 50); round++) {
    await operator.call('CLIENT', 'KILL', 'TYPE', 'pubsub');
    await scene.flood.more(5);
  }
  const said = await conclude(scene);
  assert.equal(scene.judge.told, 0);
  const repairs = await Promise.all(scene.servers.map((server) => server.metrics()));
  t.diagnostic(`${said}; holes filled: ${repairs.map((metrics) => metrics.get('live_chatroom_bus_repairs_total')).join(' and ')}`);
});

test('3f: the key with the position of the room is evicted', largeOnly, async (t) => {
  const scene = await stage(t);
  const { Redis } = await import('ioredis');
  const operator = new Redis(scene.redis.url);
  t.after(() => operator.disconnect());
  await operator.del(...(await operator.keys('*:meta')));
  await scene.flood.more(size(20, 200));
  t.diagnostic(await conclude(scene));
});

test('5: a storm of returning clients costs Redis next to nothing', options, async (t) => {
  const scene = await stage(t, { viewers: size(100, 2000) });
  scene.flood.stop();
  const { Redis } = await import('ioredis');
  const operator = new Redis(scene.redis.url);
  t.after(() => operator.disconnect());
  const commands = async () => Number(/total_commands_processed:(\d+)/.exec(await operator.info('stats'))![1]);
  const idle = async (ms: number) => {
    const before = await commands();
    await setTimeout(ms);
    return ((await commands()) - before) / ms;
  };
  const perMs = await idle(2000);
  const before = await commands();
  const startAt = performance.now();
  for (const viewer of scene.judge.viewers) viewer.cut();
  while (scene.judge.viewers.some(({ breaks }) => breaks === 0)) await setTimeout(10);
  await Promise.all(scene.judge.viewers.map((viewer) => viewer.enter()));
  const ms = performance.now() - startAt;
  const each = Math.max(0, (await commands()) - before - perMs * ms) / scene.judge.viewers.length;
  scene.judge.judge();
  assert.equal(scene.judge.told, 0);
  assert.ok(each <= 0.5, `${each} commands per reconnect`);
  t.diagnostic(`${scene.judge.viewers.length} viewers back after ${Math.round(ms)} ms; ${each.toFixed(2)} Redis commands per reconnect`);
});

test('13: one who floods on one server is muted through the other: within a second nothing of theirs is taken', options, async (t) => {
  const { servers, flood } = await stage(t, { viewers: 4 });
  const other = servers[0]!;
  // Writers are spread over both; this one is on the second.
  const villain: Viewer = flood.writers[1]!;
  let muteAt = Infinity;
  let lastTaken = 0;
  let refusedWith = 0;
  const flooding = (async () => {
    for (let n = 0; refusedWith !== MUTED; n++) {
      const answer = await villain.ask({ k: 'msg', mid: `${villain.namespace}evil${n}`, t: 'RC:TxtMsg', c: { content: 'evil' } });
      if (answer?.k === 'ack' && performance.now() > muteAt) lastTaken = performance.now() - muteAt;
      if (answer?.k === 'err') refusedWith = answer.code;
      await setTimeout(20);
    }
  })();
  const { code } = await other.call('/chatroom/user/gag/add.json', { userId: 'writer-1', chatroomId: ROOM, minute: '5' });
  muteAt = performance.now();
  assert.equal(code, 200);
  await flooding;
  const heard = performance.now() - muteAt;
  assert.ok(lastTaken < 1000, `taken ${lastTaken} ms after the call`);
  t.diagnostic(`refused ${Math.round(heard)} ms after the call had been answered; last message taken ${Math.round(lastTaken)} ms after it`);
  const third = await startServer(t, servers[0]!.child.spawnargs.slice(-2));
  const back = new Judge(1, () => ({ url: () => third.url, token: () => tokenFor('writer-1'), room: ROOM, deflate: false }));
  t.after(() => back.stop());
  await back.arrive();
  const answer = await back.viewers[0]!.ask({ k: 'msg', mid: `${back.viewers[0]!.namespace}again`, t: 'RC:TxtMsg', c: { content: 'x' } });
  assert.equal(answer?.k === 'err' && answer.code, MUTED);
});

test('16: servers are replaced one after the other in a flood; nobody is left in silence', options, async (t) => {
  const scene = await stage(t);
  for (let i = 0; i < 2; i++) {
    const fresh = await startServer(t, ['--redis', scene.redis.url]);
    const old = scene.servers.shift()!;
    scene.servers.push(fresh);
    await old.end();
    await scene.flood.more(size(10, 100));
  }
  const silences = scene.judge.silences();
  const said = await conclude(scene);
  assert.equal(scene.judge.told, 0);
  t.diagnostic(`${said}; longest silence of a viewer: p50 ${Math.round(silences[silences.length >> 1]!)} ms, p99 ${Math.round(silences[Math.floor(silences.length * 0.99)]!)} ms`);
});
