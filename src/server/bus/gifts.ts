import { bySum, type Goal, goalOf, type Sums, worthOf } from '../../protocol/gift-sums.js';
import { TYPE, type WireMessage, type WireUser } from '../../protocol/index.js';

/** What was given in rooms, where several nodes keep it together. Everything rejects while that cannot be done. */
export interface Gifts {
  /** What somebody has given, in which of these rooms. */
  by(user: string, rooms: readonly string[]): Promise<{ readonly room: string; readonly value: number }[]>;
  /** Forgets in these rooms who gave; totals stay. */
  forget(user: string, rooms: readonly string[]): Promise<void>;
}

/** What a message gives, in words that a script adds up: a value, who gave it and how they are shown; or a goal, which replaces the one before. */
export interface Gift {
  readonly what: string;
  readonly who: string;
  readonly shown: string;
}

/** Null for all that gives nothing. */
export function giftOf({ t, c }: WireMessage): Gift | null {
  if (t === TYPE.goal) return { what: 'goal', who: JSON.stringify(goalOf(c)), shown: '' };
  const worth = worthOf(t, c);
  if (worth === 0 || !c.user) return null;
  const { role: _, ...shown } = c.user;
  return { what: String(worth), who: c.user.id, shown: JSON.stringify(shown) };
}

/** As arguments of a script; three for each. */
export const giftArgs = (gift: Gift | null): string[] => (gift ? [gift.what, gift.who, gift.shown] : ['', '', '']);

/** Sums as a script reads them back. Numbers are texts, which no script rounds. */
export function sumsText({ top, total, goal }: Sums): string {
  return JSON.stringify({ total: String(total), goal: JSON.stringify(goal ?? null), top: top.map(({ user, value }) => [user.id, String(value), JSON.stringify(user)]) });
}

export function readSums([total = '0', goal = 'null', ...top]: readonly string[]): Sums {
  const aim = JSON.parse(goal) as Goal | null;
  const supporters = Array.from({ length: top.length / 2 }, (_, i) => ({ user: JSON.parse(top[2 * i] ?? '') as WireUser, value: Number(top[2 * i + 1]) }));
  return { top: supporters.sort(bySum), total: Number(total), ...(aim ? { goal: aim } : {}) };
}
