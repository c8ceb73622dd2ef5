import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Whole seconds from `now` until `until`, ms each, counted as people do: 1 until the very end, then 0. */
export function secondsLeft(until: number | null, now: number): number {
  return until === null ? 0 : Math.max(0, Math.ceil((until - now) / 1000));
}

/**
 * Renders its host once a second until a moment is reached, exactly then, and never when nothing is awaited. Nobody waits longer
 * because their clock is set back, nor because the clock that nobody sets stands still while a machine sleeps.
 */
export class Countdown implements ReactiveController {
  #until: number | null = null;
  /** By the clock that nobody sets. */
  #end = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #connected = false;

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  get seconds(): number {
    return secondsLeft(this.#left, 0);
  }

  get #left(): number | null {
    return this.#until && Math.min(this.#until - Date.now(), this.#end - performance.now());
  }

  get running(): boolean {
    return this.seconds > 0;
  }

  /** @param until ms since 1970, local clock; null stops. */
  set(until: number | null): void {
    if (until === this.#until) return;
    this.#until = until;
    this.#end = performance.now() + until! - Date.now();
    this.host.requestUpdate();
    this.#tick();
  }

  hostConnected(): void {
    this.#connected = true;
    this.#tick();
  }

  hostDisconnected(): void {
    this.#connected = false;
    clearTimeout(this.#timer);
  }

  #tick(): void {
    clearTimeout(this.#timer);
    if (!this.#connected || !this.running) return;
    // To the next change of the number shown, so that it never skips or repeats one.
    const wait = Math.ceil(this.#left! % 1000) || 1000;
    this.#timer = setTimeout(() => {
      this.host.requestUpdate();
      this.#tick();
    }, wait);
  }
}
