import { TYPE, type WireMessage } from '../../protocol/index.js';
import type { Withdrawal } from '../room.js';
import type { Entry } from '../store/store.js';

/** Somebody as they appear in messages. */
export interface Person {
  readonly id: string;
  /** All they are known to have been called. */
  readonly names: ReadonlySet<string>;
}

export const isBy = ({ c }: WireMessage, id: string): boolean => c.user?.id === id;

/**
 * What must be written anew so that nothing in a room's log says who somebody is or what they said. Own messages become empty marks
 * that newcomers are not shown; in those of others, the id goes wherever it stands by itself, and the name after an @.
 */
export function tracesOf(entries: readonly Entry[], person: Person, at: number): Withdrawal[] {
  const quoted = JSON.stringify(person.id);
  return entries.flatMap((entry): Withdrawal[] => {
    // Ids stand in JSON as they are written by the same function.
    if (!entry.json.includes(quoted)) return [];
    const message = JSON.parse(entry.json) as WireMessage;
    const orderId = `forget ${entry.id}`;
    if (isBy(message, person.id)) {
      const said = message.t === TYPE.recalled ? String(message.c['originalObjectName'] ?? '') : message.t;
      const empty: WireMessage = { i: message.i, t: TYPE.recalled, c: { operatorId: '', recallTime: at, originalObjectName: said }, ts: message.ts };
      return [{ id: entry.id, operatorId: '', at, orderId, replaces: { entry: { ...entry, hidden: true }, message: empty } }];
    }
    const content = without(message.c, person) as WireMessage['c'];
    // An order for no message: clients have nothing to drop, the log is written all the same.
    return [{ id: '', operatorId: '', at, orderId, replaces: { entry, message: { ...message, c: content } } }];
  });
}

/** The same value without a person: lists without the id, texts without the name after an @. */
function without(value: unknown, person: Person): unknown {
  if (typeof value === 'string') return value === person.id ? '' : unnamed(value, person.names);
  if (Array.isArray(value)) return value.filter((item) => item !== person.id).map((item) => without(item, person));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, without(inner, person)]));
}

function unnamed(text: string, names: ReadonlySet<string>): string {
  let result = text;
  for (const name of names) result = result.replaceAll(`@${name}`, '@…');
  return result;
}
