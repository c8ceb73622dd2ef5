/**
 * One room, a crowd of viewers, a few people talking: is everything delivered to everyone in one order, and what does it cost?
 * Options: --viewers 1000 --rate 20 (messages a second) --seconds 10 --deflate
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createChatServer } from '../../src/server/index.js';
import { Probe } from '../server/probe.js';
import { APP_KEY, type Cost, type Crowd, DONE, ROOM, SECRET } from './fanout-parties.js';
import type { Table } from './table.js';

/** Well below what one user may send a second: on a busy machine timers slip, and a late message must not be one too many. */
const PER_TALKER = 2;

export default async function fanoutQuick(args: string[]): Promise<Table> {
  const string = { type: 'string' } as const;
  const { values } = parseArgs({ args, options: { viewers: string, rate: string, seconds: string, deflate: { type: 'boolean' } } });
  const [viewers, rate, seconds] = [Number(values.viewers ?? 1000), Number(values.rate ?? 20), Number(values.seconds ?? 10)];
  const folder = mkdtempSync(join(tmpdir(), 'live-chatroom-bench-'));
  const children: ChildProcess[] = [];
  const start = (file: string, ...args: string[]) => {
    const child = fork(join(import.meta.dirname, file), args, { execArgv: ['--import', 'tsx'] });
    children.push(child);
    return child;
  };
  try {
    const server = start('fanout-server.ts', folder);
    const [{ port }] = (await once(server, 'message')) as [{ port: number }];
    const cost = async () => {
      server.send('cost');
      return ((await once(server, 'message')) as [Cost])[0];
    };
    const talkers = await gather(port, Math.ceil(rate / PER_TALKER));
    const idle = await cost();
    const crowd = start('fanout-viewers.ts', String(port), String(viewers), values.deflate ? 'deflate' : 'plain');
    await once(crowd, 'message');
    // The notices of their arrival should be over.
    await setTimeout(1500);
    const before = await cost();
    const result = once(crowd, 'message') as Promise<[Crowd]>;
    const { sent, refused } = await talk(talkers, rate, seconds);
    const [seen] = await result;
    const after = await cost();
    for (const talker of talkers) talker.ws.terminate();
    return report({ viewers, rate, seconds, sent, refused, seen, idle, before, after, deflate: values.deflate === true });
  } finally {
    for (const child of children) child.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function gather(port: number, count: number): Promise<Probe[]> {
  const issuer = createChatServer({ appKey: APP_KEY, secret: SECRET, log: false });
  return Promise.all(
    Array.from({ length: count }, async (_, i) => {
      const probe = await Probe.open(`ws://127.0.0.1:${port}/chat`, { perMessageDeflate: false });
      await probe.auth(await issuer.issueToken({ id: `talker-${i}`, name: `Talker ${i}`, avatar: `/avatars/0${(i % 9) + 1}.svg` }));
      await probe.join(ROOM);
      return probe;
    }),
  );
}

/** Sends at an even pace, then the last message; counts what was accepted. */
async function talk(talkers: Probe[], rate: number, seconds: number): Promise<{ sent: number; refused: number }> {
  const count = rate * seconds;
  const startAt = performance.now();
  const answers = [];
  for (let i = 0; i < count; i++) {
    await setTimeout(Math.max(0, startAt + (i * 1000) / rate - performance.now()));
    const at = performance.timeOrigin + performance.now();
    const text = `message ${i}: 主播好棒 👏 this is about as long as what people write in a live room`;
    answers.push(talkers[i % talkers.length]!.say(ROOM, '', { c: { content: text, at } }));
  }
  const settled = await Promise.all(answers);
  await setTimeout(1100);
  await talkers[0]!.say(ROOM, '', { t: DONE, c: {} });
  const sent = settled.filter((answer) => answer.k === 'ack').length;
  return { sent, refused: settled.length - sent };
}

interface Run {
  viewers: number; rate: number; seconds: number; sent: number; refused: number; seen: Crowd; idle: Cost; before: Cost; after: Cost; deflate: boolean;
}

function report({ viewers, rate, seconds, sent, refused, seen, idle, before, after, deflate }: Run): Table {
  const cpuUs = after.cpuUs - before.cpuUs;
  const deliveries = after.deliveries - before.deliveries;
  const frames = after.frames - before.frames;
  // Every viewer also gets the last message.
  const expected = (sent + 1) * viewers;
  const fixed = (value: number, digits = 1) => Number(value.toFixed(digits));
  return {
    title: `Fan-out: ${viewers} viewers in one room, ${rate} messages a second, ${seconds} s${deflate ? ', deflated' : ''}`,
    columns: ['figure', 'value', 'unit'],
    rows: [
      ['seen by viewers', seen.seen, `of ${expected}`],
      ['different orders among viewers', seen.orders, ''],
      ['holes and lost connections', seen.faults, ''],
      ['server CPU per delivery', fixed(cpuUs / deliveries, 2), 'µs'],
      ['server CPU per frame', fixed(cpuUs / frames, 2), 'µs'],
      ['messages per frame', fixed(deliveries / frames, 2), ''],
      ['server CPU', fixed((cpuUs / 1e6 / (seconds + 1)) * 100), '% of a core'],
      ['bytes per delivery', fixed((after.bytes - before.bytes) / deliveries, 0), 'B'],
      ['latency p50', fixed(seen.p50), 'ms'],
      ['latency p99', fixed(seen.p99), 'ms'],
      ['latency max', fixed(seen.max), 'ms'],
      ['memory per connection', fixed((before.rss - idle.rss) / 1024 / viewers), 'KiB RSS'],
      ['CPU per connect and join', fixed((before.cpuUs - idle.cpuUs) / viewers, 0), 'µs'],
    ],
    notes: [
      'Server, viewers and talkers are three processes on this machine; SQLite on disk; loopback, no TLS. Latency is from the call that sends to the arrival in the viewer\'s handler, and grows when the crowd\'s process has no core to itself.',
    ],
    broken: [
      ...(seen.seen === expected ? [] : [`${expected - seen.seen} deliveries are missing.`]),
      ...(seen.orders === 1 ? [] : [`Viewers saw ${seen.orders} different orders.`]),
      ...(seen.faults === 0 ? [] : [`${seen.faults} holes or lost connections.`]),
      ...(refused === 0 ? [] : [`${refused} messages were refused.`]),
    ],
  };
}
