/**
 * `npm run crowd -- --url http://127.0.0.1:8787 --room host-mika [--scenario worst-day] [--seed 7] [--people 40] [--seconds 60]`:
 * the crowd of `<crowd-simulator>` in a room of a real server, each of its people with a connection of their own.
 *
 * Tokens come from the demo's app server at `--url`. A server takes 5 messages a second from a user, so a busy scenario needs
 * people; what is refused for its pace is counted. Recalls are made by who said it, breaks happen to one of the crowd.
 */
import { parseArgs } from 'node:util';
import { WebSocket } from 'ws';
import type { ChatRoom } from '../../src/client/contract.js';
import { SocketClient } from '../../src/client/socket-client.js';
import { CrowdRunner, type CrowdVenue } from '../../src/elements/crowd-simulator/crowd-runner.js';
import { person } from '../../src/elements/crowd-simulator/people.js';
import { isScenario, SCENARIOS } from '../../src/elements/crowd-simulator/scenarios.js';
import { crowdScript } from '../../src/elements/crowd-simulator/script.js';
import { TYPE, type Draft, type Message, type Sender } from '../../src/protocol/message.js';

/** The demo's nicknames are no longer than this, UTF-16 units kept on the safe side. */
const NICKNAME = 20;
/** Connections opened at a time. */
const OPENING = 10;

class Pool implements CrowdVenue {
  readonly failed = new Map<string, number>();
  sent = 0;
  readonly #said = new Map<string, Promise<{ room: ChatRoom; message: Message } | null>>();
  #ids = 0;

  constructor(
    private readonly rooms: readonly ChatRoom[],
    private readonly clients: readonly SocketClient[],
  ) {}

  /** Always the same one for the same person; who runs the room comes first. */
  #roomOf({ id, role }: Sender): ChatRoom {
    const number = Number(id.replace(/\D/g, '')) || 0;
    return this.rooms[role ? 0 : 1 + (number % (this.rooms.length - 1))]!;
  }

  say(_room: string, who: Sender, draft: Draft & object): string {
    const id = `said-${++this.#ids}`;
    // Arrivals are the server's own to tell.
    if (draft.type === TYPE.members) return id;
    const room = this.#roomOf(who);
    this.sent++;
    this.#said.set(id, room.send(draft).then((message) => ({ room, message }), (error: Error) => (this.#fail(error), null)));
    if (this.#said.size > 500) this.#said.delete(this.#said.keys().next().value!);
    return id;
  }

  recall(_room: string, id: string): void {
    void this.#said.get(id)?.then((found) => found?.room.recall(found.message.id)).catch((error: Error) => this.#fail(error));
  }

  like(_room: string, count: number): void {
    for (let left = count, i = 1; left > 0; left -= 50, i++) this.rooms[i % this.rooms.length]!.like(Math.min(50, left));
  }

  /** As many as there are connections, whatever the script would like. */
  crowd(): void {}

  cut(): void {
    const client = this.clients[1 + (this.#ids % (this.clients.length - 1))]!;
    client.disconnect();
    void client.connect().catch((error: Error) => this.#fail(error));
  }

  sleep(asleep: boolean): void {
    const client = this.clients.at(-1)!;
    if (asleep) client.disconnect();
    else void client.connect().catch((error: Error) => this.#fail(error));
  }

  #fail({ name }: Error): void {
    this.failed.set(name, (this.failed.get(name) ?? 0) + 1);
  }
}

async function enter(url: URL, roomId: string, { name, role }: { name: string; role?: string }): Promise<{ client: SocketClient; room: ChatRoom }> {
  const token = async () => {
    const answer = await fetch(new URL('/api/session', url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: [...name].slice(0, NICKNAME).join(''), role }),
    });
    if (!answer.ok) throw new Error(`${url.origin} gives no token: HTTP ${answer.status}`);
    return ((await answer.json()) as { token: string }).token;
  };
  const socket = new URL('/chat', url);
  socket.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  const client = new SocketClient({ url: socket.href, token, WebSocket });
  return { client, room: await client.join(roomId, { history: -1 }) };
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
  const entered: { client: SocketClient; room: ChatRoom }[] = [];
  for (let first = 0; first <= people; first += OPENING) {
    const some = Array.from({ length: Math.min(OPENING, people + 1 - first) }, (_, i) => first + i);
    entered.push(...(await Promise.all(some.map((n) => enter(url, roomId, n === 0 ? { name: '林晓雨', role: 'host' } : person(n - 1))))));
  }
  const pool = new Pool(entered.map(({ room }) => room), entered.map(({ client }) => client));
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
