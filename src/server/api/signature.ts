import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { ApiError } from './api-error.js';

/** Longer than any client makes them. RongCloud says 18. */
const NONCE_LENGTH = 64;
/** Below this a timestamp counts seconds, above milliseconds: as ms it would be a day in 1973. */
const SECONDS_BELOW = 1e11;

export interface Signing {
  readonly appKey: string;
  /** Any of them will do. */
  readonly secrets: readonly (string | Uint8Array)[];
  /** How far a timestamp may be from now, ms. */
  readonly windowMs: number;
}

/** Hexadecimal SHA-1 of secret, nonce and timestamp: what RongCloud's SDKs send. */
export function sign(secret: string | Uint8Array, nonce: string, timestamp: string): string {
  return createHash('sha1').update(secret).update(nonce).update(timestamp).digest('hex');
}

/**
 * Whether a call comes from somebody who knows a secret. A nonce may come again: the vendor's Node SDK makes one for its whole life.
 * @throws {ApiError} bad-key, signature
 */
export function checkSignature(headers: IncomingHttpHeaders, { appKey, secrets, windowMs }: Signing, now: number): void {
  const header = (name: string): string => {
    const value = headers[name] ?? headers[`rc-${name}`];
    return typeof value === 'string' ? value : '';
  };
  if (header('app-key') !== appKey) throw new ApiError('bad-key', 'App-Key is missing or not the key of this app.');
  const [nonce, timestamp, signature] = [header('nonce'), header('timestamp'), header('signature').toLowerCase()];
  if (!nonce || nonce.length > NONCE_LENGTH || !/^\d{1,15}$/.test(timestamp) || !/^[0-9a-f]{40}$/.test(signature)) {
    throw new ApiError('signature', 'Nonce, Timestamp or Signature is missing or malformed.');
  }
  const given = Buffer.from(signature, 'hex');
  const known = secrets.some((secret) => timingSafeEqual(given, Buffer.from(sign(secret, nonce, timestamp), 'hex')));
  if (!known) throw new ApiError('signature', 'The signature is not that of the secret, the nonce and the timestamp.');
  const at = Number(timestamp) * (Number(timestamp) < SECONDS_BELOW ? 1000 : 1);
  if (Math.abs(now - at) > windowMs) throw new ApiError('signature', 'The timestamp is too far from now.');
}
