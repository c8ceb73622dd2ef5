import { ATTRIBUTE, isAttributeKey } from './attributes.js';
import { badFrame, isId, parseFrame } from './codec.js';
import type { ClientFrame, Persistence } from './frames.js';
import { HISTORY_MAX, ID_BYTES, LIKES_PER_FRAME, TYPE_LENGTH } from './limits.js';

/** Nesting a frame may have; deeper is an attack on a recursive reader, not a message. */
const DEPTH_MAX = 16;

/**
 * Reads what a client sent, trusting nothing: every field is checked for type and range.
 * @throws {ChatError} bad-frame, with what was expected.
 */
export function decodeClientFrame(text: string): ClientFrame {
  const f = parseFrame(text);
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
      if (f['what'] === 'attributes') return { k: 'ask', id: requestId(f), room: idField(f, 'room'), what: 'attributes' };
      throw badFrame('what', 'history, members or attributes');
    case 'attr':
      return {
        k: 'attr',
        id: requestId(f),
        room: idField(f, 'room'),
        set: record(f, 'set', (value) => value === null || (typeof value === 'string' && value.length <= ATTRIBUTE.valueLength)),
        ...(f['force'] === true ? { force: true } : {}),
        ...(f['auto'] === true ? { auto: true } : {}),
        ...(f['was'] === undefined ? {} : { was: record(f, 'was', (value) => Number.isSafeInteger(value) && (value as number) >= 0) }),
        ...(f['note'] === undefined ? {} : { note: string(f, 'note', 0, ATTRIBUTE.noteBytes) }),
      };
    case 'recall':
      return { k: 'recall', id: requestId(f), room: idField(f, 'room'), mid: idField(f, 'mid') };
    case 'leave':
      return { k: 'leave', id: requestId(f), room: idField(f, 'room') };
    case 'ping':
      return { k: 'ping', id: requestId(f) };
    default:
      throw badFrame('k', 'a known kind of frame');
  }
}

type Fields = Record<string, unknown>;

function requestId(f: Fields): number {
  return integer(f, 'id', 1, Number.MAX_SAFE_INTEGER);
}

function integer(f: Fields, key: string, min: number, max: number): number {
  const value = f[key];
  if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max) {
    throw badFrame(key, `a whole number from ${min} to ${max}`);
  }
  return value;
}

function string(f: Fields, key: string, min: number, max: number): string {
  const value = f[key];
  if (typeof value !== 'string' || value.length < min || value.length > max) {
    throw badFrame(key, `a string of ${min} to ${max} characters`);
  }
  return value;
}

function idField(f: Fields, key: string): string {
  const value = string(f, key, 1, ID_BYTES);
  if (!isId(value)) throw badFrame(key, `1 to ${ID_BYTES} bytes without control characters or outer spaces`);
  return value;
}

function typeName(f: Fields): string {
  const value = string(f, 't', 1, TYPE_LENGTH);
  if (!/^[\w:.-]+$/.test(value)) throw badFrame('t', 'letters, digits and : . _ -');
  return value;
}

function object(f: Fields, key: string): Record<string, unknown> {
  const value = f[key];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw badFrame(key, 'an object');
  if (tooDeep(value, DEPTH_MAX)) throw badFrame(key, `nested no deeper than ${DEPTH_MAX}`);
  return value as Record<string, unknown>;
}

/** An object of attribute keys; how many there may be is for the room to say. */
function record<T>(f: Fields, key: string, fits: (value: unknown) => boolean): Record<string, T> {
  const value = object(f, key);
  for (const [name, inner] of Object.entries(value)) {
    if (!isAttributeKey(name) || !fits(inner)) throw badFrame(key, 'attribute keys with values in range');
  }
  return value as Record<string, T>;
}

function tooDeep(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (depth === 0) return true;
  return Object.values(value).some((inner) => tooDeep(inner, depth - 1));
}

function persistence(value: unknown): Persistence {
  if (value === 0 || value === 1 || value === 3 || value === 16) return value;
  throw badFrame('p', '0, 1, 3 or 16');
}
