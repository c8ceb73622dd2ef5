/** A press longer than this is a hold … */
const holdMs = 350;
/** … and counts again at this pace: about what a fast thumb does. */
const repeatMs = 110;

/** Calls `act` at once, then again and again until released. */
export class HoldRepeat {
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly act: () => void) {}

  press(): void {
    this.release();
    this.act();
    this.#timer = setTimeout(this.#again, holdMs);
  }

  release(): void {
    clearTimeout(this.#timer);
  }

  readonly #again = (): void => {
    this.#timer = setTimeout(this.#again, repeatMs);
    this.act();
  };
}
