/** Whose comment it is, dearest first: mine, the host's or a paid one, anybody's, what may go first. */
export const RANKS = ['own', 'high', 'normal', 'low'] as const;
export type Rank = (typeof RANKS)[number];

export interface Waiting {
  readonly rank: Rank;
  /** Running ms since when it waits. */
  since: number;
  /** Running ms that it may wait; a comment that comes too late answers nothing any more. */
  patience: number;
}

/** How many of each rank may wait. In a full rank the oldest goes: the newest is what people talk about. */
export const BACKLOG_LIMITS: Readonly<Record<Rank, number>> = { own: 50, high: 200, normal: 64, low: 32 };

/** Comments that wait for a place: bounded per rank, and every one that is given up is counted. */
export class Backlog<T extends Waiting> {
  readonly dropped: Record<Rank, number> = { own: 0, high: 0, normal: 0, low: 0 };
  readonly #waiting: Record<Rank, T[]> = { own: [], high: [], normal: [], low: [] };

  get size(): number {
    return RANKS.reduce((sum, rank) => sum + this.#waiting[rank].length, 0);
  }

  /** Oldest first. */
  of(rank: Rank): readonly T[] {
    return this.#waiting[rank];
  }

  add(item: T, limit = BACKLOG_LIMITS[item.rank]): void {
    this.#waiting[item.rank].push(item);
    this.#cut(item.rank, limit);
  }

  /** Forgets those that have been placed. */
  remove(placed: ReadonlySet<T>): void {
    if (placed.size === 0) return;
    for (const rank of RANKS) this.#waiting[rank] = this.#waiting[rank].filter((item) => !placed.has(item));
  }

  /** Gives up whatever has waited longer than it would. */
  expire(elapsed: number): void {
    for (const rank of RANKS) {
      const before = this.#waiting[rank];
      const kept = before.filter((item) => elapsed - item.since <= item.patience);
      this.dropped[rank] += before.length - kept.length;
      this.#waiting[rank] = kept;
    }
  }

  /** Keeps the newest `limit` of what is not ours. */
  trim(limit: number): void {
    for (const rank of RANKS) if (rank !== 'own') this.#cut(rank, limit);
  }

  /** Gives up everything, counted. */
  clear(): void {
    for (const rank of RANKS) this.#cut(rank, 0);
  }

  #cut(rank: Rank, limit: number): void {
    const waiting = this.#waiting[rank];
    const surplus = waiting.length - limit;
    if (surplus <= 0) return;
    waiting.splice(0, surplus);
    this.dropped[rank] += surplus;
  }
}
