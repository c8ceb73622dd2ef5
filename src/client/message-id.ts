import { ID_BYTES } from '../protocol/limits.js';
import type { Environment } from './environment.js';

/** Makes message ids: unique on every device of a user, so that the server can tell a repeat from a new message. */
export class MessageIds {
  #count = 0;
  readonly #device: string;

  constructor(private readonly env: Pick<Environment, 'now' | 'random'>) {
    // 2^52 devices: two tabs of a user that start in the same ms still differ.
    this.#device = Math.floor(env.random() * 2 ** 26).toString(36) + Math.floor(env.random() * 2 ** 26).toString(36);
  }

  /** @param namespace the user's own beginning, given by the server. */
  next(namespace: string): string {
    return `${namespace}${this.env.now().toString(36)}-${this.#device}-${(++this.#count).toString(36)}`.slice(0, ID_BYTES);
  }
}
