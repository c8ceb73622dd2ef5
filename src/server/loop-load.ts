import type { Clock } from './clock.js';

/** How often it is measured how late the loop is, ms, … */
const SAMPLE_MS = 50;
/** … and how many measurements are judged together: a second. */
const SAMPLES = 20;
const STRETCH_MAX = 16;

/**
 * Whether the process keeps up. While its loop is late (p95 above `lateMs`) ticks grow, doubling once a second, so that the same
 * messages need fewer frames; when it is in time again they shrink.
 */
export class LoopLoad {
  readonly #clock: Clock;
  readonly #lateMs: number;
  #delays: number[] = [];
  #p95 = 0;
  #stretch = 1;
  #cancel: () => void;

  constructor(clock: Clock, lateMs: number) {
    this.#clock = clock;
    this.#lateMs = lateMs;
    this.#cancel = this.#later();
  }

  /** How late timers were within the last second, 95th percentile, ms. */
  get p95Ms(): number {
    return this.#p95;
  }

  /** Factor on every tick. */
  get stretch(): number {
    return this.#stretch;
  }

  /** Low priority is not worth the work now. */
  get overloaded(): boolean {
    return this.#stretch >= 4;
  }

  stop(): void {
    this.#cancel();
  }

  #later(): () => void {
    const due = this.#clock.elapsed() + SAMPLE_MS;
    return this.#clock.after(SAMPLE_MS, () => {
      this.#delays.push(Math.max(0, this.#clock.elapsed() - due));
      if (this.#delays.length === SAMPLES) this.#judge();
      this.#cancel = this.#later();
    });
  }

  #judge(): void {
    this.#p95 = this.#delays.sort((a, b) => a - b)[Math.ceil(SAMPLES * 0.95) - 1] ?? 0;
    this.#delays = [];
    this.#stretch = this.#p95 > this.#lateMs ? Math.min(STRETCH_MAX, this.#stretch * 2) : Math.max(1, this.#stretch / 2);
  }
}
