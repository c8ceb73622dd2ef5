import { textOf, TYPE, type Message, type Sender } from '../../protocol/message.js';
import { isBlank } from '../../protocol/text.js';
import { standingIn } from '../shared/room-sums.js';

/** A notice for everybody. */
export interface Pin {
  readonly text: string;
  /** When it goes, ms since 1970, server clock; null stays. */
  readonly until: number | null;
  readonly sender?: Pick<Sender, 'id' | 'name' | 'avatar'>;
  /** Hidden once means hidden for good: by this. */
  readonly id: string;
}

/** What a `live:pin` message says: a notice, null when it takes one down, undefined when it is none or not for its sender to say. */
export function readPin(message: Message): Pin | null | undefined {
  const { type, sender, content, id } = message;
  if (type !== TYPE.pin || !['host', 'moderator', 'system'].includes(sender.role ?? '')) return undefined;
  const text = textOf(message);
  if (isBlank(text)) return null;
  const { until } = content;
  return { id, text, until: typeof until === 'number' && Number.isFinite(until) ? until : null, sender };
}

/** The latest word on the matter in a room's messages; null also where the server tells all that stands, and no notice is among it. */
export function newestPin(messages: readonly Message[]): Pin | null | undefined {
  const standing = standingIn(messages);
  const words = standing ?? messages;
  for (let i = words.length - 1; i >= 0; i--) {
    const pin = readPin(words[i]!);
    if (pin !== undefined) return pin;
  }
  return standing ? null : undefined;
}
