import { ChatError, TYPE, type WireMessage } from '../../protocol/index.js';
import { recalled } from '../room-log.js';
import type { Room, Withdrawal } from '../room.js';
import type { Entry } from '../store/store.js';

/** Which messages of a room are meant. */
export interface Stretch {
  /** Those of one user; undefined: of everybody. */
  readonly user?: string | undefined;
  /** What the ids of that user's messages start with. */
  readonly namespaces?: readonly string[];
  /** Both included, ms since 1970. */
  readonly from: number;
  readonly to: number;
}

/** Not said by anybody, or taken down by messages of their own. */
const STAYING: ReadonlySet<string> = new Set([TYPE.recall, TYPE.recalled, TYPE.pin, TYPE.goal]);
/** Orders under way at once: a fraction of what may wait in a room. */
const AT_ONCE = 200;

/**
 * Takes back all messages of a stretch, as far as the room still has them: clients drop them, newcomers find no trace of them.
 * Each becomes one entry of the log, so that whoever was away drops them too. Resolves with how many. Rejects with why it stopped.
 */
export async function purge(room: Room, stretch: Stretch, operatorId: string, at: number): Promise<number> {
  const { user, namespaces = [], from, to } = stretch;
  const placeless = [...room.extras].flatMap(([id, ts]): Withdrawal[] => {
    const meant = ts >= from && ts <= to && (user === undefined || namespaces.some((own) => id.startsWith(own)));
    return meant ? [{ id, operatorId, at }] : [];
  });
  // Older than the log, and still to be seen.
  const standing = room.standing.flatMap((message): Withdrawal[] => {
    const meant = message.ts >= from && message.ts <= to && (user === undefined || message.c.user?.id === user);
    return meant && !STAYING.has(message.t) && !room.log.find(message.i) && !room.extras.has(message.i) ? [{ id: message.i, operatorId, at }] : [];
  });
  await withdrawAll(room, [...placeless, ...standing]);
  const placed = await sweep(room, at, (entries) => entries.flatMap((entry): Withdrawal[] => {
    if (entry.ts < from || entry.ts > Math.min(to, at)) return [];
    const message = JSON.parse(entry.json) as WireMessage;
    if (STAYING.has(message.t) || (user !== undefined && message.c.user?.id !== user)) return [];
    // Hidden: not even a line that says that something was taken back.
    return [{ id: entry.id, operatorId, at, replaces: { entry: { ...entry, hidden: true }, message: recalled(message, operatorId, at) } }];
  }));
  return placed + placeless.length + standing.length;
}

/** Carries out what is planned for a room's log, also for what was taken before and is not in it yet. Resolves with how much it was. */
export async function sweep(room: Room, at: number, plan: (entries: readonly Entry[]) => readonly Withdrawal[]): Promise<number> {
  const { waiting } = room;
  const first = plan(room.log.entries);
  // Places are given in order: once this has one, so has all that waited. An order for no message drops nothing.
  await withdrawAll(room, waiting && first.length === 0 ? [{ id: '', operatorId: '', at, orderId: 'sweep' }] : first);
  const second = waiting ? plan(room.log.entries) : [];
  await withdrawAll(room, second);
  return first.length + second.length;
}

/** Carries out many, a few at a time. Rejects with what stopped it; what was done stays done. */
export async function withdrawAll(room: Room, withdrawals: readonly Withdrawal[]): Promise<void> {
  for (let first = 0; first < withdrawals.length; first += AT_ONCE) {
    const some = withdrawals.slice(first, first + AT_ONCE);
    await Promise.all(some.map((withdrawal) => new Promise<void>((resolve, reject) => {
      room.withdraw(withdrawal, (outcome) => (outcome instanceof ChatError ? reject(outcome) : resolve()));
    })));
  }
}
