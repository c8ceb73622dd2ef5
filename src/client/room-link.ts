import type { ClientFrame } from '../protocol/frames.js';
import type { Limits } from '../protocol/limits.js';
import type { Sender } from '../protocol/message.js';
import type { Connection } from './connection.js';
import type { Environment } from './environment.js';
import type { TypeRegistry } from './message-types.js';
import type { Outbox } from './outbox.js';
import type { Answer } from './requests.js';

/** A request before it has its number. */
export type Request = ClientFrame extends infer F ? (F extends { id: number } ? Omit<F, 'id'> : never) : never;

/** What a room needs of its client, which alone writes to it. */
export interface RoomLink {
  readonly env: Environment;
  readonly types: TypeRegistry;
  readonly connection: Pick<Connection, 'status' | 'check' | 'send'>;
  readonly outbox: Pick<Outbox, 'post' | 'advance' | 'drop' | 'fail'>;
  readonly online: boolean;
  readonly user: Sender | null;
  readonly limits: Readonly<Limits>;
  /** With what ids of ours begin; null before the first connection. */
  readonly namespace: string | null;
  /** ms since 1970, server clock as far as known. */
  serverNow(): number;
  nextId(namespace: string): string;
  connect(): void;
  /** `answer` is called exactly once, also when the connection is lost. */
  request(request: Request, answer: Answer): void;
}
