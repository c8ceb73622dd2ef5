import type { ChatError } from './errors.js';
import type { LocalName } from './gift-name.js';

export type Role = 'host' | 'moderator' | 'member' | 'system';

/** Who said it: carried inside each message, checked by the server against the sender's token. @see S23 */
export interface Sender {
  readonly id: string;
  readonly name: string;
  /** Address of the portrait; absent shows the name's first letter. */
  readonly avatar?: string;
  readonly role?: Role;
}

/** The sender as it stands inside `content.user`, in RongCloud's spelling. */
export interface WireUser {
  id: string;
  name: string;
  portrait?: string;
  role?: Role;
}

/** JSON object; its shape depends on the message type. */
export type Content = { readonly [key: string]: unknown; readonly user?: WireUser };

/** Where a message came from; what is not `live` or `own` is shown in lists but never flies or celebrates again. */
export type Origin = 'live' | 'history' | 'own' | 'local';
/** `pending` until the server has given it a place in the room; `held`: a moderator looks at it first, and only its author sees it; `failed` keeps its reason and can be retried. */
export type MessageState = 'pending' | 'held' | 'sent' | 'failed';

/** One message as every reader sees it. Never mutated: a change is a new object with the same id. */
export interface Message<C extends Content = Content> {
  /** Unique in the room, the same on every device, before and after it is sent. */
  readonly id: string;
  readonly room: string;
  /** Message type, RongCloud's objectName. */
  readonly type: string;
  readonly content: C;
  readonly sender: Sender;
  /** ms since 1970, server clock; the local clock while pending. */
  readonly sentAt: number;
  /** Place in the room's one order; absent for low-priority and local messages. */
  readonly offset?: number;
  readonly state: MessageState;
  readonly origin: Origin;
  /** Why it failed. */
  readonly error?: ChatError;
}

/** The message types the kit itself knows. Names from RongCloud where it has one. */
export const TYPE = {
  text: 'RC:TxtMsg',
  /** A picture with its thumbnail. @see media.ts */
  image: 'RC:ImgMsg',
  /** A voice message. @see media.ts */
  voice: 'RC:HQVCMsg',
  /** A voice message of older clients, in a format that browsers do not play; only received. */
  oldVoice: 'RC:VcMsg',
  /** What a recalled message becomes: { operatorId, recallTime, originalObjectName }. @see S29 */
  recalled: 'RC:RcNtf',
  /** The order to recall: { id, operatorId, recallTime }; has a place in the room's order, so nobody misses it. */
  recall: 'RC:RcCmd',
  /** A line from the system: { message }. */
  info: 'RC:InfoNtf',
  gift: 'live:gift',
  /** Words somebody paid to have seen: { content, amount, currency, tier }. @see superchat.ts */
  superchat: 'live:superchat',
  /** Made by the server: what was given in the room, and by whom most. Reaches who is here now. @see gift-sums.ts */
  sums: 'live:sums',
  /** From host or moderators: { content, until? } pins a notice, without content it is taken down. */
  pin: 'live:pin',
  /** From host or moderators: { title?, value } is what the room gives towards; value 0 ends it. */
  goal: 'live:goal',
  /** Joins and leaves of an interval, merged by the server. */
  members: 'live:members',
  /** Local: the place where messages are missing: { missed: number | null }. */
  gap: 'live:gap',
} as const;

export interface TextContent extends Content {
  readonly content: string;
  readonly mentionedInfo?: { readonly userIdList: readonly string[] };
}

export interface GiftContent extends Content {
  /** Catalogue id. */
  readonly gift: string;
  /** For everybody, or per language: readers see their own. */
  readonly name: LocalName;
  /** Picture address, or the id of a built-in icon as `icon:<id>`. */
  readonly icon?: string;
  /** Price of one in the app's smallest unit. */
  readonly price: number;
  /** How many this message adds. */
  readonly count: number;
  /** Repeats of one streak share this id … */
  readonly combo?: string;
  /** … and say the streak's total so far, this message included. */
  readonly total?: number;
}

export interface MembersContent extends Content {
  /** A few of those who came, newest last; `joinedCount` says how many there were. */
  readonly joined: readonly WireUser[];
  readonly joinedCount: number;
  readonly left: readonly WireUser[];
  readonly leftCount: number;
}

export interface RecalledContent extends Content {
  readonly operatorId: string;
  /** ms since 1970, server clock. */
  readonly recallTime: number;
  readonly originalObjectName: string;
}

/** What a caller hands to `send`, `insert` or a list's `push`: a text, or a type with its content. */
export type Draft = string | { readonly type?: string; readonly text?: string; readonly content?: Content };

/**
 * One shape for all drafts.
 * @throws {TypeError} neither text nor content, or a type that is not a string.
 */
export function toContent(draft: Draft): { type: string; content: Content } {
  if (typeof draft === 'string') return { type: TYPE.text, content: { content: draft } };
  if (typeof draft !== 'object' || draft === null) {
    throw new TypeError(`A message is a text or { type, content }; got ${String(draft)}.`);
  }
  const { type = TYPE.text, text, content } = draft;
  if (typeof type !== 'string' || type === '') throw new TypeError(`A message type must be a string, not empty; got ${String(type)}.`);
  if (content !== undefined) {
    if (typeof content !== 'object' || content === null || Array.isArray(content)) {
      throw new TypeError(`Content of ${type} must be an object; got ${String(content)}.`);
    }
    return { type, content };
  }
  if (typeof text === 'string') return { type, content: { content: text } };
  throw new TypeError(`A message of type ${type} needs content (an object) or text.`);
}

/** What stands in their `content` is data. */
const WORDLESS: ReadonlySet<unknown> = new Set([TYPE.image, TYPE.voice, TYPE.oldVoice]);

/** The words of a text-like message; empty for types without any. */
export function textOf(message: { readonly content: Content; readonly type?: string }): string {
  if (WORDLESS.has(message.type)) return '';
  const { content, message: notice } = message.content;
  return typeof content === 'string' ? content : typeof notice === 'string' ? notice : '';
}

export function toSender(user: WireUser): Sender {
  return {
    id: user.id,
    name: user.name,
    ...(user.portrait ? { avatar: user.portrait } : {}),
    ...(user.role ? { role: user.role } : {}),
  };
}

export function toWireUser(sender: Sender): WireUser {
  return {
    id: sender.id,
    name: sender.name,
    ...(sender.avatar ? { portrait: sender.avatar } : {}),
    ...(sender.role && sender.role !== 'member' ? { role: sender.role } : {}),
  };
}

/** A message from parts, as programs push and insert them: whatever is missing gets a sensible value. */
export type MessageInput = Message | (Draft & object & Partial<Omit<Message, 'content' | 'type'>>) | string;

let localIds = 0;

/**
 * A full message from what a program has at hand; `room` and `sender` fill the gaps.
 * @throws {TypeError} neither text nor content.
 */
export function toMessage(input: MessageInput, room = '', sender?: Sender): Message {
  const parts: Partial<Message> = typeof input === 'string' ? {} : input;
  const { type, content } = toContent(input as Draft);
  const from = parts.sender ?? (content.user ? toSender(content.user) : sender);
  return {
    id: parts.id ?? `local.${Date.now().toString(36)}.${(++localIds).toString(36)}`,
    room: parts.room ?? room,
    type,
    content,
    sender: from ?? { id: '', name: '' },
    sentAt: parts.sentAt ?? Date.now(),
    state: parts.state ?? 'sent',
    origin: parts.origin ?? 'local',
    ...(parts.offset === undefined ? {} : { offset: parts.offset }),
    ...(parts.error === undefined ? {} : { error: parts.error }),
  };
}
