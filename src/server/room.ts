import { ChatError, type RoomInfo, type Sender, TYPE, type WireMessage, type WireUser } from '../protocol/index.js';
import { toDelivery } from './batch.js';
import { broadcast } from './broadcast.js';
import type { Clock } from './clock.js';
import type { Connection } from './connection.js';
import type { Counters } from './counters.js';
import type { Settings } from './defaults.js';
import { type Log, reason } from './log.js';
import { Presence, type PresenceNews } from './presence.js';
import { Pulse } from './pulse.js';
import { type Accepted, type CatchUp, placed, recalled, RoomLog } from './room-log.js';
import type { Entry, RoomRecord, Store } from './store/store.js';
import { Subscription } from './subscription.js';

/** What rooms share. */
export interface RoomShare {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly counters: Counters;
  readonly store: Store;
  readonly log: Log;
  /** A new id for a message the server makes. */
  readonly systemId: () => string;
  /** Likes have come in and want to be saved. */
  readonly likesChanged: (room: Room) => void;
  /** The last connection has gone. */
  readonly emptied: (room: Room) => void;
}

/** Where a message has ended up; no offset for low priority. */
export interface Place {
  readonly offset?: number;
  readonly ts: number;
  /** It was there before. */
  readonly dup: boolean;
}

/** Called once: with the place, or with why there is none. */
export type Settle = (outcome: Place | ChatError) => void;

interface Waiting extends Accepted {
  readonly settle: Settle[];
}

/** People shown in the room's strip before anybody moves. */
const LISTED_MEMBERS = 50;
/** Low-priority ids remembered against duplicates. */
const EXTRA_IDS_MAX = 500;
const SYSTEM: WireUser = { id: 'system', name: '', role: 'system' };

/**
 * One room: who is in it, what waits for its next tick, and the tick itself: store in one write, acknowledge, then hand one frame to all.
 */
export class Room {
  readonly id: string;
  readonly log: RoomLog;
  readonly #share: RoomShare;
  readonly #presence: Presence;
  readonly #subscriptions = new Set<Subscription>();
  readonly #tick: Pulse;
  readonly #openedAt: number;
  #waiting: Waiting[] = [];
  readonly #waitingById = new Map<string, Waiting>();
  #extras: WireMessage[] = [];
  readonly #extraIds = new Map<string, number>();
  #likes: number;
  #newLikes = 0;
  /** The member count, when it is to be told with the next tick. */
  #newCount: number | undefined;
  /** How much longer than by size the tick is, because the last broadcast took long. */
  #stretch = 1;

  constructor(id: string, record: RoomRecord, share: RoomShare) {
    this.id = id;
    this.#share = share;
    this.log = new RoomLog(id, record, share.store);
    this.#likes = record.likes;
    this.#openedAt = share.clock.elapsed();
    const { clock, settings } = share;
    this.#presence = new Presence({
      clock,
      graceMs: settings.offlineGraceMs,
      everyMs: settings.presenceEveryMs,
      onNews: (news) => this.#addPresence(news),
      onEmpty: () => this.#checkIdle(),
    });
    this.#tick = new Pulse(clock, () => this.#tickMs(), () => this.#runTick());
  }

  get likes(): number {
    return this.#likes;
  }

  get memberCount(): number {
    return this.#presence.count;
  }

  /** Whether it can leave memory. */
  get idle(): boolean {
    return this.#subscriptions.size === 0 && this.#presence.count === 0 && this.#waiting.length === 0;
  }

  get info(): RoomInfo {
    return { n: this.#presence.count, likes: this.#likes, members: this.#presence.list(LISTED_MEMBERS) };
  }

  members(max: number): WireUser[] {
    return this.#presence.list(max);
  }

  /**
   * Lets a connection in. `resuming` says that it claims to have been here, so that a restart is not told as everybody's arrival.
   * The news goes out with `announce`, after the newcomer has had its answer.
   */
  enter(connection: Connection, user: Sender, resuming: boolean): { subscription: Subscription; announce: () => void } {
    const subscription = new Subscription(connection, this.id);
    this.#subscriptions.add(subscription);
    const quiet = resuming && this.#share.clock.elapsed() - this.#openedAt < this.#share.settings.restartQuietMs;
    return { subscription, announce: this.#presence.enter(user, quiet) };
  }

  /** `broken`: the connection was lost, it may be back soon. */
  exit(subscription: Subscription, userId: string, broken: boolean): void {
    subscription.active = false;
    if (!this.#subscriptions.delete(subscription)) return;
    this.#presence.exit(userId, broken);
    this.#checkIdle();
  }

  catchUp(position: { epoch: string; offset: number } | null, want: number): CatchUp {
    return this.log.catchUp(position, want, this.#share.settings.resumeBytes);
  }

  /** The place of a message that is here already, or will be with the next tick; then `settle` is taken care of. */
  repeats(id: string, settle: Settle): boolean {
    const waiting = this.#waitingById.get(id);
    if (waiting) {
      waiting.settle.push((outcome) => settle(outcome instanceof ChatError ? outcome : { ...outcome, dup: true }));
      return true;
    }
    const entry = this.log.find(id);
    const ts = entry?.ts ?? this.#extraIds.get(id);
    if (ts === undefined) return false;
    settle({ ts, dup: true, ...(entry ? { offset: entry.offset } : {}) });
    return true;
  }

  /** @throws {ChatError} overloaded: more messages are waiting than one tick should carry. */
  add(message: WireMessage, options: { hidden: boolean }, settle: Settle): void {
    this.#enqueue({ message, hidden: options.hidden, settle: [settle] });
  }

  /** A message without a place: reaches who is here now. @throws {ChatError} overloaded */
  addExtra(message: WireMessage): Place {
    if (this.#extras.length >= this.#share.settings.pendingMessages) throw this.#overloaded();
    this.#extras.push(message);
    this.#extraIds.set(message.i, message.ts);
    if (this.#extraIds.size > EXTRA_IDS_MAX) {
      for (const oldest of this.#extraIds.keys()) {
        this.#extraIds.delete(oldest);
        break;
      }
    }
    this.#share.counters.messages++;
    this.#tick.poke();
    return { ts: message.ts, dup: false };
  }

  /** Takes a message back for everybody, once it is clear who may. @throws {ChatError} message-not-found, overloaded */
  recall(id: string, operator: Sender, mayRecall: (senderId: string | undefined) => boolean, settle: Settle): void {
    const entry = this.log.find(id);
    if (!entry || entry.hidden) throw new ChatError('message-not-found');
    const original = JSON.parse(entry.json) as WireMessage;
    if (!mayRecall(original.c.user?.id)) throw new ChatError('recall-refused');
    if (original.t === TYPE.recalled) return settle({ offset: entry.offset, ts: entry.ts, dup: true });
    const orderId = `recall ${id}`;
    if (this.repeats(orderId, settle)) return;
    const now = this.#share.clock.now();
    const message: WireMessage = {
      i: this.#share.systemId(),
      t: TYPE.recall,
      c: { id, operatorId: operator.id, recallTime: now, user: SYSTEM },
      ts: now,
    };
    this.#enqueue({ message, hidden: true, replaces: { entry, message: recalled(original, operator.id, now) }, settle: [settle] }, orderId);
  }

  like(count: number): void {
    this.#likes += count;
    this.#newLikes += count;
    this.#share.likesChanged(this);
    this.#tick.poke();
  }

  /** Stores, acknowledges and sends what still waits; nothing happens here afterwards. */
  close(): void {
    this.#tick.stop();
    this.#presence.stop();
    void this.#runTick();
  }

  #enqueue(waiting: Waiting, id = waiting.message.i): void {
    if (this.#waiting.length >= this.#share.settings.pendingMessages) throw this.#overloaded();
    this.#waiting.push(waiting);
    this.#waitingById.set(id, waiting);
    this.#tick.poke();
  }

  #runTick(): Promise<void> | void {
    const entries = this.#commit();
    const delivery = toDelivery(
      {
        room: this.id,
        entries,
        extras: this.#extras,
        ...(this.#newLikes ? { likes: [this.#newLikes, this.#likes] as const } : {}),
        ...(this.#newCount === undefined ? {} : { members: this.#newCount }),
      },
      this.#share.settings,
    );
    this.#extras = [];
    this.#newLikes = 0;
    this.#newCount = undefined;
    if (!delivery) return;
    const startedAt = this.#share.clock.elapsed();
    const rest = broadcast([...this.#subscriptions], delivery, this.#share.settings.sliceSockets);
    if (!rest) return this.#adapt(startedAt);
    return rest.then(() => this.#adapt(startedAt));
  }

  /** Stored first, acknowledged second: an acknowledged message survives the process. */
  #commit(): Entry[] {
    if (this.#waiting.length === 0) return [];
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#waitingById.clear();
    let entries: Entry[];
    try {
      entries = this.log.append(waiting);
    } catch (cause) {
      this.#share.counters.storeFailures++;
      this.#share.log('error', 'store-failed', { room: this.id, messages: waiting.length, reason: reason(cause) });
      const refusal = new ChatError('unavailable', { retryInMs: 1000 });
      for (const { settle } of waiting) for (const tell of settle) tell(refusal);
      return [];
    }
    this.#share.counters.messages += entries.length;
    waiting.forEach(({ settle }, index) => {
      const entry = entries[index];
      if (entry) for (const tell of settle) tell({ offset: entry.offset, ts: entry.ts, dup: false });
    });
    return entries;
  }

  #addPresence({ notice, count }: PresenceNews): void {
    if (notice) this.#extras.push({ i: this.#share.systemId(), t: TYPE.members, c: { ...notice, user: SYSTEM }, ts: this.#share.clock.now() });
    this.#newCount = count ?? this.#newCount;
    this.#tick.poke();
  }

  #checkIdle(): void {
    if (this.idle) this.#share.emptied(this);
  }

  #tickMs(): number {
    const { under500, to5000, above, max } = this.#share.settings.tickMs;
    const { size } = this.#subscriptions;
    return Math.min(max, (size < 500 ? under500 : size <= 5000 ? to5000 : above) * this.#stretch);
  }

  /** Slower ticks while broadcasts eat more than half of them: larger frames, fewer of them. */
  #adapt(startedAt: number): void {
    const share = (this.#share.clock.elapsed() - startedAt) / this.#tickMs();
    if (share > 0.5) this.#stretch = Math.min(this.#stretch * 2, 16);
    else if (share < 0.2) this.#stretch = Math.max(this.#stretch / 2, 1);
  }

  #overloaded(): ChatError {
    return new ChatError('overloaded', { retryInMs: 1000 });
  }
}

/** Entries as the `h` of an answer: JSON, each with its place. */
export function historyJson(entries: readonly Entry[]): string {
  return `[${entries.map(placed).join()}]`;
}
