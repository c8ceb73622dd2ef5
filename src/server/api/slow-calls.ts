import { type Calls, call } from './call.js';
import { NOTICE, ROOM } from './common-parameters.js';
import { announce } from './moderation-calls.js';
import { integer } from './parameters.js';
import { knownRoom } from './room-calls.js';

/** Slow mode, which the vendor does not have; named like their calls for freezing a room. */
export const SLOW_CALLS: Calls = {
  'chatroom/slow/add': call({
    summary: 'Slow mode: everybody but staff waits so long from one message to the next (20604 says how long). Gifts and super chats pass. The last call counts.',
    ours: true,
    parameters: { chatroomId: ROOM, second: integer('How long, seconds: up to six hours.', 1, 21_600, 30), ...NOTICE },
    async act({ chatroomId, second, ...notice }, desk) {
      knownRoom(chatroomId, desk);
      await desk.order({ op: 'slow', room: chatroomId, everyMs: second * 1000 });
      await announce(desk, notice, 'slowed', chatroomId);
    },
  }),
  'chatroom/slow/rollback': call({
    summary: 'Ends slow mode.',
    ours: true,
    parameters: { chatroomId: ROOM, ...NOTICE },
    async act({ chatroomId, ...notice }, desk) {
      await desk.order({ op: 'slow', room: chatroomId, everyMs: null });
      await announce(desk, notice, 'unslowed', chatroomId);
    },
  }),
  'chatroom/slow/check': call({
    summary: 'How slow a room is, seconds; 0: it is not.',
    ours: true,
    parameters: { chatroomId: ROOM },
    answers: { second: 30 },
    act: ({ chatroomId }, { moderation }) => ({ second: (moderation.rules.get('slow', chatroomId)?.everyMs ?? 0) / 1000 }),
  }),
};
