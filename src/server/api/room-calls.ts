import type { RoomLife } from '../moderation/order.js';
import { ApiError } from './api-error.js';
import { setEntries } from './attribute-calls.js';
import { type Answer, type Calls, call, type Desk } from './call.js';
import { ROOM, timeText, USER } from './common-parameters.js';
import { choice, flag, id, ids, integer, json, optional, pairs } from './parameters.js';

const NAME = { max: 128, example: 'The first show' };
const DESTROY_TYPE = optional(choice('0: when nothing has happened for so long. 1: so long after it was made.', ['0', '1']), '0');
const DESTROY_MINUTES = optional(integer('How long, minutes: an hour to a week.', 60, 10_080), 60);

const lifeOf = (type: '0' | '1', minutes: number): RoomLife => ({ type: type === '1' ? 'fixed' : 'idle', minutes });

/** @throws {ApiError} no-room */
export function knownRoom(room: string, { moderation }: Desk) {
  const known = moderation.rules.get('room', room);
  if (!known) throw new ApiError('no-room', 'There is no such room.');
  return known;
}

/** Rooms: making and ending them, and who is in. */
export const ROOM_CALLS: Calls = {
  'chatroom/create': call({
    summary: 'Makes rooms, or names those that are there.',
    parameters: { chatroom: pairs('Names under room ids: `chatroom[id]=name`.', 100, NAME) },
    async act({ chatroom }, { lifetimes }) {
      for (const [room, name] of chatroom) await lifetimes.make(room, { name });
    },
  }),
  'chatroom/create_new': call({
    summary: 'Makes a room with all that belongs to it.',
    parameters: {
      chatroomId: ROOM,
      destroyType: DESTROY_TYPE,
      destroyTime: DESTROY_MINUTES,
      isBan: flag('Frozen from the start: only staff and exempt people may write.'),
      whiteUserIds: optional(ids('Exempt from freezing.', 20, 'ann'), []),
      entryOwnerId: optional(id('Whose the attributes are.', 'ann'), ''),
      entryInfo: optional(json('Attributes from the start.', 64 * 1024, { topic: 'tea' }), undefined),
    },
    async act({ chatroomId, destroyType, destroyTime, isBan, whiteUserIds, entryOwnerId, entryInfo }, desk) {
      if (entryInfo && !entryOwnerId) throw new ApiError('parameter', 'entryInfo needs entryOwnerId.');
      await setEntries(desk, { room: chatroomId, user: entryOwnerId, info: entryInfo ?? {}, auto: false, before: async () => {
        await desk.lifetimes.make(chatroomId, { life: lifeOf(destroyType, destroyTime) });
      } });
      for (const user of whiteUserIds) await desk.order({ op: 'exempt', room: chatroomId, user, on: true });
      if (isBan) await desk.order({ op: 'freeze', room: chatroomId, on: true });
    },
  }),
  'chatroom/destroy': call({
    summary: 'Ends rooms: everybody is out, all that was said is gone. Mutes and blocks stay.',
    parameters: { chatroomId: ids('Room ids, the field repeated.', 100, 'room-1') },
    async act({ chatroomId }, { lifetimes }) {
      for (const room of chatroomId) await lifetimes.destroy(room, 'call');
    },
  }),
  'chatroom/destroy/set': call({
    summary: 'Says when a room ends by itself.',
    parameters: { chatroomId: ROOM, destroyType: DESTROY_TYPE, destroyTime: DESTROY_MINUTES },
    async act({ chatroomId, destroyType, destroyTime }, desk) {
      knownRoom(chatroomId, desk);
      await desk.lifetimes.make(chatroomId, { life: lifeOf(destroyType, destroyTime) });
    },
  }),
  'chatroom/query': call({
    summary: 'Name and age of rooms; those that are not there are left out.',
    parameters: { chatroomId: ids('Room ids, the field repeated.', 100, 'room-1') },
    answers: { chatRooms: [{ chrmId: 'room-1', chatroomId: 'room-1', name: 'The first show', time: '2026-01-31 12:00:00', timestamp: 1769860800000 }] },
    act: ({ chatroomId }, { moderation }) => ({
      chatRooms: chatroomId.flatMap((room) => {
        const known = moderation.rules.get('room', room);
        if (!known) return [];
        // The vendor's page says chatroomId, its SDKs read chrmId.
        return [{ chrmId: room, chatroomId: room, name: known.name, time: timeText(known.madeAt), timestamp: known.madeAt }];
      }),
    }),
  }),
  'chatroom/get': call({
    summary: 'All about one room.',
    parameters: { chatroomId: ROOM },
    answers: { chatroomId: 'room-1', createTime: 1769860800000, memberCount: 12, destroyType: 0, destroyTime: 60, ban: false },
    async act({ chatroomId }, desk) {
      const { madeAt, life } = knownRoom(chatroomId, desk);
      return {
        chatroomId,
        createTime: madeAt,
        memberCount: await desk.whereabouts.count(chatroomId),
        destroyType: life?.type === 'fixed' ? 1 : 0,
        destroyTime: life?.minutes ?? desk.settings.roomIdleMinutes,
        ban: desk.moderation.rules.has('freeze', chatroomId),
      };
    },
  }),
  'chatroom/join': call({
    summary: 'Counts users in who have no connection, such as recorders. Ordinary people join by their client.',
    parameters: { chatroomId: ROOM, userId: ids('User ids, the field repeated.', 50, 'recorder') },
    async act({ chatroomId, userId }, desk) {
      await desk.lifetimes.make(chatroomId, {});
      const room = await desk.rooms.load(chatroomId, true);
      for (const user of userId) room?.seat({ id: user, name: user });
    },
  }),
  'chatroom/user/query': call({
    summary: 'Who is in a room.',
    parameters: {
      chatroomId: ROOM,
      count: optional(integer('At most so many.', 1, 500, 500), 500),
      order: optional(choice('1: who came first. 2: who came last.', ['1', '2']), '1'),
    },
    answers: { total: 1, users: [{ id: 'ann', time: '2026-01-31 12:00:00', timestamp: 1769860800000 }] },
    async act({ chatroomId, count, order }, { whereabouts }) {
      const arrivals = await whereabouts.arrivals(chatroomId, count, order === '2' ? 'newest' : 'oldest');
      return { total: await whereabouts.count(chatroomId), users: arrivals.map(({ id: user, since }) => ({ id: user, time: timeText(since), timestamp: since })) };
    },
  }),
  'chatroom/users/exist': call({
    summary: 'Who of these is in a room.',
    parameters: { chatroomId: ROOM, userId: ids('User ids, the field repeated.', 1000, 'ann') },
    answers: { result: [{ userId: 'ann', isInChrm: 1 }] },
    async act({ chatroomId, userId }, { whereabouts }) {
      const present = await whereabouts.present(chatroomId, userId);
      return { result: userId.map((user, index) => ({ userId: user, isInChrm: present[index] ? 1 : 0 })) };
    },
  }),
  'chatroom/user/exist': call({
    summary: 'Whether a user is in a room.',
    parameters: { chatroomId: ROOM, userId: USER },
    answers: { isInChrm: true },
    act: async ({ chatroomId, userId }, { whereabouts }) => ({ isInChrm: (await whereabouts.present(chatroomId, [userId]))[0] ?? false }),
  }),
  'chatroom/keepalive/add': call({
    summary: 'Keeps a room from being ended by itself.',
    parameters: { chatroomId: ROOM },
    act({ chatroomId }, { moderation: { rules }, settings, order }) {
      if (!rules.has('keep', chatroomId) && rules.rooms('keep').length >= settings.keepAliveMax) {
        throw new ApiError('too-many-kept', `At most ${settings.keepAliveMax} rooms are kept alive.`);
      }
      return order({ op: 'keep', room: chatroomId, on: true });
    },
  }),
  'chatroom/keepalive/remove': call({
    summary: 'Lets a room end by itself again.',
    parameters: { chatroomId: ROOM },
    act({ chatroomId }, { moderation, order }) {
      if (!moderation.rules.has('keep', chatroomId)) throw new ApiError('not-kept', 'This room is not kept alive.');
      return order({ op: 'keep', room: chatroomId, on: false });
    },
  }),
  'chatroom/keepalive/query': call({
    summary: 'The rooms that are kept alive.',
    parameters: {},
    answers: { chatroomIds: ['room-1'] },
    act: (_, { moderation }): Answer => ({ chatroomIds: moderation.rules.rooms('keep') }),
  }),
  'chatroom/message/stopDistribution': call({
    summary: 'Messages are taken and reach nobody, until it is resumed.',
    parameters: { chatroomId: ROOM },
    act: ({ chatroomId }, { order }) => order({ op: 'stop', room: chatroomId, on: true }),
  }),
  'chatroom/message/resumeDistribution': call({
    summary: 'Messages reach the room again; those from meanwhile never do.',
    parameters: { chatroomId: ROOM },
    act: ({ chatroomId }, { order }) => order({ op: 'stop', room: chatroomId, on: false }),
  }),
};
