/**
 * One room, thousands of subscribers: what a delivery costs here and elsewhere, in one run and in turns, so that whatever else the machine
 * does hits all alike. Options: --subscribers 5000 --rates 10,50 --seconds 6 --rounds 3 --only live-chatroom,ws
 * Peers: npm ci --prefix test/bench/peers/fanout; nats-server, mosquitto and redis-server take part where they are installed.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Contender, contenders, costOf, messageOf, startSubscribers } from './fanout/contenders.js';
import type { Table } from './table.js';

interface Result {
  cpuPerMillion: number;
  received: number;
  p50: number;
  p99: number;
  kibPerConnection: number;
  bytesPerDelivery: number;
  connectUs: number;
}

/** Of live-chatroom's CPU per delivery to the peer's, at so many messages a second. @see the design's §9 */
const TARGETS: readonly { peer: string; rate: number; most: number }[] = [
  { peer: 'ws, naive', rate: 50, most: 0.2 },
  { peer: 'Socket.IO', rate: 50, most: 0.15 },
  { peer: 'nats-server', rate: 50, most: 0.6 },
  { peer: 'mosquitto', rate: 50, most: 0.25 },
  { peer: 'ws, naive', rate: 10, most: 1 },
];
const KIB_MAX = 12;
/** Whoever arrives is told to the others; before anything is measured that should be over, ms. */
const SETTLE_MS = 2500;
const WARM_UP_MS = 1000;
const DRAIN_MS = 500;

export default async function fanout(args: string[]): Promise<Table> {
  // Whatever the contenders leave behind, they leave in here.
  const folder = mkdtempSync(join(tmpdir(), 'live-chatroom-bench-'));
  process.env['TMPDIR'] = folder;
  try {
    return await compare(args);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function compare(args: string[]): Promise<Table> {
  const string = { type: 'string' } as const;
  const { values } = parseArgs({ args, options: { subscribers: string, rates: string, seconds: string, rounds: string, only: string } });
  const [subscribers, seconds, rounds] = [Number(values.subscribers ?? 5000), Number(values.seconds ?? 6), Number(values.rounds ?? 3)];
  const rates = (values.rates ?? '10,50').split(',').map(Number);
  const only = values.only?.split(',');
  const wanted = contenders.filter(({ name }) => !only || only.some((word) => name.startsWith(word)));
  const here = wanted.filter(({ missing }) => missing === undefined);
  const results = new Map<string, Result[]>();
  for (let round = 0; round < rounds; round++) {
    for (const rate of rates) {
      // Each round begins with another one: who goes first finds a machine at rest.
      for (let turn = 0; turn < here.length; turn++) {
        const contender = here[(turn + round) % here.length]!;
        const key = `${contender.name} ${rate}`;
        process.stderr.write(`round ${round + 1} of ${rounds}: ${contender.name}, ${rate} a second\n`);
        results.set(key, [...(results.get(key) ?? []), await measure(contender, subscribers, rate, seconds)]);
      }
    }
  }
  return report(here, wanted, rates, results, { subscribers, seconds, rounds });
}

async function measure(contender: Contender, subscribers: number, rate: number, seconds: number): Promise<Result> {
  const server = await contender.start();
  try {
    await setTimeout(500);
    const empty = costOf(server.pid);
    const crowd = await startSubscribers(contender.way, server, subscribers);
    try {
      const full = costOf(server.pid);
      await setTimeout(SETTLE_MS);
      const idle = costOf(server.pid);
      let n = 0;
      const speak = async (ms: number) => {
        const startAt = performance.now();
        const first = n;
        while (performance.now() - startAt < ms) {
          server.publish(messageOf(n++));
          const early = startAt + ((n - first) * 1000) / rate - performance.now();
          if (early > 0) await setTimeout(early);
        }
        return n - first;
      };
      await speak(WARM_UP_MS);
      await setTimeout(DRAIN_MS);
      crowd.start();
      const before = costOf(server.pid);
      const sent = await speak(seconds * 1000);
      await setTimeout(DRAIN_MS);
      const { cpu } = costOf(server.pid);
      const { received, bytes, p50, p99 } = await crowd.report();
      return {
        cpuPerMillion: ((cpu - before.cpu) * 1e6) / received,
        received: received / (sent * subscribers),
        p50,
        p99,
        kibPerConnection: (idle.rss - empty.rss) / 1024 / subscribers,
        bytesPerDelivery: bytes / received,
        connectUs: ((full.cpu - empty.cpu) * 1e6) / subscribers,
      };
    } finally {
      crowd.stop();
    }
  } finally {
    server.stop();
  }
}

const median = (numbers: number[]) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? NaN;

function report(
  here: readonly Contender[], wanted: readonly Contender[], rates: readonly number[], results: ReadonlyMap<string, Result[]>,
  { subscribers, seconds, rounds }: { subscribers: number; seconds: number; rounds: number },
): Table {
  const of = (name: string, rate: number, pick: (result: Result) => number) => median((results.get(`${name} ${rate}`) ?? []).map(pick));
  const ours = (rate: number) => of('live-chatroom', rate, (result) => result.cpuPerMillion);
  const rows = rates.flatMap((rate) =>
    here.map(({ name }) => {
      const value = (pick: (result: Result) => number, digits = 1) => Number(of(name, rate, pick).toFixed(digits));
      return [
        rate, name,
        value((r) => r.cpuPerMillion, 2), Number((ours(rate) / of(name, rate, (r) => r.cpuPerMillion)).toFixed(2)),
        value((r) => r.received * 100), value((r) => r.p50, 0), value((r) => r.p99, 0),
        value((r) => r.kibPerConnection), value((r) => r.bytesPerDelivery, 0), value((r) => r.connectUs, 0),
      ];
    }),
  );
  const broken = TARGETS.flatMap(({ peer, rate, most }) => {
    const ratio = ours(rate) / of(peer, rate, (r) => r.cpuPerMillion);
    return ratio > most ? [`CPU per delivery at ${rate} a second is ${ratio.toFixed(2)} of ${peer}; at most ${most} is wanted.`] : [];
  });
  const kib = median(rates.map((rate) => of('live-chatroom', rate, (r) => r.kibPerConnection)));
  if (kib > KIB_MAX) broken.push(`A connection takes ${kib.toFixed(1)} KiB; at most ${KIB_MAX} is wanted.`);
  const absent = wanted.filter(({ missing }) => missing).map(({ name, missing }) => `${name}: ${missing}`);
  return {
    title: `Fan-out: ${subscribers} subscribers in one room, ${seconds} s, median of ${rounds}`,
    columns: ['msg/s', 'server', 'CPU s per million deliveries', 'ours to it', 'received %', 'p50 ms', 'p99 ms', 'KiB per connection', 'bytes per delivery', 'CPU µs per connect'],
    rows,
    notes: [
      'CPU is user and system time of the server process. In "received" a server that cannot keep up has less than 100: what it had not sent half a second after the end. Server and subscribers have a core each where taskset is there; loopback, no TLS, no compression. Ours keeps rooms in SQLite, checks tokens, numbers and acknowledges messages; the others pass bytes on.',
      ...(absent.length ? [`Did not take part: ${absent.join('; ')}.`] : []),
    ],
    broken,
  };
}
