import type { SocketLike } from './environment.js';

type Listener = (event: { data: unknown }) => void;
type Name = 'open' | 'message' | 'close' | 'error';

/** The least there is of an event target: the listeners of a socket, told in order. */
export abstract class ToldSocket implements SocketLike {
  readonly #listeners = new Map<Name, Listener[]>();

  addEventListener(type: Name, listener: Listener | (() => void)): void {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener]);
  }

  protected tell(type: Name, data?: unknown): void {
    for (const listener of this.#listeners.get(type) ?? []) listener({ data });
  }

  abstract send(text: string): void;
  abstract close(): void;
}
