import { ChatError } from '../../protocol/index.js';
import type { Clock } from '../clock.js';
import type { Counters } from '../counters.js';
import { type Log, reason } from '../log.js';
import type { Ctl, Order } from './bus.js';
import type { CtlLink } from './redis-link.js';

/** The stream is read this often even when nobody says that there is something, ms. */
const LOOK_EVERY_MS = 500;

interface Parts {
  readonly clock: Clock;
  readonly counters: Counters;
  readonly log: Log;
}

/**
 * Orders of all nodes, in the one order of a Redis stream. Reading goes on from the last one heard; a word on a channel makes it quick, a
 * look twice a second makes it sure. Orders with a key are kept for newcomers, and given back to a Redis that has lost them.
 */
export class OrderStream implements Ctl {
  readonly #link: CtlLink;
  readonly #parts: Parts;
  readonly #listeners = new Set<(order: Order) => void>();
  /** The last one heard; null before the first reading. */
  #last: string | null = null;
  readonly #kept = new Map<string, { id: string; order: Order }>();
  #reading: Promise<void> | null = null;
  #again = false;
  #cancel: (() => void) | null = null;
  #stopped = false;
  #begun: () => void = () => {};
  /** Resolves when all that counted before has been heard. */
  readonly ready = new Promise<void>((begun) => (this.#begun = begun));

  constructor(link: CtlLink, parts: Parts) {
    this.#link = link;
    this.#parts = parts;
  }

  async publish(order: Order, key = ''): Promise<void> {
    try {
      await this.#link.append(order, key);
      // In force here, too, when this resolves.
      this.#again = true;
      await this.#read();
    } catch (cause) {
      throw new ChatError('unavailable', { message: 'the order could not be kept', retryInMs: 1000, cause });
    }
  }

  subscribe(hear: (order: Order) => void): () => void {
    this.#listeners.add(hear);
    for (const { order } of inOrder(this.#kept.values())) this.#tell(hear, order);
    this.nudge();
    return () => this.#listeners.delete(hear);
  }

  /** There may be something new. */
  nudge(): void {
    if (this.#stopped || this.#listeners.size === 0) return;
    this.#again = true;
    this.#read().catch((cause: unknown) => {
      this.#parts.counters.busFailures++;
      this.#parts.log('warn', 'orders-not-read', { reason: reason(cause) });
    });
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel?.();
  }

  /** One reading at a time, and one more when somebody has asked meanwhile. */
  async #read(): Promise<void> {
    while (this.#again || this.#reading) {
      if (this.#reading) await this.#reading;
      else {
        this.#again = false;
        this.#reading = this.#readOnce().finally(() => {
          this.#reading = null;
          this.#later();
        });
      }
    }
  }

  async #readOnce(): Promise<void> {
    if (this.#last === null) return this.#begin();
    const rows = await this.#link.since(this.#last);
    if (rows.length === 0) {
      const newest = await this.#link.newest();
      if (before(newest, this.#last)) return this.#giveBack(newest);
    }
    for (const row of rows) this.#hear(row);
    if (rows.length > 0) this.#again = true;
  }

  async #begin(): Promise<void> {
    const newest = await this.#link.newest();
    // What comes in between is in both, and heard from the stream.
    for (const row of inOrder(await this.#link.kept())) if (!before(newest, row.id)) this.#hear(row);
    this.#last = newest;
    this.#begun();
  }

  /** Redis has fewer than we have heard: it was emptied or has lost its tail. Nothing that we know is lifted by that. */
  async #giveBack(newest: string): Promise<void> {
    this.#last = newest;
    const known = new Set((await this.#link.kept()).map(({ key }) => key));
    this.#parts.log('warn', 'orders-given-back', { orders: this.#kept.size });
    for (const [key, { order }] of this.#kept) if (!known.has(key)) await this.#link.append(order, key);
  }

  #hear({ id, order, key }: { id: string; order: Order; key: string }): void {
    this.#last = id;
    if (key) this.#kept.set(key, { id, order });
    for (const hear of this.#listeners) this.#tell(hear, order);
  }

  #tell(hear: (order: Order) => void, order: Order): void {
    try {
      hear(order);
    } catch (cause) {
      this.#parts.log('error', 'order-failed', { reason: reason(cause) });
    }
  }

  #later(): void {
    this.#cancel?.();
    if (!this.#stopped) this.#cancel = this.#parts.clock.after(LOOK_EVERY_MS, () => this.nudge());
  }
}

function inOrder<T extends { id: string }>(rows: Iterable<T>): T[] {
  return [...rows].sort((a, b) => (before(a.id, b.id) ? -1 : 1));
}

/** Stream ids are ms and a number within it. */
function before(a: string, b: string): boolean {
  const [aMs = 0, aSeq = 0] = a.split('-').map(Number);
  const [bMs = 0, bSeq = 0] = b.split('-').map(Number);
  return aMs < bMs || (aMs === bMs && aSeq < bSeq);
}
