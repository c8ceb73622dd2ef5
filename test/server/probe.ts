import WebSocket, { type ClientOptions } from 'ws';
import { type ClientFrame, encode, type ServerFrame, type ServerFrameOf, SUBPROTOCOL, type WireMessage } from '../../src/protocol/index.js';

type Kind = ServerFrame['k'];

/** A bare socket that speaks the wire protocol and remembers all it was told, in order. */
export class Probe {
  readonly frames: ServerFrame[] = [];
  /** Settles with the WebSocket close code. */
  readonly closed: Promise<number>;
  #read = 0;
  #wake: (() => void)[] = [];
  /** Over all probes: two connections of one user must not make the same message id. */
  static #ids = 100;
  #namespace = '';

  private constructor(readonly ws: WebSocket) {
    ws.on('message', (data: Buffer) => {
      this.frames.push(JSON.parse(data.toString()) as ServerFrame);
      this.#stir();
    });
    this.closed = new Promise((resolve) => {
      ws.on('close', (code) => {
        resolve(code);
        this.#stir();
      });
    });
    ws.on('error', () => {});
  }

  static async open(url: string, options: ClientOptions = {}): Promise<Probe> {
    const probe = new Probe(new WebSocket(url, SUBPROTOCOL, options));
    await new Promise<void>((resolve, reject) => {
      probe.ws.once('open', () => resolve());
      probe.ws.once('error', reject);
    });
    return probe;
  }

  /** What every message id of this user starts with. */
  get namespace(): string {
    return this.#namespace;
  }

  send(frame: ClientFrame): void {
    this.ws.send(encode(frame));
  }

  /** The next frame of a kind (that also `fits`) among those not looked at yet; those passed over stay in `frames`. */
  async next<K extends Kind>(kind: K, fits: (frame: ServerFrameOf<K>) => boolean = () => true): Promise<ServerFrameOf<K>> {
    for (;;) {
      while (this.#read < this.frames.length) {
        const frame = this.frames[this.#read++]!;
        if (frame.k === kind && fits(frame as ServerFrameOf<K>)) return frame as ServerFrameOf<K>;
      }
      if (this.ws.readyState === WebSocket.CLOSED) throw new Error(`closed before ${kind}; got ${JSON.stringify(this.frames.slice(-3))}`);
      await new Promise<void>((wake) => this.#wake.push(wake));
    }
  }

  /** The answer to a request, wherever it stands among other frames. */
  async reply(id: number): Promise<ServerFrame> {
    for (;;) {
      const found = this.frames.find((frame) => 'id' in frame && frame.id === id);
      if (found) return found;
      if (this.ws.readyState === WebSocket.CLOSED) throw new Error(`closed before an answer; got ${JSON.stringify(this.frames.slice(-3))}`);
      await new Promise<void>((wake) => this.#wake.push(wake));
    }
  }

  id(): number {
    return ++Probe.#ids;
  }

  async auth(token: string): Promise<ServerFrameOf<'hi'>> {
    const id = this.id();
    this.send({ k: 'auth', id, v: 1, token });
    const hi = (await this.reply(id)) as ServerFrameOf<'hi'>;
    this.#namespace = hi.ns;
    return hi;
  }

  async join(room: string, more: Partial<Omit<Extract<ClientFrame, { k: 'join' }>, 'k' | 'id' | 'room'>> = {}): Promise<ServerFrameOf<'joined'>> {
    const id = this.id();
    this.send({ k: 'join', id, room, create: true, want: 10, ...more });
    return (await this.reply(id)) as ServerFrameOf<'joined'>;
  }

  /** Sends a message and waits for its answer (`ack` or `err`). */
  async say(room: string, text: string, more: Partial<Omit<Extract<ClientFrame, { k: 'msg' }>, 'k' | 'id' | 'room'>> = {}): Promise<ServerFrame> {
    const id = this.id();
    this.send({ k: 'msg', id, room, mid: `${this.#namespace}${id}`, t: 'RC:TxtMsg', c: { content: text }, ...more });
    return this.reply(id);
  }

  /** Everything answered so far has arrived once this has. */
  async settled(): Promise<void> {
    const id = this.id();
    this.send({ k: 'ping', id });
    await this.reply(id);
  }

  /** Messages with a place that came in batches, with their offsets. */
  received(): (WireMessage & { o: number })[] {
    return this.frames.flatMap((frame) => (frame.k === 'b' ? (frame.m ?? []).map((m, i) => ({ ...m, o: frame.s! + i })) : []));
  }

  /** Messages without a place. */
  extras(): WireMessage[] {
    return this.frames.flatMap((frame) => (frame.k === 'b' ? (frame.e ?? []) : []));
  }

  async close(): Promise<void> {
    this.ws.close();
    await this.closed;
  }

  #stir(): void {
    const waiting = this.#wake;
    this.#wake = [];
    for (const wake of waiting) wake();
  }
}
