import type { MembersContent, WireUser } from '../protocol/index.js';

/** People named in one notice; the rest are a number. */
export const NAMED_MAX = 5;

/** Comings and goings of an interval, merged to one notice. Who came and went within it is not worth a word. */
export class Notices {
  readonly #joined = new Map<string, WireUser>();
  readonly #left = new Map<string, WireUser>();

  joined(user: WireUser): void {
    if (!this.#left.delete(user.id)) this.#joined.set(user.id, user);
  }

  left(user: WireUser): void {
    if (!this.#joined.delete(user.id)) this.#left.set(user.id, user);
  }

  /** Null when there is nothing to say. */
  take(): Omit<MembersContent, 'user'> | null {
    if (this.#joined.size === 0 && this.#left.size === 0) return null;
    const content = {
      joined: [...this.#joined.values()].slice(-NAMED_MAX),
      joinedCount: this.#joined.size,
      left: [...this.#left.values()].slice(-NAMED_MAX),
      leftCount: this.#left.size,
    };
    this.#joined.clear();
    this.#left.clear();
    return content;
  }
}
