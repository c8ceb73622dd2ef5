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

  /** `work` must not reject: there is nobody to tell. */
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

  /** Forgets what is due; what runs already goes on. */
  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#wanted = false;
  }

  #run(): void {
    this.#running = true;
    this.#lastStart = this.#clock.elapsed();
    let done: Promise<void> | void = undefined;
    try {
      done = this.#work();
    } finally {
      if (!done) this.#finish();
    }
    if (done) void done.finally(() => this.#finish());
  }

  #finish(): void {
    this.#running = false;
    if (!this.#wanted) return;
    this.#wanted = false;
    this.poke();
  }
}
