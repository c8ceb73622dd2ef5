import type { Clock } from '../clock.js';
import { type Log, reason } from '../log.js';
import { type RoomEvent, roomEnded, roomMade } from '../callbacks/room-event.js';
import type { Moderation } from './moderation.js';
import type { Order, RoomLife } from './order.js';

/** How often rooms whose time has come are looked for, ms. */
const LOOK_EVERY_MS = 30_000;
/** A busy room is noted as active at most this often, ms; other servers and the next start know it from there. */
const NOTE_EVERY_MS = 5 * 60 * 1000;
const MINUTE_MS = 60_000;

export interface LifetimesParts {
  readonly clock: Clock;
  readonly moderation: Moderation;
  readonly log: Log;
  /** Minutes a room lives without a message or a join, where it does not say otherwise. */
  readonly idleMinutes: number;
  /** Hears of rooms that are made and ended by this server. */
  readonly tell: (event: RoomEvent) => void;
}

/** Makes and ends rooms: on demand, and those whose time is over by itself: nothing has happened for long, or they were made for a fixed time. @see S53, S54 */
export class Lifetimes {
  readonly #parts: LifetimesParts;
  readonly #startedAt: number;
  /** When something last happened here, ms since 1970. */
  readonly #lastActive = new Map<string, number>();
  #cancel: () => void;

  constructor(parts: LifetimesParts) {
    this.#parts = parts;
    this.#startedAt = parts.clock.now();
    this.#cancel = parts.clock.after(LOOK_EVERY_MS, this.#look);
  }

  /** Makes a room, or changes what is given of one that is there; one that nobody has named is called by its id. */
  async make(room: string, { name, life }: { name?: string; life?: RoomLife }): Promise<void> {
    const { clock, moderation, tell } = this.#parts;
    const at = clock.now();
    const known = moderation.rules.get('room', room);
    const order: Order = {
      op: 'room', room, name: name ?? known?.name ?? room, madeAt: known?.madeAt ?? at, life: life ?? known?.life ?? null, at,
    };
    if (!known) {
      this.#lastActive.set(room, at);
      tell(roomMade(room, at));
    }
    await moderation.publishOrder(order);
  }

  /** Ends a room, if it is there. */
  async destroy(room: string, by: 'call' | 'time'): Promise<void> {
    const { clock, moderation, tell } = this.#parts;
    if (!moderation.rules.has('room', room)) return;
    const at = clock.now();
    await moderation.publishOrder({ op: 'destroy', room, by, at });
    tell(roomEnded(room, by, at));
  }

  /** Somebody is in this room, so there is one. */
  opened(room: string): void {
    if (!this.#parts.moderation.rules.has('room', room)) this.#see(this.make(room, {}), 'room');
    this.touch(room);
  }

  /** Somebody has joined or written. */
  touch(room: string): void {
    const { clock, moderation } = this.#parts;
    const now = clock.now();
    this.#lastActive.set(room, now);
    const noted = moderation.rules.get('active', room)?.at ?? 0;
    if (now - noted >= NOTE_EVERY_MS) this.#see(moderation.publishOrder({ op: 'active', room, at: now }), 'active');
  }

  forget(room: string): void {
    this.#lastActive.delete(room);
  }

  stop(): void {
    this.#cancel();
  }

  readonly #look = (): void => {
    const { clock, moderation: { rules } } = this.#parts;
    const now = clock.now();
    for (const room of rules.rooms('room')) {
      if (!rules.has('keep', room) && this.#over(room, now)) this.#see(this.destroy(room, 'time'), 'destroy');
    }
    this.#cancel = clock.after(LOOK_EVERY_MS, this.#look);
  };

  #over(room: string, now: number): boolean {
    const { moderation: { rules }, idleMinutes } = this.#parts;
    const known = rules.get('room', room);
    if (!known) return false;
    const { life, madeAt } = known;
    const lifeMs = (life?.minutes ?? idleMinutes) * MINUTE_MS;
    if (life?.type === 'fixed') return now - madeAt >= lifeMs;
    const here = this.#lastActive.get(room) ?? 0;
    const elsewhere = Math.max(rules.get('active', room)?.at ?? 0, madeAt, here ? 0 : this.#startedAt);
    // What is known from a note alone may be older than the truth by the time between two notes.
    return now - Math.max(here, elsewhere) >= lifeMs + (elsewhere > here ? NOTE_EVERY_MS : 0);
  }

  /** Nobody waits for it; that it failed is worth a line. */
  #see(done: Promise<void>, op: Order['op']): void {
    done.catch((cause: unknown) => this.#parts.log('error', 'order-failed', { op, reason: reason(cause) }));
  }
}
