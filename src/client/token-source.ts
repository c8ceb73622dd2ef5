import { ChatError } from '../protocol/errors.js';

/** Why a token is wanted: to connect, or because the server refused the last one. */
export type TokenReason = 'connect' | 'expired' | 'incorrect';
export type TokenProvider = (why: TokenReason) => Promise<string>;

/**
 * Where tokens come from. A provider is asked when connecting, its token is then used for every reconnect, and it
 * is asked again once after a refusal: an app whose tokens are always refused must not be hammered.
 */
export class TokenSource {
  #token: string | null = null;
  #why: TokenReason = 'connect';
  #renewed = false;

  constructor(private readonly source: string | TokenProvider) {
    if (typeof source !== 'function' && (typeof source !== 'string' || source === '')) {
      throw new TypeError('token must be a string, not empty, or a function that gives one.');
    }
  }

  /** Rejects with whatever the provider throws; with `token-incorrect` when it gives no token at all. */
  async get(): Promise<string> {
    if (typeof this.source === 'string') return this.source;
    if (this.#token === null) {
      const token: unknown = await this.source(this.#why);
      if (typeof token !== 'string' || token === '') throw new NoToken();
      this.#token = token;
    }
    return this.#token;
  }

  /** The server refused the token. Whether another one can be asked for. */
  refused(reason: ChatError): boolean {
    if (typeof this.source === 'string' || this.#renewed) return false;
    this.#renewed = true;
    this.#why = reason.name === 'token-expired' ? 'expired' : 'incorrect';
    this.#token = null;
    return true;
  }

  /** The token has proved good for a while: a later refusal is a new matter. */
  proved(): void {
    this.#renewed = false;
  }

  /** Starts over, as for a new sign-in. */
  reset(): void {
    this.#token = null;
    this.#why = 'connect';
    this.#renewed = false;
  }
}

/** The provider answered, but not with a token: asking again would give the same. */
export class NoToken extends ChatError {
  constructor() {
    super('token-incorrect', { message: 'the provider gave none' });
  }
}
