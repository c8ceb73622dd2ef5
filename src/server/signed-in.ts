import type { Session } from './session.js';

/** Who is signed in on this server: a user's sessions at hand, because orders name users. */
export class SignedIn {
  readonly #byUser = new Map<string, Session[]>();

  /** Sessions of one user; usually one. */
  of(userId: string): readonly Session[] {
    return this.#byUser.get(userId) ?? [];
  }

  *[Symbol.iterator](): IterableIterator<Session> {
    for (const sessions of this.#byUser.values()) yield* sessions;
  }

  /** Those in a room. Looks at every session: for rare orders only. */
  in(room: string): Session[] {
    return [...this].filter((session) => session.subscriptions.has(room));
  }

  add(userId: string, session: Session): void {
    this.#byUser.set(userId, [...this.of(userId), session]);
  }

  remove(userId: string, session: Session): void {
    const rest = this.of(userId).filter((other) => other !== session);
    if (rest.length) this.#byUser.set(userId, rest);
    else this.#byUser.delete(userId);
  }
}
