import { ChatError } from '../../protocol/index.js';
import type { Clock } from '../clock.js';
import type { Counters } from '../counters.js';
import { type Log, reason } from '../log.js';
import type { Ctl, Heard, Keeping, Order } from './bus.js';
import { KeptOrders } from './kept-orders.js';
import { before, type CtlLink, type OrderRow } from './redis-link.js';

/** The stream is read this often even when nobody says that there is something, ms. */
const LOOK_EVERY_MS = 500;

interface Parts {
  readonly clock: Clock;
  readonly counters: Counters;
  readonly log: Log;
}

/**
 * Orders of all nodes, in the one order of a Redis stream. Reading goes on from the last one heard; a word on a channel makes it quick, a
 * look twice a second makes it sure. Those that count are kept for newcomers, and given back to a Redis that has lost them. For how
 * long they count is measured by the clock of Redis and by ours from then on: no wall clock of a node has a say.
 */
export class OrderStream implements Ctl {
  readonly #link: CtlLink;
  readonly #parts: Parts;
  readonly #listeners = new Set<(order: Order, heard: Heard) => void>();
  /** The last one heard; null before the first reading. */
  #last: string | null = null;
  readonly #kept: KeptOrders;
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
    this.#kept = new KeptOrders(parts.clock);
  }

  async publish(order: Order, keeping: Keeping = {}): Promise<boolean> {
    try {
      const id = await this.#link.append(order, keeping);
      // In force here, too, when this resolves.
      this.#again = true;
      await this.#read();
      return id !== null;
    } catch (cause) {
      throw new ChatError('unavailable', { message: 'the order could not be kept', retryInMs: 1000, cause });
    }
  }

  subscribe(hear: (order: Order, heard: Heard) => void): () => void {
    this.#listeners.add(hear);
    for (const { order, heard } of this.#kept.all()) this.#tell(hear, order, heard);
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
      if (before(newest, this.#last)) await this.#giveBack(newest);
      return;
    }
    const now = rows.some(({ forMs }) => forMs) ? await this.#link.time() : 0;
    for (const row of rows) this.#hear(row, now);
    this.#last = rows.at(-1)?.id ?? this.#last;
    this.#again = true;
  }

  async #begin(): Promise<void> {
    const newest = await this.#link.newest();
    const rows = (await this.#link.kept()).sort((a, b) => (before(a.id, b.id) ? -1 : 1));
    const now = await this.#link.time();
    // What comes in between is in both, and heard from the stream.
    for (const row of rows) if (!before(newest, row.id)) this.#hear(row, now);
    this.#last = newest;
    this.#begun();
  }

  /** Redis has fewer than we have heard: it was emptied or has lost its tail. Nothing that we know is undone by that. */
  async #giveBack(newest: string): Promise<void> {
    const missing = this.#kept.missingIn(await this.#link.kept());
    this.#last = newest;
    this.#parts.log('warn', 'orders-given-back', { orders: missing.length });
    for (const { order, id: _, node: __, ...keeping } of missing) await this.#link.append(order, keeping);
  }

  /** `now`: the clock of Redis. */
  #hear(row: OrderRow, now: number): void {
    const { id, order, node, forMs } = row;
    const leftMs = forMs ? forMs - Math.max(0, now - Number(id.split('-')[0])) : forMs;
    this.#kept.hear(row, leftMs);
    const heard = { own: node === this.#link.node, ...(leftMs === undefined ? {} : { leftMs }) };
    for (const hear of this.#listeners) this.#tell(hear, order, heard);
  }

  #tell(hear: (order: Order, heard: Heard) => void, order: Order, heard: Heard): void {
    try {
      hear(order, heard);
    } catch (cause) {
      this.#parts.log('error', 'order-failed', { reason: reason(cause) });
    }
  }

  #later(): void {
    this.#cancel?.();
    if (!this.#stopped) this.#cancel = this.#parts.clock.after(LOOK_EVERY_MS, () => this.nudge());
  }
}
