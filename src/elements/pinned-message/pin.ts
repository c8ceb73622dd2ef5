import { textOf, TYPE, type Message, type Sender } from '../../protocol/message.js';
import { isBlank } from '../../protocol/text.js';

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

/** The latest word on the matter in a room's messages. */
export function newestPin(messages: readonly Message[]): Pin | null | undefined {
  for (let i = messages.length - 1; i >= 0; i--) {
    const pin = readPin(messages[i]!);
    if (pin !== undefined) return pin;
  }
  return undefined;
}
