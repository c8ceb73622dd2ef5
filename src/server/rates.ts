import { ChatError } from '../protocol/index.js';
import type { Place, Rate } from './bus/bus.js';
import type { Clock } from './clock.js';
import type { Settle } from './intake.js';

const WINDOW_MS = 1000;
/** Users who have been quiet are forgotten at this interval, ms. */
const SWEEP_MS = 5000;

/** What each user did within the last second, over all their connections to this server; over all servers as far as `elsewhere` is asked. */
export class Rates {
  readonly #clock: Clock;
  /** When their latest messages were accepted, oldest first. */
  readonly #messages = new Map<string, number[]>();
  readonly #likes = new Map<string, { since: number; count: number }>();
  readonly #elsewhere: ((rate: Rate) => Promise<number>) | undefined;
  #sweptAt = 0;

  /** `elsewhere` counts messages without a place over all servers, where there are several. */
  constructor(clock: Clock, elsewhere?: (rate: Rate) => Promise<number>) {
    this.#clock = clock;
    this.#elsewhere = elsewhere;
  }

  /** Counts a message; or, when it is one too many for any one second, returns how long to wait, ms. */
  message(userId: string, perSecond: number): number {
    return this.#count(userId, perSecond, this.#clock.elapsed());
  }

  /**
   * Counts a message that `act` brings on its way. What is refused on that way, or was there before, does not count in the end.
   * Without a rate nothing is counted. @throws {ChatError} rate-limited: it is one too many for any one second; and what `act` throws.
   */
  pass(rate: Rate | undefined, settle: Settle, act: (counted: Settle) => void): void {
    if (!rate) return act(settle);
    const now = this.#clock.elapsed();
    const waitMs = this.#count(rate.userId, rate.perSecond, now);
    if (waitMs > 0) throw tooFast(waitMs);
    const undo = () => {
      const times = this.#messages.get(rate.userId);
      const at = times?.lastIndexOf(now) ?? -1;
      if (at >= 0) times?.splice(at, 1);
    };
    try {
      act((outcome) => {
        if (outcome instanceof ChatError || outcome.dup) undo();
        settle(outcome);
      });
    } catch (thrown) {
      undo();
      throw thrown;
    }
  }

  /** Counts a message without a place on all servers, then gives it one of those `act` has. At once where this server is alone. */
  spread(rate: Rate, settle: Settle, act: () => Place): void {
    if (!this.#elsewhere) return settle(act());
    const late = this.#elsewhere(rate).then((waitMs) => settle(waitMs > 0 ? tooFast(waitMs) : act()));
    late.catch((thrown: unknown) => settle(ChatError.from(thrown, 'unavailable')));
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

  #count(userId: string, perSecond: number, now: number): number {
    this.#sweep(now);
    const times = this.#messages.get(userId) ?? [];
    const oldest = times.length >= perSecond ? times[times.length - perSecond] : undefined;
    if (oldest !== undefined && now - oldest < WINDOW_MS) return Math.ceil(oldest + WINDOW_MS - now);
    times.push(now);
    if (times.length > perSecond) times.shift();
    this.#messages.set(userId, times);
    return 0;
  }

  #sweep(now: number): void {
    if (now - this.#sweptAt < SWEEP_MS) return;
    this.#sweptAt = now;
    for (const [id, times] of this.#messages) if (now - (times.at(-1) ?? 0) >= WINDOW_MS) this.#messages.delete(id);
    for (const [id, { since }] of this.#likes) if (now - since >= WINDOW_MS) this.#likes.delete(id);
  }
}

function tooFast(waitMs: number): ChatError {
  return new ChatError('rate-limited', { retryInMs: waitMs });
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
