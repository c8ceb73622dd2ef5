import type { IncomingMessage } from 'node:http';
import { ApiError } from './api-error.js';

/** A form's fields, each with all its values in order. */
export type Fields = ReadonlyMap<string, readonly string[]>;

/** Reads a body of at most `maxBytes`. @throws {ApiError} body-too-large */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<string> {
  const tooLarge = () => new ApiError('body-too-large', `The body is at most ${maxBytes} bytes.`);
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge();
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

/** Fields of a form, or of a JSON object (some calls of the vendor come as such); `nested` are those whose value may be an object. @throws {ApiError} parameter */
export function parseFields(body: string, contentType: string, nested: readonly string[]): Fields {
  if (/^multipart\//i.test(contentType)) throw new ApiError('parameter', 'The body must be application/x-www-form-urlencoded or JSON, not multipart.');
  return /json/i.test(contentType) ? fromJson(body, nested) : fromForm(body);
}

function fromForm(body: string): Fields {
  const fields = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(body)) {
    const values = fields.get(name);
    if (values) values.push(value);
    else fields.set(name, [value]);
  }
  return fields;
}

function fromJson(body: string, nested: readonly string[]): Fields {
  let value: unknown;
  try {
    value = JSON.parse(body || '{}');
  } catch {
    throw new ApiError('parameter', 'The body is not JSON.');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new ApiError('parameter', 'The body must be a JSON object.');
  const fields = new Map<string, string[]>();
  for (const [name, inner] of Object.entries(value) as [string, unknown][]) {
    // As if it had been left out.
    if (inner === null) continue;
    fields.set(name, (Array.isArray(inner) ? (inner as unknown[]) : [inner]).map((item) => {
      if (typeof item !== 'object') return String(item);
      if (!nested.includes(name)) throw new ApiError('parameter', `${name} must be a text or a number, or a list of them.`);
      return JSON.stringify(item);
    }));
  }
  return fields;
}
