/** So few come as they are. */
const FEW = 3;
/** More than this at once is no burst of talk but a catch-up: it is shown in one step. */
const CATCH_UP = 300;
/** A burst is spread over this time per message … */
const PER_MESSAGE_MS = 10;
/** … and at most over this. */
const LONGEST_MS = 1000;

interface Lump {
  readonly count: number;
  readonly at: number;
  readonly spread: number;
}

/**
 * Turns lumps into a steady flow: a packet of a hundred messages comes out over a second, not in one jerk.
 *
 * A lump is spread at most until the next one is to be expected, so a room that hands out batches ten times a second lags
 * by a tenth of a second and no more. Counts only; pure: the time is handed in.
 */
export class Release {
  #lumps: Lump[] = [];
  #last: number | null = null;

  /** Says that so many have come together; returns whether they are too many for a steady flow. */
  add(count: number, now: number): boolean {
    const since = this.#last === null ? LONGEST_MS : now - this.#last;
    this.#last = now;
    if (count > CATCH_UP) this.#lumps = [];
    if (count <= FEW || count > CATCH_UP) return count > CATCH_UP;
    const spread = Math.min(Math.max(0, since), count * PER_MESSAGE_MS, LONGEST_MS);
    this.#lumps.push({ count, at: now, spread });
    return false;
  }

  /** How many of those that have come, the newest, still have to wait. */
  waiting(now: number): number {
    // A clock that was set back must not hold anything for longer than the burst would have lasted.
    this.#lumps = this.#lumps.filter(({ at, spread }) => now < at + spread && now >= at);
    return this.#lumps.reduce((sum, { count, at, spread }) => sum + Math.floor((count * (at + spread - now)) / spread), 0);
  }

  /** Nothing waits any longer: the viewer's own message, a catch-up. */
  drain(): void {
    this.#lumps = [];
  }
}
