import { ChatError, type WireMessage } from '../protocol/index.js';
import type { Accepted, Channel, Outcome, Place } from './bus/bus.js';
import { Capacity } from './capacity.js';
import type { Clock, Random } from './clock.js';
import type { Counters } from './counters.js';
import type { Settings } from './defaults.js';
import { Sampler } from './sampler.js';

/** Called once: with the place, or with why there is none. */
export type Settle = (outcome: Place | ChatError) => void;

interface Waiting extends Accepted {
  /** What it is found by; a recall order is found by what it recalls. */
  readonly id: string;
  readonly settle: Settle[];
}

export interface IntakeShare {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly random: Random;
  readonly counters: Counters;
}

/** Low-priority ids remembered against duplicates. */
const EXTRA_IDS_MAX = 500;
/** Who was refused because the bus is behind should stay away for this long, ms. */
const BEHIND_MS = 1000;

/**
 * What one room has accepted and not published yet. Here overload is decided, before anything has a place: low priority is
 * sampled, then high priority of ordinary people is refused; whoever is exempt passes.
 */
export class Intake {
  readonly #channel: Channel;
  readonly #share: IntakeShare;
  readonly #capacity: Capacity;
  readonly #low: Sampler<WireMessage>;
  #waiting: Waiting[] = [];
  /** Waiting, or on its way to the bus. */
  readonly #unsettled = new Map<string, Waiting>();
  readonly #extraIds = new Map<string, number>();

  constructor(channel: Channel, share: IntakeShare) {
    this.#channel = channel;
    this.#share = share;
    const { roomCapacity } = share.settings;
    this.#capacity = new Capacity(share.clock, share.random, roomCapacity);
    this.#low = new Sampler(roomCapacity.shared, share.random);
  }

  get empty(): boolean {
    return this.#unsettled.size === 0;
  }

  /** Ids of the latest messages without a place, and when they were said, ms since 1970. */
  get extras(): ReadonlyMap<string, number> {
    return this.#extraIds;
  }

  /** Low priority is held back until the room has room for it. */
  get holdsLow(): boolean {
    return this.#low.held > 0;
  }

  /** The place of a message that is here already, or will be with the next slot; then `settle` is taken care of. */
  repeats(id: string, settle: Settle): boolean {
    const waiting = this.#unsettled.get(id);
    if (waiting) {
      waiting.settle.push((outcome) => settle(outcome instanceof ChatError ? outcome : { ...outcome, dup: true }));
      return true;
    }
    const entry = this.#channel.log.find(id);
    const ts = entry?.ts ?? this.#extraIds.get(id);
    if (ts === undefined) return false;
    settle({ ts, dup: true, ...(entry ? { offset: entry.offset } : {}) });
    return true;
  }

  /** @throws {ChatError} overloaded: the room has taken all it can for now. */
  add(accepted: Accepted, settle: Settle, id = accepted.message.i): void {
    // Twice the bound for the exempt: a bus that is away must not fill the memory, whoever is talking.
    const bound = this.#share.settings.pendingMessages * (accepted.exempt ? 2 : 1);
    if (this.#unsettled.size >= bound) throw new ChatError('overloaded', { retryInMs: BEHIND_MS });
    const waitMs = accepted.exempt ? 0 : this.#capacity.takeHigh();
    if (waitMs > 0) throw new ChatError('overloaded', { retryInMs: waitMs });
    const waiting = { ...accepted, id, settle: [settle] };
    this.#waiting.push(waiting);
    this.#unsettled.set(id, waiting);
  }

  /** A message without a place; it may be sampled away, and is at once when the whole process is behind (`letGo`). */
  addLow(message: WireMessage, letGo = false): Place {
    if (letGo) this.#low.letGo();
    else this.#low.add(message);
    this.#extraIds.set(message.i, message.ts);
    if (this.#extraIds.size > EXTRA_IDS_MAX) {
      for (const oldest of this.#extraIds.keys()) {
        this.#extraIds.delete(oldest);
        break;
      }
    }
    this.#share.counters.messages++;
    return { ts: message.ts, dup: false };
  }

  /** Publishes what has gathered, and tells those who sent it. A promise only when the bus needs time. */
  publish(): Promise<void> | void {
    const { items, shed } = this.#low.take(this.#low.held && this.#capacity.takeLow(this.#low.held));
    this.#share.counters.shed += shed;
    if (items.length || shed) this.#channel.pass(items, shed);
    const slot = this.#waiting;
    if (slot.length === 0) return;
    this.#waiting = [];
    const outcomes = this.#channel.publish(slot);
    if (outcomes instanceof Promise) return outcomes.then((late) => this.#settle(slot, late));
    this.#settle(slot, outcomes);
  }

  #settle(slot: readonly Waiting[], outcomes: readonly Outcome[]): void {
    slot.forEach(({ id, settle }, index) => {
      this.#unsettled.delete(id);
      const outcome = outcomes[index] ?? new ChatError('unavailable');
      if (!(outcome instanceof ChatError) && !outcome.dup) this.#share.counters.messages++;
      for (const tell of settle) tell(outcome);
    });
  }
}
