import type { Connected } from './connected.js';
import type { Session } from './session.js';

/** Who is signed in on this server: a user's sessions at hand, because orders name users. */
export class SignedIn {
  readonly #byUser = new Map<string, Session[]>();
  readonly #connected: Pick<Connected, 'come' | 'go'> | undefined;

  /** `connected` hears of a user's first session here, and that the last has ended. */
  constructor(connected?: Pick<Connected, 'come' | 'go'>) {
    this.#connected = connected;
  }

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
    const known = this.of(userId);
    this.#byUser.set(userId, [...known, session]);
    if (known.length === 0) this.#connected?.come(userId);
  }

  /** `lost`: the connection broke. */
  remove(userId: string, session: Session, lost: boolean): void {
    const rest = this.of(userId).filter((other) => other !== session);
    if (rest.length) this.#byUser.set(userId, rest);
    else if (this.#byUser.delete(userId)) this.#connected?.go(userId, lost);
  }
}
