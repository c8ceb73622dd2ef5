import { DEFAULT_LIMITS, DEFAULT_MEDIA_LIMITS, LIKES_PER_FRAME, type Limits } from '../protocol/index.js';
import type { RoomCapacity } from './capacity.js';

const values = {
  /** Where sockets are accepted. */
  path: '/chat',
  limits: DEFAULT_LIMITS as Readonly<Limits>,

  /** A socket that has not said who it is by then is closed, ms. */
  authTimeoutMs: 10_000,
  /** Life of an issued token, ms. */
  tokenTtlMs: 24 * 60 * 60 * 1000,
  /** How far apart the clocks of the app server and this one may be, s. */
  tokenLeewaySeconds: 60,

  /** A ping to every socket at this interval, ms; one that stays silent for two of them is dead. */
  heartbeatMs: 25_000,
  /** A member whose connection broke still counts as present for this long, ms: reconnecting makes no noise. */
  offlineGraceMs: 10_000,
  /** Join and leave notices and the member count go out at most this often, ms. */
  presenceEveryMs: 1000,
  /** Like totals are written to the store at most this often, ms. */
  likesSavedEveryMs: 1000,

  /** At most one frame per room in this time, by members' sockets, ms. A quiet room's first message leaves at once. */
  tickMs: { under500: 50, to5000: 100, above: 250, max: 1000 },
  /** One frame carries at most so many messages … */
  batchMessages: 64,
  /** … or so many bytes of them. */
  batchBytes: 32 * 1024,
  /** Messages of one room that may wait to be published; more are refused as `overloaded`. */
  pendingMessages: 1000,
  /** What a room takes from ordinary people in each window; then low priority is sampled and high priority refused. @see S46 */
  roomCapacity: { windowMs: 200, highOnly: 20, shared: 20 } as RoomCapacity,
  /** When the event loop is later than this (95th percentile, ms), ticks grow. */
  loopLateMs: 50,
  /** Sockets written to before others get their turn. */
  sliceSockets: 1000,
  /** The most one answer to a resume may weigh, bytes; more counts as lost and starts anew. */
  resumeBytes: 512 * 1024,

  /** Whether to offer permessage-deflate. A batch is compressed once for all who take it. */
  compress: true,
  /** Batches smaller than this go out as they are, bytes. */
  compressAbove: 256,

  /** Bytes waiting for one slow socket before it gets no likes and low-priority messages … */
  slowSkipLow: 64 * 1024,
  /** … before it gets no batches at all, and is told what it missed once it has caught up … */
  slowSkipAll: 256 * 1024,
  /** … and before it is closed. */
  slowClose: 1024 * 1024,
  /** A socket that has been behind for this long is closed, ms. */
  slowCloseMs: 10_000,

  /** Bytes waiting for all slow sockets together; above it those furthest behind are closed first. */
  queuedBytesMax: 512 * 1024 * 1024,

  /** Sockets in all; further ones are answered 503. */
  connectionsMax: 20_000,
  /** Frames of any kind a socket may send a second in the long run … */
  framesPerSecond: 50,
  /** … and at once (a reconnect joins its rooms and repeats its unsent messages). */
  framesBurst: 200,

  /** Likes of one user that count in any second. */
  likesPerSecond: LIKES_PER_FRAME,

  /** many: a user may be connected any number of times. one: the newest connection ends the others (31010). @see S16 */
  devices: 'many' as 'many' | 'one',
  /** Minutes without a message or a join after which a room is destroyed, where it was not made otherwise. @see S53 */
  roomIdleMinutes: 60,
  /** Rooms that may be kept from that. @see S54 */
  keepAliveMax: 5,
  /** People of a room who are never shed. @see S47 */
  allowedUsersMax: 5,
  /** Message types that are low, and that are never shed, of each. @see S45, S48 */
  listedTypesMax: 20,
  /** Words that are masked or refused. @see S56 */
  wordsMax: 50,
  /** Messages that may wait for a moderator: of one author … */
  heldPerUser: 10,
  /** … of one room … */
  heldPerRoom: 200,
  /** … and in all: 45 MB at most, 9 KB each. Further ones are refused as `review-full`. */
  heldMax: 5000,
  /** One that nobody has decided on by then counts as rejected; and for so long an author who was away is told what was decided, ms. */
  heldKeepMs: 24 * 60 * 60 * 1000,
  /** Calls of one path of the Server API in any second … */
  apiPerSecond: 100,
  /** … and of user/getToken. */
  tokensPerSecond: 200,
  /** How old the timestamp of a signature may be, ms. The vendor's Node SDK makes one when it starts and uses it for ever. */
  apiSignatureMs: 366 * 24 * 60 * 60 * 1000,
  /** Where the app server hears of rooms and their members; '' for nowhere. */
  callbackUrl: '',
  /** Where it hears of changed attributes; '' for nowhere. */
  attributeCallbackUrl: '',
  /** Where it hears of all messages that have a place, once they have it; '' for nowhere. */
  messageCallbackUrl: '',
  /** Where it hears of messages that wait for a moderator; '' for nowhere. */
  heldCallbackUrl: '',
  /** Where it is asked about each message before anybody sees it; '' for nowhere. */
  reviewUrl: '',
  /** How long it has for one answer, ms … */
  reviewTimeoutMs: 1000,
  /** … and what happens to messages while there is none: open lets them in, closed refuses them for now. */
  reviewFailure: 'open' as 'open' | 'closed',

  /** Where files of messages are posted to and fetched from … */
  mediaPath: '/media',
  /** … and where people fetch them instead, ending in a slash: the address of a cache in front of it. '' for `mediaPath`. */
  mediaUrl: '',
  /** Pages that may post files; '*' for any, as a token is needed anyway. */
  mediaOrigins: '*' as '*' | readonly string[],
  mediaLimits: DEFAULT_MEDIA_LIMITS,
  /** What a picture may unfold to, px. */
  imagePixels: 50_000_000,
  /** Files a user may post in any minute, at once, and in bytes a day. */
  uploadsPerMinute: 20,
  uploadsAtOnce: 4,
  uploadBytesPerDay: 200 * 1024 * 1024,
  /** Files of one user, and of all, that are kept at a time, bytes; beyond it, no more are taken until some are gone. */
  mediaBytesPerUser: 1024 * 1024 * 1024,
  mediaBytesMax: 20 * 1024 * 1024 * 1024,
  /** Files go when they are older than this, ms; 0: never. */
  mediaKeepMs: 90 * 24 * 60 * 60 * 1000,
  /** An upload of which nothing arrives for so long is given up, ms. */
  uploadStallMs: 15_000,

  /** Rooms nobody is in leave memory after this, ms; what they hold stays in the store. */
  roomIdleMs: 60_000,
  /** Rooms nobody ever wrote in are forgotten after this, ms. @see S53 */
  emptyRoomLifeMs: 60 * 60 * 1000,
  /** At start, people who were here before the restart come back within this, ms: no notices. */
  restartQuietMs: 30_000,
};

/** Every number the server decides by, with its unit. Overridable one by one in `createChatServer`. */
export const DEFAULTS: Readonly<typeof values> = Object.freeze(values);
export type Settings = typeof DEFAULTS;
