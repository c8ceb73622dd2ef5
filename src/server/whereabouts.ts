import type { Rosters } from './bus/rosters.js';
import type { Rooms } from './rooms.js';
import type { SignedIn } from './signed-in.js';

/** Who is where: on this server, or on all that share a bus. What is asked rejects while the bus is away. */
export class Whereabouts {
  readonly #rooms: Rooms;
  readonly #signedIn: SignedIn;
  readonly #rosters: Rosters | undefined;

  /** Without rosters this server is all there is. */
  constructor(rooms: Rooms, signedIn: SignedIn, rosters?: Rosters) {
    this.#rooms = rooms;
    this.#signedIn = signedIn;
    this.#rosters = rosters;
  }

  async connected(userId: string): Promise<boolean> {
    if (!this.#rosters) return this.#signedIn.of(userId).length > 0;
    return (await this.#rosters.has(null, [userId]))[0] ?? false;
  }

  /** For each of these, whether they are in a room. */
  async present(room: string, userIds: readonly string[]): Promise<boolean[]> {
    if (this.#rosters) return this.#rosters.has(room, userIds);
    return userIds.map((userId) => this.#rooms.peek(room)?.has(userId) ?? false);
  }

  async count(room: string): Promise<number> {
    return this.#rosters ? this.#rosters.count(room) : (this.#rooms.peek(room)?.memberCount ?? 0);
  }

  /** Who came when, ms since 1970. */
  async arrivals(room: string, max: number, order: 'oldest' | 'newest'): Promise<{ id: string; since: number }[]> {
    return this.#rosters ? this.#rosters.arrivals(room, max, order) : (this.#rooms.peek(room)?.arrivals(max, order) ?? []);
  }
}
