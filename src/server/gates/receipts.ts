import { createPublicKey, type KeyObject } from 'node:crypto';
import { errors, type JWTPayload, jwtVerify } from 'jose';
import { ChatError, type Content, TYPE } from '../../protocol/index.js';
import type { Clock } from '../clock.js';
import type { Moderation } from '../moderation/moderation.js';
import { SECRET_BYTES } from '../tokens.js';
import type { Gate, GateRequest } from './gate.js';

export interface ReceiptParts {
  /** Any of them will do: a secret of at least 32 bytes (HS256), or an Ed25519 public key as PEM (EdDSA). */
  readonly keys: readonly (string | Uint8Array)[];
  readonly appKey: string;
  readonly clock: Clock;
  /** How far apart the clocks of the shop and this server may be, s. */
  readonly leewaySeconds: number;
  readonly moderation: Pick<Moderation, 'rules' | 'publishOrder'>;
}

/** Longer ones than a shop would make. */
const RECEIPT_LENGTH = 4096;
const RECEIPT_ID_LENGTH = 64;
/** Receipts are remembered until they expire, so they must not live longer than this, ms. */
const LIFE_MAX_MS = 60 * 60 * 1000;
const COVERED: ReadonlySet<string> = new Set([TYPE.gift, TYPE.superchat]);

type Key = { readonly key: Uint8Array | KeyObject; readonly algorithms: string[] };

/**
 * Lets a gift or super chat pass only with a receipt of the shop: a compact JWS in `content.receipt` that says who pays (`sub`), where (`room`),
 * for what (`gift`, `count`, `price`; or `amount`, `currency`), under an id of its own (`jti`), for which app (`aud`) and until when (`exp`).
 * Each id counts once, on all servers and over restarts. The receipt itself reaches nobody.
 */
export class Receipts implements Gate {
  readonly #parts: ReceiptParts;
  readonly #keys: readonly Key[];

  /** @throws {TypeError} a key that is too short or none. */
  constructor(parts: ReceiptParts) {
    this.#parts = parts;
    this.#keys = parts.keys.map(toKey);
  }

  concerns(type: string): boolean {
    return COVERED.has(type);
  }

  async pass({ room, user, mid, type, content }: GateRequest): Promise<Content> {
    const { receipt, ...bought } = content;
    if (typeof receipt !== 'string' || receipt === '' || receipt.length > RECEIPT_LENGTH) throw refused('missing');
    const claims = await this.#open(receipt);
    const { jti, exp = 0, sub, room: where } = claims;
    if (typeof jti !== 'string' || jti === '' || jti.length > RECEIPT_ID_LENGTH) throw refused('without an id');
    const { clock, leewaySeconds, moderation } = this.#parts;
    if (exp * 1000 > clock.now() + LIFE_MAX_MS + leewaySeconds * 1000) throw refused('good for more than an hour');
    if (sub !== user.id || where !== room) throw refused('for somebody or somewhere else');
    const facts = type === TYPE.gift ? ['gift', 'count', 'price'] : ['amount', 'currency'];
    if (facts.some((fact) => claims[fact] !== bought[fact])) throw refused('for something else');
    // The same message may come again, with the receipt it came with.
    if (!moderation.rules.has('receipt', '', jti)) await moderation.publishOrder({ op: 'receipt', id: jti, room, mid, until: (exp + leewaySeconds) * 1000, at: clock.now() });
    const used = moderation.rules.get('receipt', '', jti);
    if (used?.mid !== mid || used.room !== room) throw refused('used before');
    return bought;
  }

  async #open(receipt: string): Promise<JWTPayload> {
    const { appKey, clock, leewaySeconds } = this.#parts;
    for (const { key, algorithms } of this.#keys) {
      try {
        const { payload } = await jwtVerify(receipt, key, {
          algorithms, audience: appKey, clockTolerance: leewaySeconds, currentDate: new Date(clock.now()), requiredClaims: ['sub', 'jti', 'exp'],
        });
        return payload;
      } catch (cause) {
        // Not by this key; perhaps by the one before.
        if (cause instanceof errors.JWSSignatureVerificationFailed || cause instanceof errors.JOSEAlgNotAllowed) continue;
        throw refused(cause instanceof errors.JWTExpired ? 'expired' : 'unreadable');
      }
    }
    throw refused('not signed by the shop');
  }
}

function refused(why: string): ChatError {
  return new ChatError('unpaid', { message: `receipt: ${why}` });
}

function toKey(key: string | Uint8Array): Key {
  if (typeof key === 'string' && key.trimStart().startsWith('-----BEGIN')) {
    const known = createPublicKey(key);
    if (known.asymmetricKeyType !== 'ed25519') throw new TypeError(`A public key for receipts must be Ed25519; got ${known.asymmetricKeyType ?? 'none'}.`);
    return { key: known, algorithms: ['EdDSA', 'Ed25519'] };
  }
  const bytes = typeof key === 'string' ? new TextEncoder().encode(key) : key;
  if (bytes.length < SECRET_BYTES) throw new TypeError(`A key for receipts must have at least ${SECRET_BYTES} bytes; got ${bytes.length}.`);
  return { key: bytes, algorithms: ['HS256'] };
}
