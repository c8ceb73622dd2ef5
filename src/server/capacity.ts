import type { Clock, Random } from './clock.js';

/** What a room takes in one window. @see S46 */
export interface RoomCapacity {
  /** ms. */
  readonly windowMs: number;
  /** Messages only high priority may use … */
  readonly highOnly: number;
  /** … and messages that low priority may use too, as far as high priority leaves it any. */
  readonly shared: number;
}

/** Counts what a room has taken in the current window. Allow-listed messages do not come here: nothing of theirs is refused. */
export class Capacity {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #capacity: RoomCapacity;
  #window = -1;
  #high = 0;
  #low = 0;

  constructor(clock: Clock, random: Random, capacity: RoomCapacity) {
    this.#clock = clock;
    this.#random = random;
    this.#capacity = capacity;
  }

  /** Takes one of high priority; or, when the room is full, says when to try again, ms: after this window, and not all in the same instant. */
  takeHigh(): number {
    this.#turn();
    const { windowMs, highOnly, shared } = this.#capacity;
    if (this.#high < highOnly || this.#high - highOnly + this.#low < shared) {
      this.#high++;
      return 0;
    }
    const left = (this.#window + 1) * windowMs - this.#clock.elapsed();
    return Math.max(1, Math.ceil(left + this.#random() * windowMs));
  }

  /** Takes up to `wanted` of low priority; returns how many. */
  takeLow(wanted: number): number {
    this.#turn();
    const { highOnly, shared } = this.#capacity;
    const taken = Math.min(wanted, Math.max(0, shared - this.#low - Math.max(0, this.#high - highOnly)));
    this.#low += taken;
    return taken;
  }

  #turn(): void {
    const window = Math.floor(this.#clock.elapsed() / this.#capacity.windowMs);
    if (window === this.#window) return;
    this.#window = window;
    this.#high = 0;
    this.#low = 0;
  }
}
