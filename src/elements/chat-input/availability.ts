import type { ConnectionState, Permissions, RoomState } from '../../client/contract.js';

/** Why nobody can write here just now. All but the last follow from the client and room; the app can say the last three too. */
export type Hindrance = 'disconnected' | 'connecting' | 'joining' | 'left' | 'muted' | 'frozen' | 'login';

export interface Availability {
  /** A `Hindrance`, a sentence of the app's own, or null when all is well. */
  readonly reason: string | null;
  /** Whether text can be changed; during breaks it can, so that nobody loses a thought. */
  readonly typing: boolean;
  readonly sending: boolean;
}

/** What the room allows, as far as time counts: `muted` is over by itself. */
export interface Allowed extends Pick<Permissions, 'frozen'> {
  readonly muted: boolean;
}

const FREE: Availability = { reason: null, typing: true, sending: true };

/**
 * What a person may do in the input. What the app says comes first: a muted person who is also offline stays muted.
 * @param given `disabled-reason` of the element; empty when there is none.
 */
export function availability(connection: ConnectionState, room: RoomState, given: string, { muted, frozen }: Allowed): Availability {
  if (given) return { reason: given, typing: false, sending: false };
  // The SDK keeps what is sent now and sends it when the connection is back.
  if (connection === 'connecting') return { reason: 'connecting', typing: true, sending: true };
  if (connection === 'disconnected') return { reason: 'disconnected', typing: true, sending: false };
  if (room === 'joining') return { reason: 'joining', typing: true, sending: false };
  if (room === 'left') return { reason: 'left', typing: true, sending: false };
  // The thought is not lost either: it can be sent when the time is over.
  if (muted) return { reason: 'muted', typing: true, sending: false };
  if (frozen) return { reason: 'frozen', typing: true, sending: false };
  return FREE;
}

const KNOWN: ReadonlySet<string> = new Set<Hindrance>(['disconnected', 'connecting', 'joining', 'left', 'muted', 'frozen', 'login']);

/** Whether the labels have words for it; anything else is the app's own sentence. */
export function isHindrance(reason: string): reason is Hindrance {
  return KNOWN.has(reason);
}
