import { ChatError } from '../protocol/errors.js';
import type { ServerFrame } from '../protocol/frames.js';
import type { Environment } from './environment.js';

/** How long an acknowledgement of a message may take, ms … */
export const ACK_MS = 5_000;
/** … and any other answer: it may carry hundreds of messages over a slow line. */
export const ANSWER_MS = 10_000;

/** Gets the reply, or why there is none. Called in the very turn the reply is read, so that frames keep their order. */
export type Answer = (reply: ServerFrame | ChatError) => void;

/** Which request a reply belongs to. */
export class Requests {
  #next: number;
  readonly #open = new Map<number, { answer: Answer; cancel: () => void }>();

  constructor(
    private readonly env: Pick<Environment, 'after'>,
    firstId: number,
  ) {
    this.#next = firstId;
  }

  /** Returns the id to send. */
  open(answer: Answer, withinMs: number): number {
    const id = this.#next++;
    const cancel = this.env.after(withinMs, () => {
      this.#open.delete(id);
      answer(new ChatError('timeout', { message: 'the server does not answer' }));
    });
    this.#open.set(id, { answer, cancel });
    return id;
  }

  settle(frame: ServerFrame & { id: number }): void {
    const request = this.#open.get(frame.id);
    if (!request) return;
    this.#open.delete(frame.id);
    request.cancel();
    const refused = frame.k === 'err';
    request.answer(refused ? ChatError.fromCode(frame.code, { message: frame.msg, retryInMs: frame.in }) : frame);
  }

  /** The connection is gone, and all answers with it. */
  fail(reason: ChatError): void {
    const all = [...this.#open.values()];
    this.#open.clear();
    for (const { cancel } of all) cancel();
    for (const { answer } of all) answer(reason);
  }
}
