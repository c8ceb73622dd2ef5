import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Controls go away after this long without a pointer or a key. */
export const QUIET_AFTER_MS = 3000;

/** Whether the controls are shown: after any sign of a person, for three seconds. */
export class QuietControls implements ReactiveController {
  #awake = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  get awake(): boolean {
    return this.#awake;
  }

  hostDisconnected(): void {
    this.sleep();
  }

  readonly wake = (): void => {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.sleep(), QUIET_AFTER_MS);
    this.#set(true);
  };

  sleep(): void {
    clearTimeout(this.#timer);
    this.#set(false);
  }

  readonly onPointerMove = (event: PointerEvent): void => {
    if (event.pointerType === 'mouse') this.wake();
  };

  readonly onPointerLeave = (event: PointerEvent): void => {
    if (event.pointerType === 'mouse') this.sleep();
  };

  #set(awake: boolean): void {
    if (awake === this.#awake) return;
    this.#awake = awake;
    this.host.requestUpdate();
  }
}
