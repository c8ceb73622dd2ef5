import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Knows which slots the page fills, so that a built-in part is never created only to be hidden. */
export class Slotted implements ReactiveController {
  readonly #observer = new MutationObserver(() => this.host.requestUpdate());

  constructor(private readonly host: ReactiveControllerHost & Element) {
    host.addController(this);
  }

  has(name: string): boolean {
    return [...this.host.children].some((child) => child.slot === name);
  }

  hostConnected(): void {
    this.#observer.observe(this.host, { childList: true, attributes: true, attributeFilter: ['slot'], subtree: true });
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
  }
}
