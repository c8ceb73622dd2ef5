import type { Environment, Sign, SocketConstructor, SocketLike } from '../../src/client/environment.js';
import type { ClientFrame, ClientFrameOf, RoomInfo, ServerFrame, ServerFrameOf, WireMessage } from '../../src/protocol/frames.js';
import { DEFAULT_LIMITS } from '../../src/protocol/limits.js';

/** Lets everything happen that needs no more time. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Repeatable numbers from 0 up to 1. @see mulberry32 */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A world where time passes only when told to. */
export class FakeEnvironment implements Environment {
  time = Date.UTC(2026, 0, 1);
  random = () => 0.5;
  connected = true;
  readonly reports: unknown[] = [];
  #timers: { at: number; run: () => void }[] = [];
  readonly #watchers = new Set<(sign: Sign) => void>();

  now = () => this.time;
  online = () => this.connected;
  report = (error: unknown) => void this.reports.push(error);

  after = (ms: number, run: () => void) => {
    const timer = { at: this.time + ms, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  };

  watch = (heed: (sign: Sign) => void) => {
    this.#watchers.add(heed);
    return () => void this.#watchers.delete(heed);
  };

  get timers(): number {
    return this.#timers.length;
  }

  get watchers(): number {
    return this.#watchers.size;
  }

  sign(sign: Sign): void {
    for (const heed of this.#watchers) heed(sign);
  }

  /** Runs what is due on the way, each at its time. */
  async pass(ms: number): Promise<void> {
    const end = this.time + ms;
    await settle();
    for (;;) {
      const [next] = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (!next) break;
      this.#timers = this.#timers.filter((other) => other !== next);
      this.time = Math.max(this.time, next.at);
      next.run();
      await settle();
    }
    this.time = end;
  }

  /** The machine sleeps: time passes, and no timer runs until it wakes. */
  async sleep(ms: number): Promise<void> {
    this.time += ms;
    await this.pass(0);
  }
}

type Listener = (event: { data: unknown }) => void;

/** The other end of one socket, played by the test. */
export class FakeSocket implements SocketLike {
  readonly sent: ClientFrame[] = [];
  closed = false;
  readonly #listeners = new Map<string, Listener[]>();

  send(text: string): void {
    this.sent.push(JSON.parse(text) as ClientFrame);
  }

  close(): void {
    this.closed = true;
  }

  addEventListener(type: string, listener: Listener | (() => void)): void {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener]);
  }

  open(): void {
    this.#tell('open');
  }

  say(frame: ServerFrame): void {
    this.raw(JSON.stringify(frame));
  }

  raw(data: unknown): void {
    this.#tell('message', data);
  }

  drop(): void {
    this.closed = true;
    this.#tell('error');
    this.#tell('close');
  }

  /** What the client sent of a kind, oldest first. */
  of<K extends ClientFrame['k']>(kind: K): ClientFrameOf<K>[] {
    return this.sent.filter((frame): frame is ClientFrameOf<K> => frame.k === kind);
  }

  last<K extends ClientFrame['k']>(kind: K): ClientFrameOf<K> {
    const frame = this.of(kind).at(-1);
    if (!frame) throw new Error(`the client has sent no ${kind}`);
    return frame;
  }

  #tell(type: string, data?: unknown): void {
    for (const listener of this.#listeners.get(type) ?? []) listener({ data });
  }
}

/** A place where the client's sockets end up. */
export class FakeServer {
  readonly sockets: FakeSocket[] = [];
  readonly Socket: SocketConstructor;

  constructor(readonly env: FakeEnvironment) {
    const sockets = this.sockets;
    this.Socket = class extends FakeSocket {
      constructor() {
        super();
        sockets.push(this);
      }
    };
  }

  /** The newest socket. */
  get socket(): FakeSocket {
    const socket = this.sockets.at(-1);
    if (!socket) throw new Error('the client has opened no socket');
    return socket;
  }

  hi(over: Partial<ServerFrameOf<'hi'>> = {}): ServerFrameOf<'hi'> {
    const user = { id: 'ann', name: 'Ann' };
    return { k: 'hi', id: 1, v: 1, now: this.env.time, user, ns: 'ann.', hb: 25_000, limits: DEFAULT_LIMITS, ...over };
  }

  /** Opens the newest socket and welcomes the client. */
  async welcome(over: Partial<ServerFrameOf<'hi'>> = {}): Promise<FakeSocket> {
    await settle();
    const { socket } = this;
    socket.open();
    socket.say(this.hi(over));
    await settle();
    return socket;
  }

  /** Answers the newest join. */
  async joined(over: Partial<ServerFrameOf<'joined'>> = {}): Promise<void> {
    await settle();
    const { id, room } = this.socket.last('join');
    this.socket.say({ k: 'joined', id, room, ep: 'e1', off: 0, rec: 'none', h: [], info: nobody, ...over });
    await settle();
  }
}

export const nobody: RoomInfo = { n: 1, likes: 0, members: [] };

/** A text message of Bob's on the wire. */
export function wire(id: string, over: Partial<WireMessage> = {}): WireMessage {
  return { i: id, t: 'RC:TxtMsg', c: { content: `text ${id}`, user: { id: 'bob', name: 'Bob' } }, ts: Date.UTC(2026, 0, 1), ...over };
}
