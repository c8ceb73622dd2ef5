import type { WireUser } from '../protocol/index.js';
import { type Elsewhere, type People, PEOPLE_LISTED } from './bus/bus.js';

const LEADS = new Set(['host', 'moderator']);

/** What other nodes said, as one; `apart`: how many of them are not here, by the rosters. */
export function elsewhereOf(others: readonly People[], apart: number): Elsewhere {
  const known = new Map(others.flatMap(({ users }) => users.map((user) => [user.id, user])));
  const whole = known.size <= PEOPLE_LISTED && others.every(({ count, users }) => count === users.length);
  return { users: [...known.values()], apart: whole ? null : apart, nodes: others.length };
}

/** How many there are here and elsewhere, each once. Right at once while all are listed; else as soon as the nodes have said who has moved. */
export function countOf(here: { readonly count: number; has(userId: string): boolean }, { users, apart }: Elsewhere): number {
  return here.count + (apart ?? users.filter(({ id }) => !here.has(id)).length);
}

/** Both lists as one, everybody once: hosts and moderators first, otherwise those from here first. */
export function allOf(here: readonly WireUser[], elsewhere: readonly WireUser[], max: number): WireUser[] {
  if (elsewhere.length === 0) return [...here];
  const known = new Map<string, WireUser>();
  for (const user of [...here, ...elsewhere]) if (!known.has(user.id)) known.set(user.id, user);
  const all = [...known.values()];
  const leads = ({ role }: WireUser) => role !== undefined && LEADS.has(role);
  return [...all.filter(leads), ...all.filter((user) => !leads(user))].slice(0, max);
}
