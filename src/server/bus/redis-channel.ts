import type { Sums } from '../../protocol/gift-sums.js';
import { ChatError, RESUME_WINDOW, type WireMessage } from '../../protocol/index.js';
import type { Clock } from '../clock.js';
import type { Counters } from '../counters.js';
import { type Log, reason } from '../log.js';
import { elsewhereOf } from '../people.js';
import { Pulse } from '../pulse.js';
import { RoomLog, toEntry } from '../room-log.js';
import type { StandingKeep } from '../room-standing.js';
import type { Entry, KeptStanding } from '../store/store.js';
import { type Accepted, type Channel, type News, NOBODY, type Outcome, type People } from './bus.js';
import { giftOf } from './gifts.js';
import type { RedisLink, RoomState, SlotItem, Verdict } from './redis-link.js';
import { entryLine, extrasText, readEntry, readPayload, type Slot } from './slot-text.js';

/** A hole is asked for after this, ms: mostly the missing slot is on its way by another connection. */
const REPAIR_AFTER_MS = 50;
/** Slots that wait behind a hole; more than that is read anew. */
const HELD_MAX = 200;
/** A slot is tried for this long, ms, before its senders hear that it cannot be. Its ids make trying again safe. */
const PUBLISH_MS = 3000;
const RETRY_MS = 100;
/** Likes go out at most this often, ms. */
const LIKES_EVERY_MS = 500;
/** Who is where is said at most this often, ms. */
const HERE_EVERY_MS = 500;
/** What one script call takes. */
const SLOT_MAX = 200;

export interface RedisChannelParts {
  readonly link: RedisLink;
  readonly clock: Clock;
  readonly counters: Counters;
  readonly log: Log;
  readonly closed: (channel: RedisChannel) => void;
}

/**
 * One room as one node follows it. What the sequencer publishes comes at most once and mostly in order; here it becomes exact: echoes are
 * dropped, holes filled from the log that Redis keeps, and a Redis that has forgotten something is told by a new epoch.
 */
export class RedisChannel implements Channel {
  readonly room: string;
  readonly log: RoomLog;
  #likes: number;
  readonly #parts: RedisChannelParts;
  readonly #link: RedisLink;
  #hear: (news: News) => void = () => {};
  readonly #held = new Map<number, Slot>();
  #cancelRepair: (() => void) | null = null;
  /** One reading at a time; who comes meanwhile waits for it. */
  #reading: Promise<void> | null = null;
  #newLikes = 0;
  readonly #likePulse: Pulse;
  #sums: Sums | null = null;
  #standing: KeptStanding | null = null;
  #keeping: Promise<void> = Promise.resolve();
  #people: People = NOBODY;
  readonly #herePulse: Pulse;
  #closed = false;
  #ended = false;

  constructor(room: string, state: RoomState, parts: RedisChannelParts) {
    this.room = room;
    this.#parts = parts;
    this.#link = parts.link;
    this.log = new RoomLog(toRecord(state));
    this.#likes = state.likes;
    this.#likePulse = new Pulse(parts.clock, () => LIKES_EVERY_MS, () => this.#sendLikes());
    this.#herePulse = new Pulse(parts.clock, () => HERE_EVERY_MS, () => this.#sendHere());
  }

  get likes(): number {
    return this.#likes;
  }

  follow(hear: (news: News) => void): void {
    this.#hear = hear;
  }

  async publish(slot: readonly Accepted[]): Promise<readonly Outcome[]> {
    const outcomes: Outcome[] = [];
    for (let from = 0; from < slot.length; from += SLOT_MAX) outcomes.push(...(await this.#publish(slot.slice(from, from + SLOT_MAX))));
    return outcomes;
  }

  pass(extras: readonly WireMessage[], shed: number): void {
    // Those here need no detour, and get it even while Redis is away.
    this.#hear({ extras, shed });
    const text = extrasText(this.#link.node, extras, shed);
    const gifts = extras.flatMap((message) => giftOf(message) ?? []);
    const said = gifts.length ? this.#link.give(this.room, gifts, text).then(() => this.#hear({ given: true })) : this.#link.say(this.room, text);
    said.catch(() => this.#parts.counters.busFailures++);
  }

  like(count: number): void {
    this.#newLikes += count;
    this.#likePulse.poke();
  }

  async sums(): Promise<Sums> {
    return (this.#sums = await this.#link.sums(this.room));
  }

  get standing(): StandingKeep {
    return {
      kept: this.#standing,
      again: () => this.#link.standing(this.room, this.log.epoch),
      save: (standing) => (this.#keeping = this.#link.keepStanding(this.room, this.log.epoch, standing)),
    };
  }

  /** To be done before the room is handed out. */
  async readStanding(): Promise<void> {
    this.#standing = await this.#link.standing(this.room, this.log.epoch);
  }

  here(people: People): void {
    this.#people = people;
    this.#herePulse.poke();
  }

  ended(): void {
    this.#ended = true;
    this.#newLikes = 0;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#hear = () => {};
    this.#cancelRepair?.();
    this.#likePulse.stop();
    this.#herePulse.stop();
    this.#parts.closed(this);
    // Who is still here is given the time to come back on another node, as on the rosters.
    await Promise.allSettled([this.#sendLikes(), this.#sendHere(), this.#keeping]);
  }

  /** Something was published on the room's channel. */
  arrive(text: string): void {
    if (this.#closed || this.#ended) return;
    let payload;
    try {
      payload = readPayload(text);
    } catch (cause) {
      this.#parts.log('error', 'bus-payload', { room: this.room, reason: reason(cause) });
      return;
    }
    if (payload.kind === 'likes') {
      this.#likes = payload.total;
      this.#hear({ likes: [payload.delta, payload.total] });
    } else if (payload.kind === 'given') {
      this.#hear({ given: true });
    } else if (payload.kind === 'extras') {
      if (payload.node !== this.#link.node) this.#hear({ extras: payload.extras, shed: payload.shed });
    } else this.#take(payload);
  }

  /** Looks whether anything was missed: after a break, and now and then. */
  sync(): Promise<void> {
    return (this.#reading ??= this.#read().finally(() => (this.#reading = null)));
  }

  /** Says again who is here, and hears who is elsewhere. */
  refresh(): void {
    this.#herePulse.poke();
  }

  async #publish(slot: readonly Accepted[]): Promise<Outcome[]> {
    const { clock, counters } = this.#parts;
    const unavailable = () => slot.map(() => new ChatError('unavailable', { retryInMs: 1000 }));
    const items = slot.map(toItem);
    const until = clock.elapsed() + PUBLISH_MS - this.#link.awayMs;
    do {
      if (this.#ended) break;
      try {
        const reply = await this.#link.publish(this.room, this.log.epoch, this.log.offset, items);
        if (reply) return this.#placed(slot, reply.first, reply.verdicts);
        await this.sync();
      } catch {
        // Whether it has got there is not known, but the sequencer knows the ids.
        counters.busFailures++;
        await new Promise<void>((wake) => clock.after(RETRY_MS, wake));
      }
    } while (clock.elapsed() < until && !this.#closed);
    return unavailable();
  }

  #placed(slot: readonly Accepted[], first: number, verdicts: readonly Verdict[]): Outcome[] {
    const entries: Entry[] = [];
    const replaced: Entry[] = [];
    const outcomes = slot.map(({ message, hidden, replaces }, index): Outcome => {
      const { kind, value } = verdicts[index] ?? { kind: 'overloaded', value: RETRY_MS };
      if (kind === 'too-fast') return new ChatError('rate-limited', { retryInMs: value });
      if (kind === 'overloaded') return new ChatError('overloaded', { retryInMs: value });
      if (kind === 'dup') return { offset: value, ts: this.log.at(value)?.ts ?? message.ts, dup: true };
      entries.push(toEntry(value, message, hidden));
      if (replaces) replaced.push(toEntry(replaces.entry.offset, replaces.message, replaces.entry.hidden));
      return { offset: value, ts: message.ts, dup: false };
    });
    if (entries.length) this.#take({ epoch: this.log.epoch, first, entries, replaced });
    return outcomes;
  }

  #take(slot: Slot): void {
    const { epoch, first, entries, replaced } = slot;
    const next = this.log.offset + 1;
    if (epoch !== this.log.epoch || (first < next && entries.length > 0 && this.#forked(slot))) return void this.#background(this.sync());
    if (first > next) return this.#hold(slot);
    const fresh = entries.slice(next - first);
    if (fresh.length === 0) return;
    this.log.take(fresh, replaced);
    this.#hear({ entries: fresh });
    this.#release();
  }

  /** Two histories under one name: Redis has given these places before, to others, and forgotten it. */
  #forked({ first, entries }: Slot): boolean {
    const known = this.log.at(first);
    return known !== undefined && known.id !== entries[0]?.id;
  }

  #hold(slot: Slot): void {
    if (this.#held.size < HELD_MAX) this.#held.set(slot.first, slot);
    this.#cancelRepair ??= this.#parts.clock.after(REPAIR_AFTER_MS, () => {
      this.#cancelRepair = null;
      this.#background(this.sync());
    });
  }

  #release(): void {
    for (const [first, slot] of this.#held) {
      if (first > this.log.offset + 1) continue;
      this.#held.delete(first);
      return this.#take(slot);
    }
    if (this.#held.size === 0) {
      this.#cancelRepair?.();
      this.#cancelRepair = null;
    }
  }

  async #read(): Promise<void> {
    if (this.#ended) return;
    const known = this.log.offset;
    const now = await this.#link.position(this.room);
    if (this.#closed || this.#ended) return;
    if (!now || (now.epoch === this.log.epoch && (now.run !== this.#link.process || now.offset < known))) return this.#mend(known);
    this.#likes = Math.max(this.#likes, now.likes);
    if (now.epoch === this.log.epoch && now.offset <= this.log.offset) return;
    const state = await this.#link.read(this.room);
    if (!state || this.#closed || this.#ended) return;
    if (state.epoch !== this.log.epoch) this.#startAnew(state);
    else if (state.offset > this.log.offset) this.#catchUp(state);
  }

  #catchUp(state: RoomState): void {
    const missing = state.offset - this.log.offset;
    const lines = state.lines.slice(-missing);
    this.#parts.counters.busRepairs++;
    if (lines.length < missing || lines.includes(null)) {
      // More than Redis keeps: the hole stays, and everybody is told.
      this.log.restart(toRecord(state));
      this.#hear({ skippedTo: state.offset });
    } else {
      const all = toRecord(state).entries;
      const entries = all.slice(-missing);
      // What was recalled meanwhile stands among those we have.
      const replaced = all.slice(0, -missing).filter(({ offset, json }) => (this.log.at(offset)?.json ?? json) !== json);
      this.log.take(entries, replaced);
      this.#hear({ entries });
    }
    this.#release();
  }

  async #mend(known: number): Promise<void> {
    const entries = this.log.entries.slice(-RESUME_WINDOW).map((entry) => ({
      offset: entry.offset, id: entry.id, line: entryLine(entry), gift: giftOf(JSON.parse(entry.json) as WireMessage),
    }));
    const epoch = await this.#link.mend(this.room, this.log.epoch, { offset: known, likes: this.#likes, sums: this.#sums }, entries);
    if (epoch === null || epoch === this.log.epoch || this.#closed) return;
    const state = await this.#link.read(this.room);
    if (state && !this.#ended) this.#startAnew(state);
  }

  /** Another epoch holds. What we had and it has not, it shall have: somebody was told that it has a place. */
  #startAnew(state: RoomState): void {
    const before = this.log.entries.slice(-RESUME_WINDOW);
    const isNew = this.log.offset > 0;
    this.log.restart(toRecord(state));
    this.#likes = Math.max(this.#likes, state.likes);
    this.#held.clear();
    this.#parts.log('warn', 'epoch-rotated', { room: this.room, offset: state.offset });
    this.#parts.counters.epochs++;
    this.#hear({ epoch: state.epoch, given: true });
    const lost = isNew ? before.filter(({ id, offset }) => offset > state.offset - RESUME_WINDOW && !this.log.find(id)) : [];
    if (lost.length) {
      const slot = lost.map(({ json, hidden }) => ({ message: JSON.parse(json) as WireMessage, hidden, exempt: true }));
      this.#background(this.publish(slot));
    }
  }

  async #sendLikes(): Promise<void> {
    const count = this.#newLikes;
    if (count === 0) return;
    this.#newLikes = 0;
    try {
      await this.#link.like(this.room, count);
    } catch {
      this.#parts.counters.busFailures++;
      this.#newLikes += count;
      if (!this.#closed) this.#likePulse.poke();
    }
  }

  async #sendHere(): Promise<void> {
    try {
      const { others, apart } = await this.#link.here(this.room, this.#people);
      this.#hear({ elsewhere: elsewhereOf(others, apart) });
    } catch {
      // Those elsewhere stay as they were; the next round tells.
      this.#parts.counters.busFailures++;
    }
  }

  #background(work: Promise<unknown>): void {
    work.catch((cause: unknown) => {
      this.#parts.counters.busFailures++;
      this.#parts.log('warn', 'bus-sync-failed', { room: this.room, reason: reason(cause) });
    });
  }
}

function toItem({ message, hidden, rate, exempt, replaces }: Accepted): SlotItem {
  const line = (wire: WireMessage, hiddenToo: boolean) => entryLine(toEntry(0, wire, hiddenToo));
  return {
    id: message.i,
    line: line(message, hidden),
    gift: giftOf(message),
    rate,
    exempt,
    ...(replaces ? { replaces: { offset: replaces.entry.offset, line: line(replaces.message, replaces.entry.hidden) } } : {}),
  };
}

function toRecord({ epoch, offset, lines }: RoomState): { epoch: string; offset: number; entries: Entry[] } {
  // After a line that is missing the log begins anew: it must have no hole.
  const whole = lines.slice(lines.lastIndexOf(null) + 1);
  return { epoch, offset, entries: whole.map((line, index) => readEntry(offset - whole.length + 1 + index, line ?? '')) };
}
