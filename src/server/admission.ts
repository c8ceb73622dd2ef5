import {
  ChatError, type ClientFrameOf, type Content, DEFAULT_MEDIA_LIMITS, graphemes, imageFault, isBlank, isLocalName, type Limits, type MediaLimits, type Sender, toWireUser,
  superchatFault, type SuperchatTier, TYPE, utf8Bytes, voiceFault, type WireMessage,
} from '../protocol/index.js';

/** Types of the vendor's namespace that people may send; the rest of `RC:` is not theirs to use. @see S36 */
const RC_TYPES: ReadonlySet<string> = new Set([TYPE.text, TYPE.image, TYPE.voice]);
/** Types only the server, or only a client for itself, makes. */
const RESERVED: ReadonlySet<string> = new Set([TYPE.members, TYPE.gap, TYPE.sums]);
/** Types for those who run the room. */
const FOR_STAFF: ReadonlySet<string> = new Set([TYPE.pin, TYPE.goal]);
/** Items one gift message may add, and a streak may reach. */
const GIFTS_MAX = 9999;
const STREAK_MAX = 1_000_000_000;

type Draft = Pick<ClientFrameOf<'msg'>, 'mid' | 't' | 'c'>;

/**
 * Decides whether a message may enter a room, and gives it its final form: with the sender's own name in it and the server's time on it.
 * Mutes, word lists and priorities join here: everything that refuses a message does so before it has a place.
 * @throws {ChatError} what is wrong with it.
 */
export function admit(draft: Draft, sender: Sender, namespace: string, limits: Readonly<Limits>, now: number): WireMessage {
  const { mid, t, c } = draft;
  if (!mid.startsWith(namespace)) throw new ChatError('bad-parameter', { message: 'mid must start with the ns of hi' });
  if (RESERVED.has(t) || (t.startsWith('RC:') && !RC_TYPES.has(t))) {
    throw new ChatError('bad-parameter', { message: 'this type is not for clients to send' });
  }
  if (FOR_STAFF.has(t) && sender.role !== 'host' && sender.role !== 'moderator') {
    throw new ChatError('bad-parameter', { message: 'only host and moderators send this type' });
  }
  const { user: claimed, ...rest } = c;
  checkSize(rest, limits);
  checkContent(t, rest, limits);
  const user = toWireUser(sender);
  if (claimed !== undefined) checkSender(claimed, sender);
  return { i: mid, t, c: { ...rest, user }, ts: now };
}

function checkSize(content: Content, { contentBytes }: Readonly<Limits>): void {
  const json = JSON.stringify(content);
  if (utf8Bytes(json) > contentBytes) throw new ChatError('too-large', { message: `content is at most ${contentBytes} bytes of JSON` });
  // As a key, never inside a text, where its quotes would be escaped. Careless readers would take it for the object's prototype.
  if (json.includes('"__proto__":')) throw new ChatError('bad-parameter', { message: 'no key may be called __proto__' });
}

function checkContent(type: string, content: Content, { textLength, superchat, media }: Readonly<Limits>): void {
  if (type === TYPE.text) {
    const text = content['content'];
    if (typeof text !== 'string' || isBlank(text)) throw new ChatError('bad-parameter', { message: 'a text must have words' });
    if (graphemes(text, textLength) > textLength) throw new ChatError('too-large', { message: `a text has at most ${textLength} characters` });
  }
  if (type === TYPE.gift) checkGift(content);
  if (type === TYPE.superchat) checkSuperchat(content, superchat);
  if (type === TYPE.image || type === TYPE.voice) checkMedia(type, content, media);
}

function checkGift(gift: Content): void {
  const isText = (key: string) => typeof gift[key] === 'string' && gift[key] !== '';
  const isCount = (value: unknown, max: number) => Number.isInteger(value) && (value as number) >= 1 && (value as number) <= max;
  const price = gift['price'];
  const fits =
    isText('gift') &&
    isLocalName(gift['name']) &&
    isCount(gift['count'], GIFTS_MAX) &&
    typeof price === 'number' && price >= 0 &&
    (gift['total'] === undefined || isCount(gift['total'], STREAK_MAX)) &&
    (gift['combo'] === undefined || isText('combo'));
  if (!fits) throw new ChatError('bad-parameter', { message: 'a gift needs gift, name, price ≥ 0 and a count from 1 to 9999' });
}

function checkSuperchat(content: Content, tiers: readonly SuperchatTier[] | undefined): void {
  const fault = superchatFault(content, tiers);
  if (fault === 'too-long') throw new ChatError('too-large', { message: 'more words than this amount buys' });
  if (fault) throw new ChatError('bad-parameter', { message: `a super chat whose ${fault} is wrong` });
}

/** A server without files of its own lets people point to files elsewhere. */
function checkMedia(type: string, content: Content, limits: MediaLimits = { url: '', ...DEFAULT_MEDIA_LIMITS }): void {
  const own = limits.files ?? '';
  const fault = type === TYPE.image ? imageFault(content, own) : voiceFault(content, own, limits);
  if (fault) throw new ChatError('bad-parameter', { message: fault });
}

/** The sender inside a message may be left out; if it is there it must be true. @see S23 */
function checkSender(claimed: unknown, sender: Sender): void {
  if (typeof claimed !== 'object' || claimed === null || Array.isArray(claimed)) {
    throw new ChatError('bad-parameter', { message: 'content.user must be an object' });
  }
  const { id, name, portrait, role } = claimed as Record<string, unknown>;
  const agrees = (said: unknown, is: unknown) => said === undefined || said === is;
  if (
    !agrees(id, sender.id) ||
    !agrees(name, sender.name) ||
    !agrees(portrait === '' ? undefined : portrait, sender.avatar) ||
    !agrees(role, sender.role ?? 'member')
  ) {
    throw new ChatError('sender-mismatch');
  }
}
