import type { Random } from './clock.js';

/**
 * Holds a few out of many, each with the same chance, so that under a flood everybody is heard now and then, not only who comes first.
 * Counts what it lets go. @see Vitter, Random Sampling with a Reservoir (1985), algorithm R
 */
export class Sampler<T> {
  readonly #size: number;
  readonly #random: Random;
  #held: T[] = [];
  #seen = 0;
  #shed = 0;

  constructor(size: number, random: Random) {
    this.#size = size;
    this.#random = random;
  }

  get held(): number {
    return this.#held.length;
  }

  add(item: T): void {
    this.#seen++;
    if (this.#held.length < this.#size) {
      this.#held.push(item);
      return;
    }
    this.#shed++;
    const at = Math.floor(this.#random() * this.#seen);
    if (at < this.#held.length) this.#held[at] = item;
  }

  /** Counts one that was let go before anybody looked at it. */
  letGo(): void {
    this.#shed++;
  }

  /** Up to `max` of what is held, in order, and how many were let go since the last call. The rest waits for the next one. */
  take(max: number): { items: T[]; shed: number } {
    const items = this.#held.splice(0, max);
    const shed = this.#shed;
    this.#seen = this.#held.length;
    this.#shed = 0;
    return { items, shed };
  }
}
