import type { WireMessage } from './frames.js';
import { TYPE, type Content, type WireUser } from './message.js';

/** One who gave, and how much in all. */
export interface Supporter {
  readonly user: WireUser;
  /** Smallest unit. */
  readonly value: number;
}

/** What the room gives towards. */
export interface Goal {
  readonly title?: string;
  /** Smallest unit. */
  readonly value: number;
}

export interface Sums {
  /** Dearest first, equal ones by id; at most `SUPPORTERS_TOLD`. */
  readonly top: readonly Supporter[];
  /** Everything given in the room, smallest unit. */
  readonly total: number;
  readonly goal?: Goal;
}

export interface SumsContent extends Content, Sums {
  /** All that stands, oldest first, instead of what was known to: for newcomers, and when something was taken down. */
  readonly standing?: readonly WireMessage[];
}

/** How many supporters a message names. */
export const SUPPORTERS_TOLD = 10;
/** Supporters that are told apart; of more, the smallest are forgotten. The total keeps all. */
export const SUPPORTERS_KEPT = 10_000;
/** One message counts for no more than this: prices are claims until a shop confirms them. */
const WORTH_MAX = 1_000_000_000;
const TITLE_LENGTH = 80;

/** What a message gives, smallest unit; 0 for all that is not a gift or super chat in the app's own money. */
export function worthOf(type: string, content: Content): number {
  const { price, count, amount, currency } = content;
  const worth = type === TYPE.gift ? Number(price) * Number(count) : type === TYPE.superchat && currency === 'coin' ? Number(amount) : 0;
  return Number.isFinite(worth) && worth > 0 ? Math.min(worth, WORTH_MAX) : 0;
}

/** The room's goal as a message says it; null when it ends it. */
export function goalOf({ title, value }: Content): Goal | null {
  if (typeof value !== 'number' || !Number.isFinite(value) || value <= 0) return null;
  return { value: Math.min(value, WORTH_MAX), ...(typeof title === 'string' && title !== '' ? { title: title.slice(0, TITLE_LENGTH) } : {}) };
}

/**
 * Dearest first, equal ones by id: one order for all who add up, wherever they keep it. Not by who was first there: a sorted set would have to look
 * up the times of all who are equal, thousands in a room of small gifts, each second.
 */
export function bySum(a: Supporter, b: Supporter): number {
  return b.value - a.value || compareBytes(a.user.id, b.user.id);
}

/** By code points, which is the order of the bytes in UTF-8: that of databases. Strings compare otherwise where one has a surrogate. */
function compareBytes(a: string, b: string): number {
  const rank = (text: string, at: number) => {
    const unit = text.charCodeAt(at);
    return unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
  };
  const end = Math.min(a.length, b.length);
  for (let at = 0; at < end; at++) if (a[at] !== b[at]) return rank(a, at) - rank(b, at);
  return a.length - b.length;
}

/** Adds up what is given in one room. Kept by whoever gives messages their places, so that everybody is told the same. */
export class GiftSums {
  readonly #supporters = new Map<string, { user: WireUser; value: number }>();
  #total = 0;
  #goal: Goal | null = null;

  /** Whether there is anything to tell. */
  get empty(): boolean {
    return this.#total === 0 && this.#goal === null;
  }

  /** Takes a message in; says whether it has changed anything. */
  add(type: string, content: Content): boolean {
    if (type === TYPE.goal) {
      this.#goal = goalOf(content);
      return true;
    }
    const worth = worthOf(type, content);
    const { user } = content;
    if (worth === 0 || !user) return false;
    this.#total += worth;
    const { role: _, ...shown } = user;
    this.#supporters.set(user.id, { user: shown, value: (this.#supporters.get(user.id)?.value ?? 0) + worth });
    if (this.#supporters.size > SUPPORTERS_KEPT) this.#forgetSmallest();
    return true;
  }

  content(): Sums {
    const top = this.#ranked().slice(0, SUPPORTERS_TOLD);
    return { top, total: this.#total, ...(this.#goal ? { goal: this.#goal } : {}) };
  }

  /** Goes on from what was kept over a restart. */
  restore({ supporters, total, goal }: { readonly supporters: readonly Supporter[]; readonly total: number; readonly goal: Goal | null }): void {
    for (const { user, value } of supporters) this.#supporters.set(user.id, { user, value });
    this.#total = total;
    this.#goal = goal;
  }

  supporter(id: string): Supporter | undefined {
    return this.#supporters.get(id);
  }

  /** Forgets who gave; the total stays. Says whether there was anything to forget. */
  forget(id: string): boolean {
    return this.#supporters.delete(id);
  }

  #ranked(): Supporter[] {
    return [...this.#supporters.values()].sort(bySum);
  }

  /** A tenth at once, so that it is not done for each newcomer. */
  #forgetSmallest(): void {
    for (const { user } of this.#ranked().slice(SUPPORTERS_KEPT * 0.9)) this.#supporters.delete(user.id);
  }
}
