import { HOLD_MS, REPEAT_MS } from '../shared/hold-pace.js';

/** Calls `act` at once, then again and again until released. */
export class HoldRepeat {
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly act: () => void) {}

  press(): void {
    this.release();
    this.act();
    this.#timer = setTimeout(this.#again, HOLD_MS);
  }

  release(): void {
    clearTimeout(this.#timer);
  }

  readonly #again = (): void => {
    this.#timer = setTimeout(this.#again, REPEAT_MS);
    this.act();
  };
}
