import { ChatError } from '../protocol/errors.js';
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
}

export interface OutboxHooks {
  /** Whether messages for this room can be sent now. */
  ready(room: string): boolean;
  transmit(parcel: Parcel): void;
  failed(parcel: Parcel, error: ChatError): void;
}

/**
 * Messages between "send" and the server's acknowledgement. Those that cannot go now wait, in order and bounded;
 * what was not acknowledged is sent again under the same id, which the server recognizes.
 */
export class Outbox {
  readonly #entries = new Map<string, Entry>();
  #stopTimer: (() => void) | null = null;

  constructor(
    private readonly env: Pick<Environment, 'now' | 'after'>,
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
    const waiting = [...this.#entries.values()].some((e) => !e.inFlight && e.parcel.room === parcel.room);
    // A person who types too fast is told; what waited for the connection is paced instead.
    const direct = this.hooks.ready(parcel.room) && !waiting;
    const wait = direct ? this.pacer.take(now) : 0;
    if (wait > 0) {
      this.hooks.failed(parcel, new ChatError('rate-limited', { retryInMs: wait }));
      return;
    }
    const entry = { parcel, until: now + OUTBOX_MS, tries: 0, inFlight: false };
    this.#entries.set(parcel.id, entry);
    if (direct) this.#transmit(entry);
    this.advance();
  }

  /** Acknowledged. */
  arrived(id: string): void {
    this.#entries.delete(id);
  }

  /** Not acknowledged, and why. */
  refused(id: string, error: ChatError): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    entry.inFlight = false;
    const again = error.name === 'timeout' || error.name === 'not-in-room';
    if (error.name === 'network' || error.name === 'going-away') entry.tries = 0;
    else if (!again || entry.tries >= TRIES) {
      this.#fail(entry, error);
      return;
    }
    this.advance();
  }

  /** Whether it was still here. */
  drop(id: string): boolean {
    return this.#entries.delete(id);
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
    let pausedUntil = 0;
    for (const entry of [...this.#entries.values()]) {
      // Given up by somebody who heard of a failure before it.
      if (!this.#entries.has(entry.parcel.id)) continue;
      if (now >= entry.until) {
        this.#fail(entry, new ChatError(this.hooks.ready(entry.parcel.room) ? 'timeout' : 'network'));
        continue;
      }
      next = Math.min(next, entry.until);
      if (entry.inFlight || pausedUntil > 0 || !this.hooks.ready(entry.parcel.room)) continue;
      const wait = this.pacer.take(now);
      if (wait > 0) pausedUntil = now + wait;
      else this.#transmit(entry);
    }
    if (pausedUntil > 0) next = Math.min(next, pausedUntil);
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
