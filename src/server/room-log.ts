import { HISTORY_MAX, type Recovery, RESUME_WINDOW, TYPE, type WireMessage } from '../protocol/index.js';
import type { Entry, RoomRecord } from './store/store.js';

/** What a newcomer or returner is handed. */
export interface CatchUp {
  readonly recovery: Recovery;
  readonly entries: readonly Entry[];
}

/**
 * The newest `RESUME_WINDOW` messages of a room as this node knows them, in order and without a hole.
 * Places are given by the bus; here they are only kept, so joining and resuming cost it nothing.
 */
export class RoomLog {
  #epoch = '';
  /** Oldest first, consecutive offsets; at most twice the window, cut in strides. */
  #entries: Entry[] = [];
  readonly #byId = new Map<string, Entry>();
  #offset = 0;

  constructor(record: Omit<RoomRecord, 'likes'>) {
    this.restart(record);
  }

  /** Names this run of offsets. */
  get epoch(): string {
    return this.#epoch;
  }

  /** Offset of the newest message; 0 when there has been none. */
  get offset(): number {
    return this.#offset;
  }

  /** All that is held, oldest first. */
  get entries(): readonly Entry[] {
    return this.#entries;
  }

  find(id: string): Entry | undefined {
    return this.#byId.get(id);
  }

  /** The entry at an offset, if it is still held. */
  at(offset: number): Entry | undefined {
    const entry = this.#entries[offset - (this.#entries[0]?.offset ?? 0)];
    return entry?.offset === offset ? entry : undefined;
  }

  /** Takes in what has its place: entries that continue the log, and new versions of entries that are in it. */
  take(added: readonly Entry[], replaced: readonly Entry[]): void {
    for (const entry of replaced) this.#replace(entry);
    for (const entry of added) this.#byId.set(entry.id, entry);
    this.#entries.push(...added);
    this.#offset = added.at(-1)?.offset ?? this.#offset;
    if (this.#entries.length > 2 * RESUME_WINDOW) this.#forget(this.#entries.length - RESUME_WINDOW);
  }

  /** Forgets everything and begins with this. */
  restart({ epoch, offset, entries }: Omit<RoomRecord, 'likes'>): void {
    this.#epoch = epoch;
    this.#offset = offset;
    this.#entries = [...entries];
    this.#byId.clear();
    for (const entry of entries) this.#byId.set(entry.id, entry);
  }

  /** What someone needs who was here until `position`, or who is new (no position) and wants `want` messages. */
  catchUp(position: { epoch: string; offset: number } | null, want: number, maxBytes: number): CatchUp {
    if (!position) return { recovery: 'none', entries: this.#newest(want) };
    const missed = this.#offset - position.offset;
    const held = Math.min(this.#entries.length, RESUME_WINDOW);
    if (position.epoch === this.#epoch && missed >= 0 && missed <= held) {
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

/** A message in the form it is kept in. */
export function toEntry(offset: number, message: WireMessage, hidden: boolean): Entry {
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
