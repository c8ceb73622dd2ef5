import { messageHeld } from '../callbacks/held-event.js';
import type { Verdict } from '../store/held.js';
import { type Calls, call, type Desk } from './call.js';
import { ROOM } from './common-parameters.js';
import { id, ids, integer, optional } from './parameters.js';
import { knownRoom } from './room-calls.js';

const MESSAGES = ids('Ids of messages, the field repeated.', 100, 'AbCdEfGhIj.1');
const OPERATOR = optional(id('Who did it, for the record.', 'moderator-1'), 'system');
const STATES = 'missing: it does not wait any more, or the other was decided. failed: the room takes nothing just now; it waits on, call again.';

async function decide(desk: Desk, verdict: Verdict, room: string, messages: readonly string[], by: string) {
  knownRoom(room, desk);
  desk.lifetimes.touch(room);
  const decided = await desk.holding.decide(room, messages, verdict, by);
  return { messages: decided.map(({ id: messageUID, ...rest }) => ({ messageUID, ...rest })) };
}

/** Messages that wait for a moderator, which the vendor does not have. */
export const HELD_CALLS: Calls = {
  'message/chatroom/held/query': call({
    summary: 'Messages that wait for a moderator, oldest first, a page at a time. Nobody but their authors knows of them.',
    ours: true,
    parameters: {
      chatroomId: optional(ROOM, undefined),
      page: optional(integer('From 1.', 1, 1_000_000), 1),
      size: optional(integer('Messages a page.', 1, 100, 50), 50),
    },
    answers: {
      total: 1,
      messages: [{
        chatRoomId: 'room-1', fromUserId: 'ann', objectName: 'RC:TxtMsg', content: { content: 'a casino', user: { id: 'ann', name: 'Ann' } }, messageUID: 'AbCdEfGhIj.1', reason: 'word', time: 1769860800000,
      }],
    },
    async act({ chatroomId, page, size }, desk) {
      if (chatroomId !== undefined) knownRoom(chatroomId, desk);
      const { messages, total } = await desk.holding.list(chatroomId ?? null, (page - 1) * size, size);
      return { total, messages: messages.map(messageHeld) };
    },
  }),
  'message/chatroom/held/approve': call({
    summary: `Lets messages in that wait: they are said now, in the order in which they were written, and no rule is asked again. ${STATES}`,
    ours: true,
    parameters: { chatroomId: ROOM, messageUID: MESSAGES, operatorId: OPERATOR },
    answers: { messages: [{ messageUID: 'AbCdEfGhIj.1', state: 'approved', offset: 7 }] },
    act: ({ chatroomId, messageUID, operatorId }, desk) => decide(desk, 'approved', chatroomId, messageUID, operatorId),
  }),
  'message/chatroom/held/reject': call({
    summary: `Does not let them in: their authors are told, and the words forgotten. ${STATES}`,
    ours: true,
    parameters: { chatroomId: ROOM, messageUID: MESSAGES, operatorId: OPERATOR },
    answers: { messages: [{ messageUID: 'AbCdEfGhIj.1', state: 'rejected' }] },
    act: ({ chatroomId, messageUID, operatorId }, desk) => decide(desk, 'rejected', chatroomId, messageUID, operatorId),
  }),
};
