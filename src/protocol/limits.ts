import type { MediaLimits } from './media.js';
import type { SuperchatTier } from './superchat.js';

/** Bounds on everything that comes from outside. The server enforces them; clients ask for them in `hi` and show them early. */
export interface Limits {
  /** Text of one message, user-perceived characters (grapheme clusters). */
  textLength: number;
  /** JSON of one message's content, UTF-8 bytes. */
  contentBytes: number;
  /** One inbound frame, UTF-8 bytes. */
  frameBytes: number;
  /** Messages a user may send in any second, over all their connections. @see S32 */
  messagesPerSecond: number;
  /** Rooms one connection may be in. */
  roomsPerConnection: number;
  /** What a super chat buys, when it is not `SUPERCHAT_TIERS`; cheapest first. */
  superchat?: readonly SuperchatTier[];
  /** Files for messages; absent: the server takes none. */
  media?: MediaLimits;
}

export const DEFAULT_LIMITS: Readonly<Limits> = Object.freeze({
  textLength: 300,
  contentBytes: 8 * 1024,
  frameBytes: 16 * 1024,
  messagesPerSecond: 5,
  roomsPerConnection: 64,
});

/** Messages handed out on join: `history: 0` means this many. @see S20 */
export const HISTORY_DEFAULT = 10;
/** The most `history` may ask for, and what a room stores for newcomers. @see S20, S44 */
export const HISTORY_MAX = 50;
/** How many of the newest messages a room keeps so that a client can resume without a gap. */
export const RESUME_WINDOW = 500;
/** Likes one frame may carry; more taps than this in a second is not a hand. */
export const LIKES_PER_FRAME = 100;
/** Room, user and message ids: bytes of UTF-8 after encoding. @see RongCloud d2 (64 bytes) */
export const ID_BYTES = 64;
/** Message type names. @see S36 */
export const TYPE_LENGTH = 32;
/** A display name, user-perceived characters. */
export const NAME_LENGTH = 64;
/** An avatar address, characters. */
export const AVATAR_LENGTH = 1024;
