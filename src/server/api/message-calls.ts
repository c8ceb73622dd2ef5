import { ChatError, type Content, type Role, toWireUser, TYPE, type WireMessage, type WireUser } from '../../protocol/index.js';
import type { Room } from '../room.js';
import { serverMessage } from '../server-message.js';
import { ApiError } from './api-error.js';
import { type Calls, call, type Desk } from './call.js';
import { USER } from './common-parameters.js';
import { hourOf, messagesOf } from './hour-log.js';
import { choice, flag, id, ids, integer, json, optional, text, TYPE_NAME } from './parameters.js';
import { profileOf } from './user-calls.js';

/** JSON of one message. @see S35 */
const CONTENT_BYTES = 128 * 1024;
/** Every byte may come as three (`%7B`). */
const BODY_BYTES = 3 * CONTENT_BYTES + 8192;
/** Those have calls of their own, or are for the server alone. */
const RESERVED: ReadonlySet<string> = new Set([TYPE.recall, TYPE.recalled, TYPE.members, TYPE.gap, TYPE.sums]);
const ROLES: readonly Role[] = ['host', 'moderator', 'member', 'system'];

const OBJECT_NAME = text('Message type.', { ...TYPE_NAME, example: 'RC:TxtMsg' });
const CONTENT = json('Content, as JSON.', CONTENT_BYTES, { content: 'hello' });

/** The sender as the app says in `content.user`; else as they are known. */
function senderOf(fromUserId: string, claimed: unknown, desk: Desk): WireUser {
  const known = toWireUser(profileOf(fromUserId, desk));
  if (typeof claimed !== 'object' || claimed === null) return known;
  const { name, portrait, role } = claimed as Record<string, unknown>;
  return {
    ...known,
    ...(typeof name === 'string' && name ? { name } : {}),
    ...(typeof portrait === 'string' ? { portrait } : {}),
    ...(ROLES.includes(role as Role) ? { role: role as Role } : {}),
  };
}

function toMessage(fromUserId: string, objectName: string, content: Record<string, unknown>, desk: Desk): WireMessage {
  if (RESERVED.has(objectName)) throw new ApiError('parameter', 'objectName: this type is made by the server alone.');
  const { user, ...own } = content;
  return serverMessage(objectName, { ...(own as Content), user: senderOf(fromUserId, user, desk) }, desk.clock.now());
}

/** Resolves with the message's place. @throws {ApiError} too-frequent, timeout */
function add(room: Room, message: WireMessage, hidden: boolean): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    room.add(message, { hidden, exempt: true }, (outcome) => {
      if (!(outcome instanceof ChatError)) resolve(outcome.offset);
      else reject(new ApiError(outcome.name === 'overloaded' ? 'too-frequent' : 'timeout', 'The room takes no message just now. Try again.'));
    });
  });
}

const broadcast = (to: 'rooms' | 'online', summary: string) =>
  call({
    summary,
    parameters: { fromUserId: USER, objectName: OBJECT_NAME, content: CONTENT },
    maxBody: BODY_BYTES,
    act: ({ fromUserId, objectName, content }, desk) => desk.order({ op: 'broadcast', to, message: toMessage(fromUserId, objectName, content, desk) }),
  });

/** Messages by the app itself: not bound by mutes, words or rates, never shed. */
export const MESSAGE_CALLS: Calls = {
  'message/chatroom/publish': call({
    summary: 'Says something in rooms, in the name of a user who need not be there. Its own clients hear it too.',
    parameters: {
      fromUserId: USER,
      toChatroomId: ids('Room ids, the field repeated.', 100, 'room-1'),
      objectName: OBJECT_NAME,
      content: CONTENT,
      isPersisted: optional(choice('Whether newcomers see it.', ['1', '0']), '1'),
      isIncludeSender: flag('Taken for the sake of the vendor; the sender always hears it.'),
    },
    maxBody: BODY_BYTES,
    answers: { messageUIDs: [{ chatroomId: 'room-1', messageUID: 'sys.AbCdEfGhIjKl', sentTime: 1769860800000, offset: 7 }] },
    async act({ fromUserId, toChatroomId, objectName, content, isPersisted }, desk) {
      const messages = toChatroomId.map((room) => ({ room, message: toMessage(fromUserId, objectName, content, desk) }));
      const missing = toChatroomId.filter((room) => !desk.moderation.rules.has('room', room));
      if (missing.length) throw new ApiError('no-room', `toChatroomId: no such room: ${missing.join(', ')}.`);
      const placed = messages.map(async ({ room, message }) => {
        const place = { chatroomId: room, messageUID: message.i, sentTime: message.ts };
        desk.lifetimes.touch(room);
        if (desk.moderation.stopped(room)) return place;
        const opened = await desk.rooms.load(room, true);
        const offset = opened ? await add(opened, message, isPersisted === '0') : undefined;
        return { ...place, ...(offset === undefined ? {} : { offset }) };
      });
      return { messageUIDs: await Promise.all(placed) };
    },
  }),
  'message/chatroom/broadcast': broadcast('rooms', 'Says something in every room. Reaches those who are there; is stored nowhere and keeps no room alive.'),
  'message/online/broadcast': broadcast('online', 'Says something to everybody who is connected, outside of rooms.'),
  'message/recall': call({
    summary: 'Takes a message back for everybody.',
    parameters: {
      fromUserId: USER,
      conversationType: optional(choice('4: a room.', ['4']), '4'),
      targetId: id('Room id.', 'room-1'),
      messageUID: text('Id of the message.', { max: 64, example: 'sys.AbCdEfGhIjKl' }),
      sentTime: optional(integer('When it was sent, ms since 1970. Not needed.', 0, 8.64e15), 0),
      isAdmin: flag('Taken for the sake of the vendor.'),
      isDelete: flag('Without a line in its place for those who come later. Who has seen it still sees that it was taken back.'),
    },
    async act({ fromUserId, targetId, messageUID, isDelete }, desk) {
      if (!desk.moderation.rules.has('room', targetId)) throw new ApiError('no-room', 'targetId: there is no such room.');
      const room = await desk.rooms.load(targetId, true);
      await new Promise<void>((resolve, reject) => {
        const refuse = ({ name }: ChatError) =>
          reject(name === 'message-not-found' ? new ApiError('parameter', 'messageUID: there is no such message.') : new ApiError('timeout', 'Try again.'));
        try {
          const settle = (outcome: unknown) => (outcome instanceof ChatError ? refuse(outcome) : resolve());
          room?.recall(messageUID, profileOf(fromUserId, desk), () => true, settle, isDelete);
        } catch (thrown) {
          refuse(ChatError.from(thrown));
        }
      });
    },
  }),
  'message/history': call({
    summary: 'Where the messages of an hour can be fetched: a text file, a message a line. As far as rooms still have them.',
    parameters: { date: text('The hour, UTC: YYYYMMDDHH.', { min: 10, max: 10, pattern: /^\d{10}$/, example: '2026013112' }) },
    answers: { url: 'http://127.0.0.1:8787/message/history/file/2026013112?expires=1769864400000&signature=0a1b', date: '2026013112' },
    async act({ date }, desk) {
      hourOf(date);
      const lines = desk.moderation.rules.has('forgotten-hour', '', date) ? [] : await messagesOf(date, desk);
      if (lines.length === 0) return { url: '', date };
      const expires = desk.clock.now() + 60 * 60 * 1000;
      const path = `/message/history/file/${date}?expires=${expires}`;
      return { url: `${desk.origin}${path}&signature=${desk.seal(path)}`, date };
    },
  }),
  'message/history/delete': call({
    summary: 'Hands out the messages of an hour no more. Rooms keep them.',
    parameters: { date: text('The hour, UTC: YYYYMMDDHH.', { min: 10, max: 10, pattern: /^\d{10}$/, example: '2026013112' }) },
    act({ date }, { order }) {
      hourOf(date);
      return order({ op: 'forget-hour', hour: date });
    },
  }),
};
