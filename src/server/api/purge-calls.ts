import { setImmediate } from 'node:timers/promises';
import { purge } from '../moderation/purge.js';
import { ApiError } from './api-error.js';
import { type Calls, call } from './call.js';
import { id, ids, integer, optional } from './parameters.js';
import { knownRoom } from './room-calls.js';

/** Latest time a JavaScript date can name, ms. */
const TIME_MAX = 8.64e15;

/** Taking back much at once, which the vendor can do one message at a time only. */
export const PURGE_CALLS: Calls = {
  'message/chatroom/purge': call({
    summary:
      'Takes back everything a user said, in some rooms or in all; or everything said in rooms, by whomever. With times, only what was said between them. Clients drop it at once, and it is gone from the history; what waits for a moderator is rejected. Pins and goals stay.',
    ours: true,
    parameters: {
      chatroomId: optional(ids('Room ids, the field repeated. Left out: every room; then userId is needed.', 100, 'room-1'), undefined),
      userId: optional(id('Whose messages. Left out: those of everybody.', 'ann'), undefined),
      fromTime: optional(integer('Nothing older, ms since 1970.', 0, TIME_MAX, 1_769_860_800_000), 0),
      toTime: optional(integer('Nothing newer, ms since 1970.', 0, TIME_MAX, 1_769_861_400_000), TIME_MAX),
      operatorId: optional(id('Who did it, for the record.', 'moderator-1'), 'system'),
    },
    answers: { total: 12 },
    async act({ chatroomId, userId, fromTime, toTime, operatorId }, desk) {
      if (!chatroomId && userId === undefined) throw new ApiError('parameter', 'chatroomId or userId must be given.');
      if (fromTime > toTime) throw new ApiError('parameter', 'toTime must not be before fromTime.');
      for (const room of chatroomId ?? []) knownRoom(room, desk);
      const namespaces = userId === undefined ? [] : desk.tokens.namespaces(userId);
      let total = 0;
      for (const name of chatroomId ?? desk.moderation.rules.rooms('room')) {
        // First: nobody lets in what is to go.
        total += await desk.holding.purge(name, userId, fromTime, toTime, operatorId);
        const room = await desk.rooms.load(name, false);
        if (room) total += await purge(room, { user: userId, namespaces, from: fromTime, to: toTime }, operatorId, desk.clock.now());
        // Many rooms: others get their turn in between.
        await setImmediate();
      }
      return { total };
    },
  }),
};
