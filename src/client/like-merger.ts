import { LIKES_PER_FRAME } from '../protocol/limits.js';
import type { Environment } from './environment.js';

/** At most one frame in this time, ms. @see S63 */
const INTERVAL_MS = 1_000;
/** Taps kept for later frames; beyond, a tap is not a sign of joy any more. */
const WAITING_MAX = 10 * LIKES_PER_FRAME;
/** When the room has not counted our likes by then, ms, it will not. */
const OWED_MS = 5_000;

/** Taps on "like", merged: the first goes out at once, then one frame a second with the count. */
export class LikeMerger {
  #waiting = 0;
  #lastAt = -Infinity;
  #stopTimer: (() => void) | null = null;
  /** Sent, but not yet seen in the room's count. */
  #owed: { count: number; at: number }[] = [];

  /** @param send whether the frame went out; if not, the taps wait for the next `flush`. */
  constructor(
    private readonly env: Pick<Environment, 'now' | 'after'>,
    private readonly send: (count: number) => boolean,
  ) {}

  /** @throws {TypeError} not a whole number from 1. */
  tap(count: number): void {
    if (!Number.isInteger(count) || count < 1) throw new TypeError(`like() takes a whole number from 1; got ${String(count)}.`);
    this.#waiting = Math.min(this.#waiting + count, WAITING_MAX);
    this.flush();
  }

  /** Sends what waits, as soon as the pace allows. */
  flush(): void {
    if (this.#waiting === 0 || this.#stopTimer) return;
    const now = this.env.now();
    const wait = this.#lastAt > now ? 0 : this.#lastAt + INTERVAL_MS - now;
    if (wait > 0) {
      this.#stopTimer = this.env.after(wait, () => {
        this.#stopTimer = null;
        this.flush();
      });
      return;
    }
    const count = Math.min(this.#waiting, LIKES_PER_FRAME);
    if (!this.send(count)) return;
    this.#waiting -= count;
    this.#lastAt = now;
    this.#owed.push({ count, at: now });
    this.flush();
  }

  /** How many of `delta` new likes in the room are ours. Each of ours is said once. */
  own(delta: number): number {
    const now = this.env.now();
    this.#owed = this.#owed.filter(({ at }) => now - at < OWED_MS);
    let own = 0;
    for (const owed of this.#owed) {
      const part = Math.min(owed.count, delta - own);
      owed.count -= part;
      own += part;
    }
    this.#owed = this.#owed.filter(({ count }) => count > 0);
    return own;
  }

  /** The connection is gone; what it carried will not be told any more. */
  lost(): void {
    this.#owed = [];
  }

  /** Forgets all: the room was left. */
  clear(): void {
    this.#waiting = 0;
    this.#owed = [];
    this.#stopTimer?.();
    this.#stopTimer = null;
  }
}
