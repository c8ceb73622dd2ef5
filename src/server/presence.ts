import { type MembersContent, type Sender, toWireUser, type WireUser } from '../protocol/index.js';
import type { Clock } from './clock.js';
import { Members } from './members.js';
import { Notices } from './notices.js';
import { Pulse } from './pulse.js';

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
  /** The last member has gone. */
  readonly onEmpty: () => void;
}

/** Who is in a room, and the news about it: the first at once, then at most one per interval. */
export class Presence {
  readonly #members: Members;
  readonly #notices = new Notices();
  readonly #pulse: Pulse;
  readonly #onNews: (news: PresenceNews) => void;
  readonly #onEmpty: () => void;
  #toldCount = 0;

  constructor({ clock, graceMs, everyMs, onNews, onEmpty }: PresenceOptions) {
    this.#members = new Members(clock, graceMs, (user) => this.#gone(user));
    this.#pulse = new Pulse(clock, () => everyMs, () => this.#tell());
    this.#onNews = onNews;
    this.#onEmpty = onEmpty;
  }

  get count(): number {
    return this.#members.count;
  }

  list(max: number): WireUser[] {
    return this.#members.list(max);
  }

  /** Counts a connection in; returns what tells the others, for after the newcomer has had its answer. `quiet`: only the count is news. */
  enter(user: Sender, quiet: boolean): () => void {
    if (!this.#members.enter(user)) return () => {};
    return () => {
      if (!quiet) this.#notices.joined(toWireUser(user));
      this.#pulse.poke();
    };
  }

  /** Counts a connection out. `broken`: it was lost, it may be back soon. */
  exit(userId: string, broken: boolean): void {
    const left = this.#members.exit(userId, broken);
    if (left) this.#gone(left);
  }

  stop(): void {
    this.#pulse.stop();
    this.#members.stop();
  }

  #gone(user: WireUser): void {
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
