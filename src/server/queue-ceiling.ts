import type { Clock } from './clock.js';
import type { Connection } from './connection.js';
import type { Settings } from './defaults.js';
import { type Log } from './log.js';

/** How often all sockets are looked at, ms. Between two looks one socket can gather what `slowClose` allows, no more. */
const EVERY_MS = 500;
/** Below this part of the ceiling nobody is closed any more. */
const RELIEF = 0.8;

/** Keeps the sum of what waits for slow readers below a ceiling: each is bounded by itself, but a thousand of them are not. */
export class QueueCeiling {
  readonly #sessions: Iterable<{ readonly connection: Connection }>;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #max: number;
  #queued = 0;
  #cancel: () => void;

  constructor(sessions: Iterable<{ readonly connection: Connection }>, parts: { readonly clock: Clock; readonly log: Log; readonly settings: Settings }) {
    this.#sessions = sessions;
    this.#clock = parts.clock;
    this.#log = parts.log;
    this.#max = parts.settings.queuedBytesMax;
    this.#cancel = this.#clock.after(EVERY_MS, this.#look);
  }

  /** Bytes at the last look. */
  get queued(): number {
    return this.#queued;
  }

  stop(): void {
    this.#cancel();
  }

  readonly #look = (): void => {
    const behind: Connection[] = [];
    this.#queued = 0;
    for (const { connection } of this.#sessions) {
      if (connection.waiting === 0) continue;
      behind.push(connection);
      this.#queued += connection.waiting;
    }
    if (this.#queued > this.#max) this.#relieve(behind);
    this.#cancel = this.#clock.after(EVERY_MS, this.#look);
  };

  #relieve(behind: Connection[]): void {
    behind.sort((a, b) => b.waiting - a.waiting);
    let closed = 0;
    for (const connection of behind) {
      if (this.#queued <= this.#max * RELIEF) break;
      this.#queued -= connection.waiting;
      connection.shed();
      closed++;
    }
    this.#log('warn', 'queues-over-ceiling', { closed, queuedBytes: this.#queued });
  }
}
