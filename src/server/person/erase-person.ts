import { setImmediate } from 'node:timers/promises';
import type { WireMessage } from '../../protocol/index.js';
import type { Desk } from '../api/call.js';
import { sweep, withdrawAll } from '../moderation/purge.js';
import type { Room } from '../room.js';
import { isBy, tracesOf } from './traces.js';

export interface Erased {
  messages: number;
  attributes: number;
  /** Messages that waited for a moderator. */
  held: number;
  files: number;
}

/**
 * Forgets a user: connections end, messages are taken back, and what is left in rooms, rules, sums and files says nothing of them any more.
 * What others wrote in their own words stays. Doing it twice is no mistake: what failed half-way is finished.
 */
export async function erasePerson(user: string, desk: Desk): Promise<Erased> {
  const { moderation, archive } = desk;
  const names = namesOf(user, desk);
  const attributes = await dropAttributes(user, desk);
  // First of all, so that nothing is added while it goes on.
  await desk.order({ op: 'forget-user', user });
  const held = await desk.holding.forgetUser(user);
  let messages = 0;
  for (const name of moderation.rules.rooms('room')) {
    const room = await desk.rooms.load(name, false);
    if (room) messages += await eraseFrom(room, user, names, desk);
    await setImmediate();
  }
  await archive.forgetGiver(user, moderation.rules.rooms('room'));
  return { messages, attributes, held, files: await archive.removeFiles(user) };
}

async function eraseFrom(room: Room, user: string, known: ReadonlySet<string>, { clock, tokens }: Desk): Promise<number> {
  const at = clock.now();
  const names = new Set(known);
  let own = 0;
  const namespaces = tokens.namespaces(user);
  const placeless = [...room.extras.keys()].filter((id) => namespaces.some((start) => id.startsWith(start)));
  // Older than the log, and still to be seen: what others said of them cannot be written anew there, and goes as well.
  const older = room.standing.filter(({ i, ...said }) => !room.log.find(i) && !placeless.includes(i) && JSON.stringify(said).includes(JSON.stringify(user)));
  const standing = older.map(({ i }) => i);
  await withdrawAll(room, [...placeless, ...standing].map((id) => ({ id, operatorId: '', at })));
  await sweep(room, at, (entries) => {
    for (const message of entries.map(({ json }) => JSON.parse(json) as WireMessage)) {
      if (!isBy(message, user)) continue;
      own++;
      if (message.c.user?.name) names.add(message.c.user.name);
    }
    return tracesOf(entries, { id: user, names }, at);
  });
  // After what was still on its way has been summed, too.
  room.forgetGiver(user);
  return own + placeless.length + older.filter((message) => isBy(message, user)).length;
}

function namesOf(user: string, { moderation, signedIn }: Desk): ReadonlySet<string> {
  const profile = moderation.rules.get('profile', '', user)?.name;
  const connected = signedIn.of(user).flatMap(({ identity }) => identity?.user.name ?? []);
  return new Set([...(profile ? [profile] : []), ...connected]);
}

/** By orders of their own, so that rooms are told. */
async function dropAttributes(user: string, { moderation, clock }: Desk): Promise<number> {
  let count = 0;
  for (const room of moderation.rules.rooms('attribute')) {
    const own = moderation.rules.list('attribute', room).filter(({ value }) => value.user === user);
    if (own.length === 0) continue;
    await moderation.attributes.drop({ room, keys: own.map(({ key }) => key), user, at: clock.now() });
    count += own.length;
  }
  return count;
}
