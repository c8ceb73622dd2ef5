import { type Sender, toWireUser, type WireUser } from '../protocol/index.js';
import type { Clock } from './clock.js';

interface Member {
  user: WireUser;
  /** Connections in the room; 0 while it is only expected back. */
  connections: number;
  /** When they came, ms since 1970. */
  readonly since: number;
  cancelGrace: (() => void) | null;
}

/** Latecomers remembered for the short list; enough that a few leaving do not empty it. */
const RECENT_MAX = 200;

/**
 * Who is in a room: one member per user, however many connections. A member whose connection broke stays for a grace time.
 */
export class Members {
  readonly #clock: Clock;
  readonly #graceMs: number;
  readonly #onGone: (user: WireUser) => void;
  readonly #members = new Map<string, Member>();
  /** Hosts and moderators, first come first. */
  readonly #staff = new Map<string, Member>();
  #recent: Member[] = [];

  /** `onGone` hears of those whose grace is over. */
  constructor(clock: Clock, graceMs: number, onGone: (user: WireUser) => void) {
    this.#clock = clock;
    this.#graceMs = graceMs;
    this.#onGone = onGone;
  }

  get count(): number {
    return this.#members.size;
  }

  /** True when this is news: it was not here, and was not expected back. */
  enter(sender: Sender): boolean {
    const user = toWireUser(sender);
    const known = this.#members.get(user.id);
    if (known) {
      known.cancelGrace?.();
      known.cancelGrace = null;
      known.connections++;
      known.user = user;
      this.#rank(known);
      return false;
    }
    const member: Member = { user, connections: 1, since: this.#clock.now(), cancelGrace: null };
    this.#members.set(user.id, member);
    this.#recent.push(member);
    if (this.#recent.length > RECENT_MAX) this.#recent = this.#recent.filter((m) => this.#has(m)).slice(-RECENT_MAX / 2);
    this.#rank(member);
    return true;
  }

  /** One connection fewer. `broken`: not on purpose. Returns the user when that was news. */
  exit(userId: string, broken: boolean): WireUser | null {
    const member = this.#members.get(userId);
    if (!member || member.connections === 0) return null;
    if (--member.connections > 0) return null;
    if (!broken) {
      this.#remove(member);
      return member.user;
    }
    member.cancelGrace = this.#clock.after(this.#graceMs, () => {
      this.#remove(member);
      this.#onGone(member.user);
    });
    return null;
  }

  /** Hosts and moderators first, then the latest. */
  list(max: number): WireUser[] {
    const staff = [...this.#staff.values()].slice(0, max);
    const listed = new Set(staff);
    const add = (members: readonly Member[]) => {
      for (let i = members.length - 1; i >= 0 && listed.size < max; i--) {
        const member = members[i];
        if (member && this.#has(member)) listed.add(member);
      }
    };
    add(this.#recent);
    if (listed.size < Math.min(max, this.count)) add([...this.#members.values()]);
    return [...listed].map((member) => member.user);
  }

  has(userId: string): boolean {
    return this.#members.has(userId);
  }

  /** Who came when, ms since 1970. */
  arrivals(max: number, order: 'oldest' | 'newest'): { id: string; since: number }[] {
    const all = [...this.#members.values()];
    const chosen = order === 'oldest' ? all.slice(0, max) : all.slice(-max).reverse();
    return chosen.map(({ user, since }) => ({ id: user.id, since }));
  }

  stop(): void {
    for (const member of this.#members.values()) member.cancelGrace?.();
  }

  #has(member: Member): boolean {
    return this.#members.get(member.user.id) === member;
  }

  #rank(member: Member): void {
    const { id, role } = member.user;
    if (role === 'host' || role === 'moderator') this.#staff.set(id, member);
    else this.#staff.delete(id);
  }

  #remove(member: Member): void {
    this.#members.delete(member.user.id);
    this.#staff.delete(member.user.id);
  }
}
