/** A press longer than this, ms, is a hold … */
export const HOLD_MS = 350;
/** … and counts again at this pace, ms: about what a fast thumb does. */
export const REPEAT_MS = 110;

/** The timer of whatever repeats while it is held. */
export class HoldRepeat {
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Calls `act` once the press is a hold, then again and again, until stopped or until `act` says that it could not. */
  start(act: () => boolean): void {
    this.stop();
    const again = (): void => {
      // First, so that `act` may stop it.
      this.#timer = setTimeout(again, REPEAT_MS);
      if (!act()) this.stop();
    };
    this.#timer = setTimeout(again, HOLD_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
