import { ChatError } from '../protocol/errors.js';
import { jitter } from './backoff.js';
import type { Environment } from './environment.js';
import type { Outgoing } from './outgoing.js';
import type { Pacer } from './pacer.js';

/** Messages on their way at any time, over all rooms; more would be a program, not a person. */
export const OUTBOX_SIZE = 50;
/** How long a message may be on its way, ms; later the moment it was meant for has passed. */
export const OUTBOX_MS = 60_000;
/** How often a message is sent over one connection before it fails as `timeout`. */
const TRIES = 3;

export interface Parcel extends Outgoing {
  id: string;
  room: string;
}

interface Entry {
  parcel: Parcel;
  until: number;
  tries: number;
  inFlight: boolean;
  /** Why the server could not take it just now; what was said later in its room waits for it. */
  busy?: ChatError;
  /** How often it could not, and when it is asked again. */
  refusals: number;
  from: number;
}

export interface OutboxHooks {
  /** Whether messages for this room can be sent now. */
  ready(room: string): boolean;
  transmit(parcel: Parcel): void;
  failed(parcel: Parcel, error: ChatError): void;
}

/**
 * Messages between "send" and the server's acknowledgement. Those that cannot go now wait, in order and bounded;
 * what was not acknowledged is sent again under the same id, which the server recognizes: at once where an answer is missing,
 * ever later where the server says that it cannot just now. What the sender has to know of, such as a mute, fails at once.
 */
export class Outbox {
  readonly #entries = new Map<string, Entry>();
  #stopTimer: (() => void) | null = null;

  constructor(
    private readonly env: Pick<Environment, 'now' | 'after' | 'random'>,
    private readonly pacer: Pacer,
    private readonly hooks: OutboxHooks,
  ) {}

  /** Takes a message; it may fail at once: too many waiting, or sent too fast. */
  post(parcel: Parcel): void {
    if (this.#entries.size >= OUTBOX_SIZE) {
      this.hooks.failed(parcel, new ChatError('network', { message: `${OUTBOX_SIZE} messages are waiting` }));
      return;
    }
    const now = this.env.now();
    const waiting = [...this.#entries.values()].some((e) => (!e.inFlight || e.busy) && e.parcel.room === parcel.room);
    // A person who types too fast is told; what waited for the connection is paced instead.
    const direct = this.hooks.ready(parcel.room) && !waiting;
    const wait = direct ? this.pacer.take(now) : 0;
    if (wait > 0) {
      this.hooks.failed(parcel, new ChatError('rate-limited', { retryInMs: wait }));
      return;
    }
    const entry = { parcel, until: now + OUTBOX_MS, tries: 0, inFlight: false, refusals: 0, from: 0 };
    this.#entries.set(parcel.id, entry);
    if (direct) this.#transmit(entry);
    this.advance();
  }

  /** Acknowledged. */
  arrived(id: string): void {
    this.#entries.delete(id);
    this.advance();
  }

  /** Not acknowledged, and why. */
  refused(id: string, error: ChatError): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    entry.inFlight = false;
    const { name } = error;
    const busy = name === 'unavailable' || name === 'overloaded';
    if (busy) {
      entry.busy = error;
      // On top of what the server asks for, or all whom it has told the same would come back together.
      entry.from = this.env.now() + (error.detail.retryInMs ?? 0) + jitter(this.env.random, entry.refusals++);
    }
    if (busy || name === 'network') entry.tries = 0;
    else if ((name !== 'timeout' && name !== 'not-in-room') || entry.tries >= TRIES) this.#fail(entry, error);
    this.advance();
  }

  /** Given up. */
  drop(id: string): void {
    this.#entries.delete(id);
  }

  /** All messages of a room, or of all rooms, fail. */
  fail(error: ChatError, room?: string): void {
    for (const entry of [...this.#entries.values()]) {
      if (room === undefined || entry.parcel.room === room) this.#fail(entry, error);
    }
    this.advance();
  }

  /** Sends what can go now; to be called when a room becomes ready. */
  advance(): void {
    this.#stopTimer?.();
    this.#stopTimer = null;
    const now = this.env.now();
    let next = Infinity;
    const held = new Set<string>();
    for (const entry of [...this.#entries.values()]) {
      const { room, id } = entry.parcel;
      // Given up by somebody who heard of a failure before it.
      if (!this.#entries.has(id)) continue;
      const ready = this.hooks.ready(room);
      if (now >= entry.until) {
        this.#fail(entry, (ready && entry.busy) || new ChatError(ready ? 'timeout' : 'network'));
        continue;
      }
      next = Math.min(next, entry.until);
      if (held.has(room)) continue;
      if (entry.busy) held.add(room);
      if (entry.inFlight || !ready) continue;
      const wait = entry.from > now ? entry.from - now : this.pacer.take(now);
      if (wait > 0) next = Math.min(next, now + wait);
      else this.#transmit(entry);
    }
    // Who heard of a failure may have sent something, and so have come through here.
    (this.#stopTimer as (() => void) | null)?.();
    this.#stopTimer = next === Infinity ? null : this.env.after(next - now, () => this.advance());
  }

  #transmit(entry: Entry): void {
    entry.inFlight = true;
    entry.tries++;
    this.hooks.transmit(entry.parcel);
  }

  #fail(entry: Entry, error: ChatError): void {
    this.#entries.delete(entry.parcel.id);
    this.hooks.failed(entry.parcel, error);
  }
}
