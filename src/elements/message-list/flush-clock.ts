/** Above this many messages a second the list draws in steps of FLUSH_MS. Measured: the largest single saving. */
const CALM_RATE = 10;
const FLUSH_MS = 125;
/** In calm mode, whatever the rate. */
const CALM_FLUSH_MS = 1000;

/** Decides when the list draws: at the next frame while it is calm, at most eight times a second while it is not. */
export class FlushClock {
  /** A person asked for few changes. */
  slow = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #frame = 0;
  /** The second that runs, and how many came in the one before. */
  #second = { since: 0, count: 0, before: 0 };

  constructor(private readonly flush: () => void) {}

  /** Few messages come in; new rows may move. A second that has just begun says nothing yet: then the last one counts. */
  get calm(): boolean {
    const { count, before } = this.#second;
    return Math.max(count, before) <= CALM_RATE;
  }

  count(messages: number): void {
    const now = performance.now();
    const { since, count } = this.#second;
    const passed = now - since;
    if (passed >= 1000) this.#second = { since: now, count: 0, before: passed < 2000 ? count : 0 };
    this.#second.count += messages;
  }

  /** @param soon A person waits for it: their own message, a jump. */
  schedule(soon: boolean): void {
    if (soon || (this.calm && !this.slow)) this.#frame ||= requestAnimationFrame(this.flush);
    else this.#timer ??= setTimeout(this.flush, this.slow ? CALM_FLUSH_MS : FLUSH_MS);
  }

  /** Forgets what was scheduled. */
  clear(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
    this.#frame = 0;
    this.#timer = undefined;
  }
}
