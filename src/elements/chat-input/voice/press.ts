/** Shorter is a tap, which starts a recording that a second one ends, ms. */
export const TAP_MS = 300;
/** Slid away so far, px, letting go discards. */
export const SLIDE_PX = 64;

export type Release = 'tap' | 'send' | 'discard';

/** One press of the record button, from down to up. Pure: times and places are handed in. */
export class Press {
  #away = false;

  constructor(
    private readonly x: number,
    private readonly y: number,
    private readonly at: number,
  ) {}

  /** Whether letting go here would discard. */
  get away(): boolean {
    return this.#away;
  }

  move(x: number, y: number): void {
    this.#away = Math.hypot(x - this.x, y - this.y) > SLIDE_PX;
  }

  /** What letting go means. */
  release(at: number): Release {
    if (this.#away) return 'discard';
    return at - this.at < TAP_MS ? 'tap' : 'send';
  }
}
