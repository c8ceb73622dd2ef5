import { ChatError, type Content } from '../../protocol/index.js';
import { signedAddress, type SigningParts } from '../callbacks/signed-address.js';
import { type Log, reason } from '../log.js';
import { Rates } from '../rates.js';
import type { Gate, GateRequest } from './gate.js';

export interface ReviewParts extends SigningParts {
  readonly log: Log;
  /** How long the app server has for one answer, ms. */
  readonly timeoutMs: number;
  /** What happens to messages while it does not answer: open lets them in, closed refuses them for now. */
  readonly failure: 'open' | 'closed';
  /** Messages of one user that are asked about in any second. */
  readonly perSecond: number;
}

/** It is asked so often in all … */
const TRIES = 2;
/** … and after so many messages without an answer it is left alone … */
const FAILURES_MAX = 3;
/** … for this long, ms: nobody should wait for an answer that does not come. */
const PAUSE_MS = 10_000;
/** An answer is short, bytes. */
const ANSWER_BYTES = 64 * 1024;

/**
 * Asks the app server about each message before it enters a room: a signed POST of JSON, answered by `{ "pass": true }`, `{ "pass": false }`, or
 * `{ "pass": true, "content": … }` with what shall be said instead. Nobody has seen the message by then.
 */
export class Review implements Gate {
  readonly #parts: ReviewParts;
  readonly #rates: Rates;
  #failures = 0;
  #pausedUntil = 0;

  /** @throws {TypeError} not an http address. */
  constructor(parts: ReviewParts) {
    this.#parts = parts;
    this.#rates = new Rates(parts.clock);
    signedAddress(parts);
  }

  concerns(): boolean {
    return true;
  }

  async pass(request: GateRequest): Promise<Content> {
    const { clock, log, perSecond, failure } = this.#parts;
    const waitMs = this.#rates.message(request.user.id, perSecond);
    if (waitMs > 0) throw new ChatError('rate-limited', { retryInMs: waitMs });
    let answer: { readonly pass?: unknown; readonly content?: unknown } | null = null;
    for (let tries = 1; tries <= TRIES && !answer && clock.elapsed() >= this.#pausedUntil; tries++) {
      try {
        answer = await this.#ask(request);
        this.#failures = 0;
      } catch (cause) {
        if (tries === TRIES) this.#failed(cause);
      }
    }
    if (!answer) {
      if (failure === 'open') return request.content;
      throw new ChatError('unavailable', { message: 'messages cannot be reviewed just now', retryInMs: PAUSE_MS });
    }
    if (answer.pass !== true && answer.pass !== 1) throw new ChatError('word-blocked', { message: 'refused by review' });
    const { content } = answer;
    if (content === undefined) return request.content;
    if (typeof content === 'object' && content !== null && !Array.isArray(content)) return content as Content;
    log('warn', 'review-answer-wrong', { room: request.room });
    return request.content;
  }

  async #ask({ room, user, mid, type, content }: GateRequest): Promise<{ pass?: unknown; content?: unknown }> {
    const { timeoutMs, clock } = this.#parts;
    const response = await fetch(signedAddress(this.#parts), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ chatRoomId: room, fromUserId: user.id, objectName: type, content, messageUID: mid, time: clock.now() }),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await response.text();
    if (response.status !== 200 || text.length > ANSWER_BYTES) throw new Error(`answered ${response.status}`);
    const answer = JSON.parse(text) as unknown;
    if (typeof answer !== 'object' || answer === null) throw new Error('answered no object');
    return answer;
  }

  #failed(cause: unknown): void {
    const { log, clock } = this.#parts;
    log('warn', 'review-failed', { reason: reason(cause) });
    if (++this.#failures < FAILURES_MAX) return;
    this.#failures = 0;
    this.#pausedUntil = clock.elapsed() + PAUSE_MS;
    log('warn', 'review-paused', { ms: PAUSE_MS });
  }
}
