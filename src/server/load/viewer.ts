import WebSocket from 'ws';
import { ChatError, encode, HISTORY_MAX, type ServerFrame, type ServerFrameOf, SUBPROTOCOL, type WireMessage } from '../../protocol/index.js';

/** What a viewer has seen, in the order seen. */
export interface Witness {
  /** A message with its place. `late`: handed over on the way back in, not live. */
  placed(viewer: Viewer, message: WireMessage, offset: number, late: boolean): void;
  /** Messages without a place, and how many were sampled away. */
  passing?(viewer: Viewer, extras: readonly WireMessage[], shed: number): void;
  /** It could not be proved that nothing is missing; what follows starts anew. */
  lost?(viewer: Viewer, epoch: string): void;
  /** Something that must not happen: a hole, a place given twice. */
  fault(viewer: Viewer, what: string): void;
}

export interface ViewerOptions {
  /** Asked before every attempt: a client behind a balancer may end up elsewhere. */
  readonly url: () => string;
  readonly token: () => Promise<string>;
  readonly room: string;
  readonly deflate: boolean;
  readonly witness: Witness;
}

/** Time between attempts to come back, ms: at least, and spread over as much again. */
const RETRY_MS = 200;
/** An attempt that got no answer by then has failed, ms. */
const ANSWER_MS = 10_000;

/** Everybody gets the same bytes, so they are read once. */
let known: { readonly text: string; readonly frame: ServerFrame } | undefined;
function read(text: string): ServerFrame {
  if (known?.text !== text) known = { text, frame: JSON.parse(text) as ServerFrame };
  return known.frame;
}

const told = (code: number) => `${ChatError.fromCode(code).name} (${code})`;

/**
 * A client without a screen: joins, follows, comes back after every break from where it was, and checks what it is told.
 * Far lighter than the real client, so that thousands fit into one process.
 */
export class Viewer {
  epoch = '';
  /** Everything up to this offset has been seen. */
  position = 0;
  namespace = '';
  breaks = 0;
  /** Why it did not get in the last time it tried. */
  trouble = 'no answer';
  /** ms since the last break until it was back in; 0 before. */
  lastAbsence = 0;
  readonly #options: ViewerOptions;
  #ws: WebSocket | null = null;
  #joined = false;
  #stopped = false;
  #retryIn = 0;
  #lostAt = 0;
  #ids = 100;
  #whenIn: (() => void)[] = [];
  #timer: NodeJS.Timeout | null = null;
  readonly #answers = new Map<number, (frame: ServerFrame | null) => void>();

  constructor(readonly index: number, options: ViewerOptions) {
    this.#options = options;
  }

  get joined(): boolean {
    return this.#joined;
  }

  get socket(): WebSocket | null {
    return this.#ws;
  }

  /** Resolves when it is in the room; it goes on trying until then. */
  enter(): Promise<void> {
    if (!this.#ws && !this.#timer) void this.#open();
    return this.#joined ? Promise.resolve() : new Promise((resolve) => this.#whenIn.push(resolve));
  }

  /** As `enter`, for at most so long. @throws {Error} why it is still outside. */
  async enterWithin(ms: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`Cannot get in at ${this.#options.url()}: ${this.trouble}.`)), ms);
    });
    await Promise.race([this.enter(), late]).finally(() => clearTimeout(timer));
  }

  /** The answer to a request; null when the connection broke before. */
  ask(frame: { k: 'msg'; mid: string; t: string; c: Record<string, unknown>; p?: 16 } | { k: 'leave' }): Promise<ServerFrame | null> {
    const id = ++this.#ids;
    return new Promise((resolve) => {
      if (this.#ws?.readyState !== WebSocket.OPEN) return resolve(null);
      this.#answers.set(id, resolve);
      this.#ws.send(encode({ ...frame, id, room: this.#options.room }));
    });
  }

  like(count: number): void {
    if (this.#joined) this.#ws?.send(encode({ k: 'like', room: this.#options.room, n: count }));
  }

  /** Cuts the connection as a lost network does; it comes back by itself. */
  cut(): void {
    this.#ws?.terminate();
  }

  stop(): void {
    this.#stopped = true;
    if (this.#timer) clearTimeout(this.#timer);
    this.#ws?.terminate();
  }

  async #open(): Promise<void> {
    const token = await this.#options.token();
    if (this.#stopped) return;
    const ws = new WebSocket(this.#options.url(), SUBPROTOCOL, { perMessageDeflate: this.#options.deflate, handshakeTimeout: ANSWER_MS });
    this.#ws = ws;
    ws.on('error', ({ message }) => (this.trouble = message));
    ws.on('close', () => this.#broken());
    ws.on('message', (data: Buffer) => this.#hear(read(data.toString())));
    ws.on('open', () => {
      const position = this.epoch ? { ep: this.epoch, off: this.position } : {};
      // Who comes back and has lost its place takes all the history there is.
      const want = this.epoch ? HISTORY_MAX : 0;
      ws.send(encode({ k: 'auth', id: 1, v: 1, token }));
      ws.send(encode({ k: 'join', id: 2, room: this.#options.room, create: true, want, ...position }));
    });
    this.#timer = setTimeout(() => {
      if (!this.#joined) ws.terminate();
    }, ANSWER_MS);
  }

  #broken(): void {
    if (this.#timer) clearTimeout(this.#timer);
    for (const answer of this.#answers.values()) answer(null);
    this.#answers.clear();
    if (this.#joined) {
      this.#lostAt = performance.now();
      this.breaks++;
    }
    this.#joined = false;
    if (this.#stopped) return;
    this.#timer = setTimeout(() => void this.#open(), this.#retryIn || RETRY_MS + Math.random() * RETRY_MS);
    this.#retryIn = 0;
  }

  #hear(frame: ServerFrame): void {
    switch (frame.k) {
      case 'hi':
        this.namespace = frame.ns;
        return;
      case 'joined':
        return this.#enter(frame);
      case 'b':
        return this.#follow(frame);
      case 'gap':
        return this.#mend();
      case 'bye':
        this.trouble = told(frame.code);
        this.#retryIn = frame.again ? Math.max(1, frame.in) : 0;
        return;
      case 'ack':
      case 'ok':
      case 'err':
        // The join itself was refused: overloaded, or the server cannot reach its bus.
        if (frame.k === 'err' && frame.id === 2) {
          this.trouble = told(frame.code);
          return this.#ws?.terminate();
        }
        this.#answers.get(frame.id)?.(frame);
        this.#answers.delete(frame.id);
    }
  }

  #enter({ ep, off, rec, h }: ServerFrameOf<'joined'>): void {
    const first = this.epoch === '';
    if (rec !== 'full') {
      if (!first) this.#options.witness.lost?.(this, ep);
      this.epoch = ep;
      this.position = h[0]?.o === undefined ? off : h[0].o - 1;
    }
    for (const message of h) this.#place(message, message.o ?? 0, true);
    if (this.position !== off) this.#options.witness.fault(this, `back at ${this.position} of ${off}`);
    this.position = off;
    this.#joined = true;
    if (this.#lostAt) this.lastAbsence = performance.now() - this.#lostAt;
    for (const told of this.#whenIn.splice(0)) told();
  }

  #follow({ s, m, e, x, ep }: ServerFrameOf<'b'>): void {
    if (ep !== undefined && ep !== this.epoch) return this.#mend();
    if (!this.#joined) return;
    if (m && s !== undefined) {
      if (s > this.position + 1) return this.#mend();
      m.forEach((message, i) => {
        if (s + i > this.position) this.#place(message, s + i, false);
      });
    }
    if (e || x) this.#options.witness.passing?.(this, e ?? [], x ?? 0);
  }

  #place(message: WireMessage, offset: number, late: boolean): void {
    if (offset !== this.position + 1) this.#options.witness.fault(this, `${offset} after ${this.position}`);
    this.position = offset;
    this.#options.witness.placed(this, message, offset, late);
  }

  /** Asks for what is missing; nothing is taken until the answer is there. */
  #mend(): void {
    if (!this.#joined) return;
    this.#joined = false;
    this.#ws?.send(encode({ k: 'join', id: 2, room: this.#options.room, create: true, want: HISTORY_MAX, ep: this.epoch, off: this.position }));
  }
}
