import type { ChatRoom } from '../../client/contract.js';
import type { Goal, Sums, Supporter } from '../../protocol/gift-sums.js';
import type { WireMessage } from '../../protocol/frames.js';
import { toMessage, TYPE, type Message } from '../../protocol/message.js';

const NONE: Sums = { top: [], total: 0 };

/** The figures of a message, if it is one of the server's and they make sense; null otherwise. */
export function readSums({ type, sender, content }: Message): Sums | null {
  // Anybody could send something of this name where the server does not forbid it; nobody but the server has this role.
  if (type !== TYPE.sums || sender.role !== 'system') return null;
  const { top, total, goal } = content as Partial<Sums>;
  const sensible = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && value >= 0;
  if (!Array.isArray(top) || !sensible(total)) return null;
  const named = (top as Partial<Supporter>[]).filter(({ user, value }) => typeof user?.id === 'string' && typeof user.name === 'string' && sensible(value));
  const { title, value } = (goal ?? {}) as Partial<Goal>;
  const aim = sensible(value) && value > 0 ? { goal: { value, ...(typeof title === 'string' ? { title } : {}) } } : {};
  return { top: named as Supporter[], total, ...aim };
}

/** Follows the sums of a room: those already known at once, then each change. Returns the undo. */
export function followSums(room: ChatRoom, told: (sums: Sums) => void): () => void {
  const newest = (messages: readonly Message[]) => {
    for (let i = messages.length - 1; i >= 0; i--) {
      const sums = readSums(messages[i]!);
      if (sums) return sums;
    }
    return null;
  };
  told(newest(room.messages) ?? NONE);
  return room.on('messages', (batch) => {
    const sums = batch.origin === 'live' ? newest(batch) : null;
    if (sums) told(sums);
  });
}

/**
 * All that stands in the room, oldest first, where one of the messages tells it: the latest telling counts, and what came after it
 * is in the messages that follow. Null where none does.
 */
export function standingIn(messages: readonly Message[]): readonly Message[] | null {
  const at = messages.findLastIndex(({ type, sender, content }) => type === TYPE.sums && sender.role === 'system' && Array.isArray(content['standing']));
  if (at < 0) return null;
  const told = messages[at]!;
  const stood = (told.content['standing'] as Partial<WireMessage>[]).filter(
    (wire): wire is WireMessage => typeof wire?.i === 'string' && typeof wire.t === 'string' && typeof wire.ts === 'number' && typeof wire.c?.user?.id === 'string',
  );
  const past = stood.map(({ i: id, t: type, c: content, ts: sentAt }) => toMessage({ id, type, content, sentAt, origin: 'history' }, told.room));
  return [...past, ...messages.slice(at + 1)];
}
