import type { Clock } from '../../src/server/index.js';

/** Time that stands still until a test moves it. */
export class FakeClock implements Clock {
  /** How far the wall clock is ahead of the steady one; a test may jump it. */
  wall = Date.UTC(2026, 0, 1);
  #elapsed = 1000;
  #timers: { at: number; act: () => void }[] = [];

  now(): number {
    return this.wall + this.#elapsed;
  }

  elapsed(): number {
    return this.#elapsed;
  }

  after(ms: number, act: () => void): () => void {
    const timer = { at: this.#elapsed + ms, act };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((each) => each !== timer);
    };
  }

  /** Lets `ms` pass: everything that falls due happens, in order. */
  advance(ms: number): void {
    const end = this.#elapsed + ms;
    for (;;) {
      const [next] = this.#timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at);
      if (!next) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.#elapsed = Math.max(this.#elapsed, next.at);
      next.act();
    }
    this.#elapsed = end;
  }
}
