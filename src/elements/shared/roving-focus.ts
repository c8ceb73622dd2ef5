import type { ReactiveController, ReactiveControllerHost } from 'lit';

export type RovingAxis = 'horizontal' | 'vertical';

/** Where a key leads in a row or column of `count` things; null when it leads nowhere. */
export function rove(key: string, from: number, count: number, axis: RovingAxis, rtl = false): number | null {
  const [back, forth] = axis === 'vertical' ? ['ArrowUp', 'ArrowDown'] : rtl ? ['ArrowRight', 'ArrowLeft'] : ['ArrowLeft', 'ArrowRight'];
  if (count === 0) return null;
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  if (key === back) return Math.max(0, from - 1);
  if (key === forth) return Math.min(count - 1, from + 1);
  return null;
}

/**
 * One tab stop for many buttons; arrow keys, Home and End go from one to the next.
 * The buttons carry `data-rove`; the one that had the focus last is the tab stop.
 * @see https://www.w3.org/WAI/ARIA/apg/practices/keyboard-interface/#kbd_roving_tabindex
 */
export class RovingFocus implements ReactiveController {
  #current: HTMLElement | null = null;

  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    private readonly axis: RovingAxis,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.host.addEventListener('keydown', this.#onKeydown);
    this.host.addEventListener('focusin', this.#onFocusin);
  }

  hostDisconnected(): void {
    this.host.removeEventListener('keydown', this.#onKeydown);
    this.host.removeEventListener('focusin', this.#onFocusin);
  }

  hostUpdated(): void {
    const items = this.#items();
    if (!this.#current || !items.includes(this.#current)) this.#current = items[0] ?? null;
    for (const item of items) item.tabIndex = item === this.#current ? 0 : -1;
  }

  #items(): HTMLElement[] {
    return [...(this.host.shadowRoot?.querySelectorAll<HTMLElement>('[data-rove]') ?? [])];
  }

  #target(event: Event): HTMLElement | null {
    return (event.composedPath()[0] as HTMLElement).closest<HTMLElement>('[data-rove]');
  }

  readonly #onFocusin = (event: Event) => {
    const target = this.#target(event);
    if (!target) return;
    this.#current = target;
    this.hostUpdated();
  };

  readonly #onKeydown = (event: KeyboardEvent) => {
    const target = this.#target(event);
    if (!target || event.ctrlKey || event.metaKey || event.altKey) return;
    const items = this.#items();
    const rtl = getComputedStyle(this.host).direction === 'rtl';
    const next = rove(event.key, items.indexOf(target), items.length, this.axis, rtl);
    if (next === null) return;
    event.preventDefault();
    items[next]!.focus();
  };
}
