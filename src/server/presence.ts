import { type MembersContent, type Sender, toWireUser, type WireUser } from '../protocol/index.js';
import type { Clock } from './clock.js';
import { Members } from './members.js';
import { Notices } from './notices.js';
import { Pulse } from './pulse.js';

/** How somebody left: on purpose, by losing the connection, put out, or with the whole room. */
export type Exit = 'left' | 'lost' | 'blocked' | 'destroyed';

export interface PresenceOptions {
  readonly clock: Clock;
  /** How long a member with a broken connection still counts, ms. */
  readonly graceMs: number;
  /** News at most this often, ms. */
  readonly everyMs: number;
  /** Others are here than before. The notice merges comings and goings; null when none is worth a word. */
  readonly onNews: (notice: Omit<MembersContent, 'user'> | null) => void;
  /** Each coming and going by itself, at once; `null` for those who come. `told`: whether it is one of the whole room, and not only of this server. */
  readonly onMove: (userId: string, exit: Exit | null, told: (news: boolean) => void) => void;
  /** The last member has gone. */
  readonly onEmpty: () => void;
}

/** Who is in a room, and the news about it: the first at once, then at most one per interval. */
export class Presence {
  readonly #members: Members;
  readonly #notices = new Notices();
  readonly #pulse: Pulse;
  readonly #onMove: PresenceOptions['onMove'];
  readonly #onEmpty: () => void;
  #stopped = false;

  constructor({ clock, graceMs, everyMs, onNews, onMove, onEmpty }: PresenceOptions) {
    this.#members = new Members(clock, graceMs, (user) => this.#gone(user, 'lost'));
    this.#pulse = new Pulse(clock, () => everyMs, () => onNews(this.#notices.take()));
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
    return () => this.#move(user.id, null, () => !quiet && this.#notices.joined(toWireUser(user)));
  }

  /** Counts a connection out. One that was `lost` may be back soon. */
  exit(userId: string, exit: Exit): void {
    const left = this.#members.exit(userId, exit === 'lost');
    if (left) this.#gone(left, exit);
  }

  stop(): void {
    this.#stopped = true;
    this.#pulse.stop();
    this.#members.stop();
  }

  #gone(user: WireUser, exit: Exit): void {
    this.#move(user.id, exit, () => this.#notices.left(user));
    if (this.count === 0) this.#onEmpty();
  }

  /** Count and notice go together, once it is known who hears of it. */
  #move(userId: string, exit: Exit | null, note: () => void): void {
    this.#onMove(userId, exit, (news) => {
      if (this.#stopped) return;
      if (news) note();
      this.#pulse.poke();
    });
  }
}
