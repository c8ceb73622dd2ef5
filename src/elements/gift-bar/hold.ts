import { HOLD_MS, REPEAT_MS } from '../shared/hold-pace.js';

/**
 * Press and hold on a button: acts again and again until the pointer or key is let go or lost, the page is hidden, the
 * button loses the focus, or `act` says that it could not.
 *
 * A pointer acts only once it is held, not as it goes down: it may be there to scroll, and gifts cost money. Its click
 * is the button's own matter, unless it ends a hold; `endsHold` tells.
 */
export class Hold {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #listening: AbortController | null = null;
  #act: () => boolean = () => false;
  #held = false;

  get holding(): boolean {
    return this.#listening !== null;
  }

  pointer(event: PointerEvent, act: () => boolean): void {
    if (event.button !== 0 || !event.isPrimary) return;
    const button = event.currentTarget as HTMLElement;
    this.#start(button, act);
    this.#timer = setTimeout(() => {
      this.#held = true;
      this.#again();
      if (this.holding) capture(button, event.pointerId);
    }, HOLD_MS);
  }

  /** Acts at once; repeats of the keyboard's own are left out. */
  key(event: KeyboardEvent, button: HTMLElement, act: () => boolean): void {
    event.preventDefault();
    if (event.repeat) return;
    this.#start(button, act);
    if (!act()) this.release();
    else this.#timer = setTimeout(this.#again, HOLD_MS);
  }

  readonly release = (): void => {
    clearTimeout(this.#timer);
    this.#listening?.abort();
    this.#listening = null;
  };

  /** Whether a click only ends a hold that has acted already; those of scripts and assistive technology never do. */
  endsHold(event: MouseEvent): boolean {
    const held = this.#held && event.detail > 0;
    this.#held = false;
    return held;
  }

  #start(button: HTMLElement, act: () => boolean): void {
    this.release();
    this.#held = false;
    this.#act = act;
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    for (const end of ['pointerup', 'pointercancel', 'pointerleave', 'lostpointercapture', 'keyup', 'blur']) {
      button.addEventListener(end, this.release, { signal });
    }
    document.addEventListener('visibilitychange', this.release, { signal });
    addEventListener('pagehide', this.release, { signal });
    addEventListener('blur', this.release, { signal });
  }

  readonly #again = (): void => {
    if (this.#act()) this.#timer = setTimeout(this.#again, REPEAT_MS);
    else this.release();
  };
}

/** So that the end is heard wherever the pointer is by then. */
function capture(button: HTMLElement, pointer: number): void {
  try {
    button.setPointerCapture(pointer);
  } catch {
    // One that a script made up cannot be captured; leaving the button ends its hold all the same.
  }
}
