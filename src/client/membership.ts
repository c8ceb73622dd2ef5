import { ChatError } from '../protocol/errors.js';
import type { ServerFrameOf } from '../protocol/frames.js';
import { HISTORY_DEFAULT, HISTORY_MAX } from '../protocol/limits.js';
import { Backoff } from './backoff.js';
import type { JoinOptions, RoomState, RoomStatus } from './contract.js';
import { deferred, type Deferred } from './deferred.js';
import type { RoomLink } from './room-link.js';

/**
 * left: not wanted · parked: was joined when the connection ended for good, and will be again with the next one ·
 * waiting: for a connection · joining: asked · joined · mending: joined, but messages are missing and asked for.
 */
type Phase = 'left' | 'parked' | 'waiting' | 'joining' | 'joined' | 'mending';

const SHOWN: Record<Phase, RoomState> = {
  left: 'left',
  parked: 'left',
  waiting: 'joining',
  joining: 'joining',
  joined: 'joined',
  mending: 'joined',
};

export interface MembershipHooks {
  /** Where we stopped; null for a first join. */
  position(): { ep: string; off: number } | null;
  entered(frame: ServerFrameOf<'joined'>): void;
  status(status: RoomStatus): void;
}

/** Whether we are in a room: asks to be, comes back after every loss, asks again where messages are missing. */
export class Membership {
  #phase: Phase = 'left';
  #status: RoomStatus = { state: 'left', reason: null };
  #want = HISTORY_DEFAULT;
  #create = true;
  #resume = true;
  /** Somebody has asked for this join and wants to hear why it fails; later ones are our own and go on trying. */
  #asked = false;
  #joining: Deferred<void> | null = null;
  /** Answers to questions of an earlier turn do not count. */
  #turn = 0;
  #stopTimer: (() => void) | null = null;
  readonly #backoff: Backoff;

  constructor(
    private readonly room: string,
    private readonly link: RoomLink,
    private readonly hooks: MembershipHooks,
  ) {
    this.#backoff = new Backoff(link.env.random);
  }

  get status(): RoomStatus {
    return this.#status;
  }

  /** Whether the stream of messages is whole: what comes now may be shown. */
  get following(): boolean {
    return this.#phase === 'joined';
  }

  /** @throws {TypeError} options out of range. */
  join({ history = 0, create = true }: JoinOptions): Promise<void> {
    if (!Number.isInteger(history) || history < -1 || history > HISTORY_MAX) {
      throw new TypeError(`history must be -1 (none), 0 (${HISTORY_DEFAULT}) or 1 to ${HISTORY_MAX}; got ${String(history)}.`);
    }
    if (this.#status.state === 'joined') return Promise.resolve();
    if (this.#status.state === 'left') {
      this.#want = history === 0 ? HISTORY_DEFAULT : Math.max(0, history);
      this.#create = create;
      // Nothing of before was asked for, so what was missed since an earlier visit is not either.
      this.#resume = history !== -1;
      this.#asked = true;
      this.#go('waiting');
      if (this.link.online) this.#ask('joining');
      else this.link.connect();
    }
    this.#joining ??= deferred();
    return this.#joining.promise;
  }

  leave(): Promise<void> {
    if (this.#phase === 'left') return Promise.resolve();
    this.#end('left', null, leftWhileJoining());
    if (!this.link.online) return Promise.resolve();
    // However the server answers, we are out: it forgets members whose connection is gone.
    return new Promise((resolve) => this.link.request({ k: 'leave', room: this.room }, () => resolve()));
  }

  /** The server has put us out. */
  expelled(reason: ChatError): void {
    if (this.#phase !== 'left') this.#end('left', reason, reason);
  }

  /** There is a connection. */
  online(): void {
    if (this.#phase === 'waiting' || this.#phase === 'parked') {
      if (this.#phase === 'parked') this.#go('waiting');
      this.#ask('joining');
    }
  }

  /** There is none for now. */
  offline(): void {
    if (this.#phase !== 'left' && this.#phase !== 'parked') this.#go('waiting');
  }

  /** There will be none until somebody connects. */
  stopped(reason: ChatError): void {
    if (this.#phase === 'left' || this.#phase === 'parked') return;
    this.#end(this.#asked ? 'left' : 'parked', reason, reason);
  }

  /** Messages are missing: asks for all from where we stopped. */
  mend(): void {
    if (this.#phase === 'joined') this.#ask('mending');
  }

  #ask(phase: 'joining' | 'mending'): void {
    this.#go(phase);
    const turn = this.#turn;
    const position = this.#resume ? this.hooks.position() : null;
    this.link.request({ k: 'join', room: this.room, create: this.#create, want: this.#want, ...position }, (reply) => {
      if (turn !== this.#turn) return;
      if (reply instanceof ChatError) this.#refused(reply);
      else if (reply.k === 'joined') this.#joined(reply);
    });
  }

  #joined(frame: ServerFrameOf<'joined'>): void {
    this.#backoff.reset();
    this.#resume = true;
    this.#asked = false;
    const joining = this.#joining;
    this.#joining = null;
    this.#go('joined');
    // Who heard of it may have left at once.
    if (this.#phase !== 'joined') {
      joining?.reject(leftWhileJoining());
      return;
    }
    this.hooks.entered(frame);
    joining?.resolve();
  }

  #refused(error: ChatError): void {
    // The connection is being lost: `offline` follows, and a new try with the next connection.
    if (error.name === 'network') return;
    if (error.name === 'timeout') this.link.connection.check();
    if (this.#asked || !error.retryable) {
      this.#end('left', error, error);
      return;
    }
    const phase = this.#phase === 'mending' ? 'mending' : 'joining';
    const wait = error.detail.retryInMs ?? this.#backoff.next();
    this.#stopTimer = this.link.env.after(wait, () => this.#ask(phase));
  }

  #end(phase: 'left' | 'parked', reason: ChatError | null, rejection: ChatError): void {
    const joining = this.#joining;
    this.#joining = null;
    this.#go(phase, reason);
    joining?.reject(rejection);
  }

  /** The only place that changes the phase and the status. */
  #go(phase: Phase, reason: ChatError | null = null): void {
    this.#phase = phase;
    this.#turn++;
    this.#stopTimer?.();
    this.#stopTimer = null;
    const state = SHOWN[phase];
    if (state === this.#status.state && reason === this.#status.reason) return;
    this.#status = { state, reason };
    this.hooks.status(this.#status);
  }
}

const leftWhileJoining = () => new ChatError('not-in-room', { message: 'left while joining' });
