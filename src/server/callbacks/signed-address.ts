import { randomBytes } from 'node:crypto';
import { sign } from '../api/signature.js';
import type { Clock } from '../clock.js';

export interface SigningParts {
  readonly url: string;
  readonly appKey: string;
  readonly secret: string | Uint8Array;
  readonly clock: Clock;
}

/**
 * An address of the app server with what proves that this server calls: receivers check the signature and that the timestamp is young.
 * `signTimestamp` is what `timestamp` was called before; receivers of either kind find theirs. @throws {TypeError} not an http address.
 */
export function signedAddress({ url, appKey, secret, clock }: SigningParts): URL {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new TypeError(`The callback address must start with http:// or https://; got ${JSON.stringify(url)}.`);
  }
  const address = new URL(url);
  const nonce = randomBytes(8).toString('hex');
  const timestamp = String(clock.now());
  const signature = sign(secret, nonce, timestamp);
  for (const [name, value] of Object.entries({ appKey, timestamp, signTimestamp: timestamp, nonce, signature })) address.searchParams.set(name, value);
  return address;
}
