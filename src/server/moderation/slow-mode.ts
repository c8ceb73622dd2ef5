import { ChatError, TYPE, type WireMessage } from '../../protocol/index.js';
import type { Clock } from '../clock.js';
import type { Settle } from '../intake.js';
import type { RoomLog } from '../room-log.js';

/** Somebody who wants to write. */
export interface Attempt {
  readonly room: { readonly id: string; readonly log: RoomLog };
  readonly writer: { readonly user: { readonly id: string }; readonly namespaces: readonly string[] };
  readonly mid: string;
  readonly type: string;
  /** From one message to the next, ms; 0: not held up. */
  readonly everyMs: number;
}

/** When somebody last wrote, by the steady clock, and what. */
interface Wrote {
  readonly at: number;
  readonly mid: string;
}

/** Paid for, so never held up. */
const PAID: ReadonlySet<string> = new Set([TYPE.gift, TYPE.superchat]);
/** Writers of one room that are remembered; beyond it, those whose wait is over are forgotten. */
const WRITERS_MAX = 10_000;

/**
 * Holds people to one message in so much time. What they wrote is looked up in memory and in the room's log: leaving, another
 * connection or a restart of the server does not shorten the wait. A server knows of messages given to others once they are in the log.
 *
 * Waits are measured by the steady clock. Only the age of what this server has not taken itself follows from the wall clock, once and
 * within one wait: a clock that is set forth lets nobody through who has written here, and one that is set back holds nobody for longer.
 */
export class SlowMode {
  readonly #clock: Pick<Clock, 'now' | 'elapsed'>;
  readonly #wrote = new Map<string, Map<string, Wrote>>();

  constructor(clock: Pick<Clock, 'now' | 'elapsed'>) {
    this.#clock = clock;
  }

  /** Lets somebody `write`; what the room does not take in the end does not count. @throws {ChatError} rate-limited, with how long to wait. */
  pass({ room, writer, mid, type, everyMs }: Attempt, settle: Settle, write: (settle: Settle) => void): void {
    if (everyMs === 0 || PAID.has(type)) return write(settle);
    const now = this.#clock.elapsed();
    const writers = this.#wrote.get(room.id) ?? new Map<string, Wrote>();
    this.#wrote.set(room.id, writers);
    const { id } = writer.user;
    const before = this.#last(writers.get(id), room.log, writer.namespaces, everyMs);
    if (before) writers.set(id, before);
    const waitMs = before ? Math.ceil(before.at + everyMs - now) : 0;
    if (waitMs > 0) throw new ChatError('rate-limited', { message: 'slow mode', retryInMs: waitMs });
    if (writers.size >= WRITERS_MAX) for (const [other, { at }] of writers) if (at + everyMs <= now) writers.delete(other);
    writers.set(id, { at: now, mid });
    const undo = () => (before ? writers.set(id, before) : writers.delete(id));
    try {
      write((outcome) => {
        if (outcome instanceof ChatError) undo();
        settle(outcome);
      });
    } catch (thrown) {
      undo();
      throw thrown;
    }
  }

  forget(room: string): void {
    this.#wrote.delete(room);
  }

  /** The later of what is remembered and what stands in the log. */
  #last(known: Wrote | undefined, log: RoomLog, namespaces: readonly string[], everyMs: number): Wrote | undefined {
    const wall = this.#clock.now();
    const found = lastIn(log, namespaces, wall - everyMs);
    if (!found || found.id === known?.mid) return known;
    const at = this.#clock.elapsed() - Math.max(0, wall - found.ts);
    return known && known.at > at ? known : { at, mid: found.id };
  }
}

/** What they last wrote that counts, as far as the log goes back; null when nothing since `after`. */
function lastIn({ entries }: RoomLog, namespaces: readonly string[], after: number): { readonly id: string; readonly ts: number } | null {
  for (let index = entries.length - 1; index >= 0; index--) {
    const entry = entries[index];
    if (!entry || entry.ts <= after) return null;
    if (namespaces.some((own) => entry.id.startsWith(own)) && !PAID.has((JSON.parse(entry.json) as WireMessage).t)) return entry;
  }
  return null;
}
