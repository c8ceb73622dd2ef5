/** A display that takes longer than this, ms, costs the page a frame. */
const slowMs = 16;
/** Part of the main thread's time that the displays of one type may take. */
const share = 0.05;

/**
 * What displays cost, type by type. One that is slow rests for a while, so that no type can take the page from the others;
 * meanwhile its comments fly as the plain words they carry, or not at all. The developer is told once per type.
 */
export class DisplayBudget {
  /** Comments that were not shown as their display would have it. */
  replaced = 0;
  readonly #resting = new Map<string, number>();
  readonly #told = new Set<string>();

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Whether displays of this type have to wait for now. */
  rests(type: string): boolean {
    return this.now() < (this.#resting.get(type) ?? 0);
  }

  /** Runs one and looks at the clock. */
  run<T>(type: string, display: () => T): T {
    const start = this.now();
    const made = display();
    const ms = this.now() - start;
    if (ms > slowMs) {
      this.#resting.set(type, start + ms / share);
      if (this.#isNews(`slow ${type}`)) console.warn(`danmaku-layer: the display of ${type} took ${Math.round(ms)} ms; it is drawn less often now. Prepare slow things before, or show them elsewhere.`);
    }
    return made;
  }

  /** One has thrown. */
  failed(type: string, error: unknown): void {
    if (this.#isNews(`failed ${type}`)) reportError(error);
  }

  #isNews(what: string): boolean {
    const news = !this.#told.has(what);
    this.#told.add(what);
    return news;
  }
}
