/** Why a message waits for a moderator. */
export type HoldReason = 'word' | 'link';
export type Verdict = 'approved' | 'rejected';

/** A message that nobody has seen but its author. */
export interface HeldMessage {
  readonly room: string;
  /** Message id. */
  readonly id: string;
  /** Its author. */
  readonly user: string;
  /** When it was said, ms since 1970. */
  readonly at: number;
  readonly reason: HoldReason;
  /** The `WireMessage` as it is to be said, as JSON. */
  readonly json: string;
  /** How it was asked to be kept. @see Persistence */
  readonly persistence: number;
}

/** How many may wait: of one author, of one room, and of all. */
export interface HeldLimits {
  readonly perUser: number;
  readonly perRoom: number;
  readonly all: number;
}
/** Which of them leaves no room. */
export type HeldFullBy = keyof HeldLimits;

/** Messages that wait for a moderator. Synchronous; failures throw. */
export interface HeldLedger {
  /** Adds one, or says what leaves no room for it; null when it is there, also from before. */
  add(message: HeldMessage, limits: HeldLimits): HeldFullBy | null;
  has(room: string, id: string): boolean;
  /** Hands one out to be decided. Null where it is gone, or has been handed out for the other verdict: of two moderators the first decides. */
  claim(room: string, id: string, verdict: Verdict): HeldMessage | null;
  /** Says whether it was there. */
  remove(message: HeldMessage): boolean;
  /** Oldest first, of one room or of all. */
  list(room: string | null, from: number, max: number): HeldMessage[];
  /** How many there are, in one room or in all. */
  count(room: string | null): number;
  of(user: string): HeldMessage[];
  /** Some of those said before a time, oldest first. */
  before(at: number, max: number): HeldMessage[];
}

/** The same, where it is in other hands: on all nodes one. Rejects while they cannot be reached. */
export type SharedHeldLedger = { readonly [K in keyof HeldLedger]: (...args: Parameters<HeldLedger[K]>) => Promise<ReturnType<HeldLedger[K]>> };

/** What leaves no room for one more. */
export function heldFullBy(waiting: HeldLimits, limits: HeldLimits): HeldFullBy | null {
  return (['perUser', 'perRoom', 'all'] as const).find((bound) => waiting[bound] >= limits[bound]) ?? null;
}

/** Ids are without control characters. */
const keyOf = (room: string, id: string) => `${room}\n${id}`;

/** Held messages for as long as the process lives. */
export class MemoryHeld implements HeldLedger {
  readonly #messages = new Map<string, HeldMessage>();
  readonly #claims = new Map<string, Verdict>();

  add(message: HeldMessage, limits: HeldLimits): HeldFullBy | null {
    if (this.has(message.room, message.id)) return null;
    const full = heldFullBy({ perUser: this.of(message.user).length, perRoom: this.count(message.room), all: this.count(null) }, limits);
    if (!full) this.#messages.set(keyOf(message.room, message.id), message);
    return full;
  }

  has(room: string, id: string): boolean {
    return this.#messages.has(keyOf(room, id));
  }

  claim(room: string, id: string, verdict: Verdict): HeldMessage | null {
    const key = keyOf(room, id);
    const message = this.#messages.get(key);
    if (!message || (this.#claims.get(key) ?? verdict) !== verdict) return null;
    this.#claims.set(key, verdict);
    return message;
  }

  remove({ room, id }: HeldMessage): boolean {
    this.#claims.delete(keyOf(room, id));
    return this.#messages.delete(keyOf(room, id));
  }

  list(room: string | null, from: number, max: number): HeldMessage[] {
    return this.#sorted((message) => room === null || message.room === room).slice(from, from + max);
  }

  count(room: string | null): number {
    return room === null ? this.#messages.size : this.#sorted((message) => message.room === room).length;
  }

  of(user: string): HeldMessage[] {
    return this.#sorted((message) => message.user === user);
  }

  before(at: number, max: number): HeldMessage[] {
    return this.#sorted((message) => message.at < at).slice(0, max);
  }

  #sorted(fits: (message: HeldMessage) => boolean): HeldMessage[] {
    return [...this.#messages.values()].filter(fits).sort((a, b) => a.at - b.at);
  }
}
