import { decodeServerFrame, encode } from '../protocol/codec.js';
import { ChatError } from '../protocol/errors.js';
import { PROTOCOL_VERSION, SUBPROTOCOL, type ClientFrame, type ServerFrame, type ServerFrameOf } from '../protocol/frames.js';
import { Backoff, BACKOFF_MAX_MS, HEALTHY_MS } from './backoff.js';
import { STATE, TRANSITIONS, type Phase, type Trigger } from './connection-machine.js';
import type { ConnectionStatus } from './contract.js';
import type { Environment, Sign, SocketConstructor, SocketLike } from './environment.js';
import { Liveness } from './liveness.js';
import { NoToken, type TokenSource } from './token-source.js';

/** How long to wait for the app's token, for the socket to open, and for the server's greeting, ms each. */
const TOKEN_MS = 30_000;
const OPEN_MS = 10_000;
const GREET_MS = 10_000;
/** After a sign that the network is back: try within this, ms, but not all clients of a city in the same instant. */
const SOON_MS = 1_000;
/** Where the server names no interval, ms. */
const HEARTBEAT_MS = 25_000;
/** The longest that a server may ask us to stay away, ms. */
const AWAY_MAX_MS = 600_000;
/** Request id of `auth`; those of other requests start above. */
export const AUTH_ID = 1;

export interface ConnectionHooks {
  hi(frame: ServerFrameOf<'hi'>): void;
  frame(frame: ServerFrame): void;
  /** It was good and is not any more; `final`: nor will it be without a new `connect()`. */
  down(reason: ChatError, final: boolean): void;
  /** Called after the others, so that who listens finds everything in its new state. */
  status(status: ConnectionStatus): void;
}

/** One socket at a time, kept alive: opens, authenticates, notices loss, comes back. Knows nothing of rooms. */
export class Connection {
  #phase: Phase = 'idle';
  #status: ConnectionStatus = { state: 'disconnected', reason: null, attempt: 0, retryAt: null };
  #socket: SocketLike | null = null;
  #onlineSince = 0;
  /** The server asked us to stay away until then. */
  #notBefore = 0;
  /** Grows with every change of phase: what was started in an earlier one has no say any more. */
  #turn = 0;
  #stopTimer: (() => void) | null = null;
  #stopWatching: (() => void) | null = null;
  readonly #backoff: Backoff;
  readonly #liveness: Liveness;

  constructor(
    private readonly url: string,
    private readonly Socket: SocketConstructor,
    private readonly token: TokenSource,
    private readonly env: Environment,
    private readonly hooks: ConnectionHooks,
  ) {
    this.#backoff = new Backoff(env.random);
    this.#liveness = new Liveness(
      env,
      () => this.send({ k: 'ping', id: AUTH_ID }),
      () => this.#go('lost', new ChatError('network', { message: 'the server does not answer' })),
    );
  }

  get status(): ConnectionStatus {
    return this.#status;
  }

  connect(): void {
    this.#go('connect');
  }

  disconnect(): void {
    this.#go('disconnect');
  }

  /** Something was not answered: find out soon whether anybody is there. */
  check(): void {
    if (this.#phase === 'online') this.#liveness.check();
  }

  /** Whether it went out. */
  send(frame: ClientFrame): boolean {
    if (!this.#socket || (this.#phase !== 'online' && frame.k !== 'auth')) return false;
    try {
      this.#socket.send(encode(frame));
      return true;
    } catch (error) {
      // Some sockets throw while they are closing; the close event follows and does the rest.
      this.env.report(error);
      return false;
    }
  }

  /** The only place that changes the phase and the status. */
  #go(trigger: Trigger, reason: ChatError | null = null, waitMs?: number): void {
    const from = this.#phase;
    const healthy = this.#healthy;
    const to = TRANSITIONS[from][trigger];
    if (!to) return;
    this.#phase = to;
    this.#turn++;
    this.#stopTimer?.();
    this.#stopTimer = null;
    if (from === 'online') this.#liveness.stop();
    if (healthy) {
      this.#backoff.reset();
      this.token.proved();
    }
    if (to !== 'greeting' && to !== 'online') this.#drop();

    const fresh = trigger === 'connect' && from !== 'waiting';
    let { attempt } = this.#status;
    let retryAt: number | null = null;
    if (to === 'online') attempt = 0;
    else if (fresh) attempt = 1;
    else if (to === 'asking') attempt++;
    if (to === 'waiting') {
      const wait = waitMs ?? (this.env.online() ? this.#backoff.next() : BACKOFF_MAX_MS);
      retryAt = this.env.now() + wait;
      this.#notBefore = waitMs === undefined ? 0 : retryAt;
      this.#within(wait, () => this.#go('retry'));
    }
    if (to === 'idle' || to === 'online' || fresh) reason = null;
    else reason ??= this.#status.reason;
    const before = this.#status;
    this.#status = { state: STATE[to], reason, attempt: to === 'idle' ? 0 : attempt, retryAt };

    switch (to) {
      case 'asking':
        this.#stopWatching ??= this.env.watch((sign) => this.#heed(sign));
        this.#askForToken();
        break;
      case 'online':
        this.#onlineSince = this.env.now();
        break;
      case 'idle':
      case 'stopped':
        this.#stopWatching?.();
        this.#stopWatching = null;
        this.#backoff.reset();
        this.token.reset();
        this.hooks.down(reason ?? new ChatError('not-connected', { message: 'disconnected' }), true);
        break;
    }
    if (from === 'online' && STATE[to] === 'connecting') this.hooks.down(reason ?? new ChatError('network'), false);
    if (!same(before, this.#status)) this.hooks.status(this.#status);
  }

  /** It has been good for long enough that what happens now has nothing to do with how it began. */
  get #healthy(): boolean {
    return this.#phase === 'online' && this.env.now() - this.#onlineSince >= HEALTHY_MS;
  }

  #askForToken(): void {
    const current = this.#guard();
    this.#within(TOKEN_MS, () => this.#go('lost', new ChatError('network', { message: 'no token in time' })));
    this.token.get().then(
      (token) => {
        if (current()) this.#open(token);
      },
      (error: unknown) => {
        if (!current()) return;
        if (error instanceof NoToken) this.#go('refuse', error);
        else this.#go('lost', ChatError.from(error, 'network'));
      },
    );
  }

  #open(token: string): void {
    this.#go('token');
    const lost = (message: string) => this.#go('lost', new ChatError('network', { message }));
    this.#within(OPEN_MS, () => lost('the server does not answer'));
    let socket: SocketLike;
    try {
      socket = new this.Socket(this.url, SUBPROTOCOL);
    } catch (error) {
      // Blocked by the page's security policy, for example.
      this.#go('lost', ChatError.from(error, 'network'));
      return;
    }
    this.#socket = socket;
    const mine = () => this.#socket === socket;
    socket.addEventListener('open', () => {
      if (!mine()) return;
      this.#go('open');
      this.#within(GREET_MS, () => lost('the server does not answer'));
      this.send({ k: 'auth', id: AUTH_ID, v: PROTOCOL_VERSION, token });
    });
    socket.addEventListener('message', (event) => {
      if (mine()) this.#read(event.data);
    });
    // An error is always followed by a close; without a listener, Node would treat it as uncaught.
    socket.addEventListener('error', () => {});
    socket.addEventListener('close', () => {
      if (mine()) lost('the connection was closed');
    });
  }

  #read(data: unknown): void {
    try {
      const frame = decodeServerFrame(String(data));
      this.#liveness.heard();
      if (frame.k === 'bye') this.#bye(frame);
      else if (this.#phase === 'greeting') this.#greeted(frame);
      else if (this.#phase === 'online') this.hooks.frame(frame);
    } catch (error) {
      // What the frame should have done is not known; a new connection resumes from where all was well.
      this.#go('lost', ChatError.from(error, 'bad-frame'));
    }
  }

  #greeted(frame: ServerFrame): void {
    if (frame.k === 'hi') {
      this.hooks.hi(frame);
      this.#liveness.start(frame.hb > 0 ? frame.hb : HEARTBEAT_MS);
      this.#go('hi');
    } else if (frame.k === 'err' && frame.id === AUTH_ID) {
      const error = ChatError.fromCode(frame.code, { message: frame.msg, retryInMs: frame.in });
      if (error.retryable) this.#go('lost', error, frame.in);
      else this.#refused(error);
    }
  }

  #bye({ code, again, in: ms }: ServerFrameOf<'bye'>): void {
    const reason = ChatError.fromCode(code);
    if (again) this.#go('lost', reason, Math.min(Math.max(Number(ms) || 0, 0), AWAY_MAX_MS));
    else this.#refused(reason);
  }

  #refused(reason: ChatError): void {
    if (this.#healthy) this.token.proved();
    const aboutToken = reason.name === 'token-expired' || reason.name === 'token-incorrect';
    this.#go(aboutToken && this.token.refused(reason) ? 'renew' : 'refuse', reason);
  }

  #heed(sign: Sign): void {
    if (this.#phase === 'online') this.#liveness.check();
    if (this.#phase !== 'waiting' || sign === 'offline') return;
    const at = Math.max(this.env.now() + Math.round(this.env.random() * SOON_MS), this.#notBefore);
    if (at >= (this.#status.retryAt ?? 0)) return;
    this.#within(at - this.env.now(), () => this.#go('retry'));
    this.#status = { ...this.#status, retryAt: at };
    this.hooks.status(this.#status);
  }

  /** One timer serves all phases: each has at most one deadline. */
  #within(ms: number, run: () => void): void {
    this.#stopTimer?.();
    this.#stopTimer = this.env.after(ms, run);
  }

  #guard(): () => boolean {
    const turn = this.#turn;
    return () => turn === this.#turn;
  }

  #drop(): void {
    const socket = this.#socket;
    this.#socket = null;
    socket?.close(1000);
  }
}

function same(a: ConnectionStatus, b: ConnectionStatus): boolean {
  return a.state === b.state && a.reason === b.reason && a.attempt === b.attempt && a.retryAt === b.retryAt;
}
