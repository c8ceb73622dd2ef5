import { HoldRepeat } from '../shared/hold-repeat.js';

/**
 * Press and hold on a button: acts again and again until the pointer or key is let go or lost, the page is hidden, the
 * button loses the focus, or `act` says that it could not.
 *
 * A pointer acts only once it is held, not as it goes down: it may be there to scroll, and gifts cost money. Its click
 * is the button's own matter, unless it ends a hold; `endsHold` tells.
 */
export class Hold {
  readonly #repeat = new HoldRepeat();
  #listening: AbortController | null = null;
  #held = false;

  get holding(): boolean {
    return this.#listening !== null;
  }

  pointer(event: PointerEvent, act: () => boolean): void {
    if (event.button !== 0 || !event.isPrimary) return;
    const button = event.currentTarget as HTMLElement;
    this.#listen(button);
    this.#again(() => {
      const able = act();
      if (this.holding && !this.#held) capture(button, event.pointerId);
      this.#held = true;
      return able;
    });
  }

  /** Acts at once; repeats of the keyboard's own are left out. */
  key(event: KeyboardEvent, button: HTMLElement, act: () => boolean): void {
    event.preventDefault();
    if (event.repeat) return;
    this.#listen(button);
    if (act()) this.#again(act);
    else this.release();
  }

  readonly release = (): void => {
    this.#repeat.stop();
    this.#listening?.abort();
    this.#listening = null;
  };

  /** Whether a click only ends a hold that has acted already; those of scripts and assistive technology never do. */
  endsHold(event: MouseEvent): boolean {
    const held = this.#held && event.detail > 0;
    this.#held = false;
    return held;
  }

  #listen(button: HTMLElement): void {
    this.release();
    this.#held = false;
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    for (const end of ['pointerup', 'pointercancel', 'pointerleave', 'lostpointercapture', 'keyup', 'blur']) {
      button.addEventListener(end, this.release, { signal });
    }
    document.addEventListener('visibilitychange', this.release, { signal });
    addEventListener('pagehide', this.release, { signal });
    addEventListener('blur', this.release, { signal });
  }

  #again(act: () => boolean): void {
    this.#repeat.start(() => {
      const able = act();
      if (!able) this.release();
      return able;
    });
  }
}

/** So that the end is heard wherever the pointer is by then. */
function capture(button: HTMLElement, pointer: number): void {
  try {
    button.setPointerCapture(pointer);
  } catch {
    // One that a script made up cannot be captured; leaving the button ends its hold all the same.
  }
}
