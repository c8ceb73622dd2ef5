/** A frame that took longer than two of a 60 Hz screen was seen to stutter, ms. */
const LONG_MS = 34;
/** Nothing is said of fewer frames than these: a hiccup at the start is not a slow device … */
const LEAST_FRAMES = 40;
/** … unless they took this long, ms: where frames are slow there are few of them. */
const LEAST_MS = 1000;
/** Share of long frames from which an effect counts as too much. @see F48 */
export const TOO_LONG_SHARE = 0.1;
/** So many judgments in a row must have been bad. */
export const STRIKES = 2;

/**
 * Watches how evenly frames come while effects play, and says when the device has had enough. Effects that are too short
 * to be judged alone are judged with the next. Time is handed in.
 */
export class FrameMeter {
  #frames = 0;
  #long = 0;
  #watchedMs = 0;
  #last: number | null = null;
  #strikes = 0;
  /** Share of long frames at the last judgment, 0…1. */
  share = 0;

  start(): void {
    this.#last = null;
  }

  /** @param now ms, of the frame. */
  frame(now: number): void {
    if (this.#last !== null) {
      const took = now - this.#last;
      this.#frames++;
      this.#watchedMs += took;
      if (took > LONG_MS) this.#long++;
    }
    this.#last = now;
  }

  /** The effect is over; true when effects have become too much for this device. */
  end(): boolean {
    if (this.#frames < LEAST_FRAMES && this.#watchedMs < LEAST_MS) return false;
    this.share = this.#long / this.#frames;
    this.#strikes = this.share > TOO_LONG_SHARE ? this.#strikes + 1 : 0;
    this.#frames = this.#long = this.#watchedMs = 0;
    return this.#strikes >= STRIKES;
  }

  forgive(): void {
    this.#strikes = 0;
  }
}
