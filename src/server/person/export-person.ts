import { setImmediate } from 'node:timers/promises';
import type { WireMessage } from '../../protocol/index.js';
import type { Answer, Desk } from '../api/call.js';
import type { RuleKind } from '../moderation/rules.js';
import { isBy } from './traces.js';

/** Everything that is kept about a user, as JSON for the one it is about. Times are ms since 1970. */
export async function exportPerson(user: string, desk: Desk): Promise<Answer> {
  const { moderation: { rules }, archive } = desk;
  const inRooms = (kind: RuleKind) => rules.rooms(kind).flatMap((room) => (rules.has(kind, room, user) ? [{ room, until: rules.until(kind, room, user) || null }] : []));
  const timed = (kind: 'mute' | 'block') => inRooms(kind).map(({ room, until }) => ({ room: room || null, until }));
  const attributes = rules.rooms('attribute').flatMap((room) =>
    rules.list('attribute', room).filter(({ value }) => value.user === user).map(({ key, value: { value, at } }) => ({ room, key, value, at })),
  );
  const held = (await desk.holding.of(user)).map(({ room, id, json, at }) => {
    const { t, c } = JSON.parse(json) as WireMessage;
    return { room, id, type: t, content: c, sentTime: at };
  });
  const decided = rules.rooms('decided').flatMap((room) =>
    rules.list('decided', room).filter(({ value }) => value.user === user).map(({ key, value: { verdict, at } }) => ({ room, id: key, verdict, at })),
  );
  const messages: object[] = [];
  for (const name of rules.rooms('room')) {
    const room = await desk.rooms.load(name, false);
    for (const { json, offset } of room?.log.entries ?? []) {
      const message = json.includes(JSON.stringify(user)) && (JSON.parse(json) as WireMessage);
      if (message && isBy(message, user)) messages.push({ room: name, id: message.i, type: message.t, content: message.c, sentTime: message.ts, offset });
    }
    // Older than the log, and still to be seen.
    for (const message of room?.standing ?? []) {
      if (isBy(message, user) && !room?.log.find(message.i)) messages.push({ room: name, id: message.i, type: message.t, content: message.c, sentTime: message.ts });
    }
    await setImmediate();
  }
  return {
    userId: user,
    exportTime: desk.clock.now(),
    connections: desk.signedIn.of(user).length,
    profile: rules.get('profile', '', user) ?? null,
    tokensBefore: rules.get('tokens-before', '', user)?.before ?? null,
    deactivated: rules.get('deactivated', '', user)?.at ?? null,
    tags: rules.get('tags', '', user)?.tags ?? [],
    blacklist: rules.list('blacklist', user).map(({ key }) => key),
    mutes: timed('mute'),
    blocks: timed('block'),
    exemptIn: inRooms('exempt').map(({ room }) => room),
    allowedIn: inRooms('allow-user').map(({ room }) => room),
    attributes,
    messages,
    held,
    decided,
    files: await archive.files(user),
    given: await archive.given(user, rules.rooms('room')),
  };
}
