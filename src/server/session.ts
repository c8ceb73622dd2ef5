import {
  ChatError, type ClientFrame, type ClientFrameOf, decodeClientFrame, type ErrorName, PROTOCOL_VERSION, type Sender, toWireUser,
} from '../protocol/index.js';
import type { Clock, Random } from './clock.js';
import type { Connection } from './connection.js';
import type { Counters } from './counters.js';
import type { Settings } from './defaults.js';
import { type Log, reason } from './log.js';
import { Allowance, type Rates } from './rates.js';
import { answer } from './requests.js';
import type { Rooms } from './rooms.js';
import type { Subscription } from './subscription.js';
import type { Tokens } from './tokens.js';

/** What sessions share. */
export interface SessionShare {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly random: Random;
  readonly counters: Counters;
  readonly rooms: Rooms;
  readonly rates: Rates;
  readonly tokens: Tokens;
  readonly log: Log;
}

/** Frames that may come in while the token is being checked. */
const EARLY_FRAMES_MAX = 100;
/** A client that sent too much is asked to stay away for this long, ms. */
const FLOOD_PAUSE_MS = 5000;

/** The one signed in on a connection. */
export interface Identity {
  readonly user: Sender;
  /** What this user's message ids start with. */
  readonly namespace: string;
}

/**
 * One conversation: who is on the other side, which rooms they are in, and what they ask for.
 * `waiting` for the token → `checking` it → `ready` → `ended`. A frame that cannot be read ends it; one that asks for the impossible gets an error.
 */
export class Session {
  readonly connection: Connection;
  readonly share: SessionShare;
  readonly subscriptions = new Map<string, Subscription>();
  #state: 'waiting' | 'checking' | 'ready' | 'ended' = 'waiting';
  #identity: Identity | null = null;
  readonly #allowance: Allowance;
  #early: string[] = [];
  readonly #cancelDeadline: () => void;

  constructor(connection: Connection, share: SessionShare) {
    this.connection = connection;
    this.share = share;
    const { clock, settings } = share;
    this.#allowance = new Allowance(clock, settings.framesPerSecond, settings.framesBurst);
    this.#cancelDeadline = clock.after(settings.authTimeoutMs, () => this.close('timeout', 1000));
  }

  get identity(): Identity | null {
    return this.#identity;
  }

  /** A text frame, as UTF-8. */
  receive(data: Buffer): void {
    if (this.#state === 'ended' || !this.connection.open) return;
    this.connection.heardAt = this.share.clock.elapsed();
    if (!this.#allowance.take()) return this.close('rate-limited', FLOOD_PAUSE_MS);
    if (data.length > this.share.settings.limits.frameBytes) return this.refuseFrame('frame too large');
    const text = data.toString();
    if (this.#state === 'checking') {
      if (this.#early.push(text) > EARLY_FRAMES_MAX) this.refuseFrame('too much before the greeting');
      return;
    }
    this.#read(text);
  }

  /** Nobody could read that: the connection ends, the others notice nothing. */
  refuseFrame(why: string): void {
    this.share.counters.badFrames++;
    this.share.log('warn', 'bad-frame', { user: this.#identity?.user.id, reason: why });
    this.close('bad-frame', null);
  }

  close(why: ErrorName, inMs: number | null): void {
    this.connection.close(why, inMs);
    this.end();
  }

  /** The connection is gone, by whoever's hand. */
  end(): void {
    if (this.#state === 'ended') return;
    this.#state = 'ended';
    this.#early = [];
    this.#cancelDeadline();
    for (const [id, subscription] of this.subscriptions) {
      this.share.rooms.peek(id)?.exit(subscription, this.#identity?.user.id ?? '', true);
    }
    this.subscriptions.clear();
  }

  /** Answers a request with what went wrong. */
  fail(id: number, error: ChatError): void {
    this.share.counters.refuse(error.name);
    const { message, retryInMs } = error.detail;
    this.connection.send({
      k: 'err',
      id,
      code: error.code,
      ...(message ? { msg: message } : {}),
      ...(retryInMs === undefined ? {} : { in: retryInMs }),
    });
  }

  #read(text: string): void {
    let frame: ClientFrame;
    try {
      frame = decodeClientFrame(text);
    } catch (error) {
      return this.refuseFrame(reason(error));
    }
    if (this.#identity && this.#state === 'ready') {
      if (frame.k === 'auth') return this.refuseFrame('auth twice');
      return this.#answer(frame, this.#identity);
    }
    if (frame.k !== 'auth') return this.refuseFrame(`${frame.k} before auth`);
    void this.#check(frame);
  }

  #answer(frame: Exclude<ClientFrame, { k: 'auth' }>, identity: Identity): void {
    try {
      answer(this, identity, frame);
    } catch (thrown) {
      if (!(thrown instanceof ChatError)) {
        this.share.log('error', 'request-failed', { kind: frame.k, user: identity.user.id, reason: reason(thrown) });
      }
      const error = thrown instanceof ChatError ? thrown : new ChatError('unavailable', { retryInMs: 1000 });
      if ('id' in frame) this.fail(frame.id, error);
      else this.share.counters.refuse(error.name);
    }
  }

  async #check(frame: ClientFrameOf<'auth'>): Promise<void> {
    this.#state = 'checking';
    const { tokens, settings, clock } = this.share;
    let user: Sender;
    try {
      user = await tokens.verify(frame.token);
    } catch (thrown) {
      const error = ChatError.from(thrown, 'token-incorrect');
      this.share.counters.refuse(error.name);
      this.close(error.name, null);
      return;
    }
    // It may have gone while the token was looked at.
    if (this.#state !== 'checking') return;
    this.#cancelDeadline();
    const namespace = tokens.namespace(user.id);
    this.#identity = { user, namespace };
    this.#state = 'ready';
    this.connection.send({
      k: 'hi',
      id: frame.id,
      v: PROTOCOL_VERSION,
      now: clock.now(),
      user: toWireUser(user),
      ns: namespace,
      hb: settings.heartbeatMs,
      limits: settings.limits,
    });
    const early = this.#early;
    this.#early = [];
    for (const text of early) if (this.connection.open) this.#read(text);
  }
}
