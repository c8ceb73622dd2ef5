import { randomBytes } from 'node:crypto';
import { sign } from '../api/signature.js';
import type { Clock } from '../clock.js';
import { type Log, reason } from '../log.js';
import type { RoomEvent } from './room-event.js';

/** Events gather for this long, ms … */
const GATHER_MS = 500;
/** … and so many go in one call. */
const BATCH_MAX = 100;
/** Events that may wait; beyond it the oldest are given up, and counted. */
const WAITING_MAX = 10_000;
/** The app server has so long to answer, ms … */
const TIMEOUT_MS = 5000;
/** … and is asked so often in all. @see RongCloud d5 */
const TRIES = 3;
/** After so many calls that failed for good it is left alone … */
const FAILURES_MAX = 3;
/** … for this long, ms. */
const PAUSE_MS = 60_000;

export interface CallbackParts {
  readonly url: string;
  readonly appKey: string;
  readonly secret: string | Uint8Array;
  readonly clock: Clock;
  readonly log: Log;
}

/** Tells the app server what happens in rooms: POSTs of JSON lists, one at a time and in order, signed in the address. */
export class Callbacks {
  readonly #parts: CallbackParts;
  #waiting: RoomEvent[] = [];
  #lost = 0;
  #failures = 0;
  #pausedUntil = 0;
  #sending: Promise<void> | null = null;
  #cancel: (() => void) | null = null;

  /** @throws {TypeError} not an http address. */
  constructor(parts: CallbackParts) {
    if (!URL.canParse(parts.url) || !/^https?:$/.test(new URL(parts.url).protocol)) {
      throw new TypeError(`The callback address must start with http:// or https://; got ${JSON.stringify(parts.url)}.`);
    }
    this.#parts = parts;
  }

  /** Takes note; returns at once. */
  tell(event: RoomEvent): void {
    const last = this.#waiting.at(-1);
    if (last && last.chatRoomId === event.chatRoomId && last.type === event.type && last.status === event.status && last.userIds.length < BATCH_MAX && event.userIds.length) {
      this.#waiting[this.#waiting.length - 1] = { ...last, userIds: [...last.userIds, ...event.userIds] };
    } else if (this.#waiting.push(event) > WAITING_MAX) {
      this.#waiting.shift();
      this.#lost++;
    }
    this.#later(Math.max(GATHER_MS, this.#pausedUntil - this.#parts.clock.elapsed()));
  }

  /** Sends what waits, once and without insisting. */
  async close(): Promise<void> {
    this.#cancel?.();
    await this.#sending;
    const last = this.#waiting.splice(0, BATCH_MAX);
    if (last.length && this.#pausedUntil <= this.#parts.clock.elapsed()) await this.#post(last).catch(() => {});
  }

  #later(ms: number): void {
    if (this.#sending) return;
    this.#cancel ??= this.#parts.clock.after(ms, () => {
      this.#cancel = null;
      this.#sending = this.#send().finally(() => {
        this.#sending = null;
        if (this.#waiting.length) this.#later(Math.max(0, this.#pausedUntil - this.#parts.clock.elapsed()));
      });
    });
  }

  async #send(): Promise<void> {
    const batch = this.#waiting.splice(0, BATCH_MAX);
    for (let tries = 1; tries <= TRIES; tries++) {
      try {
        await this.#post(batch);
        this.#failures = 0;
        return;
      } catch (cause) {
        if (tries === TRIES) this.#failed(batch.length, cause);
      }
    }
  }

  #failed(events: number, cause: unknown): void {
    const { log, clock } = this.#parts;
    this.#failures++;
    log('warn', 'callback-failed', { events, lost: this.#lost, reason: reason(cause) });
    if (this.#failures < FAILURES_MAX) return;
    this.#failures = 0;
    this.#pausedUntil = clock.elapsed() + PAUSE_MS;
    log('warn', 'callbacks-paused', { ms: PAUSE_MS });
  }

  async #post(events: readonly RoomEvent[]): Promise<void> {
    const response = await fetch(this.#address(), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(events),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await response.body?.cancel();
    if (response.status !== 200) throw new Error(`answered ${response.status}`);
  }

  /** `signTimestamp` is what `timestamp` was called before; receivers of either kind find theirs. */
  #address(): URL {
    const { url, appKey, secret, clock } = this.#parts;
    const address = new URL(url);
    const nonce = randomBytes(8).toString('hex');
    const timestamp = String(clock.now());
    const signature = sign(secret, nonce, timestamp);
    for (const [name, value] of Object.entries({ appKey, timestamp, signTimestamp: timestamp, nonce, signature })) address.searchParams.set(name, value);
    return address;
  }
}
