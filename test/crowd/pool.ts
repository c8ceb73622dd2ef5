/** A crowd's people on a real server: each has a connection of their own. */
import { WebSocket } from 'ws';
import type { ChatRoom } from '../../src/client/contract.js';
import type { Buy } from '../../src/elements/shared/buy.js';
import { SocketClient } from '../../src/client/socket-client.js';
import type { TokenProvider } from '../../src/client/token-source.js';
import type { CrowdVenue } from '../../src/elements/crowd-simulator/crowd-runner.js';
import { TYPE, type Draft, type Message, type Sender } from '../../src/protocol/message.js';

/** Sent messages that can still be taken back. */
const REMEMBERED = 500;
/** Likes in one call; a client sends no more at once. */
const LIKES = 50;
const PAID: ReadonlySet<string> = new Set([TYPE.gift, TYPE.superchat]);

/** Somebody who is in the room, and the line that they are on. */
export interface Participant {
  readonly client: SocketClient;
  readonly room: ChatRoom;
  readonly lines: ReadonlySet<WebSocket>;
  /** Pays before a gift or a super chat, where the server asks for receipts. */
  readonly buy?: Buy;
}

/** @param url Address of the server. */
export async function enter(url: string, token: TokenProvider, roomId: string, buy?: Buy): Promise<Participant> {
  const lines = new Set<WebSocket>();
  class Line extends WebSocket {
    constructor(address: string, protocol: string) {
      super(address, protocol);
      lines.add(this);
      this.once('close', () => lines.delete(this));
    }
  }
  const client = new SocketClient({ url, token, WebSocket: Line });
  return { client, room: await client.join(roomId, { history: -1 }), lines, ...(buy ? { buy } : {}) };
}

/**
 * A pool as a venue. What breaks is the line of one of the crowd: cut without a goodbye, or not read from for a while.
 * Recalls are made by who said it. Whatever the server refuses or the network loses is counted by its name.
 */
export class Pool implements CrowdVenue {
  readonly failed = new Map<string, number>();
  sent = 0;
  readonly #said = new Map<string, Promise<{ room: ChatRoom; message: Message } | null>>();
  #ids = 0;
  #turn = 0;
  #asleep: Participant | null = null;

  /** @param people The first of them runs the room. */
  constructor(private readonly people: readonly Participant[]) {
    if (people.length < 2) throw new TypeError(`A crowd is a host and somebody else at least; got ${people.length}.`);
  }

  say(_room: string, who: Sender, draft: Draft & object): string {
    const id = `said-${++this.#ids}`;
    // Who comes is the server's to tell; so somebody really comes.
    if (draft.type === TYPE.members) {
      void this.#stepOut(this.#next());
      return id;
    }
    this.sent++;
    this.#said.set(id, this.#send(this.#personOf(who), draft));
    if (this.#said.size > REMEMBERED) this.#said.delete(this.#said.keys().next().value!);
    return id;
  }

  recall(_room: string, id: string): void {
    void this.#said.get(id)?.then((found) => found?.room.recall(found.message.id)).catch((error: Error) => this.#fail(error));
  }

  like(_room: string, count: number): void {
    for (let left = count; left > 0; left -= LIKES) this.#next().room.like(Math.min(LIKES, left));
  }

  /** As many as there are connections, whatever the script would like. */
  crowd(): void {}

  cut(): void {
    for (const line of this.#next().lines) line.terminate();
  }

  stall(ms: number): void {
    for (const line of this.#next().lines) {
      if (line.readyState !== WebSocket.OPEN) continue;
      line.pause();
      setTimeout(() => line.resume(), ms).unref();
    }
  }

  sleep(asleep: boolean): void {
    this.#asleep ??= this.#next();
    // A machine that wakes finds its line dead.
    for (const line of this.#asleep.lines) {
      if (!asleep) line.terminate();
      else if (line.readyState === WebSocket.OPEN) line.pause();
    }
    if (!asleep) this.#asleep = null;
  }

  /** Null when it came to nothing: a client refuses what is too long at once, a server what comes too fast. */
  async #send({ room, buy }: Participant, draft: Draft & object): Promise<{ room: ChatRoom; message: Message } | null> {
    try {
      const { type = '', content = {} } = draft;
      const paid = buy && PAID.has(type) ? { ...draft, content: { ...content, receipt: await buy(content, room.id) } } : draft;
      return { room, message: await room.send(paid) };
    } catch (error) {
      this.#fail(error as Error);
      return null;
    }
  }

  async #stepOut({ client, room }: Participant): Promise<void> {
    try {
      await room.leave();
      await client.join(room.id, { history: -1 });
    } catch (error) {
      this.#fail(error as Error);
    }
  }

  /** Always the same one for the same person; who runs the room comes first. */
  #personOf({ id, role }: Sender): Participant {
    const number = Number(id.replace(/\D/g, '')) || 0;
    return this.people[role ? 0 : 1 + (number % (this.people.length - 1))]!;
  }

  /** Another one each time, never the host. */
  #next(): Participant {
    return this.people[1 + (this.#turn++ % (this.people.length - 1))]!;
  }

  #fail({ name }: Error): void {
    this.failed.set(name, (this.failed.get(name) ?? 0) + 1);
  }
}
