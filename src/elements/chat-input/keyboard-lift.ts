import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** The part of `VisualViewport` that is needed. */
export interface Viewport extends EventTarget {
  /** CSS pixels that can be seen, keyboard excluded. */
  readonly height: number;
  /** Where they begin, in layout pixels. */
  readonly offsetTop: number;
  /** Above 1 the page is pinched larger, which shrinks what can be seen without any keyboard. */
  readonly scale?: number;
}

/** How far a box whose lower edge is at `bottom` has to rise to be seen whole; 0 when it is. */
export function liftOver(bottom: number, { height, offsetTop }: Pick<Viewport, 'height' | 'offsetTop'>): number {
  return Math.max(0, Math.ceil(bottom - (offsetTop + height)));
}

/**
 * Lifts the host above an on-screen keyboard while something in it has the focus.
 *
 * Keyboards shrink the visual viewport only (Safari always, Chromium since 108), so whatever stands at the bottom of the
 * layout is covered. The lift is a `translate`, which moves nothing else on the page.
 * @see https://developer.chrome.com/blog/viewport-resize-behavior
 */
export class KeyboardLift implements ReactiveController {
  /** CSS pixels; the host translates itself up by it. */
  lift = 0;
  #viewport: Viewport | null;

  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    viewport: Viewport | null = typeof window === 'undefined' ? null : window.visualViewport,
  ) {
    this.#viewport = viewport;
    host.addController(this);
  }

  hostConnected(): void {
    this.host.addEventListener('focusin', this.#measure);
    this.host.addEventListener('focusout', this.#measure);
    this.#listen();
    // The keyboard may have been faster than this code.
    this.#measure();
  }

  hostDisconnected(): void {
    this.host.removeEventListener('focusin', this.#measure);
    this.host.removeEventListener('focusout', this.#measure);
    this.#unlisten();
    this.#set(0);
  }

  /** Another viewport to follow: an embedding app that draws its own keyboard. */
  follow(viewport: Viewport): void {
    this.#unlisten();
    this.#viewport = viewport;
    if (this.host.isConnected) this.#listen();
    this.#measure();
  }

  #listen(): void {
    this.#viewport?.addEventListener('resize', this.#measure);
    this.#viewport?.addEventListener('scroll', this.#measure);
  }

  #unlisten(): void {
    this.#viewport?.removeEventListener('resize', this.#measure);
    this.#viewport?.removeEventListener('scroll', this.#measure);
  }

  readonly #measure = (event?: Event): void => {
    const leaving = event?.type === 'focusout' && !this.host.contains((event as FocusEvent).relatedTarget as Node | null);
    if (!this.#viewport || leaving || !this.host.matches(':focus-within') || (this.#viewport.scale ?? 1) > 1) return this.#set(0);
    // Where it would stand without the lift it has now.
    this.#set(liftOver(this.host.getBoundingClientRect().bottom + this.lift, this.#viewport));
  };

  #set(lift: number): void {
    if (lift === this.lift) return;
    this.lift = lift;
    this.host.style.translate = lift ? `0 ${-lift}px` : '';
    this.host.requestUpdate();
  }
}
