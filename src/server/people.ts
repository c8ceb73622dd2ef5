import type { WireUser } from '../protocol/index.js';
import type { People } from './bus/bus.js';

const LEADS = new Set(['host', 'moderator']);

/** How many there are here and elsewhere. Exact while both sides are few enough to be listed in full; else one on two nodes counts twice. */
export function countOf(here: People, elsewhere: People): number {
  if (elsewhere.count === 0) return here.count;
  const ids = new Set(here.users.map(({ id }) => id));
  return here.count + elsewhere.count - elsewhere.users.filter(({ id }) => ids.has(id)).length;
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
