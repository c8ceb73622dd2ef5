import { randomBytes } from 'node:crypto';
import type { Content, WireMessage } from '../protocol/index.js';

/** A message that comes from the server side, under an id nobody else can have. */
export function serverMessage(type: string, content: Content, now: number): WireMessage {
  return { i: `sys.${randomBytes(9).toString('base64url')}`, t: type, c: content, ts: now };
}
