import type { Message } from '../../protocol/message.js';

/** Messages kept until they are seen; of more, the oldest are let go. */
const KEPT = 50;

/** Messages that wait for somebody to look at them, newest last. Pure. */
export class Unseen {
  #messages: Message[] = [];

  get messages(): readonly Message[] {
    return this.#messages;
  }

  /** Returns whether it is new here. */
  add(message: Message): boolean {
    if (this.#messages.some(({ id }) => id === message.id)) return false;
    this.#messages.push(message);
    if (this.#messages.length > KEPT) this.#messages.shift();
    return true;
  }

  /** A known message has changed; gone when it no longer `concerns`. */
  change(message: Message, concerns: boolean): void {
    const index = this.#messages.findIndex(({ id }) => id === message.id);
    if (index < 0) return;
    if (concerns) this.#messages[index] = message;
    else this.#messages.splice(index, 1);
  }

  drop(ids: readonly string[]): void {
    this.#messages = this.#messages.filter(({ id }) => !ids.includes(id));
  }

  clear(): void {
    this.#messages = [];
  }
}
