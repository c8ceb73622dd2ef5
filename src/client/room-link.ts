import type { ChatError } from '../protocol/errors.js';
import type { ClientFrame } from '../protocol/frames.js';
import type { Limits } from '../protocol/limits.js';
import type { Sender } from '../protocol/message.js';
import type { Environment } from './environment.js';
import type { TypeRegistry } from './message-types.js';
import type { Parcel } from './outbox.js';
import type { Answer } from './requests.js';

/** A request before it has its number. */
export type Request = ClientFrame extends infer F ? (F extends { id: number } ? Omit<F, 'id'> : never) : never;

/** What a room needs of its client. */
export interface RoomLink {
  readonly env: Environment;
  readonly types: TypeRegistry;
  readonly user: Sender | null;
  readonly limits: Readonly<Limits>;
  readonly online: boolean;
  /** Why it is not online; null when nobody has connected. */
  readonly reason: ChatError | null;
  /** With what ids of ours begin; null before the first connection. */
  readonly namespace: string | null;
  /** ms since 1970, server clock as far as known. */
  serverNow(): number;
  nextId(namespace: string): string;
  connect(): void;
  check(): void;
  send(frame: ClientFrame): boolean;
  /** `answer` is called exactly once, also when the connection is lost. */
  request(request: Request, answer: Answer): void;
  post(parcel: Parcel): void;
  /** The room can take messages again. */
  flush(): void;
  /** Gives up a message on its way. */
  drop(id: string): void;
  failAll(room: string, error: ChatError): void;
}
