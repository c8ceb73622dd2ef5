import type { Content, WireUser } from './message.js';
import type { Limits } from './limits.js';
import type { NoteKind } from './note-kinds.js';

/**
 * The wire, version 1: text frames, one JSON object each, `k` says the kind.
 *
 * A socket opens, the client says `auth`, the server `hi`; then rooms are joined and left. What the server sends to a
 * room is one `b` (batch) frame a tick, the same bytes for everyone in it. Short keys, because a frame is multiplied by the
 * number of viewers.
 */
export const SUBPROTOCOL = 'live-chatroom.v1';
export const PROTOCOL_VERSION = 1;

/** With an acknowledgement: words in the message were masked. @see S56 */
export const WORDS_MASKED = 21502;

/** Whether a message is kept: 0 not stored, 1 stored, 3 stored and counted, 16 status: only for who is here now. @see S37 */
export type Persistence = 0 | 1 | 3 | 16;

/** `id` numbers a request within its connection; the reply (`hi`, `joined`, `ack`, `ok`, `err`) repeats it. */
export type ClientFrame =
  | { k: 'auth'; id: number; v: number; token: string }
  | {
      k: 'join';
      id: number;
      room: string;
      /** Make the room where there is none; otherwise 23410. */
      create: boolean;
      /** History wanted, 0…50 messages. */
      want: number;
      /** Position after a break: epoch and last offset seen. */
      ep?: string;
      off?: number;
    }
  | { k: 'msg'; id: number; room: string; mid: string; t: string; c: Content; p?: Persistence }
  | { k: 'like'; room: string; n: number }
  | { k: 'ask'; id: number; room: string; what: 'history'; before: number; n: number }
  | { k: 'ask'; id: number; room: string; what: 'members'; n: number }
  | { k: 'ask'; id: number; room: string; what: 'attributes' }
  | {
      k: 'attr';
      id: number;
      room: string;
      /** At most 10 keys in all; null takes one away. */
      set: Record<string, string | null>;
      /** Also those of others. */
      force?: true;
      /** Take them away when I leave. */
      auto?: true;
      /** Only where the version is still this; 0 where there must be none. */
      was?: Record<string, number>;
      /** Tells the room by a message of type `RC:chrmKVNotiMsg`, with words of the app's own. */
      note?: string;
    }
  | { k: 'recall'; id: number; room: string; mid: string }
  | { k: 'leave'; id: number; room: string }
  | { k: 'ping'; id: number };

/** What one person may not do in a room just now; absent fields mean that they may. */
export interface WirePermissions {
  /** Only read, until then: ms since 1970, server clock. */
  muted?: number;
  /** Only read, because the room is frozen and they are nobody's exception. */
  frozen?: true;
  /** Slow mode: so long from one message to the next, ms. Not for staff, gifts and super chats. */
  slow?: number;
}

/** A room attribute: value, whose it is, and its version, which grows with every change. */
export type WireAttribute = [value: string, user: string, version: number];

/** A message on the wire. In a batch the offset is not written: it is `s` plus the index. */
export interface WireMessage {
  /** Message id. */
  i: string;
  /** Type. */
  t: string;
  /** Content, with the sender in `user`. */
  c: Content;
  /** ms since 1970, server clock. */
  ts: number;
  /** Offset; only where it does not follow from the frame. */
  o?: number;
}

/** How a join relates to the position the client gave: fresh, exactly what was missed, or continuity cannot be proved. */
export type Recovery = 'none' | 'full' | 'lost';

export interface RoomInfo {
  /** Members now. */
  n: number;
  /** Likes since the room was made. */
  likes: number;
  /** A few members, host and moderators first, then the latest: the audience strip before anyone moves. */
  members: WireUser[];
  /** What the one who joins may not do; absent: nothing. */
  may?: WirePermissions;
}

export type ServerFrame =
  | {
      k: 'hi';
      id: number;
      v: number;
      /** The server's clock, ms since 1970. */
      now: number;
      user: WireUser;
      /** Every message id of this user starts with this; the same for the same user on every connection. */
      ns: string;
      /** The server pings at this interval, ms; silence for longer means the connection is dead. */
      hb: number;
      limits: Limits;
    }
  | {
      k: 'joined';
      id: number;
      room: string;
      ep: string;
      /** Offset of the newest message; batches continue from here. */
      off: number;
      rec: Recovery;
      /** Oldest first, each with its offset. `full`: all that was missed. Otherwise the newest `want`. */
      h: WireMessage[];
      info: RoomInfo;
    }
  | {
      k: 'b';
      room: string;
      /** Offset of the first of `m`. */
      s?: number;
      /** Messages with consecutive offsets. */
      m?: WireMessage[];
      /** Messages without an offset: low priority, never recovered. */
      e?: WireMessage[];
      /** Low-priority messages shed since the last batch. */
      x?: number;
      /** Likes: new since the last batch, and in all. */
      l?: [delta: number, total: number];
      /** Members, when changed. */
      n?: number;
      /** The room's epoch has changed: positions are void, join again. */
      ep?: string;
    }
  /** This connection was too slow and was skipped up to and including offset `to`. */
  | { k: 'gap'; room: string; to: number }
  /**
   * The message has a place: offset (absent for low priority) and time. `dup`: it had it before. `code`: 21502, words in it were masked.
   * `state`: it has none, and waits for a moderator. Once approved it comes like any other; for one that is rejected its author gets a recall order in `e`.
   */
  | { k: 'ack'; id: number; off?: number; ts: number; dup?: true; code?: number; state?: 'held' }
  | {
      k: 'ok';
      id: number;
      h?: WireMessage[];
      more?: boolean;
      members?: WireUser[];
      n?: number;
      attrs?: Record<string, WireAttribute>;
      /** Keys of `attr` that were left as they were, and why (code). */
      failed?: Record<string, number>;
    }
  | { k: 'err'; id: number; code: number; msg?: string; in?: number }
  | { k: 'ctl'; room: string; op: 'destroyed' | 'kicked'; code: number }
  /** What I may do in this room from now on; instead of what was said before. */
  | ({ k: 'may'; room: string } & WirePermissions)
  | { k: 'notice'; room: string; what: NoteKind; users: string[]; until?: number; extra?: string; at: number }
  /** Attributes that have changed; null: taken away. */
  | { k: 'attributes'; room: string; set: Record<string, WireAttribute | null> }
  /** A message outside of all rooms, to everybody who is connected. */
  | { k: 'cast'; m: WireMessage }
  /** Before every close by the server: why, and whether and when (ms) to come back. */
  | { k: 'bye'; code: number; again: boolean; in: number }
  | { k: 'pong'; id: number };

export type ServerFrameOf<K extends ServerFrame['k']> = Extract<ServerFrame, { k: K }>;
export type ClientFrameOf<K extends ClientFrame['k']> = Extract<ClientFrame, { k: K }>;
