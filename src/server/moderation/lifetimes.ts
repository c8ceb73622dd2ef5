import type { Clock } from '../clock.js';
import { type Log, reason } from '../log.js';
import type { Moderation } from './moderation.js';
import type { Order, OrderOf, RoomLife } from './order.js';

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
}

/** Times of one room by the steady clock, ms: it lives as long as it should when the wall clock is set. */
interface Times {
  readonly madeAt: number;
  activeAt: number;
  /** Known from a note alone, which may be older than the truth by the time between two notes. */
  fromNote: boolean;
  notedAt: number;
}

/** Makes and ends rooms: on demand, and those whose time is over by itself: nothing has happened for long, or they were made for a fixed time. @see S53, S54 */
export class Lifetimes {
  readonly #parts: LifetimesParts;
  readonly #times = new Map<string, Times>();
  #cancel: () => void;

  constructor(parts: LifetimesParts) {
    this.#parts = parts;
    for (const room of parts.moderation.rules.rooms('room')) this.#timesOf(room);
    this.#cancel = parts.clock.after(LOOK_EVERY_MS, this.#look);
  }

  /** Makes a room, or changes what is given of one that is there; one that nobody has named is called by its id. */
  async make(room: string, { name, life }: { name?: string; life?: RoomLife }): Promise<void> {
    const { clock, moderation } = this.#parts;
    const at = clock.now();
    const known = moderation.rules.get('room', room);
    const order: Order = {
      op: 'room', room, name: name ?? known?.name ?? room, madeAt: known?.madeAt ?? at, life: life ?? known?.life ?? null, at,
    };
    await moderation.publishOrder(order);
  }

  /** Ends a room, if it is there. */
  async destroy(room: string, by: 'call' | 'time'): Promise<void> {
    const { clock, moderation } = this.#parts;
    const known = moderation.rules.get('room', room);
    if (!known) return;
    // By a clock that was set back it might seem to have been made since.
    await moderation.publishOrder({ op: 'destroy', room, by, at: Math.max(clock.now(), known.madeAt) });
  }

  /** Somebody is in this room, so there is one. */
  opened(room: string): void {
    if (!this.#parts.moderation.rules.has('room', room)) this.#see(this.make(room, {}), 'room');
    this.touch(room);
  }

  /** Somebody has joined or written. */
  touch(room: string): void {
    const { clock, moderation } = this.#parts;
    const now = clock.elapsed();
    const times = this.#timesOf(room);
    times.activeAt = now;
    times.fromNote = false;
    if (now - times.notedAt < NOTE_EVERY_MS) return;
    times.notedAt = now;
    this.#see(moderation.publishOrder({ op: 'active', room, at: clock.now() }), 'active');
  }

  /** A room was made or changed, or something has happened in it, here (`own`) or on another server. */
  hear({ op, room }: OrderOf<'room'> | OrderOf<'active'>, own: boolean): void {
    const times = this.#timesOf(room);
    if (op === 'room' || own) return;
    times.activeAt = this.#parts.clock.elapsed();
    times.fromNote = true;
  }

  forget(room: string): void {
    this.#times.delete(room);
  }

  stop(): void {
    this.#cancel();
  }

  readonly #look = (): void => {
    const { clock, moderation: { rules } } = this.#parts;
    const now = clock.elapsed();
    for (const room of rules.rooms('room')) {
      if (!rules.has('keep', room) && this.#over(room, now)) this.#see(this.destroy(room, 'time'), 'destroy');
    }
    this.#cancel = clock.after(LOOK_EVERY_MS, this.#look);
  };

  #over(room: string, now: number): boolean {
    const { moderation: { rules }, idleMinutes } = this.#parts;
    const known = rules.get('room', room);
    if (!known) return false;
    const { madeAt, activeAt, fromNote } = this.#timesOf(room);
    const lifeMs = (known.life?.minutes ?? idleMinutes) * MINUTE_MS;
    if (known.life?.type === 'fixed') return now - madeAt >= lifeMs;
    return now - activeAt >= lifeMs + (fromNote ? NOTE_EVERY_MS : 0);
  }

  /** A room that was there before us counts as active now: nobody had the chance to say otherwise. */
  #timesOf(room: string): Times {
    const known = this.#times.get(room);
    if (known) return known;
    const { clock, moderation: { rules } } = this.#parts;
    const [now, wall] = [clock.elapsed(), clock.now()];
    const ageMs = Math.max(0, wall - (rules.get('room', room)?.madeAt ?? wall));
    const noteAgeMs = Math.max(0, wall - (rules.get('active', room)?.at ?? 0));
    const times = { madeAt: now - ageMs, activeAt: now, fromNote: ageMs > 0, notedAt: now - noteAgeMs };
    this.#times.set(room, times);
    return times;
  }

  /** Nobody waits for it; that it failed is worth a line. */
  #see(done: Promise<unknown>, op: Order['op']): void {
    done.catch((cause: unknown) => this.#parts.log('error', 'order-failed', { op, reason: reason(cause) }));
  }
}
