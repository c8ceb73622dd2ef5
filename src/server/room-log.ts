import { HISTORY_MAX, type Recovery, RESUME_WINDOW, TYPE, type WireMessage } from '../protocol/index.js';
import type { Entry, RoomRecord, Store } from './store/store.js';

/** A message that has passed admission and waits for its place. */
export interface Accepted {
  readonly message: WireMessage;
  readonly hidden: boolean;
  /** A recall order: the message with this id becomes `replacement` in the same write. */
  readonly replaces?: { readonly entry: Entry; readonly message: WireMessage };
}

/** What a newcomer or returner is handed. */
export interface CatchUp {
  readonly recovery: Recovery;
  readonly entries: readonly Entry[];
}

/**
 * The one order of a room: gives offsets, writes them to the store, keeps the newest `RESUME_WINDOW` at hand.
 * This is what a bus shared by several processes takes over: positions are given here and nowhere else.
 */
export class RoomLog {
  readonly epoch: string;
  readonly #room: string;
  readonly #store: Store;
  /** Oldest first, consecutive offsets; at most twice the window, cut in strides. */
  #entries: Entry[];
  readonly #byId = new Map<string, Entry>();
  #offset: number;

  constructor(room: string, record: RoomRecord, store: Store) {
    this.#room = room;
    this.#store = store;
    this.epoch = record.epoch;
    this.#offset = record.offset;
    this.#entries = [...record.entries];
    for (const entry of this.#entries) this.#byId.set(entry.id, entry);
  }

  /** Offset of the newest message; 0 when there has been none. */
  get offset(): number {
    return this.#offset;
  }

  find(id: string): Entry | undefined {
    return this.#byId.get(id);
  }

  /** Gives places and stores, all or nothing. @throws whatever the store throws; then nothing has changed. */
  append(accepted: readonly Accepted[]): Entry[] {
    const added = accepted.map(({ message, hidden }, index) => toEntry(this.#offset + 1 + index, message, hidden));
    const replaced = accepted.flatMap(({ replaces }) =>
      replaces ? [toEntry(replaces.entry.offset, replaces.message, replaces.entry.hidden)] : [],
    );
    this.#store.append(this.#room, added, replaced);
    for (const entry of replaced) this.#replace(entry);
    for (const entry of added) this.#byId.set(entry.id, entry);
    this.#entries.push(...added);
    this.#offset += added.length;
    if (this.#entries.length > 2 * RESUME_WINDOW) this.#forget(this.#entries.length - RESUME_WINDOW);
    return added;
  }

  /** What someone needs who was here until `position`, or who is new (no position) and wants `want` messages. */
  catchUp(position: { epoch: string; offset: number } | null, want: number, maxBytes: number): CatchUp {
    if (!position) return { recovery: 'none', entries: this.#newest(want) };
    const missed = this.#offset - position.offset;
    const held = Math.min(this.#entries.length, RESUME_WINDOW);
    if (position.epoch === this.epoch && missed >= 0 && missed <= held) {
      const entries = missed === 0 ? [] : this.#entries.slice(-missed);
      if (entries.reduce((bytes, entry) => bytes + entry.json.length, 0) <= maxBytes) return { recovery: 'full', entries };
    }
    return { recovery: 'lost', entries: this.#newest(want) };
  }

  /** The newest `count` messages before an offset, and whether there are older ones. */
  page(before: number, count: number): { entries: readonly Entry[]; more: boolean } {
    const shown = this.#entries.filter((entry) => !entry.hidden && entry.offset < before);
    return { entries: shown.slice(-count), more: shown.length > count };
  }

  #newest(count: number): Entry[] {
    const newest: Entry[] = [];
    for (let i = this.#entries.length - 1; i >= 0 && newest.length < Math.min(count, HISTORY_MAX); i--) {
      const entry = this.#entries[i];
      if (entry && !entry.hidden) newest.push(entry);
    }
    return newest.reverse();
  }

  #replace(entry: Entry): void {
    const first = this.#entries[0]?.offset ?? 0;
    const index = entry.offset - first;
    if (this.#entries[index]?.id !== entry.id) return;
    this.#entries[index] = entry;
    this.#byId.set(entry.id, entry);
  }

  #forget(count: number): void {
    for (const entry of this.#entries.splice(0, count)) this.#byId.delete(entry.id);
  }
}

function toEntry(offset: number, message: WireMessage, hidden: boolean): Entry {
  return { offset, id: message.i, ts: message.ts, hidden, json: JSON.stringify(message) };
}

/** The entry's message with its place, as JSON. */
export function placed(entry: Entry): string {
  return `${entry.json.slice(0, -1)},"o":${entry.offset}}`;
}

/** What a message looks like once it is taken back: same id, time and sender, nothing of what it said. @see S29 */
export function recalled(original: WireMessage, operatorId: string, recallTime: number): WireMessage {
  return {
    i: original.i,
    t: TYPE.recalled,
    c: { operatorId, recallTime, originalObjectName: original.t, ...(original.c.user ? { user: original.c.user } : {}) },
    ts: original.ts,
  };
}
