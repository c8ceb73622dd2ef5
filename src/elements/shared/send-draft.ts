import type { ChatRoom } from '../../client/contract.js';
import type { Draft, Message } from '../../protocol/message.js';

export interface Sending {
  /** Whether the message already stands in the room's log: from here on it cannot get lost, and the field may be emptied. */
  readonly taken: boolean;
  /** Settles with the server's answer. */
  readonly result: Promise<Message>;
}

/** Hands a draft to the room and tells whether it has become a row. */
export function sendDraft(room: ChatRoom, draft: Draft): Sending {
  const before = room.messages.at(-1)?.id;
  const result = room.send(draft);
  const last = room.messages.at(-1);
  return { taken: last !== undefined && last.id !== before && last.origin === 'own', result };
}
