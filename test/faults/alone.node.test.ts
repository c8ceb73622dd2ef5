/** Faults of a server that is alone, with its rooms in SQLite. */
import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { test, type TestContext } from 'node:test';
import { scratchFolder } from '../server/scratch.js';
import { Flood } from './flood.js';
import { Judge } from './judge.js';
import { large, size } from './scale.js';
import { type OwnServer, startServer, tokenFor } from './servers.js';

const ROOM = 'r';
const within = { timeout: large ? 900_000 : 60_000 };

function watch(t: TestContext, count: number, server: () => OwnServer, deflate = false): Judge {
  const judge = new Judge(count, (i) => ({ url: () => server().url, token: () => tokenFor(`viewer-${i}`), room: ROOM, deflate }));
  t.after(() => judge.stop());
  return judge;
}

test('1: kill -9 of the only process in a flood; all come back, nothing acknowledged is missing', within, async (t) => {
  const data = scratchFolder();
  let server = await startServer(t, ['--data', data]);
  const judge = watch(t, size(100, 2000), () => server);
  const flood = new Flood(judge, size(10, 25), ROOM, () => server.url);
  t.after(() => flood.stop());
  await judge.arrive();
  await flood.start();
  await flood.more(40);
  await server.kill();
  server = await startServer(t, ['--data', data], server.port);
  const upAt = performance.now();
  await Promise.all(judge.viewers.map((viewer) => viewer.enter()));
  const allBack = performance.now() - upAt;
  await flood.more(40);
  await judge.all(await flood.end());
  judge.judge();
  assert.equal(judge.told, 0);
  const absences = judge.viewers.map(({ lastAbsence }) => lastAbsence).sort((a, b) => a - b);
  t.diagnostic(`${judge.viewers.length} viewers: all back ${Math.round(allBack)} ms after the server was; away p50 ${Math.round(absences[absences.length >> 1]!)} ms (its start included); ${flood.acked} acknowledged, ${judge.missing} missing`);
});

test('4: a fifth of the readers stops reading; the others notice nothing, memory is bounded, the slow ones hear the truth', within, async (t) => {
  const server = await startServer(t, ['--memory']);
  const judge = watch(t, size(40, 500), () => server);
  const flood = new Flood(judge, size(10, 50), ROOM, () => server.url);
  t.after(() => flood.stop());
  await judge.arrive();
  await flood.start();
  await flood.more(20);
  const before = (await server.metrics()).get('process_resident_memory_bytes')!;
  const slow = judge.viewers.filter(({ index }) => index % 5 === 0);
  for (const viewer of slow) viewer.socket?.pause();
  await flood.more(size(100, 2000));
  const grown = (await server.metrics()).get('process_resident_memory_bytes')! - before;
  for (const viewer of slow) viewer.socket?.resume();
  await judge.all(await flood.end());
  judge.judge();
  const bound = slow.length * 1.2 * 1024 * 1024 + 32 * 1024 * 1024;
  assert.ok(grown < bound, `${grown} bytes more`);
  t.diagnostic(`${slow.length} of ${judge.viewers.length} stalled: memory ${(grown / 1024 / 1024).toFixed(1)} MiB more; ${judge.told} were told of a gap; ${flood.acked} acknowledged, ${judge.missing} missing`);
});

test('5: everybody is cut off at once, three times; all resume exactly', within, async (t) => {
  const server = await startServer(t, ['--memory']);
  const judge = watch(t, size(150, 5000), () => server);
  const flood = new Flood(judge, size(6, 10), ROOM, () => server.url);
  t.after(() => flood.stop());
  await judge.arrive();
  await flood.start();
  const times: number[] = [];
  for (let round = 0; round < 3; round++) {
    await flood.more(size(8, 20));
    const cutAt = performance.now();
    for (const viewer of judge.viewers) viewer.cut();
    // The cut is heard a moment later; who is out then is in again afterwards.
    while (judge.viewers.some(({ breaks }) => breaks <= round)) await setTimeout(10);
    await Promise.all(judge.viewers.map((viewer) => viewer.enter()));
    times.push(Math.round(performance.now() - cutAt));
  }
  await judge.all(await flood.end());
  judge.judge();
  assert.equal(judge.told, 0);
  t.diagnostic(`${judge.viewers.length} viewers, 3 cuts: all back after ${times.join(', ')} ms; 0 started anew; ${flood.acked} acknowledged, ${judge.missing} missing`);
});

test('12: far more than a room takes, seven tenths of it low; the exempt all get through, the sums are right', within, async (t) => {
  const server = await startServer(t, ['--memory']);
  // One account per kind, allowed many sockets: what one person may send a second is another test.
  await server.call('/chatroom/create.json', { [`chatroom[${ROOM}]`]: 'Room' });
  for (let i = 0; i < 5; i++) assert.equal((await server.call('/chatroom/user/whitelist/add.json', { chatroomId: ROOM, userId: `vip-${i}` })).code, 200);
  const judge = watch(t, size(20, 200), () => server);
  await judge.arrive();
  const people = (count: number, name: string) => {
    const group = new Judge(count, (i) => ({ url: () => server.url, token: () => tokenFor(`${name}-${i}`), room: ROOM, deflate: false }));
    t.after(() => group.stop());
    return group;
  };
  const [crowd, vips] = [people(size(100, 480), 'crowd'), people(5, 'vip')];
  await Promise.all([crowd.arrive(), vips.arrive()]);
  let n = 0;
  const sent = { low: 0, high: 0, refused: 0, vip: 0 };
  const memory: number[] = [];
  const until = performance.now() + size(4000, Number(process.env['LIVE_CHATROOM_FLOOD_MINUTES'] ?? 1) * 60_000);
  const write = async (group: Judge, index: number) => {
    const viewer = group.viewers[index]!;
    const vip = group === vips;
    while (performance.now() < until) {
      const id = n++;
      const low = !vip && id % 10 < 7;
      const mid = `${viewer.namespace}${id}`;
      const answer = await viewer.ask({ k: 'msg', mid, t: low ? 'app:cheer' : 'RC:TxtMsg', c: { content: `m ${id}` }, ...(low ? { p: 16 as const } : {}) });
      if (answer?.k === 'ack') {
        sent[vip ? 'vip' : low ? 'low' : 'high']++;
        if (answer.off !== undefined) judge.acked.set(mid, answer.off);
      } else if (answer?.k === 'err') {
        assert.ok(!vip, `refused: ${answer.code}`);
        sent.refused++;
      }
      // What is tested is the room, so everybody stays just within the five a second of their own.
      await setTimeout(230);
    }
  };
  const watchMemory = async () => {
    while (performance.now() < until) {
      memory.push((await server.metrics()).get('process_resident_memory_bytes')!);
      await setTimeout(500);
    }
  };
  await Promise.all([watchMemory(), ...crowd.viewers.map((_, i) => write(crowd, i)), ...vips.viewers.map((_, i) => write(vips, i))]);
  while (judge.extras + judge.shed < sent.low) await setTimeout(50);
  await setTimeout(1100);
  const last = await vips.viewers[0]!.ask({ k: 'msg', mid: `${vips.viewers[0]!.namespace}last`, t: 'RC:TxtMsg', c: { content: 'last' } });
  assert.equal(last?.k, 'ack');
  await judge.all(`${vips.viewers[0]!.namespace}last`);
  judge.judge();
  assert.equal(judge.extras + judge.shed, sent.low);
  // The first quarter warms up; from then on the mean must stay, but for what the collector has not come round to yet.
  const mean = (samples: readonly number[]) => samples.reduce((sum, bytes) => sum + bytes, 0) / samples.length;
  const quarter = Math.floor(memory.length / 4);
  const grown = mean(memory.slice(-quarter)) - mean(memory.slice(quarter, 2 * quarter));
  assert.ok(grown < 24 * 1024 * 1024, `${grown} bytes more in the last quarter than in the second`);
  const mib = (bytes: number) => (bytes / 1024 / 1024).toFixed(0);
  t.diagnostic(`${n} messages: ${sent.high} high, ${sent.vip} exempt and ${sent.low} low taken, ${sent.refused} refused; low: ${judge.extras} shown, ${judge.shed} counted as shed; memory ${mib(memory[0]!)} to ${mib(memory.at(-1)!)} MiB`);
});
