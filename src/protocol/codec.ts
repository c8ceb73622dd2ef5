import { ChatError } from './errors.js';
import type { ClientFrame, ServerFrame } from './frames.js';
import { ID_BYTES } from './limits.js';
import { utf8Bytes } from './text.js';

export function encode(frame: ClientFrame | ServerFrame): string {
  return JSON.stringify(frame);
}

/**
 * Reads what a server sent. Unknown kinds are returned as they are: a newer server may say more than we know.
 * @throws {ChatError} bad-frame not a JSON object with a kind.
 */
export function decodeServerFrame(text: string): ServerFrame {
  return parseFrame(text) as unknown as ServerFrame;
}

/** Whether `value` can name a room, user or message: 1…64 bytes, no control characters, no spaces around it. */
export function isId(value: string): boolean {
  return value !== '' && value.trim() === value && !/\p{Cc}/u.test(value) && utf8Bytes(value) <= ID_BYTES;
}

/** A frame of any kind, its fields unchecked. @throws {ChatError} bad-frame not a JSON object with a kind. */
export function parseFrame(text: string): Record<string, unknown> {
  let value: { k?: unknown } | null | undefined;
  try {
    value = JSON.parse(text) as typeof value;
  } catch {
    // What is not JSON is no frame either.
  }
  if (typeof value?.k !== 'string') throw badFrame('frame', 'a JSON object with a kind');
  return value as Record<string, unknown>;
}

export function badFrame(field: string, what: string): ChatError {
  return new ChatError('bad-frame', { message: `${field} must be ${what}` });
}
