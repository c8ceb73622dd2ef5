/** The first wait lies between 0 and this, ms. */
export const BACKOFF_MIN_MS = 500;
export const BACKOFF_MAX_MS = 20_000;
/** A connection that lived this long was good: the next loss starts from the shortest wait. */
export const HEALTHY_MS = 30_000;

/**
 * How long to wait before trying again, ms: anywhere from 0 to a bound that doubles with every failure, so that the
 * clients of a server that went down do not come back all at once.
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/ ("full jitter")
 */
export function jitter(random: () => number, failures: number): number {
  return Math.round(random() * Math.min(BACKOFF_MAX_MS, BACKOFF_MIN_MS * 2 ** failures));
}

/** Counts the failures for it. */
export class Backoff {
  #failures = 0;

  constructor(private readonly random: () => number) {}

  next(): number {
    return jitter(this.random, this.#failures++);
  }

  /** All has been well for `HEALTHY_MS`, or somebody starts over. */
  reset(): void {
    this.#failures = 0;
  }
}
