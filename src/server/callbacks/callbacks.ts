import type { Counters } from '../counters.js';
import { type Log, reason } from '../log.js';
import { signedAddress, type SigningParts } from './signed-address.js';

/** Events gather for this long, ms … */
const GATHER_MS = 500;
/** … and so many go in one call. */
const BATCH_MAX = 100;
/** Events that may wait; beyond it the oldest are given up, and counted. */
const WAITING_MAX = 10_000;
/** The app server has so long to answer, ms … */
const TIMEOUT_MS = 5000;
/** … and is asked so often in all. @see RongCloud d5 */
const TRIES = 3;
/** After so many calls that failed for good it is left alone … */
const FAILURES_MAX = 3;
/** … for this long, ms. */
const PAUSE_MS = 60_000;

export interface CallbackParts<E> extends SigningParts {
  readonly log: Log;
  readonly counters: Counters;
  /** Gives an event its place among those that wait, or makes one of it and another. Default: behind them. */
  readonly queue?: (waiting: E[], event: E) => void;
}

/** Tells the app server what happens: POSTs of JSON lists, one at a time and in order, signed in the address. */
export class Callbacks<E> {
  readonly #parts: CallbackParts<E>;
  #waiting: E[] = [];
  #lost = 0;
  #failures = 0;
  #pausedUntil = 0;
  #sending: Promise<void> | null = null;
  #cancel: (() => void) | null = null;

  /** @throws {TypeError} not an http address. */
  constructor(parts: CallbackParts<E>) {
    signedAddress(parts);
    this.#parts = parts;
  }

  /** Takes note; returns at once. */
  tell(event: E): void {
    const { queue = (waiting: E[], added: E) => waiting.push(added) } = this.#parts;
    queue(this.#waiting, event);
    if (this.#waiting.length > WAITING_MAX) {
      this.#waiting.shift();
      this.#lost++;
      this.#parts.counters.callbacksLost++;
    }
    this.#later(Math.max(GATHER_MS, this.#pausedUntil - this.#parts.clock.elapsed()));
  }

  /** Sends what waits, once and without insisting. */
  async close(): Promise<void> {
    this.#cancel?.();
    await this.#sending;
    const last = this.#waiting.splice(0, BATCH_MAX);
    if (last.length && this.#pausedUntil <= this.#parts.clock.elapsed()) await this.#post(last).catch(() => {});
  }

  #later(ms: number): void {
    if (this.#sending) return;
    this.#cancel ??= this.#parts.clock.after(ms, () => {
      this.#cancel = null;
      this.#sending = this.#send().finally(() => {
        this.#sending = null;
        if (this.#waiting.length) this.#later(Math.max(0, this.#pausedUntil - this.#parts.clock.elapsed()));
      });
    });
  }

  async #send(): Promise<void> {
    const batch = this.#waiting.splice(0, BATCH_MAX);
    for (let tries = 1; tries <= TRIES; tries++) {
      try {
        await this.#post(batch);
        this.#failures = 0;
        return;
      } catch (cause) {
        if (tries === TRIES) this.#failed(batch.length, cause);
      }
    }
  }

  #failed(events: number, cause: unknown): void {
    const { log, clock, counters } = this.#parts;
    this.#failures++;
    counters.callbacksLost += events;
    log('warn', 'callback-failed', { events, lost: this.#lost, reason: reason(cause) });
    if (this.#failures < FAILURES_MAX) return;
    this.#failures = 0;
    this.#pausedUntil = clock.elapsed() + PAUSE_MS;
    log('warn', 'callbacks-paused', { ms: PAUSE_MS });
  }

  async #post(events: readonly E[]): Promise<void> {
    const response = await fetch(signedAddress(this.#parts), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(events),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await response.body?.cancel();
    if (response.status !== 200) throw new Error(`answered ${response.status}`);
  }
}
