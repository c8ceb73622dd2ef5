import { createHmac } from 'node:crypto';
import { errors, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { AVATAR_LENGTH, ChatError, graphemes, isBlank, isId, NAME_LENGTH, type Role, type Sender } from '../protocol/index.js';
import type { Clock } from './clock.js';
import type { Standing } from './moderation/talk-rules.js';

/** Shorter secrets can be guessed. @see RFC 7518 §3.2: an HS256 key has at least the size of the hash. */
export const SECRET_BYTES = 32;
const TAGS_MAX = 20;
const TAG_LENGTH = 40;
const ROLES: readonly Role[] = ['host', 'moderator', 'member'];

/** What a good token says. */
export interface TokenFacts {
  readonly user: Sender;
  /** When it was made, ms since 1970. A maker that counts whole seconds gets the benefit of the second. */
  readonly issuedAt: number;
  readonly standing: Standing;
}

/** Who a token is for. */
export interface TokenUser {
  /** 1…64 bytes. */
  id: string;
  /** 1…64 user-perceived characters. */
  name: string;
  /** Address of a portrait. */
  avatar?: string;
  role?: Exclude<Role, 'system'>;
  /** What they are to the room: follower, subscriber … at most 20, for rooms where not everybody may talk. */
  tags?: readonly string[];
  /** When their account was made, ms since 1970. */
  since?: number;
}

/**
 * Makes and checks the tokens people connect with: signed JSON Web Tokens (HS256), so that an app server in any language can
 * make them too: `sub` id, `name`, `picture?`, `role?`, `tags?`, `since?` (s), `aud` the app key, `iat`, `exp`.
 */
export class Tokens {
  readonly #appKey: string;
  /** The one in use, then those that are still accepted. */
  readonly #secrets: readonly [Uint8Array, ...Uint8Array[]];
  readonly #clock: Clock;
  readonly #ttlMs: number;
  readonly #leewaySeconds: number;

  /** `previousSecret`: what was in use before, while it is being replaced. @throws {TypeError} no app key, or a secret below 32 bytes. */
  constructor(options: {
    appKey: string; secret: string | Uint8Array; previousSecret?: string | Uint8Array; clock: Clock; ttlMs: number; leewaySeconds: number;
  }) {
    const { appKey, secret, previousSecret } = options;
    if (typeof appKey !== 'string' || appKey === '') throw new TypeError('appKey must be a non-empty string.');
    this.#appKey = appKey;
    this.#secrets = [toBytes('secret', secret), ...(previousSecret === undefined ? [] : [toBytes('previousSecret', previousSecret)])];
    this.#clock = options.clock;
    this.#ttlMs = options.ttlMs;
    this.#leewaySeconds = options.leewaySeconds;
  }

  /** @throws {TypeError} not a user, or a life that is no positive number of ms. */
  async issue(user: TokenUser, ttlMs = this.#ttlMs): Promise<string> {
    const fault = faultOf(user);
    if (fault) throw new TypeError(fault);
    if (!Number.isFinite(ttlMs) || ttlMs <= 0) throw new TypeError(`A token's life is a positive number of ms; got ${ttlMs}.`);
    const now = this.#clock.now();
    const claims = {
      name: user.name,
      ...(user.avatar ? { picture: user.avatar } : {}),
      ...(user.role && user.role !== 'member' ? { role: user.role } : {}),
      ...(user.tags?.length ? { tags: user.tags } : {}),
      ...(user.since ? { since: Math.floor(user.since / 1000) } : {}),
    };
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setSubject(user.id)
      .setAudience(this.#appKey)
      // With its fraction: of two tokens of one second, the one made after an expiry must be good.
      .setIssuedAt(now / 1000)
      .setExpirationTime(Math.ceil((now + ttlMs) / 1000))
      .sign(this.#secrets[0]);
  }

  /** @throws {ChatError} token-expired, or token-incorrect for everything else that is wrong with it. */
  async verify(token: string): Promise<TokenFacts> {
    const payload = await this.#open(token);
    const user = { id: payload.sub, name: payload['name'], avatar: payload['picture'], role: payload['role'], tags: payload['tags'], since: payload['since'] };
    const fault = faultOf(user);
    if (fault) throw new ChatError('token-incorrect', { message: fault });
    const { id, name, avatar, role, tags = [], since = 0 } = user as TokenUser;
    const { iat = 0 } = payload;
    return {
      user: { id, name, ...(avatar ? { avatar } : {}), ...(role && role !== 'member' ? { role } : {}) },
      standing: { tags, since: since * 1000 },
      issuedAt: Number.isInteger(iat) ? iat * 1000 + 999 : iat * 1000,
    };
  }

  /**
   * What every message id of this user starts with. Nobody else can make it, so nobody can take another's ids.
   * The first is for new messages; others may still come in under an earlier secret.
   */
  namespaces(userId: string): readonly [string, ...string[]] {
    const [first, ...rest] = this.#secrets;
    return [namespace(first, userId), ...rest.map((secret) => namespace(secret, userId))];
  }

  async #open(token: string): Promise<JWTPayload> {
    for (const [index, secret] of this.#secrets.entries()) {
      try {
        const verified = await jwtVerify(token, secret, {
          algorithms: ['HS256'],
          audience: this.#appKey,
          clockTolerance: this.#leewaySeconds,
          currentDate: new Date(this.#clock.now()),
          requiredClaims: ['sub', 'name', 'exp'],
        });
        return verified.payload;
      } catch (cause) {
        if (cause instanceof errors.JWSSignatureVerificationFailed && index < this.#secrets.length - 1) continue;
        // The cause stays here: its words may quote the token.
        throw new ChatError(cause instanceof errors.JWTExpired ? 'token-expired' : 'token-incorrect');
      }
    }
    throw new ChatError('token-incorrect');
  }
}

function namespace(secret: Uint8Array, userId: string): string {
  return `${createHmac('sha256', secret).update(`message ids of ${userId}`).digest('base64url').slice(0, 6)}.`;
}

function toBytes(name: string, secret: string | Uint8Array): Uint8Array {
  const bytes = typeof secret === 'string' ? new TextEncoder().encode(secret) : secret;
  if (!(bytes instanceof Uint8Array) || bytes.length < SECRET_BYTES) {
    throw new TypeError(`${name} must have at least ${SECRET_BYTES} bytes; got ${bytes?.length ?? typeof secret}.`);
  }
  return bytes;
}

function faultOf(user: { id?: unknown; name?: unknown; avatar?: unknown; role?: unknown; tags?: unknown; since?: unknown }): string | null {
  const { id, name, avatar, role, tags = [], since = 0 } = user;
  if (typeof id !== 'string' || !isId(id)) return 'user id must be 1 to 64 bytes without control characters or outer spaces';
  if (typeof name !== 'string' || isBlank(name) || graphemes(name, NAME_LENGTH) > NAME_LENGTH) {
    return `user name must be 1 to ${NAME_LENGTH} visible characters`;
  }
  if (avatar !== undefined && (typeof avatar !== 'string' || avatar.length > AVATAR_LENGTH)) {
    return `avatar must be an address of at most ${AVATAR_LENGTH} characters`;
  }
  if (role !== undefined && !ROLES.includes(role as Role)) return `role must be one of ${ROLES.join(', ')}`;
  if (!Array.isArray(tags) || tags.length > TAGS_MAX || !tags.every((tag) => typeof tag === 'string' && tag !== '' && tag.length <= TAG_LENGTH)) {
    return `tags must be a list of at most ${TAGS_MAX} texts of 1 to ${TAG_LENGTH} characters`;
  }
  if (typeof since !== 'number' || !Number.isFinite(since) || since < 0) return 'since must be a time';
  return null;
}
