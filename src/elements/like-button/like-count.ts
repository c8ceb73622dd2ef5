/**
 * The number beside the heart: what the room says, plus own taps that it does not know yet, so that a tap counts at
 * once and is never counted twice.
 */
export class LikeCount {
  #known = 0;
  #ahead = 0;

  get total(): number {
    return this.#known + this.#ahead;
  }

  tap(count: number): void {
    this.#ahead += count;
  }

  /** @param own How many of the new ones were ours. */
  confirm(total: number, own: number): void {
    // A count that goes back would look like likes taken away.
    this.#known = Math.max(this.#known, total);
    this.#ahead = Math.max(0, this.#ahead - own);
  }

  /** The room's word alone counts: at the start, and after a break in which taps may have been lost. */
  reset(total: number): void {
    this.#known = total;
    this.#ahead = 0;
  }
}

/** Exact as long as it is short enough for a button, so that each like is seen; then 12.3K, 1.23万. Never rounded up. */
export function shortCount(count: number, lang: string): string {
  if (count < 10_000) return new Intl.NumberFormat(lang, { useGrouping: false }).format(count);
  const style = { notation: 'compact', maximumSignificantDigits: 3, roundingMode: 'trunc' } as const;
  return new Intl.NumberFormat(lang, style).format(count);
}
