import { TYPE, type GiftContent, type Message, type Sender } from '../../protocol/message.js';
import { mentions } from '../shared/mentions.js';

/** Why a message matters to this viewer; the first that fits counts. */
export const KINDS = ['own', 'mention', 'host', 'moderator', 'paid', 'system', 'other'] as const;
export type MessageKind = (typeof KINDS)[number];

/** Type of the row that stands for many saying the same; made by the list, never sent. */
export const CHANT = 'live:chant';
/** Types that are a line of the room rather than somebody's words. */
const LINES: ReadonlySet<string> = new Set([TYPE.members, TYPE.info, TYPE.recalled, TYPE.gap]);
/** A highlighted message that was paid for; its content says the `amount`. */
const SUPER_CHAT = 'live:superchat';

export function isLine(message: Message): boolean {
  return LINES.has(message.type) || message.sender.role === 'system';
}

export function isOwn(message: Message, self: Sender | null): boolean {
  return message.origin === 'own' || (self !== null && message.sender.id !== '' && message.sender.id === self.id);
}

/**
 * What was paid with a message, in the app's smallest unit; 0 for everything but gifts and highlighted messages: the
 * content of other types is the sender's own word.
 */
export function worthOf({ type, content }: Message): number {
  if (type === TYPE.gift) {
    const { price, count } = content as GiftContent;
    return finite(price) * Math.max(1, finite(count));
  }
  return type === SUPER_CHAT ? finite(content['amount']) : 0;
}

/** @param paidFrom Worth from which a message counts as paid. */
export function kindOf(message: Message, self: Sender | null, paidFrom: number): MessageKind {
  if (isOwn(message, self)) return 'own';
  if (mentions(message, self)) return 'mention';
  const { role } = message.sender;
  if (role === 'host' || role === 'moderator') return role;
  const worth = worthOf(message);
  if (worth > 0 && worth >= paidFrom) return 'paid';
  return isLine(message) ? 'system' : 'other';
}

function finite(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}
