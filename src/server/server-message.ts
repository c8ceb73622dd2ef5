import { randomBytes } from 'node:crypto';
import type { Content, WireMessage, WireUser } from '../protocol/index.js';

/** The sender of what the server itself says. */
export const SYSTEM: WireUser = { id: 'system', name: '', role: 'system' };

/** A message that comes from the server side, under an id nobody else can have. */
export function serverMessage(type: string, content: Content, now: number): WireMessage {
  return { i: `sys.${randomBytes(9).toString('base64url')}`, t: type, c: content, ts: now };
}
