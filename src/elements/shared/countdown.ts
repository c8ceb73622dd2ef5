import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Whole seconds until `until` (ms since 1970), counted as people do: 1 until the very end, then 0. */
export function secondsLeft(until: number | null, now: number): number {
  return until === null ? 0 : Math.max(0, Math.ceil((until - now) / 1000));
}

/** Renders its host once a second until a moment is reached, exactly then, and never when nothing is awaited. */
export class Countdown implements ReactiveController {
  #until: number | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #connected = false;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly now: () => number = Date.now,
  ) {
    host.addController(this);
  }

  get seconds(): number {
    return secondsLeft(this.#until, this.now());
  }

  get running(): boolean {
    return this.seconds > 0;
  }

  /** @param until ms since 1970, local clock; null stops. */
  set(until: number | null): void {
    if (until === this.#until) return;
    this.#until = until;
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
    const wait = (this.#until! - this.now()) % 1000 || 1000;
    this.#timer = setTimeout(() => {
      this.host.requestUpdate();
      this.#tick();
    }, wait);
  }
}
