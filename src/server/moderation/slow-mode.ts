import { ChatError, TYPE, type WireMessage } from '../../protocol/index.js';
import type { Clock } from '../clock.js';
import type { Settle } from '../intake.js';
import type { RoomLog } from '../room-log.js';

/** Somebody who wants to write. */
export interface Attempt {
  readonly room: { readonly id: string; readonly log: RoomLog };
  readonly writer: { readonly user: { readonly id: string }; readonly namespaces: readonly string[] };
  readonly type: string;
  /** From one message to the next, ms; 0: not held up. */
  readonly everyMs: number;
}

/** Paid for, so never held up. */
const PAID: ReadonlySet<string> = new Set([TYPE.gift, TYPE.superchat]);
/** Writers of one room that are remembered; beyond it, those whose wait is over are forgotten. */
const WRITERS_MAX = 10_000;

/**
 * Holds people to one message in so much time. What they wrote is looked up in memory, then in the room's log: leaving, another
 * connection or a restart of the server does not shorten the wait. A server knows of messages given to others once they are in the log.
 */
export class SlowMode {
  readonly #clock: Pick<Clock, 'now'>;
  /** When people last wrote, by room, ms since 1970. */
  readonly #wrote = new Map<string, Map<string, number>>();

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  /** Lets somebody `write`; what the room does not take in the end does not count. @throws {ChatError} rate-limited, with how long to wait. */
  pass({ room, writer, type, everyMs }: Attempt, settle: Settle, write: (settle: Settle) => void): void {
    if (everyMs === 0 || PAID.has(type)) return write(settle);
    const now = this.#clock.now();
    const writers = this.#wrote.get(room.id) ?? new Map<string, number>();
    this.#wrote.set(room.id, writers);
    const { id } = writer.user;
    const before = writers.get(id) ?? lastIn(room.log, writer.namespaces, now - everyMs);
    if (before + everyMs > now) throw new ChatError('rate-limited', { message: 'slow mode', retryInMs: before + everyMs - now });
    if (writers.size >= WRITERS_MAX) for (const [other, at] of writers) if (at + everyMs <= now) writers.delete(other);
    writers.set(id, now);
    try {
      write((outcome) => {
        if (outcome instanceof ChatError) writers.set(id, before);
        settle(outcome);
      });
    } catch (thrown) {
      writers.set(id, before);
      throw thrown;
    }
  }

  forget(room: string): void {
    this.#wrote.delete(room);
  }
}

/** When they last wrote something that counts, as far as the log goes back; 0 when not since `after`. */
function lastIn({ entries }: RoomLog, namespaces: readonly string[], after: number): number {
  for (let index = entries.length - 1; index >= 0; index--) {
    const entry = entries[index];
    if (!entry || entry.ts <= after) return 0;
    if (namespaces.some((own) => entry.id.startsWith(own)) && !PAID.has((JSON.parse(entry.json) as WireMessage).t)) return entry.ts;
  }
  return 0;
}
