import { ChatError, encode, type MembersContent, type RoomInfo, type Sender, type ServerFrame, TYPE, type WireMessage, type WireUser } from '../protocol/index.js';
import { toDelivery } from './batch.js';
import { broadcast } from './broadcast.js';
import { type Accepted, type Channel, type Elsewhere, type News, NOBODY_ELSEWHERE, type People, PEOPLE_LISTED, type Place } from './bus/bus.js';
import type { Connection } from './connection.js';
import { CountedSums, type SumsStore } from './counted-sums.js';
import { Due } from './due.js';
import { Intake, type IntakeShare, type Settle } from './intake.js';
import type { Log } from './log.js';
import type { LoopLoad } from './loop-load.js';
import { allOf, countOf } from './people.js';
import { type Exit, Presence } from './presence.js';
import { Pulse } from './pulse.js';
import { type CatchUp, placed, recalled, type RoomLog } from './room-log.js';
import { SYSTEM } from './server-message.js';
import type { Entry, Store } from './store/store.js';
import { SharedSums } from './shared-sums.js';
import { Subscription } from './subscription.js';
import { RoomSums } from './sums.js';

export type { Place } from './bus/bus.js';
export type { Settle } from './intake.js';

/** What rooms share. */
export interface RoomShare extends IntakeShare {
  /** How long messages gather before they are published, ms; null: until the tick. */
  readonly slotMs: number | null;
  readonly load: LoopLoad;
  readonly report: Log;
  /** Where what was given and what stands survive the process, unless the bus keeps it. */
  readonly sums: SumsStore & Pick<Store, 'standing' | 'saveStanding'>;
  /** A new id for a message the server makes. */
  readonly systemId: () => string;
  /** Somebody has come (`null`) or gone. `told`: whether that was news to all servers. */
  readonly moved: (room: Room, userId: string, exit: Exit | null, told: (news: boolean) => void) => void;
  /** A message has got its place, given by this server. */
  readonly said?: ((room: Room, message: WireMessage, place: Place) => void) | undefined;
  /** A message has been taken back; as it was. */
  readonly withdrawn?: (room: Room, original: WireMessage) => void;
  /** The last connection has gone. */
  readonly emptied: (room: Room) => void;
}

/** A message that is to go. */
export interface Withdrawal {
  readonly id: string;
  readonly operatorId: string;
  /** ms since 1970. */
  readonly at: number;
  readonly replaces?: NonNullable<Accepted['replaces']>;
  /** Finds the order while it waits; orders with the same one are one. */
  readonly orderId?: string;
}

/** People shown in the room's strip before anybody moves; of a large room other servers know no more … */
const LISTED_MEMBERS = 50;
/** … and of one on many servers fewer of each, down to so many: all servers hear all lists, every other second. */
const LISTED_LEAST = 5;

/**
 * One room on this node: who is in it, and its tick. What is said here goes out through the intake to the bus; what the bus brings,
 * from here or elsewhere, is due with the next tick: one frame for all.
 */
export class Room {
  readonly id: string;
  readonly #share: RoomShare;
  readonly #channel: Channel;
  readonly #intake: Intake;
  readonly #due: Due;
  readonly #presence: Presence;
  readonly #sums: RoomSums;
  readonly #subscriptions = new Set<Subscription>();
  readonly #tick: Pulse;
  /** Publishes; the tick itself where the bus is quick enough for that. */
  readonly #slot: Pulse;
  readonly #openedAt: number;
  /** The tick is gathering: what comes now goes with it and needs no other. */
  #gathering = false;
  #elsewhere: Elsewhere = NOBODY_ELSEWHERE;
  #toldCount = 0;
  /** How much longer than by size the tick is, because the last broadcast took long. */
  #stretch = 1;

  constructor(id: string, channel: Channel, share: RoomShare) {
    this.id = id;
    this.#share = share;
    this.#channel = channel;
    const { clock, random, settings, systemId } = share;
    this.#openedAt = clock.elapsed();
    this.#intake = new Intake(channel, share);
    this.#due = new Due(id, 2 * settings.roomCapacity.shared, random);
    this.#presence = new Presence({
      clock,
      graceMs: settings.offlineGraceMs,
      everyMs: settings.presenceEveryMs,
      onNews: (notice) => this.#tellPresence(notice),
      onMove: (userId, exit, told) => share.moved(this, userId, exit, told),
      onEmpty: () => this.#checkIdle(),
    });
    this.#tick = new Pulse(clock, () => this.#tickMs(), () => this.#runTick());
    const { slotMs } = share;
    this.#slot = slotMs === null ? this.#tick : new Pulse(clock, () => slotMs, () => this.#publish());
    const source = channel.sums ? new SharedSums(() => channel.sums!()) : new CountedSums({ room: id, log: share.report, messages: channel.log, store: share.sums });
    const keep = channel.standing ?? { kept: share.sums.standing(id), save: (standing) => share.sums.saveStanding(id, standing) };
    this.#sums = new RoomSums({
      room: id, clock, log: share.report, source, keep, messages: channel.log, tiers: settings.limits.superchat, systemId, say: (message) => this.say(message),
    });
    if (channel.sums) this.#sums.changed();
    channel.follow((news) => this.#hear(news));
  }

  get log(): RoomLog {
    return this.#channel.log;
  }

  get likes(): number {
    return this.#channel.likes;
  }

  /** On all nodes. */
  get memberCount(): number {
    return countOf(this.#presence, this.#elsewhere);
  }

  /** Sockets of this node. */
  get sockets(): number {
    return this.#subscriptions.size;
  }

  /** Whether it can leave memory. */
  get idle(): boolean {
    return this.#subscriptions.size === 0 && this.#presence.count === 0 && this.#intake.empty;
  }

  get info(): RoomInfo {
    return { n: this.memberCount, likes: this.likes, members: this.members(LISTED_MEMBERS) };
  }

  /** The notice and the super chats that still run, oldest first, however much was said since. */
  get standing(): readonly WireMessage[] {
    return this.#sums.standing;
  }

  has(userId: string): boolean {
    return this.#presence.has(userId);
  }

  /** Who came when, ms since 1970. */
  arrivals(max: number, order: 'oldest' | 'newest'): { id: string; since: number }[] {
    return this.#presence.arrivals(max, order);
  }

  /** Counts somebody in who has no connection, until they leave by one. @see S9 */
  seat(user: Sender): void {
    if (!this.has(user.id)) this.#presence.enter(user, false)();
  }

  /** A frame for everybody here, past the order of messages: rare news about the room itself. */
  tell(frame: ServerFrame): void {
    const text = encode(frame);
    for (const { connection } of this.#subscriptions) connection.sendText(text);
  }

  /** A message of the server itself to who is here on this node: without a place, never shed. */
  say(message: WireMessage): void {
    this.#due.say(message);
    this.#poke();
  }

  members(max: number): WireUser[] {
    return allOf(this.#presence.list(max), this.#elsewhere.users, max);
  }

  /**
   * Lets a connection in. `resuming` says that it claims to have been here, so that a restart is not told as everybody's arrival.
   * The news goes out with `announce`, after the newcomer has had its answer.
   */
  enter(connection: Connection, user: Sender, resuming: boolean): { subscription: Subscription; announce: () => void } {
    const subscription = new Subscription(connection, this.id);
    this.#subscriptions.add(subscription);
    const quiet = resuming && this.#share.clock.elapsed() - this.#openedAt < this.#share.settings.restartQuietMs;
    const announce = this.#presence.enter(user, quiet);
    return {
      subscription,
      announce: () => {
        this.#sums.greet(connection);
        announce();
      },
    };
  }

  /** Lets a connection out; one that was `lost` may be back soon. */
  exit(subscription: Subscription, userId: string, exit: Exit): void {
    subscription.active = false;
    if (!this.#subscriptions.delete(subscription)) return;
    this.#presence.exit(userId, exit);
    this.#checkIdle();
  }

  catchUp(position: { epoch: string; offset: number } | null, want: number): CatchUp {
    return this.log.catchUp(position, want, this.#share.settings.resumeBytes);
  }

  /** The place of a message that is here already, or will be with the next tick; then `settle` is taken care of. */
  repeats(id: string, settle: Settle): boolean {
    return this.#intake.repeats(id, settle);
  }

  /** @throws {ChatError} overloaded: the room has taken all it can for now. */
  add(message: WireMessage, options: Omit<Accepted, 'message' | 'replaces'>, settle: Settle): void {
    const { said } = this.#share;
    this.#intake.add({ message, ...options }, said ? (outcome) => {
      if (!(outcome instanceof ChatError) && !outcome.dup) said(this, message, outcome);
      settle(outcome);
    } : settle);
    this.#slot.poke();
  }

  /** A message without a place: reaches who is here now, as far as the room has room for it. */
  addExtra(message: WireMessage): Place {
    const place = this.#intake.addLow(message, this.#share.load.overloaded);
    this.#slot.poke();
    return place;
  }

  /** Forgets that somebody has given something. */
  forgetGiver(userId: string): void {
    this.#sums.forget(userId);
  }

  /** Takes a message back for everybody, once it is clear who may; `traceless`: the history has no line in its place either. @throws {ChatError} message-not-found, overloaded */
  recall(id: string, operator: Sender, mayRecall: (senderId: string | undefined) => boolean, settle: Settle, traceless = false): void {
    const entry = this.log.find(id);
    // Older than the log, and still to be seen.
    const standing = entry ? undefined : this.standing.find(({ i }) => i === id);
    if (standing) {
      if (!mayRecall(standing.c.user?.id)) throw new ChatError('recall-refused');
      return this.withdraw({ id, operatorId: operator.id, at: this.#share.clock.now() }, settle);
    }
    if (!entry || entry.hidden) throw new ChatError('message-not-found');
    const original = JSON.parse(entry.json) as WireMessage;
    if (!mayRecall(original.c.user?.id)) throw new ChatError('recall-refused');
    if (original.t === TYPE.recalled && !traceless) return settle({ offset: entry.offset, ts: entry.ts, dup: true });
    const at = this.#share.clock.now();
    const message = original.t === TYPE.recalled ? original : recalled(original, operator.id, at);
    const replaces = { entry: traceless ? { ...entry, hidden: true } : entry, message };
    this.withdraw({ id, operatorId: operator.id, at, replaces, ...(traceless ? { orderId: `delete ${id}` } : {}) }, settle);
  }

  /** Tells everybody to drop a message, and puts another in its place in the history, if it has one. @throws {ChatError} overloaded */
  withdraw({ id, operatorId, at, replaces, orderId = `recall ${id}` }: Withdrawal, settle: Settle): void {
    if (this.repeats(orderId, settle)) return;
    const message: WireMessage = { i: this.#share.systemId(), t: TYPE.recall, c: { id, operatorId, recallTime: at, user: SYSTEM }, ts: at };
    const original = replaces?.entry.json;
    this.#intake.add({ message, hidden: true, exempt: true, ...(replaces ? { replaces } : {}) }, (outcome) => {
      if (original && replaces?.entry.id === id && !(outcome instanceof ChatError)) this.#share.withdrawn?.(this, JSON.parse(original) as WireMessage);
      settle(outcome);
    }, orderId);
    this.#slot.poke();
  }

  /** Something was taken that has no place yet. */
  get waiting(): boolean {
    return !this.#intake.empty;
  }

  /** Ids of the latest messages without a place, and when they were said, ms since 1970. */
  get extras(): ReadonlyMap<string, number> {
    return this.#intake.extras;
  }

  like(count: number): void {
    this.#channel.like(count);
  }

  /** The room is over: what still waits is answered, and then as `close`. */
  end(): Promise<void> | void {
    this.#channel.ended?.();
    return this.close();
  }

  /** Publishes, acknowledges and sends what still waits; nothing happens here afterwards. */
  close(): Promise<void> | void {
    this.#slot.stop();
    this.#tick.stop();
    this.#presence.stop();
    const published = this.#publish();
    const end = (): Promise<void> | void => {
      void this.#runTick();
      // After the last gifts were counted.
      this.#sums.stop();
      return this.#channel.close();
    };
    return published ? published.then(end) : end();
  }

  get #here(): People {
    const { count } = this.#presence;
    const some = Math.max(LISTED_LEAST, Math.min(LISTED_MEMBERS, Math.floor(PEOPLE_LISTED / (1 + this.#elsewhere.nodes))));
    return { count, users: this.#presence.list(this.memberCount <= PEOPLE_LISTED ? count : some) };
  }

  #hear(news: News): void {
    if (news.entries) this.#sums.add(news.entries.map(({ json }) => JSON.parse(json) as WireMessage), false);
    if (news.extras) this.#sums.add(news.extras, true);
    if (news.given) this.#sums.changed();
    if (news.epoch !== undefined || news.skippedTo !== undefined) this.#sums.missed();
    if (news.elsewhere) {
      this.#elsewhere = news.elsewhere;
      this.#tellCount();
    }
    if (news.skippedTo !== undefined) this.tell({ k: 'gap', room: this.id, to: news.skippedTo });
    this.#due.add(news);
    this.#poke();
  }

  #poke(): void {
    if (!this.#gathering) this.#tick.poke();
  }

  #publish(): Promise<void> | void {
    const done = this.#intake.publish();
    if (this.#intake.holdsLow) this.#slot.poke();
    return done;
  }

  #runTick(): Promise<void> | void {
    this.#gathering = true;
    if (this.#slot === this.#tick) void this.#publish();
    this.#gathering = false;
    const delivery = toDelivery(this.#due.take(), this.#share.settings);
    if (!delivery) return;
    const startedAt = this.#share.clock.elapsed();
    const rest = broadcast([...this.#subscriptions], delivery, this.#share.settings.sliceSockets);
    if (!rest) return this.#adapt(startedAt);
    return rest.then(() => this.#adapt(startedAt));
  }

  #tellPresence(notice: Omit<MembersContent, 'user'> | null): void {
    // Also when one came for another: others know them by name.
    this.#channel.here(this.#here);
    this.#tellCount();
    // Both with one tick: the first to come is told at once.
    if (notice) this.#channel.pass([{ i: this.#share.systemId(), t: TYPE.members, c: { ...notice, user: SYSTEM }, ts: this.#share.clock.now() }], 0);
    this.#tick.poke();
  }

  #tellCount(): void {
    const count = this.memberCount;
    if (count === this.#toldCount) return;
    this.#toldCount = count;
    this.#due.members(count);
  }

  #checkIdle(): void {
    if (this.idle) this.#share.emptied(this);
  }

  #tickMs(): number {
    const { under500, to5000, above, max } = this.#share.settings.tickMs;
    const { size } = this.#subscriptions;
    return Math.min(max, (size < 500 ? under500 : size <= 5000 ? to5000 : above) * Math.max(this.#stretch, this.#share.load.stretch));
  }

  /** Slower ticks while broadcasts eat more than half of them: larger frames, fewer of them. */
  #adapt(startedAt: number): void {
    const share = (this.#share.clock.elapsed() - startedAt) / this.#tickMs();
    if (share > 0.5) this.#stretch = Math.min(this.#stretch * 2, 16);
    else if (share < 0.2) this.#stretch = Math.max(this.#stretch / 2, 1);
  }
}

/** Entries as the `h` of an answer: JSON, each with its place. */
export function historyJson(entries: readonly Entry[]): string {
  return `[${entries.map(placed).join()}]`;
}
