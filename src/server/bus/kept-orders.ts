import type { Clock } from '../clock.js';
import type { Heard, Order } from './bus.js';
import { before, type OrderRow } from './redis-link.js';

/** How long it is remembered that something was lifted, ms: a Redis that falls back does so by less. */
const LIFTED_MS = 10 * 60 * 1000;
/** What is over is looked for this often, ms. */
const SWEEP_MS = 60_000;

interface Known {
  readonly row: OrderRow;
  /** By the steady clock, ms; Infinity when it has no end. */
  readonly endsAt: number;
}

/** The orders that still count, as one node has heard them: for listeners that come later, and for a Redis that has forgotten some. */
export class KeptOrders {
  readonly #clock: Pick<Clock, 'elapsed'>;
  readonly #kept = new Map<string, Known>();
  /** What was lifted or ended lately. */
  readonly #lifted = new Map<string, Known>();
  #sweptAt = 0;

  constructor(clock: Pick<Clock, 'elapsed'>) {
    this.#clock = clock;
  }

  get size(): number {
    return this.#kept.size;
  }

  /** `leftMs`: for how much longer it counts. */
  hear(row: OrderRow, leftMs: number | undefined): void {
    const now = this.#clock.elapsed();
    this.#sweep(now);
    const { key, room, ends, lifts = [] } = row;
    for (const { key: each } of lifts) this.#lift(each, row, now);
    if (ends !== undefined) {
      for (const [each, { row: { room: its } }] of this.#kept) if (its === ends) this.#kept.delete(each);
      this.#lifted.set(endOf(ends), { row, endsAt: now + LIFTED_MS });
    }
    if (key === undefined) return;
    if (leftMs !== undefined && leftMs <= 0) {
      this.#lift(key, row, now);
    } else {
      this.#kept.set(key, { row, endsAt: now + (leftMs ?? Infinity) });
      this.#lifted.delete(key);
      if (room !== undefined) this.#lifted.delete(endOf(room));
    }
  }

  /** Oldest first. */
  all(): { order: Order; heard: Heard }[] {
    const now = this.#clock.elapsed();
    const counting = [...this.#kept.values()].filter(({ endsAt }) => endsAt > now);
    return counting
      .sort((a, b) => (before(a.row.id, b.row.id) ? -1 : 1))
      .map(({ row: { order }, endsAt }) => ({ order, heard: { own: false, ...(endsAt === Infinity ? {} : { leftMs: endsAt - now }) } }));
  }

  /** What a Redis that has only `theirs` has forgotten, to be given again; oldest first. */
  missingIn(theirs: readonly OrderRow[]): OrderRow[] {
    const now = this.#clock.elapsed();
    const known = new Map(theirs.map((row) => [row.key, row]));
    const rooms = new Map(theirs.map((row) => [row.room, row]));
    const older = (row: OrderRow | undefined, than: OrderRow) => row !== undefined && before(row.id, than.id);
    const missing: OrderRow[] = [];
    for (const [key, { row, endsAt }] of this.#kept) {
      const their = known.get(key);
      if (endsAt > now && (!their || older(their, row))) missing.push(endsAt === Infinity ? row : { ...row, forMs: endsAt - now });
    }
    for (const [key, { row }] of this.#lifted) {
      const forgotten = older(row.ends === undefined ? known.get(key) : rooms.get(row.ends), row);
      if (forgotten && !missing.includes(row)) missing.push(row);
    }
    return missing.sort((a, b) => (before(a.id, b.id) ? -1 : 1));
  }

  #lift(key: string, row: OrderRow, now: number): void {
    this.#kept.delete(key);
    this.#lifted.set(key, { row, endsAt: now + LIFTED_MS });
  }

  #sweep(now: number): void {
    if (now - this.#sweptAt < SWEEP_MS) return;
    this.#sweptAt = now;
    for (const orders of [this.#kept, this.#lifted]) for (const [key, { endsAt }] of orders) if (endsAt <= now) orders.delete(key);
  }
}

/** No key of an order looks like this. */
const endOf = (room: string) => `\0end of ${room}`;
