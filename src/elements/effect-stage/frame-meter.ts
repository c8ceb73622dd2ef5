/** A frame that took longer than two of a 60 Hz screen was seen to stutter, ms. */
const LONG_MS = 34;
/** Frames of one effect below which nothing is said: a hiccup at the start is not a slow device. */
const LEAST_FRAMES = 40;
/** Share of long frames from which an effect counts as too much. @see F48 */
export const TOO_LONG_SHARE = 0.1;
/** So many effects in a row must have been too much. */
export const STRIKES = 2;

/** Watches how evenly frames come while effects play, and says when the device has had enough. Time is handed in. */
export class FrameMeter {
  #frames = 0;
  #long = 0;
  #last: number | null = null;
  #strikes = 0;
  /** Share of long frames in the last measured effect, 0…1. */
  share = 0;

  start(): void {
    this.#frames = 0;
    this.#long = 0;
    this.#last = null;
  }

  /** @param now ms, of the frame. */
  frame(now: number): void {
    if (this.#last !== null) {
      this.#frames++;
      if (now - this.#last > LONG_MS) this.#long++;
    }
    this.#last = now;
  }

  /** The effect is over; true when effects have become too much for this device. */
  end(): boolean {
    if (this.#frames < LEAST_FRAMES) return false;
    this.share = this.#long / this.#frames;
    this.#strikes = this.share > TOO_LONG_SHARE ? this.#strikes + 1 : 0;
    return this.#strikes >= STRIKES;
  }

  forgive(): void {
    this.#strikes = 0;
  }
}
