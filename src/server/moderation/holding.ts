import { setImmediate } from 'node:timers/promises';
import { ChatError, type WireMessage } from '../../protocol/index.js';
import type { Clock } from '../clock.js';
import type { Counters } from '../counters.js';
import type { Settings } from '../defaults.js';
import type { Settle } from '../intake.js';
import { type Log, reason } from '../log.js';
import type { Room } from '../room.js';
import type { Rooms } from '../rooms.js';
import type { HeldLedger, HeldMessage, SharedHeldLedger, Verdict } from '../store/held.js';
import type { Moderation } from './moderation.js';

export interface HoldingParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly counters: Counters;
  readonly settings: Settings;
  readonly moderation: Moderation;
  readonly rooms: Rooms;
  /** The store's own, or the one that all servers share. */
  readonly ledger: HeldLedger | SharedHeldLedger;
  /** Hears of each message that begins to wait. */
  readonly heard: (message: HeldMessage) => void;
}

/** What has become of one message of those that were to be decided. */
export interface Decided {
  readonly id: string;
  /** missing: it does not wait any more. failed: the room cannot take it just now; it waits on, for the same verdict. */
  readonly state: Verdict | 'missing' | 'failed';
  readonly offset?: number;
}

/** Messages that nobody decides on are looked for at this interval, and those that wait are counted, ms. */
const SWEEP_EVERY_MS = 60_000;
/** Messages read from the ledger at a time. */
const PAGE = 100;
/** A clock that seems to go back by less has stood still, ms. */
const BURST_MS = 1000;
/** Who decides where nobody did in time. */
const NOBODY = 'system';

/**
 * Messages that wait for a moderator: nobody but their author knows of them. One that is approved is said then, under its own id, and no rule is asked again;
 * one that is rejected is forgotten, and its author told. What was decided is known for a while, for authors who are away.
 * A decision that was interrupted stands, and is finished when it is taken again.
 */
export class Holding {
  readonly #parts: HoldingParts;
  #waiting = 0;
  /** When the latest one was said, ms since 1970. */
  #latest = 0;
  #cancelSweep: () => void;

  constructor(parts: HoldingParts) {
    this.#parts = parts;
    this.#cancelSweep = parts.clock.after(0, this.#sweep);
  }

  /** How many wait, on all servers; as of the last minute. */
  get waiting(): number {
    return this.#waiting;
  }

  /** What is known of a message: that it waits, or what was decided about it. */
  async state(room: string, id: string): Promise<'held' | Verdict | null> {
    const { moderation, ledger } = this.#parts;
    return moderation.rules.get('decided', room, id)?.verdict ?? ((await ledger.has(room, id)) ? 'held' : null);
  }

  /** Puts one aside. Rejects with `review-full`, or with what the ledger throws; then it does not wait. */
  async hold(message: HeldMessage): Promise<void> {
    const { ledger, settings, counters, heard } = this.#parts;
    const inOrder = { ...message, at: this.#after(message.at) };
    const full = await ledger.add(inOrder, { perUser: settings.heldPerUser, perRoom: settings.heldPerRoom, all: settings.heldMax });
    if (full) throw new ChatError('review-full', { message: full });
    counters.held++;
    this.#waiting++;
    heard(inOrder);
  }

  /** Oldest first, of one room or of all, and how many there are. */
  async list(room: string | null, from: number, max: number): Promise<{ messages: readonly HeldMessage[]; total: number }> {
    const { ledger } = this.#parts;
    const [messages, total] = await Promise.all([ledger.list(room, from, max), ledger.count(room)]);
    return { messages, total };
  }

  async of(user: string): Promise<readonly HeldMessage[]> {
    return this.#parts.ledger.of(user);
  }

  /** Decides about messages of a room, in the order in which they were said. Resolves with one outcome for each id. */
  async decide(room: string, ids: readonly string[], verdict: Verdict, by: string): Promise<Decided[]> {
    const claimed: HeldMessage[] = [];
    for (const id of ids) {
      const message = await this.#parts.ledger.claim(room, id, verdict);
      if (message) claimed.push(message);
    }
    claimed.sort((a, b) => a.at - b.at);
    const outcomes = new Map((await this.#finish(room, claimed, verdict, by)).map((outcome) => [outcome.id, outcome]));
    return ids.map((id) => outcomes.get(id) ?? { id, state: 'missing' });
  }

  /** Rejects what was said in a room between two times, both included, by one user or (undefined) by anybody. Resolves with how much it was. */
  async purge(room: string, user: string | undefined, from: number, to: number, by: string): Promise<number> {
    const all = await this.#parts.ledger.list(room, 0, this.#parts.settings.heldPerRoom);
    const meant = all.filter((message) => message.at >= from && message.at <= to && (user === undefined || message.user === user));
    const decided = await this.decide(room, meant.map(({ id }) => id), 'rejected', by);
    return decided.filter(({ state }) => state === 'rejected').length;
  }

  /** All that waits of somebody goes, and nobody is told. Resolves with how much it was. */
  async forgetUser(user: string): Promise<number> {
    const messages = await this.of(user);
    for (const message of messages) await this.#remove(message);
    return messages.length;
  }

  /** The room is over, and with it what was to be said in it. */
  async forgetRoom(room: string): Promise<void> {
    const { ledger } = this.#parts;
    for (let page = await ledger.list(room, 0, PAGE); page.length > 0; page = await ledger.list(room, 0, PAGE)) {
      for (const message of page) await this.#remove(message);
    }
  }

  stop(): void {
    this.#cancelSweep();
  }

  /** Those of one moment a millisecond apart, so that they keep their order; unless the clock was set back. */
  #after(at: number): number {
    const early = this.#latest - at;
    return (this.#latest = early >= 0 && early < BURST_MS ? this.#latest + 1 : at);
  }

  async #finish(room: string, claimed: readonly HeldMessage[], verdict: Verdict, by: string): Promise<Decided[]> {
    const offsets = verdict === 'approved' ? await this.#say(room, claimed) : [];
    const outcomes: Decided[] = [];
    for (const [index, message] of claimed.entries()) {
      const place = offsets[index];
      if (place instanceof ChatError) outcomes.push({ id: message.id, state: 'failed' });
      else outcomes.push(await this.#note(message, verdict, by, place));
    }
    return outcomes;
  }

  /** First its author can know, then it is gone: a server that ends in between leaves nothing untold. */
  async #note(message: HeldMessage, verdict: Verdict, by: string, offset: number | undefined): Promise<Decided> {
    const { moderation, counters, clock, settings, log } = this.#parts;
    const { room, id, user } = message;
    const at = clock.now();
    await moderation.publishOrder({ op: 'decide', room, mid: id, user, verdict, by, at, until: at + settings.heldKeepMs });
    if (await this.#remove(message)) {
      counters[verdict]++;
      log('info', 'held-decided', { room, message: id, verdict, by });
    }
    return { id, state: verdict, ...(offset === undefined ? {} : { offset }) };
  }

  /** All at once, so that they have one slot and keep their order; resolves with their places, or why there is none. */
  async #say(name: string, messages: readonly HeldMessage[]): Promise<(number | undefined | ChatError)[]> {
    const { moderation, rooms, clock } = this.#parts;
    if (messages.length === 0) return [];
    const room = moderation.rules.has('room', name) && !moderation.stopped(name) ? await rooms.load(name, true) : null;
    return Promise.all(messages.map(async ({ json, persistence }) => {
      if (!room) return new ChatError('unavailable');
      // Said now, as everybody sees it.
      const message: WireMessage = { ...(JSON.parse(json) as WireMessage), ts: clock.now() };
      return placed(room, message, persistence, moderation.low(message.t));
    }));
  }

  async #remove(message: HeldMessage): Promise<boolean> {
    const was = await this.#parts.ledger.remove(message);
    if (was) this.#waiting = Math.max(0, this.#waiting - 1);
    return was;
  }

  readonly #sweep = (): void => {
    const swept = this.#rejectOld();
    swept.catch((cause: unknown) => this.#parts.log('warn', 'held-not-swept', { reason: reason(cause) }));
    this.#cancelSweep = this.#parts.clock.after(SWEEP_EVERY_MS, this.#sweep);
  };

  async #rejectOld(): Promise<void> {
    const { ledger, clock, settings } = this.#parts;
    for (const message of await ledger.before(clock.now() - settings.heldKeepMs, PAGE)) {
      // What was approved and could not be said by now is too old as well.
      await this.#note(message, 'rejected', NOBODY, undefined);
      await setImmediate();
    }
    this.#waiting = await ledger.count(null);
  }
}

/** Where it has ended up; undefined for what has no place. */
function placed(room: Room, message: WireMessage, persistence: number, low: boolean): Promise<number | undefined | ChatError> {
  return new Promise((resolve) => {
    const settle: Settle = (outcome) => resolve(outcome instanceof ChatError ? outcome : outcome.offset);
    // Of a decision that was interrupted.
    if (room.repeats(message.i, settle)) return;
    try {
      if (persistence === 16 || low) settle(room.addExtra(message));
      else room.add(message, { hidden: persistence === 0, exempt: true }, settle);
    } catch (thrown) {
      resolve(ChatError.from(thrown, 'unavailable'));
    }
  });
}
