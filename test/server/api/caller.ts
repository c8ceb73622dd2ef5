import { createHash } from 'node:crypto';
import { APP_KEY, SECRET } from '../stage.js';

export type FormValue = string | number | readonly (string | number)[];
export type Form = Readonly<Record<string, FormValue>>;

export interface Reply {
  status: number;
  body: { code: number; errorMessage?: string; [more: string]: unknown };
}

export const sha1 = (text: string) => createHash('sha1').update(text).digest('hex');

export function signedHeaders({ appKey = APP_KEY, secret = SECRET, nonce = '14314', timestamp = String(Date.now()), prefix = '' } = {}): Record<string, string> {
  return {
    [`${prefix}App-Key`]: appKey,
    [`${prefix}Nonce`]: nonce,
    [`${prefix}Timestamp`]: timestamp,
    [`${prefix}Signature`]: sha1(secret + nonce + timestamp),
  };
}

export function toForm(form: Form): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(form)) for (const item of [value].flat()) search.append(name, String(item));
  return search.toString();
}

/** Calls of the Server API as any language would make them. */
export class Caller {
  /** `now`: the server's clock, where a test owns it. */
  constructor(
    readonly base: string,
    private readonly now: () => number = Date.now,
  ) {}

  /** Of a stage's socket address. */
  static at(url: string, now?: () => number): Caller {
    return new Caller(url.replace(/^ws/, 'http').replace(/\/chat$/, ''), now);
  }

  async post(path: string, form: Form | string = {}, headers?: Record<string, string>): Promise<Reply> {
    const isJson = typeof form === 'string';
    const signed = headers ?? signedHeaders({ timestamp: String(this.now()) });
    const response = await fetch(`${this.base}/${path}`, {
      method: 'POST',
      headers: { 'content-type': isJson ? 'application/json' : 'application/x-www-form-urlencoded', ...signed },
      body: isJson ? form : toForm(form),
    });
    return { status: response.status, body: (await response.json()) as Reply['body'] };
  }

  /** A call that must succeed; returns what it answers. */
  async do(path: string, form: Form | string = {}): Promise<Reply['body']> {
    const { status, body } = await this.post(path, form);
    if (status !== 200 || body.code !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
    return body;
  }
}
