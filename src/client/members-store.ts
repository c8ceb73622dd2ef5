import type { RoomInfo } from '../protocol/frames.js';
import { toSender, type Content, type Role, type Sender, type WireUser } from '../protocol/message.js';
import type { Members } from './contract.js';
import type { Environment } from './environment.js';
import { isUser } from './wire-message.js';

/** People listed. */
export const LISTED_MAX = 50;
/** Readers are told at most once in this time, ms. */
const TELL_MS = 250;

const RANK: Partial<Record<Role, number>> = { host: 0, moderator: 1 };
const rank = ({ role }: Sender) => RANK[role ?? 'member'] ?? 2;

const users = (list: unknown): WireUser[] => (Array.isArray(list) ? list.filter(isUser) : []);

/** Who is here: an exact count, and some of the people. Busy rooms change faster than anybody can read. */
export class MembersStore {
  /** Latest last. */
  #people = new Map<string, Sender>();
  #count = 0;
  #shown: Members | null = null;
  #stopTimer: (() => void) | null = null;
  #again = false;

  constructor(
    private readonly env: Pick<Environment, 'after'>,
    private readonly tell: (members: Members) => void,
  ) {}

  get members(): Members {
    if (!this.#shown) {
      const people = [...this.#people.values()].reverse();
      // Stable: the latest come first within each rank.
      const list = people.sort((a, b) => rank(a) - rank(b)).slice(0, LISTED_MAX);
      this.#shown = Object.freeze({ count: this.#count, list: Object.freeze(list) });
    }
    return this.#shown;
  }

  /** What a join says. */
  reset(info: RoomInfo): void {
    this.#people = new Map();
    // It comes as it is shown: latest first.
    for (const user of users(info.members).reverse()) this.#people.set(user.id, toSender(user));
    this.#count = info.n;
    this.#changed();
  }

  count(n: number): void {
    if (n === this.#count) return;
    this.#count = n;
    this.#changed();
  }

  /** A notice of who came and who went. */
  notice({ joined, left }: Content): void {
    for (const user of users(left)) this.#people.delete(user.id);
    for (const user of users(joined)) {
      this.#people.delete(user.id);
      this.#people.set(user.id, toSender(user));
    }
    this.#trim();
    this.#changed();
  }

  clear(): void {
    this.#people = new Map();
    this.#count = 0;
    this.#changed();
  }

  /** Those who have been here longest are forgotten first, hosts and moderators last. */
  #trim(): void {
    for (const important of [false, true]) {
      for (const [id, person] of this.#people) {
        if (this.#people.size <= LISTED_MAX) return;
        if (important || rank(person) === 2) this.#people.delete(id);
      }
    }
  }

  #changed(): void {
    this.#shown = null;
    if (this.#stopTimer) {
      this.#again = true;
      return;
    }
    this.#stopTimer = this.env.after(TELL_MS, () => {
      this.#stopTimer = null;
      if (!this.#again) return;
      this.#again = false;
      this.#changed();
    });
    this.tell(this.members);
  }
}
