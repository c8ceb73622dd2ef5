import type { NoteKind } from '../../protocol/index.js';
import { ApiError } from './api-error.js';
import { type Calls, call, type Desk } from './call.js';
import { MINUTES, minutesFrom, NOTICE, ROOM, timeText, USERS } from './common-parameters.js';
import { ids, integer, optional, TYPE_NAME, texts } from './parameters.js';

interface Announcing {
  readonly needNotify: boolean;
  readonly extra?: string | undefined;
}

/** Says it in the room (everywhere for `''`), where that was asked for. */
export async function announce(
  { order }: Desk, { needNotify, extra }: Announcing, what: NoteKind, room: string, users: readonly string[] = [], until?: number,
): Promise<void> {
  if (!needNotify) return;
  await order({ op: 'announce', room, what, users, ...(until === undefined ? {} : { until }), ...(extra === undefined ? {} : { extra }) });
}

/** Mutes or blocks for some minutes; first the words, because a blocked one does not hear them any more. */
async function restrain(desk: Desk, op: 'mute' | 'block', room: string, users: readonly string[], minutes: number, notice: Announcing): Promise<void> {
  const until = minutesFrom(desk.clock.now(), minutes);
  await announce(desk, notice, op === 'mute' ? 'muted' : 'blocked', room, users, until);
  for (const user of users) await desk.order({ op, room, user, until });
}

async function release(desk: Desk, op: 'mute' | 'block', room: string, users: readonly string[], notice: Announcing): Promise<void> {
  for (const user of users) await desk.order({ op, room, user, until: null });
  await announce(desk, notice, op === 'mute' ? 'unmuted' : 'unblocked', room, users);
}

function restrained({ moderation }: Desk, op: 'mute' | 'block', room: string) {
  return { users: moderation.rules.list(op, room).map(({ key, until }) => ({ userId: key, time: timeText(until), timestamp: until })) };
}

const RESTRAINED = { users: [{ userId: 'ann', time: '2026-01-31 12:00:00', timestamp: 1769860800000 }] };
const TYPES = texts('Message types, the field repeated.', 20, TYPE_NAME);

/** Puts types on one of the two lists. @throws {ApiError} too-many, with nothing changed. */
async function list({ moderation, settings, order }: Desk, op: 'low-type' | 'allow-type', types: readonly string[]): Promise<void> {
  const fresh = types.filter((type) => !moderation.rules.has(op, '', type));
  if (moderation.rules.list(op, '').length + fresh.length > settings.listedTypesMax) {
    throw new ApiError('too-many', `At most ${settings.listedTypesMax} types in all.`);
  }
  for (const type of fresh) await order({ op, type, on: true });
}

/** What people may do. Mind the vendor's words: gag is mute, ban is mute everywhere or freeze, block is out. */
export const MODERATION_CALLS: Calls = {
  'chatroom/user/gag/add': call({
    summary: 'Mutes people in a room: they read on, what they send is refused (23408). The last call counts.',
    parameters: { chatroomId: ROOM, userId: USERS, minute: MINUTES, ...NOTICE },
    act: ({ chatroomId, userId, minute, ...notice }, desk) => restrain(desk, 'mute', chatroomId, userId, minute, notice),
  }),
  'chatroom/user/gag/rollback': call({
    summary: 'Lifts mutes.',
    parameters: { chatroomId: ROOM, userId: USERS, ...NOTICE },
    act: ({ chatroomId, userId, ...notice }, desk) => release(desk, 'mute', chatroomId, userId, notice),
  }),
  'chatroom/user/gag/list': call({
    summary: 'Who is muted in a room, and until when.',
    parameters: { chatroomId: ROOM },
    answers: RESTRAINED,
    act: ({ chatroomId }, desk) => restrained(desk, 'mute', chatroomId),
  }),
  'chatroom/user/ban/add': call({
    summary: 'Mutes people in every room.',
    parameters: { userId: USERS, minute: MINUTES, ...NOTICE },
    act: ({ userId, minute, ...notice }, desk) => restrain(desk, 'mute', '', userId, minute, notice),
  }),
  'chatroom/user/ban/remove': call({
    summary: 'Lifts mutes that hold in every room; those of single rooms stay.',
    parameters: { userId: USERS, ...NOTICE },
    act: ({ userId, ...notice }, desk) => release(desk, 'mute', '', userId, notice),
  }),
  'chatroom/user/ban/query': call({
    summary: 'Who is muted everywhere, and until when.',
    parameters: {},
    answers: RESTRAINED,
    act: (_, desk) => restrained(desk, 'mute', ''),
  }),
  'chatroom/user/block/add': call({
    summary: 'Puts people out of a room and keeps them out (23409) until the time is over.',
    parameters: { chatroomId: ROOM, userId: USERS, minute: MINUTES, ...NOTICE },
    act: ({ chatroomId, userId, minute, ...notice }, desk) => restrain(desk, 'block', chatroomId, userId, minute, notice),
  }),
  'chatroom/user/block/rollback': call({
    summary: 'Lets people in again.',
    parameters: { chatroomId: ROOM, userId: USERS, ...NOTICE },
    act: ({ chatroomId, userId, ...notice }, desk) => release(desk, 'block', chatroomId, userId, notice),
  }),
  'chatroom/user/block/list': call({
    summary: 'Who is kept out of a room, and until when.',
    parameters: { chatroomId: ROOM },
    answers: RESTRAINED,
    act: ({ chatroomId }, desk) => restrained(desk, 'block', chatroomId),
  }),
  'chatroom/ban/add': call({
    summary: 'Freezes a room: only staff and exempt people may write.',
    parameters: { chatroomId: ROOM, ...NOTICE },
    async act({ chatroomId, ...notice }, desk) {
      await desk.order({ op: 'freeze', room: chatroomId, on: true });
      await announce(desk, notice, 'frozen', chatroomId);
    },
  }),
  'chatroom/ban/rollback': call({
    summary: 'Thaws a room.',
    parameters: { chatroomId: ROOM, ...NOTICE },
    async act({ chatroomId, ...notice }, desk) {
      await desk.order({ op: 'freeze', room: chatroomId, on: false });
      await announce(desk, notice, 'unfrozen', chatroomId);
    },
  }),
  'chatroom/ban/check': call({
    summary: 'Whether a room is frozen.',
    parameters: { chatroomId: ROOM },
    answers: { status: 1 },
    act: ({ chatroomId }, { moderation }) => ({ status: moderation.rules.has('freeze', chatroomId) ? 1 : 0 }),
  }),
  'chatroom/ban/query': call({
    summary: 'Frozen rooms, a page at a time.',
    parameters: { page: optional(integer('From 1.', 1, 1_000_000), 1), size: optional(integer('Rooms a page.', 1, 50, 50), 50) },
    answers: { chatroomIds: ['room-1'] },
    act: ({ page, size }, { moderation }) => ({ chatroomIds: moderation.rules.rooms('freeze').slice((page - 1) * size, page * size) }),
  }),
  'chatroom/user/ban/whitelist/add': call({
    summary: 'Lets people write in a room while it is frozen.',
    parameters: { chatroomId: ROOM, userId: USERS, ...NOTICE },
    async act({ chatroomId, userId, ...notice }, desk) {
      for (const user of userId) await desk.order({ op: 'exempt', room: chatroomId, user, on: true });
      await announce(desk, notice, 'exempted', chatroomId, userId);
    },
  }),
  'chatroom/user/ban/whitelist/rollback': call({
    summary: 'Takes that back.',
    parameters: { chatroomId: ROOM, userId: USERS, ...NOTICE },
    async act({ chatroomId, userId, ...notice }, desk) {
      for (const user of userId) await desk.order({ op: 'exempt', room: chatroomId, user, on: false });
      await announce(desk, notice, 'unexempted', chatroomId, userId);
    },
  }),
  'chatroom/user/ban/whitelist/query': call({
    summary: 'Who may write in a room while it is frozen.',
    parameters: { chatroomId: ROOM },
    answers: { userIds: ['ann'] },
    act: ({ chatroomId }, { moderation }) => ({ userIds: moderation.rules.list('exempt', chatroomId).map(({ key }) => key) }),
  }),
  'chatroom/user/whitelist/add': call({
    summary: 'Messages of these people are never shed under load.',
    parameters: { chatroomId: ROOM, userId: ids('User ids, the field repeated.', 20, 'ann') },
    async act({ chatroomId, userId }, { moderation: { rules }, settings, order }) {
      const fresh = userId.filter((user) => !rules.has('allow-user', chatroomId, user));
      if (rules.list('allow-user', chatroomId).length + fresh.length > settings.allowedUsersMax) {
        throw new ApiError('too-many', `At most ${settings.allowedUsersMax} people of a room.`);
      }
      for (const user of fresh) await order({ op: 'allow-user', room: chatroomId, user, on: true });
    },
  }),
  'chatroom/user/whitelist/remove': call({
    summary: 'Takes people off that list.',
    parameters: { chatroomId: ROOM, userId: ids('User ids, the field repeated.', 20, 'ann') },
    async act({ chatroomId, userId }, { order }) {
      for (const user of userId) await order({ op: 'allow-user', room: chatroomId, user, on: false });
    },
  }),
  'chatroom/user/whitelist/query': call({
    summary: 'Whose messages are never shed.',
    parameters: { chatroomId: ROOM },
    answers: { users: ['ann'] },
    act: ({ chatroomId }, { moderation }) => ({ users: moderation.rules.list('allow-user', chatroomId).map(({ key }) => key) }),
  }),
  'chatroom/whitelist/add': call({
    summary: 'Messages of these types are never shed, in any room.',
    parameters: { objectnames: TYPES },
    act: ({ objectnames }, desk) => list(desk, 'allow-type', objectnames),
  }),
  'chatroom/whitelist/delete': call({
    summary: 'Takes types off that list.',
    parameters: { objectnames: TYPES },
    async act({ objectnames }, { order }) {
      for (const type of objectnames) await order({ op: 'allow-type', type, on: false });
    },
  }),
  'chatroom/whitelist/query': call({
    summary: 'Which types are never shed. The name of the answer is spelled as the vendor spells it.',
    parameters: {},
    answers: { whitlistMsgType: ['app:note'] },
    act: (_, { moderation }) => ({ whitlistMsgType: moderation.rules.list('allow-type', '').map(({ key }) => key) }),
  }),
  'chatroom/message/priority/add': call({
    summary: 'Makes types low priority: when a room has too many messages, theirs are the first to be dropped.',
    parameters: { objectName: TYPES },
    act: ({ objectName }, desk) => list(desk, 'low-type', objectName),
  }),
  'chatroom/message/priority/remove': call({
    summary: 'Makes types high priority again.',
    parameters: { objectName: texts('Message types, the field repeated.', 5, TYPE_NAME) },
    async act({ objectName }, { order }) {
      for (const type of objectName) await order({ op: 'low-type', type, on: false });
    },
  }),
  'chatroom/message/priority/query': call({
    summary: 'Which types are low priority.',
    parameters: {},
    answers: { objectNames: ['app:note'] },
    act: (_, { moderation }) => ({ objectNames: moderation.rules.list('low-type', '').map(({ key }) => key) }),
  }),
};
