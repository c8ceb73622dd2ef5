import type { Rosters } from './bus/rosters.js';
import type { Clock } from './clock.js';

/** Tells all servers who is connected here. Somebody whose connection broke counts for a while: a storm of returning clients is no news to anybody. */
export class Connected {
  readonly #rosters: Rosters;
  readonly #clock: Clock;
  readonly #graceMs: number;
  /** Those who may be back soon, and how to stop waiting for them. */
  readonly #expected = new Map<string, () => void>();

  constructor(rosters: Rosters, clock: Clock, graceMs: number) {
    this.#rosters = rosters;
    this.#clock = clock;
    this.#graceMs = graceMs;
  }

  come(userId: string): void {
    const stopWaiting = this.#expected.get(userId);
    if (stopWaiting) {
      stopWaiting();
      this.#expected.delete(userId);
    } else this.#rosters.move({ room: null, userId, exit: null, at: this.#clock.now() });
  }

  /** `lost`: not on purpose. */
  go(userId: string, lost: boolean): void {
    if (!lost) return this.#rosters.move({ room: null, userId, exit: 'left', at: this.#clock.now() });
    this.#expected.set(userId, this.#clock.after(this.#graceMs, () => {
      this.#expected.delete(userId);
      this.#rosters.move({ room: null, userId, exit: 'lost', at: this.#clock.now() });
    }));
  }

  /** Those who are waited for are left to the servers that go on. */
  stop(): void {
    for (const stopWaiting of this.#expected.values()) stopWaiting();
    this.#expected.clear();
  }
}
