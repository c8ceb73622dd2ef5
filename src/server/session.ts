import { randomBytes } from 'node:crypto';
import {
  ChatError, type ClientFrame, type ClientFrameOf, decodeClientFrame, type ErrorName, ERRORS, PROTOCOL_VERSION, type Sender, toWireUser,
} from '../protocol/index.js';
import type { Clock, Random } from './clock.js';
import type { Connection } from './connection.js';
import type { Counters } from './counters.js';
import type { Settings } from './defaults.js';
import { type Log, reason } from './log.js';
import type { Gates } from './gates/gate.js';
import type { Holding } from './moderation/holding.js';
import type { Lifetimes } from './moderation/lifetimes.js';
import type { Moderation } from './moderation/moderation.js';
import type { Standing } from './moderation/talk-rules.js';
import type { Exit } from './presence.js';
import { Allowance, type Rates } from './rates.js';
import { answer } from './requests.js';
import type { Rooms } from './rooms.js';
import type { SignedIn } from './signed-in.js';
import type { Subscription } from './subscription.js';
import type { TokenFacts, Tokens } from './tokens.js';

/** What sessions share. */
export interface SessionShare {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly random: Random;
  readonly counters: Counters;
  readonly rooms: Rooms;
  readonly rates: Rates;
  readonly tokens: Tokens;
  readonly moderation: Moderation;
  readonly holding: Holding;
  readonly lifetimes: Lifetimes;
  readonly signedIn: SignedIn;
  readonly log: Log;
  /** Those who have a say about messages before they enter; null where nobody has. */
  readonly gates: Gates | null;
}

/** Frames that may come in while the token is being checked. */
const EARLY_FRAMES_MAX = 100;
/** A client that sent too much is asked to stay away for this long, ms. */
const FLOOD_PAUSE_MS = 5000;

/** The one signed in on a connection. */
export interface Identity {
  readonly user: Sender;
  /** What this user's message ids start with: new ones with the first. */
  readonly namespaces: readonly [string, ...string[]];
  readonly standing: Standing;
}

/**
 * One conversation: who is on the other side, which rooms they are in, and what they ask for.
 * `waiting` for the token → `checking` it → `ready` → `ended`. A frame that cannot be read ends it; one that asks for the impossible gets an error.
 */
export class Session {
  /** Names this connection among all, on all servers. */
  readonly id = randomBytes(9).toString('base64url');
  readonly connection: Connection;
  readonly share: SessionShare;
  readonly subscriptions = new Map<string, Subscription>();
  #state: 'waiting' | 'checking' | 'ready' | 'ended' = 'waiting';
  #identity: Identity | null = null;
  readonly #allowance: Allowance;
  #early: string[] = [];
  /** Null once it is over: an idle connection should hold no timer. */
  #cancelDeadline: (() => void) | null;

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

  /** The connection is gone, by whoever's hand; `lost`: by nobody's. */
  end(lost = false): void {
    if (this.#state === 'ended') return;
    this.#state = 'ended';
    this.#early = [];
    this.#cancelDeadline?.();
    this.#cancelDeadline = null;
    for (const [id, subscription] of this.subscriptions) {
      this.share.rooms.peek(id)?.exit(subscription, this.#identity?.user.id ?? '', 'lost');
    }
    this.subscriptions.clear();
    if (this.#identity) this.share.signedIn.remove(this.#identity.user.id, this, lost);
  }

  /** Puts them out of a room, which they are told. */
  expel(room: string, op: 'kicked' | 'destroyed', exit: Exit): void {
    const subscription = this.subscriptions.get(room);
    if (!subscription || !this.#identity) return;
    this.subscriptions.delete(room);
    this.share.rooms.peek(room)?.exit(subscription, this.#identity.user.id, exit);
    this.connection.send({ k: 'ctl', room, op, code: ERRORS[op === 'kicked' ? 'kicked-from-room' : 'room-not-found'].code });
  }

  /** Says what they may do in a room now. */
  tellPermissions(room: string): void {
    if (!this.#identity || !this.subscriptions.has(room)) return;
    this.connection.send({ k: 'may', room, ...this.share.moderation.permissions(this.#identity.user, room) });
  }

  /** From now on they are called otherwise. */
  rename(change: (user: Sender) => Sender): void {
    if (this.#identity) this.#identity = { ...this.#identity, user: change(this.#identity.user) };
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
    const { tokens, settings, clock, moderation, signedIn } = this.share;
    let facts: TokenFacts;
    try {
      facts = await tokens.verify(frame.token);
      moderation.checkConnect(facts.user.id, facts.issuedAt);
    } catch (thrown) {
      const error = ChatError.from(thrown, 'token-incorrect');
      this.share.counters.refuse(error.name);
      this.close(error.name, null);
      return;
    }
    // It may have gone while the token was looked at.
    if (this.#state !== 'checking') return;
    this.#cancelDeadline?.();
    this.#cancelDeadline = null;
    const user = moderation.named(facts.user, facts.issuedAt);
    const namespaces = tokens.namespaces(user.id);
    this.#identity = { user, namespaces, standing: facts.standing };
    this.#state = 'ready';
    signedIn.add(user.id, this);
    if (settings.devices === 'one') this.#signInAlone(user.id);
    this.connection.send({
      k: 'hi',
      id: frame.id,
      v: PROTOCOL_VERSION,
      now: clock.now(),
      user: toWireUser(user),
      ns: namespaces[0],
      hb: settings.heartbeatMs,
      limits: settings.limits,
    });
    const early = this.#early;
    this.#early = [];
    for (const text of early) if (this.connection.open) this.#read(text);
  }

  /** The others hear of it over the bus, wherever they are. */
  #signInAlone(user: string): void {
    const { moderation, clock, log } = this.share;
    moderation.publishOrder({ op: 'sign-in', user, connection: this.id, at: clock.now() }).catch((cause: unknown) => {
      log('error', 'order-failed', { op: 'sign-in', user, reason: reason(cause) });
    });
  }
}
