import type { Clock } from './clock.js';

const WINDOW_MS = 1000;
/** Users who have been quiet are forgotten at this interval, ms. */
const SWEEP_MS = 5000;

/** What each user did within the last second, over all their connections. */
export class Rates {
  readonly #clock: Clock;
  /** When their latest messages were accepted, oldest first. */
  readonly #messages = new Map<string, number[]>();
  readonly #likes = new Map<string, { since: number; count: number }>();
  #sweptAt = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Counts a message; or, when it is one too many for any one second, returns how long to wait, ms. */
  message(userId: string, perSecond: number): number {
    const now = this.#clock.elapsed();
    this.#sweep(now);
    const times = this.#messages.get(userId) ?? [];
    const oldest = times.length >= perSecond ? times[times.length - perSecond] : undefined;
    if (oldest !== undefined && now - oldest < WINDOW_MS) return Math.ceil(oldest + WINDOW_MS - now);
    times.push(now);
    if (times.length > perSecond) times.shift();
    this.#messages.set(userId, times);
    return 0;
  }

  /** How many of `count` likes pass. */
  likes(userId: string, count: number, perSecond: number): number {
    const now = this.#clock.elapsed();
    this.#sweep(now);
    const known = this.#likes.get(userId);
    const current = known && now - known.since < WINDOW_MS ? known : { since: now, count: 0 };
    const passed = Math.min(count, perSecond - current.count);
    current.count += passed;
    this.#likes.set(userId, current);
    return passed;
  }

  #sweep(now: number): void {
    if (now - this.#sweptAt < SWEEP_MS) return;
    this.#sweptAt = now;
    for (const [id, times] of this.#messages) if (now - (times.at(-1) ?? 0) >= WINDOW_MS) this.#messages.delete(id);
    for (const [id, { since }] of this.#likes) if (now - since >= WINDOW_MS) this.#likes.delete(id);
  }
}

/** How many frames a connection may still send: fills steadily, holds a burst. */
export class Allowance {
  readonly #clock: Clock;
  readonly #perSecond: number;
  readonly #burst: number;
  #left: number;
  #at: number;

  constructor(clock: Clock, perSecond: number, burst: number) {
    this.#clock = clock;
    this.#perSecond = perSecond;
    this.#burst = burst;
    this.#left = burst;
    this.#at = clock.elapsed();
  }

  /** False when there is nothing left. */
  take(): boolean {
    const now = this.#clock.elapsed();
    this.#left = Math.min(this.#burst, this.#left + ((now - this.#at) / 1000) * this.#perSecond);
    this.#at = now;
    if (this.#left < 1) return false;
    this.#left--;
    return true;
  }
}
