import type { ConnectionStatus, RoomStatus as RoomHandleStatus } from '../../client/contract.js';
import type { ErrorName } from '../../protocol/errors.js';

/** What a viewer is told, apart from words: one tone, one sentence, one way out. */
export interface StatusView {
  readonly tone: 'good' | 'busy' | 'bad';
  /** Label key of the state. */
  readonly key: string;
  /** Label key of why, or null where the state says it all. */
  readonly reason: string | null;
  /** What the button does; null shows none: it goes on by itself, or trying again cannot help. */
  readonly way: 'connect' | 'join' | null;
}

/** Refusals that another try of the same person cannot change. */
const FINAL: ReadonlySet<ErrorName> = new Set<ErrorName>(['user-banned', 'kicked-from-room', 'app-key-wrong']);

export interface StatusFacts {
  readonly connection: ConnectionStatus;
  readonly room: RoomHandleStatus;
  /** Whether this client was connected before, so that "connecting" is a return. */
  readonly returning: boolean;
  /** The browser's own word on the network. */
  readonly online: boolean;
}

export function statusView({ connection, room, returning, online }: StatusFacts): StatusView {
  const { state, reason } = connection;
  if (state === 'disconnected') return stopped('status.disconnected', reason?.name ?? null, 'connect');
  if (state === 'connecting') {
    if (!online) return { tone: 'busy', key: 'status.offline', reason: null, way: null };
    return { tone: 'busy', key: returning ? 'status.reconnecting' : 'status.connecting', reason: null, way: null };
  }
  if (room.state === 'left' && room.reason) return stopped('input.disabled.left', room.reason.name, 'join');
  if (room.state === 'joining') return { tone: 'busy', key: 'input.disabled.joining', reason: null, way: null };
  return { tone: 'good', key: 'status.connected', reason: null, way: null };
}

function stopped(key: string, error: ErrorName | null, way: 'connect' | 'join'): StatusView {
  const reason = error === null ? null : `error.${error}`;
  return { tone: 'bad', key, reason, way: error !== null && FINAL.has(error) ? null : way };
}
