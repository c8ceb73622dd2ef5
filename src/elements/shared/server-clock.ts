/** A live message is shown about so long after it was stamped, ms; a clock that is off by less is right enough. */
const TOLERANCE_MS = 2000;

/**
 * The server's time as well as a page can know it: the times on messages, carried on by a clock that never jumps. The machine's
 * own clock is only a first guess, and what happens to it later (a summer time bug, a person who sets it) changes nothing.
 */
export class ServerClock {
  /** Server time minus steady time, ms. */
  #offset: number;
  #heard = false;

  /**
   * @param wall ms since 1970, this machine's. @param steady ms since whenever, never jumps.
   */
  constructor(
    wall: () => number = Date.now,
    private readonly steady: () => number = () => performance.now(),
  ) {
    this.#offset = wall() - steady();
  }

  /** ms since 1970, server clock. */
  get now(): number {
    return this.steady() + this.#offset;
  }

  /** A message that has just been sent, with its server time; returns whether that changed what time it is. */
  live(sentAt: number): boolean {
    if (!Number.isFinite(sentAt)) return false;
    const offset = sentAt - this.steady();
    // Messages come late, never early: the least late one is the nearest to the truth.
    const right = this.#heard ? offset <= this.#offset && offset > this.#offset - 30_000 : Math.abs(offset - this.#offset) < TOLERANCE_MS;
    this.#heard = true;
    if (right) return false;
    this.#offset = offset;
    return true;
  }

  /** A message from the past: now cannot be before it. */
  past(sentAt: number): boolean {
    if (!Number.isFinite(sentAt) || sentAt <= this.now) return false;
    this.#offset = sentAt - this.steady();
    return true;
  }
}
