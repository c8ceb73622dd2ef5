import type { ChatError } from '../protocol/errors.js';
import type { Persistence, WireAttribute } from '../protocol/frames.js';
import type { Limits } from '../protocol/limits.js';
import type { Content, Draft, Message, Sender } from '../protocol/message.js';
import type { NoteKind } from '../protocol/note-kinds.js';

/**
 * What every client offers, whatever is behind it: our server (`SocketClient`), a room in the page
 * (`createLocalClient`) or a vendor. Elements know nothing but this file.
 */

export type ConnectionState = 'disconnected' | 'connecting' | 'connected';
export type RoomState = 'left' | 'joining' | 'joined';

export interface ConnectionStatus {
  readonly state: ConnectionState;
  /** Why it is not connected; null while all is well or before the first `connect()`. */
  readonly reason: ChatError | null;
  /** Attempts since the connection was last good; 0 when connected. */
  readonly attempt: number;
  /** When the next attempt starts, ms since 1970 by the local clock; null when none is planned. */
  readonly retryAt: number | null;
}

export interface ClientEvents {
  state: ConnectionStatus;
  /** A message of the app to everybody who is connected, outside of all rooms; its `room` is empty. */
  broadcast: Message;
}

export interface JoinOptions {
  /** −1 none, 0 the default (10), 1…50 that many. @see S20 */
  history?: number;
  /** false joins an existing room only (23410 when there is none). Default true. @see S18, S19 */
  create?: boolean;
}

/** How files of messages get to where others can load them; see `uploadMedia`. */
export interface FileDoor {
  /** The chat server's address: paths of files are relative to it. */
  readonly address: string;
  /** What opens it, where files go over HTTP … */
  readonly tokens?: { get(): Promise<string>; refused(reason: ChatError): boolean; proved(): void };
  /** … or what takes a file here and now, and says its address. */
  store?(file: { readonly size: number; readonly type: string }): Promise<string>;
}

export interface ChatClient {
  /** Who we are, as the token says; null before the first connection. */
  readonly user: Sender | null;
  readonly state: ConnectionState;
  readonly status: ConnectionStatus;
  /** The server's bounds; the defaults before the first connection. */
  readonly limits: Readonly<Limits>;
  /** Absent where files cannot be sent at all; `limits.media` says whether and how large. */
  readonly files?: FileDoor;
  /** Custom message types; register before their first use. */
  readonly types: MessageTypes;
  /**
   * Connects, and stays connected until `disconnect()` or a final refusal.
   * Resolves when connected for the first time; rejects only on a final refusal (token, banned, kicked).
   */
  connect(): Promise<Sender>;
  disconnect(): void;
  /** The handle of a room, joined or not; the same object for the same id. */
  room(id: string): ChatRoom;
  /** Joins; joining a joined room resolves at once. Connects first where needed. */
  join(room: string, options?: JoinOptions): Promise<ChatRoom>;
  /** Listens; returns the undo. */
  on<K extends keyof ClientEvents>(name: K, listener: (event: ClientEvents[K]) => void): () => void;
}

/** New messages, oldest first, with where they came from and how many of this burst are still to come. */
export interface MessageBatch extends ReadonlyArray<Message> {
  readonly origin: Message['origin'];
  /** Messages of the same burst in later batches; refresh heavy displays only at 0. @see S28 */
  readonly left: number;
}

export interface RoomStatus {
  readonly state: RoomState;
  /** Why it was left or cannot be joined; null otherwise. */
  readonly reason: ChatError | null;
}

export interface Likes {
  /** New since the last event, from anybody … */
  readonly delta: number;
  /** … of which this client has sent so many. */
  readonly own: number;
  readonly total: number;
}

export interface Members {
  /** People in the room, exact to the last update (at most one a second). */
  readonly count: number;
  /** Some of them: host and moderators first, then the latest; at most 50. */
  readonly list: readonly Sender[];
}

/** What we may not do in a room. It ends by itself at its time; no event says so. */
export interface Permissions {
  /** We can only read until then, ms since 1970, local clock; 0 when we are not muted. */
  readonly mutedUntil: number;
  /** Only staff and chosen people may write just now, and we are none of them. */
  readonly frozen: boolean;
  /** Slow mode: so long from one message of ours to the next, ms; 0: none. */
  readonly slow: number;
}

/** What the app or its moderators have decided and want to be seen. */
export interface Notice {
  readonly what: NoteKind;
  /** Whom it concerns; empty when it is the whole room. */
  readonly users: readonly string[];
  /** When it ends, ms since 1970, server clock. */
  readonly until?: number;
  /** Words of the app's own. */
  readonly extra?: string;
  /** ms since 1970, server clock. */
  readonly at: number;
}

export interface Attribute {
  readonly value: string;
  /** Id of whose it is. */
  readonly user: string;
  /** Grows with every change. */
  readonly version: number;
}

export interface AttributeOptions {
  /** Also keys that belong to others. */
  force?: boolean;
  /** Take them away when we leave. */
  auto?: boolean;
  /** Versions the keys must still have, 0 where there must be none; otherwise `attribute-conflict`. */
  was?: Readonly<Record<string, number>>;
  /** Tells the room by a message `RC:chrmKVNotiMsg`, with words of the app's own, at most 2048 bytes. */
  note?: string;
}

/** Small facts of a room that everybody in it knows: at most 100. @see RongCloud c4 */
export interface RoomAttributes {
  readonly all: ReadonlyMap<string, Attribute>;
  get(key: string): Attribute | undefined;
  /**
   * Sets up to 10 keys; null takes one away. Each stands for itself: where some fail, the others are changed.
   * @throws {TypeError} a key or value out of range.
   * @throws {ChatError} attribute-owner, attribute-conflict …, or attribute-partly when only some of them are at fault.
   */
  set(entries: Readonly<Record<string, string | null>>, options?: AttributeOptions): Promise<void>;
  /** Hears which keys have changed; returns the undo. */
  on(listener: (changed: readonly string[]) => void): () => void;
}

export interface RoomEvents {
  /** New messages, own pending ones included. */
  messages: MessageBatch;
  /** Known messages whose state or content has changed: sent, held, failed, recalled. */
  updated: readonly Message[];
  /** Ids of messages taken out locally. */
  removed: readonly string[];
  /** The order has changed; read `messages` anew. Rare: a failed message was retried, a break was mended. */
  reordered: readonly Message[];
  likes: Likes;
  members: Members;
  state: RoomStatus;
  /** Low-priority messages that the server did not deliver since the last event. */
  shed: number;
  /** Told with every join, and when it changes. */
  permissions: Permissions;
  notice: Notice;
  /** Attributes as they come; `attributes()` keeps them in order. */
  attributes: { readonly set: Readonly<Record<string, WireAttribute | null>> };
}

export interface ChatRoom {
  readonly id: string;
  readonly client: ChatClient;
  readonly state: RoomState;
  readonly status: RoomStatus;
  /** Newest last, at most `ROOM_LOG_SIZE`; pending messages of ours stand at the end. */
  readonly messages: readonly Message[];
  readonly members: Members;
  /** Likes since the room was made. */
  readonly likes: number;
  /** What we may not do here just now. */
  readonly permissions: Permissions;
  /**
   * Sends; the message appears at once as `pending` in `messages`.
   * Resolves with the sent message, or with one that is `held` until a moderator has looked at it (`updated` tells what became of it); rejects with the reason, and the message stays as `failed`. What cannot become a message, a text
   * too long (`too-large`) or with nothing to be seen (`bad-parameter`), rejects too, and is not in `messages`: the caller still has it.
   * @throws {TypeError} a program's mistake: not a draft, or a type that cannot be sent.
   */
  send(draft: Draft): Promise<Message>;
  /** Sends a failed message again under its own id, so it cannot arrive twice. */
  retry(id: string): Promise<Message>;
  /** Taps on "like"; merged to one frame a second that carries the count. @see S63 */
  like(count?: number): void;
  /** Shows a message here only. @see S30 */
  insert(message: Draft & object & Partial<Message>): Message;
  /** Forgets messages here only. @see S31 */
  remove(ids: string | readonly string[]): void;
  /** Takes a sent message back for everybody. */
  recall(id: string): Promise<void>;
  /** Older messages than the oldest known one; they are put in front of `messages`. Empty when there are no more. */
  loadHistory(count?: number): Promise<readonly Message[]>;
  /** The room's attributes, up to date from then on. Rejects when we are not in the room. */
  attributes(): Promise<RoomAttributes>;
  leave(): Promise<void>;
  on<K extends keyof RoomEvents>(name: K, listener: (event: RoomEvents[K]) => void): () => void;
}

/** Messages a room's log keeps; the oldest go first. */
export const ROOM_LOG_SIZE = 2000;

/**
 * A message type of the app's own. @see S36–S39
 * Its content travels as JSON; `encode` and `decode` bring it into the app's own shape and back.
 */
export interface MessageType<T = unknown> {
  /** 1…32 letters, digits and `: . _ -`; not starting with `RC:`, which is the vendor's. */
  readonly name: string;
  readonly encode?: (value: T) => Content;
  /** What throws here is kept raw and shown as an unknown message. */
  readonly decode?: (content: Content) => T & Content;
  /** 0 not stored, 1 stored, 3 stored and counted (default), 16 status: reaches only who is here now. */
  readonly persistence?: Persistence;
  /** One line for lists and notifications. */
  readonly digest?: (message: Message) => string;
}

export interface MessageTypes {
  /** @throws {TypeError} a bad name, or one that is taken. Returns the undo. */
  register<T>(type: MessageType<T>): () => void;
  get(name: string): MessageType | undefined;
}
