import { type MembersContent, type Sender, toWireUser, type WireUser } from '../protocol/index.js';
import type { Clock } from './clock.js';
import { Members } from './members.js';
import { Notices } from './notices.js';
import { Pulse } from './pulse.js';

/** How somebody left: on purpose, by losing the connection, put out, or with the whole room. */
export type Exit = 'left' | 'lost' | 'blocked' | 'destroyed';

/** What has changed among the people of a room. */
export interface PresenceNews {
  /** Comings and goings, merged; absent when there were none worth a word. */
  readonly notice?: Omit<MembersContent, 'user'>;
  /** How many there are now; absent when as many as before. */
  readonly count?: number;
}

export interface PresenceOptions {
  readonly clock: Clock;
  /** How long a member with a broken connection still counts, ms. */
  readonly graceMs: number;
  /** News at most this often, ms. */
  readonly everyMs: number;
  readonly onNews: (news: PresenceNews) => void;
  /** Each coming and going by itself, at once; `null` for those who come. */
  readonly onMove: (userId: string, exit: Exit | null) => void;
  /** The last member has gone. */
  readonly onEmpty: () => void;
}

/** Who is in a room, and the news about it: the first at once, then at most one per interval. */
export class Presence {
  readonly #members: Members;
  readonly #notices = new Notices();
  readonly #pulse: Pulse;
  readonly #onNews: (news: PresenceNews) => void;
  readonly #onMove: (userId: string, exit: Exit | null) => void;
  readonly #onEmpty: () => void;
  #toldCount = 0;

  constructor({ clock, graceMs, everyMs, onNews, onMove, onEmpty }: PresenceOptions) {
    this.#members = new Members(clock, graceMs, (user) => this.#gone(user, 'lost'));
    this.#pulse = new Pulse(clock, () => everyMs, () => this.#tell());
    this.#onNews = onNews;
    this.#onMove = onMove;
    this.#onEmpty = onEmpty;
  }

  get count(): number {
    return this.#members.count;
  }

  has(userId: string): boolean {
    return this.#members.has(userId);
  }

  /** Who came when, ms since 1970. */
  arrivals(max: number, order: 'oldest' | 'newest'): { id: string; since: number }[] {
    return this.#members.arrivals(max, order);
  }

  list(max: number): WireUser[] {
    return this.#members.list(max);
  }

  /** Counts a connection in; returns what tells the others, for after the newcomer has had its answer. `quiet`: only the count is news. */
  enter(user: Sender, quiet: boolean): () => void {
    if (!this.#members.enter(user)) return () => {};
    this.#onMove(user.id, null);
    return () => {
      if (!quiet) this.#notices.joined(toWireUser(user));
      this.#pulse.poke();
    };
  }

  /** Counts a connection out. One that was `lost` may be back soon. */
  exit(userId: string, exit: Exit): void {
    const left = this.#members.exit(userId, exit === 'lost');
    if (left) this.#gone(left, exit);
  }

  stop(): void {
    this.#pulse.stop();
    this.#members.stop();
  }

  #gone(user: WireUser, exit: Exit): void {
    this.#onMove(user.id, exit);
    this.#notices.left(user);
    this.#pulse.poke();
    if (this.count === 0) this.#onEmpty();
  }

  #tell(): void {
    const notice = this.#notices.take();
    const changed = this.count !== this.#toldCount;
    this.#toldCount = this.count;
    if (notice || changed) this.#onNews({ ...(notice ? { notice } : {}), ...(changed ? { count: this.count } : {}) });
  }
}
