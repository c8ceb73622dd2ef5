/**
 * `npm run crowd -- --url http://127.0.0.1:8787 --room host-mika [--scenario worst-day] [--seed 7] [--people 40] [--seconds 60]`:
 * the crowd of `<crowd-simulator>` in a room of a real server, each of its people with a connection of their own.
 *
 * Tokens and receipts for what is paid come from the demo's app server at `--url`. A server takes 5 messages a second from a user, so a busy scenario needs
 * people; what is refused for its pace is counted. Breaks happen to one of the crowd after the other.
 */
import { parseArgs } from 'node:util';
import type { Buy } from '../../src/elements/shared/buy.js';
import { CrowdRunner } from '../../src/elements/crowd-simulator/crowd-runner.js';
import { person } from '../../src/elements/crowd-simulator/people.js';
import { isScenario, SCENARIOS } from '../../src/elements/crowd-simulator/scenarios.js';
import { crowdScript } from '../../src/elements/crowd-simulator/script.js';
import { enter, Pool, type Participant } from './pool.js';

/** The demo's nicknames are no longer than this, UTF-16 units kept on the safe side. */
const NICKNAME = 20;
/** Connections opened at a time. */
const OPENING = 10;

async function come(url: URL, roomId: string, { name, role }: { name: string; role?: string }): Promise<Participant> {
  const ask = async <T>(path: string, body: object): Promise<T> => {
    const answer = await fetch(new URL(path, url), { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${url.origin}${path} refuses: HTTP ${answer.status}`);
    return (await answer.json()) as T;
  };
  let session: string | undefined;
  const token = async () => {
    const answer = await ask<{ token: string; session: string }>('/api/session', { name: [...name].slice(0, NICKNAME).join(''), role, session });
    session = answer.session;
    return answer.token;
  };
  const buy: Buy = async ({ gift, count, amount }, room) => (await ask<{ receipt: string }>('/api/receipt', { session, room, gift, count, amount })).receipt;
  const socket = new URL('/chat', url);
  socket.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return enter(socket.href, token, roomId, buy);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      url: { type: 'string', default: 'http://127.0.0.1:8787' },
      room: { type: 'string' },
      scenario: { type: 'string', default: 'busy' },
      seed: { type: 'string', default: '7' },
      people: { type: 'string', default: '40' },
      seconds: { type: 'string', default: '60' },
    },
  });
  const { scenario, room: roomId } = values;
  if (!roomId || !isScenario(scenario)) {
    console.log(`Usage: npm run crowd -- --url <address of the demo> --room <id> [--scenario ${Object.keys(SCENARIOS).join('|')}] [--seed 7] [--people 40] [--seconds 60]`);
    process.exitCode = 1;
    return;
  }
  const url = new URL(values.url);
  const people = Math.min(500, Math.max(2, Number(values.people) || 40));
  const entered: Participant[] = [];
  for (let first = 0; first <= people; first += OPENING) {
    const some = Array.from({ length: Math.min(OPENING, people + 1 - first) }, (_, i) => first + i);
    entered.push(...(await Promise.all(some.map((n) => come(url, roomId, n === 0 ? { name: '林晓雨', role: 'host' } : person(n - 1))))));
  }
  const pool = new Pool(entered);
  const clock = {
    now: () => performance.now(),
    after(ms: number, run: () => void) {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  };
  const runner = new CrowdRunner(pool, roomId, crowdScript({ scenario, seed: Number(values.seed) || 0, viewers: people }), clock);
  console.log(`${people} people and a host are in ${roomId}: ${scenario}, seed ${values.seed}.`);
  runner.start();
  await new Promise<void>((resolve) => {
    setTimeout(resolve, (Number(values.seconds) || 60) * 1000);
    process.once('SIGINT', () => resolve());
  });
  runner.stop();
  for (const { client } of entered) client.disconnect();
  const failed = [...pool.failed].map(([name, count]) => `${name} ${count}`).join(', ');
  console.log(`${pool.sent} sent; ${JSON.stringify(runner.counts)}${failed ? `; refused or lost: ${failed}` : ''}`);
}

await main();
