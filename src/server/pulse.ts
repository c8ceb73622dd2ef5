import type { Clock } from './clock.js';

/**
 * Runs work at most once per interval: at once when it has been quiet, else when the interval is over. Never twice at a time.
 */
export class Pulse {
  readonly #clock: Clock;
  readonly #intervalMs: () => number;
  readonly #work: () => Promise<void> | void;
  #lastStart = -Infinity;
  #running = false;
  #wanted = false;
  #cancel: (() => void) | null = null;

  /** `work` must not reject or throw: there is nobody to tell. */
  constructor(clock: Clock, intervalMs: () => number, work: () => Promise<void> | void) {
    this.#clock = clock;
    this.#intervalMs = intervalMs;
    this.#work = work;
  }

  /** Says that there is something to do. */
  poke(): void {
    if (this.#running) {
      this.#wanted = true;
      return;
    }
    if (this.#cancel) return;
    const waitMs = this.#lastStart + this.#intervalMs() - this.#clock.elapsed();
    if (waitMs <= 0) this.#run();
    else {
      this.#cancel = this.#clock.after(waitMs, () => {
        this.#cancel = null;
        this.#run();
      });
    }
  }

  /** Does what is due now, without waiting for the interval; what runs already goes on. */
  flush(): void {
    if (!this.#cancel || this.#running) return;
    this.stop();
    this.#run();
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#wanted = false;
  }

  #run(): void {
    this.#running = true;
    this.#lastStart = this.#clock.elapsed();
    const done = this.#work();
    if (done) void done.finally(() => this.#finish());
    else this.#finish();
  }

  #finish(): void {
    this.#running = false;
    if (!this.#wanted) return;
    this.#wanted = false;
    this.poke();
  }
}
