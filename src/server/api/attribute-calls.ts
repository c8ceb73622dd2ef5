import { ATTRIBUTE, isAttributeKey, toWireUser, type WireMessage } from '../../protocol/index.js';
import { serverMessage } from '../server-message.js';
import { ApiError } from './api-error.js';
import { type Calls, call, type Desk } from './call.js';
import { ROOM, timeText, USER } from './common-parameters.js';
import { flag, id, json, optional, text, texts, TYPE_NAME } from './parameters.js';
import { profileOf } from './user-calls.js';

/** Keys one call may set. */
const BATCH_MAX = 20;
const KEY = { max: ATTRIBUTE.keyLength, pattern: /^[\w+=-]+$/, example: 'topic' };
const INFO_BYTES = 96 * 1024;
const AUTO = flag('Taken away when its owner leaves.');
/** A message to the room about it, in the app's own shape. */
const MESSAGE = {
  objectName: optional(text('Type of a message that tells the room.', TYPE_NAME), undefined),
  content: optional(json('Content of that message.', 64 * 1024, { topic: 'tea' }), undefined),
};

interface Entries {
  readonly room: string;
  readonly user: string;
  readonly info: Readonly<Record<string, unknown>>;
  readonly auto: boolean;
  /** Done once the entries are known to be well-formed. */
  readonly before?: () => Promise<void>;
}

/** Sets attributes, whoever they belong to: the app server has the last word. @throws {ApiError} parameter, too-long, too-many, no-room */
export async function setEntries(desk: Desk, { room, user, info, auto, before }: Entries): Promise<void> {
  const entries = Object.entries(info);
  if (entries.length > BATCH_MAX) throw new ApiError('too-many', `entryInfo: at most ${BATCH_MAX} keys.`);
  const set: Record<string, string> = {};
  for (const [key, value] of entries) {
    if (!isAttributeKey(key) || typeof value !== 'string') throw new ApiError('parameter', 'entryInfo: keys of A-Z a-z 0-9 + = - _, values that are texts.');
    if (value.length > ATTRIBUTE.valueLength) throw new ApiError('too-long', `entryInfo: values of at most ${ATTRIBUTE.valueLength} characters.`);
    set[key] = value;
  }
  await before?.();
  if (!desk.moderation.rules.has('room', room)) throw new ApiError('no-room', 'There is no such room.');
  const { failed } = await desk.moderation.attributes.change({ room, user, set, force: true, auto, at: desk.clock.now() });
  if (Object.keys(failed).length) throw new ApiError('too-many', `At most ${ATTRIBUTE.perRoom} attributes in a room.`);
}

/** Tells the room, when the app has given a message for that. */
async function tell(desk: Desk, room: string, user: string, objectName: string | undefined, content: Record<string, unknown> | undefined): Promise<void> {
  if (objectName === undefined) return;
  const { user: _, ...own } = content ?? {};
  const message: WireMessage = serverMessage(objectName, { ...own, user: toWireUser(profileOf(user, desk)) }, desk.clock.now());
  const opened = await desk.rooms.load(room, true);
  opened?.add(message, { hidden: false, exempt: true }, () => {});
}

/** Attributes of rooms: small facts that everybody in the room knows, and newcomers learn. */
export const ATTRIBUTE_CALLS: Calls = {
  'chatroom/entry/set': call({
    summary: 'Sets an attribute.',
    parameters: {
      chatroomId: ROOM,
      userId: USER,
      key: text('Name of the attribute.', KEY),
      value: text('Its value.', { max: ATTRIBUTE.valueLength, example: 'tea' }),
      autoDelete: AUTO,
      ...MESSAGE,
    },
    async act({ chatroomId, userId, key, value, autoDelete, objectName, content }, desk) {
      await setEntries(desk, { room: chatroomId, user: userId, info: { [key]: value }, auto: autoDelete });
      await tell(desk, chatroomId, userId, objectName, content);
    },
  }),
  'chatroom/entry/batch/set': call({
    summary: 'Sets up to 20 attributes.',
    parameters: {
      chatroomId: ROOM,
      entryOwnerId: id('Whose they are.', 'ann'),
      entryInfo: json('Values under keys.', INFO_BYTES, { topic: 'tea' }),
      autoDelete: AUTO,
    },
    maxBody: 3 * INFO_BYTES + 4096,
    act: ({ chatroomId, entryOwnerId, entryInfo, autoDelete }, desk) =>
      setEntries(desk, { room: chatroomId, user: entryOwnerId, info: entryInfo, auto: autoDelete }),
  }),
  'chatroom/entry/remove': call({
    summary: 'Takes an attribute away.',
    parameters: { chatroomId: ROOM, userId: USER, key: text('Name of the attribute.', KEY), ...MESSAGE },
    async act({ chatroomId, userId, key, objectName, content }, desk) {
      const { rules } = desk.moderation;
      if (!rules.has('room', chatroomId)) throw new ApiError('no-room', 'There is no such room.');
      const { orders } = await desk.moderation.attributes.change({ room: chatroomId, user: userId, set: { [key]: null }, force: true, auto: false, at: desk.clock.now() });
      if (orders.length === 0) throw new ApiError('parameter', 'key: there is no such attribute.');
      await tell(desk, chatroomId, userId, objectName, content);
    },
  }),
  'chatroom/entry/query': call({
    summary: 'Attributes of a room, all or some.',
    parameters: { chatroomId: ROOM, keys: optional(texts('Their names, the field repeated.', 100, KEY), undefined) },
    answers: { keys: [{ key: 'topic', value: 'tea', userId: 'ann', autoDelete: '0', lastSetTime: '2026-01-31 12:00:00', timestamp: 1769860800000 }] },
    act({ chatroomId, keys }, { moderation: { rules } }) {
      if (!rules.has('room', chatroomId)) throw new ApiError('no-room', 'There is no such room.');
      const chosen = rules.list('attribute', chatroomId).filter(({ key }) => !keys || keys.includes(key));
      return {
        keys: chosen.map(({ key, value: { value, user, auto, at } }) => ({
          key, value, userId: user, autoDelete: auto ? '1' : '0', lastSetTime: timeText(at), timestamp: at,
        })),
      };
    },
  }),
};
