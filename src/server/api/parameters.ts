import { isId, TYPE_LENGTH, utf8Bytes } from '../../protocol/index.js';
import { ApiError } from './api-error.js';
import type { Fields } from './fields.js';

/** As much of JSON Schema as OpenAPI 3.1 needs here; `x-max-bytes` bounds UTF-8, which JSON Schema cannot. */
export interface Schema {
  readonly type: 'string' | 'integer' | 'array' | 'object';
  readonly description: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly 'x-max-bytes'?: number;
  readonly 'x-json'?: true;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly enum?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly additionalProperties?: Schema;
  readonly maxProperties?: number;
  readonly default?: string | number | boolean;
  readonly example?: unknown;
}

/** One parameter of a call: what it may be, for people and machines, and how it is read. */
export interface Parameter<T = unknown> {
  readonly schema: Schema;
  readonly required: boolean;
  /** @throws {ApiError} parameter, too-long, too-many */
  read(fields: Fields, name: string): T;
}

export type Parameters = Readonly<Record<string, Parameter>>;
/** What a call is handed, once everything fits. */
export type Values<P extends Parameters> = { readonly [K in keyof P]: P[K] extends Parameter<infer T> ? T : never };

const missing = (name: string) => new ApiError('parameter', `${name} is missing.`);
const wrong = (name: string, expected: string) => new ApiError('parameter', `${name} must be ${expected}.`);

/** A single value; one that comes more than once is ambiguous. */
function single<T>(schema: Schema, read: (value: string, name: string) => T): Parameter<T> {
  return {
    schema,
    required: true,
    read(fields, name) {
      const values = fields.get(name) ?? [];
      const [value] = values;
      if (value === undefined) throw missing(name);
      if (values.length > 1) throw wrong(name, 'given once');
      return read(value, name);
    },
  };
}

/** May be left out, or empty; then it is `fallback`. */
export function optional<T, F extends T | undefined>(parameter: Parameter<T>, fallback: F): Parameter<T | F> {
  const shown = ['string', 'number', 'boolean'].includes(typeof fallback) && fallback !== '' ? { default: fallback as string | number | boolean } : {};
  return {
    schema: { ...parameter.schema, ...shown },
    required: false,
    read(fields, name) {
      const given = (fields.get(name) ?? []).some((value) => value !== '');
      return given ? parameter.read(fields, name) : fallback;
    },
  };
}

const checkId = (value: string, name: string): string => {
  if (utf8Bytes(value) > 64) throw new ApiError('too-long', `${name} is at most 64 bytes.`);
  if (!isId(value)) throw wrong(name, '1 to 64 bytes without control characters or outer spaces');
  return value;
};
const idSchema = (description: string, example: string): Schema => ({
  type: 'string', description, minLength: 1, 'x-max-bytes': 64, example,
});

/** A user or room id. */
export function id(description: string, example: string): Parameter<string> {
  return single(idSchema(description, example), checkId);
}

function list<T>(items: Schema, description: string, max: number, read: (value: string, name: string) => T): Parameter<T[]> {
  return {
    schema: { type: 'array', description, items, minItems: 1, maxItems: max, example: [items.example] },
    required: true,
    read(fields, name) {
      const values = [...new Set(fields.get(name))];
      if (values.length === 0) throw missing(name);
      if (values.length > max) throw new ApiError('too-many', `${name}: at most ${max} at a time.`);
      return values.map((value) => read(value, name));
    },
  };
}

/** Ids, the field repeated; each counts once. */
export function ids(description: string, max: number, example: string): Parameter<string[]> {
  return list(idSchema('', example), description, max, checkId);
}

export interface TextBounds {
  readonly min?: number;
  readonly max: number;
  readonly example: string;
  readonly pattern?: RegExp;
}

function checkText({ min = 1, max, pattern }: TextBounds): (value: string, name: string) => string {
  return (value, name) => {
    const length = [...value].length;
    if (length > max) throw new ApiError('too-long', `${name} is at most ${max} characters.`);
    if (length < min || value.includes('\0')) throw wrong(name, `${min} to ${max} characters`);
    if (pattern && !pattern.test(value)) throw wrong(name, `of the form ${pattern.source}`);
    return value;
  };
}
const textSchema = (description: string, { min = 1, max, example, pattern }: TextBounds): Schema => ({
  type: 'string', description, minLength: min, maxLength: max, ...(pattern ? { pattern: pattern.source } : {}), example,
});

/** Bounds count Unicode characters. */
export function text(description: string, bounds: TextBounds): Parameter<string> {
  return single(textSchema(description, bounds), checkText(bounds));
}

export function texts(description: string, max: number, bounds: TextBounds): Parameter<string[]> {
  return list(textSchema('', bounds), description, max, checkText(bounds));
}

/** A message type (RongCloud's objectName). */
export const TYPE_NAME: TextBounds = { max: TYPE_LENGTH, pattern: /^[\w:.-]+$/, example: 'app:note' };

export function integer(description: string, min: number, max: number, example = min): Parameter<number> {
  return single({ type: 'integer', description, minimum: min, maximum: max, example }, (value, name) => {
    const number = Number(value);
    if (!/^\d{1,16}$/.test(value) || number < min || number > max) throw wrong(name, `a whole number from ${min} to ${max}`);
    return number;
  });
}

export function choice<const C extends string>(description: string, choices: readonly C[]): Parameter<C> {
  return single({ type: 'string', description, enum: choices, example: choices[0] }, (value, name) => {
    if (!(choices as readonly string[]).includes(value)) throw wrong(name, `one of ${choices.join(', ')}`);
    return value as C;
  });
}

/** Off where it is left out. */
export function flag(description: string): Parameter<boolean> {
  const yes = choice(description, ['1', '0', 'true', 'false']);
  return optional({ ...yes, read: (fields, name) => ['1', 'true'].includes(yes.read(fields, name)) }, false);
}

/** A JSON object as text. */
export function json(description: string, maxBytes: number, example: Record<string, unknown>): Parameter<Record<string, unknown>> {
  const schema: Schema = { type: 'string', description, 'x-json': true, 'x-max-bytes': maxBytes, example: JSON.stringify(example) };
  return single(schema, (value, name) => {
    if (utf8Bytes(value) > maxBytes) throw new ApiError('too-long', `${name} is at most ${maxBytes} bytes.`);
    let parsed: unknown;
    try {
      parsed = JSON.parse(value);
    } catch {
      throw wrong(name, 'a JSON object');
    }
    // As a key, where careless readers would take it for the object's prototype.
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed) || value.includes('"__proto__":')) throw wrong(name, 'a JSON object');
    return parsed as Record<string, unknown>;
  });
}

/** Values under ids: `name[id]=value`, as forms spell it. */
export function pairs(description: string, max: number, bounds: TextBounds): Parameter<Map<string, string>> {
  const inner = textSchema('', bounds);
  const check = checkText(bounds);
  return {
    schema: { type: 'object', description, additionalProperties: inner, maxProperties: max, example: { 'room-1': bounds.example } },
    required: true,
    read(fields, name) {
      const found = new Map<string, string>();
      for (const [field, values] of fields) {
        const key = field.startsWith(`${name}[`) && field.endsWith(']') ? field.slice(name.length + 1, -1) : null;
        if (key !== null) found.set(checkId(key, name), check(values.at(-1) ?? '', name));
      }
      if (found.size === 0) throw missing(name);
      if (found.size > max) throw new ApiError('too-many', `${name}: at most ${max} at a time.`);
      return found;
    },
  };
}
