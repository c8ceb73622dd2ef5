/** An effect that waits for its turn. */
export interface Waiting<T> {
  /** The same person's same gift: one effect for many of them. */
  readonly key: string;
  readonly worth: number;
  readonly own: boolean;
  readonly what: T;
}

interface Place<T> extends Waiting<T> {
  /** ms, on the caller's clock. */
  readonly since: number;
  readonly turn: number;
}

/** Effects that wait; of more, the cheapest is not played. Each takes some seconds, so more would be of yesterday. */
export const WAITING_MAX = 12;
/** An effect this late, ms, belongs to a moment that is gone. */
export const STALE_MS = 30_000;

/** Which effect is next: own ones first, then the dearest, then who came first. Nothing here is a gift's count: banners and list keep that. */
export class EffectQueue<T> {
  readonly counts = { merged: 0, dropped: 0 };
  #waiting: Place<T>[] = [];
  #turns = 0;

  get length(): number {
    return this.#waiting.length;
  }

  add(arrival: Waiting<T>, now: number): void {
    const same = this.#waiting.findIndex(({ key }) => key === arrival.key);
    if (same >= 0) {
      const { since, turn, worth, own } = this.#waiting[same]!;
      this.#waiting[same] = { ...arrival, since, turn, worth: worth + arrival.worth, own: own || arrival.own };
      this.counts.merged++;
    } else this.#waiting.push({ ...arrival, since: now, turn: this.#turns++ });
    this.#waiting.sort((a, b) => Number(b.own) - Number(a.own) || b.worth - a.worth || a.turn - b.turn);
    this.counts.dropped += this.#waiting.splice(WAITING_MAX).length;
  }

  /** The next one; null when none is left that is not stale. A clock that jumped back makes nothing stale. */
  take(now: number): Waiting<T> | null {
    const fresh = this.#waiting.filter(({ since }) => now - since <= STALE_MS);
    this.counts.dropped += this.#waiting.length - fresh.length;
    this.#waiting = fresh;
    return this.#waiting.shift() ?? null;
  }

  clear(): void {
    this.#waiting = [];
  }
}
