import { type Recovery, type ServerFrame, TYPE, type WireMessage } from '../../protocol/index.js';
import type { Room } from '../room.js';
import { serverMessage } from '../server-message.js';
import type { Rules } from './rules.js';

/** Tells an author that a message was not let in: the order to take back what nobody else has seen. */
export function rejection(room: string, id: string, by: string, at: number): ServerFrame {
  return { k: 'b', room, e: [serverMessage(TYPE.recall, { id, operatorId: by, recallTime: at }, at)] };
}

/** What an author who comes back has not heard of. What was approved comes with the rest that was missed, where that is still known. */
export function missedVerdicts(rules: Rules, room: Room, user: string, recovery: Recovery): ServerFrame[] {
  return rules.list('decided', room.id).flatMap(({ key, value: { user: author, verdict, by, at } }) => {
    if (author !== user) return [];
    if (verdict === 'rejected') return [rejection(room.id, key, by, at)];
    const entry = recovery === 'lost' ? room.log.find(key) : undefined;
    return entry ? [{ k: 'b' as const, room: room.id, e: [JSON.parse(entry.json) as WireMessage] }] : [];
  });
}
