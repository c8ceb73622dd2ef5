import type { ChatError } from '../protocol/errors.js';
import type { Persistence } from '../protocol/frames.js';
import type { Limits } from '../protocol/limits.js';
import type { Content, Draft, Message, Sender } from '../protocol/message.js';

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
}

export interface JoinOptions {
  /** −1 none, 0 the default (10), 1…50 that many. @see S20 */
  history?: number;
  /** false joins an existing room only (23410 when there is none). Default true. @see S18, S19 */
  create?: boolean;
}

export interface ChatClient {
  /** Who we are, as the token says; null before the first connection. */
  readonly user: Sender | null;
  readonly state: ConnectionState;
  readonly status: ConnectionStatus;
  /** The server's bounds; the defaults before the first connection. */
  readonly limits: Readonly<Limits>;
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

export interface RoomEvents {
  /** New messages, own pending ones included. */
  messages: MessageBatch;
  /** Known messages whose state or content has changed: sent, failed, recalled. */
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
  /**
   * Sends; the message appears at once as `pending` in `messages`.
   * Resolves with the sent message; rejects with the reason, and the message stays as `failed`.
   * @throws {TypeError} nothing to send, or not a draft.
   * @throws {ChatError} too-large: refused before it became a message, so the caller still has it.
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
