import { ChatError } from './errors.js';
import type { ClientFrame, Persistence, ServerFrame } from './frames.js';
import { HISTORY_MAX, ID_BYTES, LIKES_PER_FRAME, TYPE_LENGTH } from './limits.js';
import { utf8Bytes } from './text.js';

/** Nesting a frame may have; deeper is an attack on a recursive reader, not a message. */
const DEPTH_MAX = 16;

export function encode(frame: ClientFrame | ServerFrame): string {
  return JSON.stringify(frame);
}

/**
 * Reads what a server sent. Unknown kinds are returned as they are: a newer server may say more than we know.
 * @throws {ChatError} bad-frame not a JSON object with a kind.
 */
export function decodeServerFrame(text: string): ServerFrame {
  return parse(text) as unknown as ServerFrame;
}

/**
 * Reads what a client sent, trusting nothing: every field is checked for type and range.
 * @throws {ChatError} bad-frame, with what was expected.
 */
export function decodeClientFrame(text: string): ClientFrame {
  const f = parse(text);
  switch (f['k']) {
    case 'auth':
      return { k: 'auth', id: requestId(f), v: integer(f, 'v', 1, 1000), token: string(f, 'token', 1, 8192) };
    case 'join': {
      const resume = f['ep'] === undefined ? {} : { ep: string(f, 'ep', 1, 32), off: integer(f, 'off', 0, Number.MAX_SAFE_INTEGER) };
      return { k: 'join', id: requestId(f), room: idField(f, 'room'), create: f['create'] === true, want: integer(f, 'want', 0, HISTORY_MAX), ...resume };
    }
    case 'msg':
      return {
        k: 'msg',
        id: requestId(f),
        room: idField(f, 'room'),
        mid: idField(f, 'mid'),
        t: typeName(f),
        c: object(f, 'c'),
        ...(f['p'] === undefined ? {} : { p: persistence(f['p']) }),
      };
    case 'like':
      return { k: 'like', room: idField(f, 'room'), n: integer(f, 'n', 1, LIKES_PER_FRAME) };
    case 'ask':
      if (f['what'] === 'history') {
        return { k: 'ask', id: requestId(f), room: idField(f, 'room'), what: 'history', before: integer(f, 'before', 0, Number.MAX_SAFE_INTEGER), n: integer(f, 'n', 1, HISTORY_MAX) };
      }
      if (f['what'] === 'members') {
        return { k: 'ask', id: requestId(f), room: idField(f, 'room'), what: 'members', n: integer(f, 'n', 1, 500) };
      }
      throw expected('what', 'history or members');
    case 'recall':
      return { k: 'recall', id: requestId(f), room: idField(f, 'room'), mid: idField(f, 'mid') };
    case 'leave':
      return { k: 'leave', id: requestId(f), room: idField(f, 'room') };
    case 'ping':
      return { k: 'ping', id: requestId(f) };
    default:
      throw expected('k', 'a known kind of frame');
  }
}

type Fields = Record<string, unknown>;

function parse(text: string): Fields {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new ChatError('bad-frame', { message: 'not JSON', cause });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw expected('frame', 'a JSON object');
  if (typeof (value as Fields)['k'] !== 'string') throw expected('k', 'a string');
  return value as Fields;
}

function expected(field: string, what: string): ChatError {
  return new ChatError('bad-frame', { message: `${field} must be ${what}` });
}

function requestId(f: Fields): number {
  return integer(f, 'id', 1, Number.MAX_SAFE_INTEGER);
}

function integer(f: Fields, key: string, min: number, max: number): number {
  const value = f[key];
  if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max) {
    throw expected(key, `a whole number from ${min} to ${max}`);
  }
  return value;
}

function string(f: Fields, key: string, min: number, max: number): string {
  const value = f[key];
  if (typeof value !== 'string' || value.length < min || value.length > max) {
    throw expected(key, `a string of ${min} to ${max} characters`);
  }
  return value;
}

function idField(f: Fields, key: string): string {
  const value = string(f, key, 1, ID_BYTES);
  if (!isId(value)) throw expected(key, `1 to ${ID_BYTES} bytes without control characters or outer spaces`);
  return value;
}

/** Whether `value` can name a room, user or message: 1…64 bytes, no control characters, no spaces around it. */
export function isId(value: string): boolean {
  return value !== '' && value.trim() === value && !/\p{Cc}/u.test(value) && utf8Bytes(value) <= ID_BYTES;
}

function typeName(f: Fields): string {
  const value = string(f, 't', 1, TYPE_LENGTH);
  if (!/^[\w:.-]+$/.test(value)) throw expected('t', 'letters, digits and : . _ -');
  return value;
}

function object(f: Fields, key: string): Record<string, unknown> {
  const value = f[key];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw expected(key, 'an object');
  if (tooDeep(value, DEPTH_MAX)) throw expected(key, `nested no deeper than ${DEPTH_MAX}`);
  return value as Record<string, unknown>;
}

function tooDeep(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (depth === 0) return true;
  return Object.values(value).some((inner) => tooDeep(inner, depth - 1));
}

function persistence(value: unknown): Persistence {
  if (value === 0 || value === 1 || value === 3 || value === 16) return value;
  throw expected('p', '0, 1, 3 or 16');
}
