import { type Sums, worthOf } from '../protocol/gift-sums.js';
import { TYPE, type WireMessage } from '../protocol/index.js';
import type { SumsSource } from './sums.js';

/** What was given in one room as all nodes add it up together: asked for before it is told. */
export class SharedSums implements SumsSource {
  readonly #ask: () => Promise<Sums>;
  #content: Sums | null = null;

  /** `ask` knows of every message that we have heard of. */
  constructor(ask: () => Promise<Sums>) {
    this.#ask = ask;
  }

  get content(): Sums | null {
    return this.#content;
  }

  add(messages: readonly WireMessage[]): boolean {
    return messages.some(({ t, c }) => t === TYPE.goal || worthOf(t, c) > 0);
  }

  async refresh(): Promise<void> {
    const sums = await this.#ask();
    this.#content = sums.total > 0 || sums.goal ? sums : null;
  }

  /** Who adds up forgets, and says so. */
  forget(): boolean {
    return false;
  }

  stop(): void {}
}
