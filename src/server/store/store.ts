import type { RuleStore } from './rules.js';

/**
 * A message as rooms and stores keep it: already in the words of the wire, so it is written out once and copied from then on.
 */
export interface Entry {
  readonly offset: number;
  /** Message id, for finding duplicates and recalls. */
  readonly id: string;
  /** ms since 1970, server clock. */
  readonly ts: number;
  /** Not for newcomers: recall orders, and messages sent as not to be stored. They fill the order for those who resume. */
  readonly hidden: boolean;
  /** The `WireMessage` as JSON, without its offset. */
  readonly json: string;
}

export interface RoomRecord {
  /** Names this run of offsets; a new one says that positions from before are void. */
  readonly epoch: string;
  /** Offset of the newest message; 0 in a new room. */
  readonly offset: number;
  /** Likes since the room was made. */
  readonly likes: number;
  /** The newest `RESUME_WINDOW` entries, oldest first. */
  readonly entries: readonly Entry[];
}

/**
 * Where rooms survive the process. Synchronous, because a message is acknowledged only after it is stored, and a local write is
 * faster than a trip through the event loop. Failures throw, and leave the store as it was.
 */
export interface Store {
  load(room: string): RoomRecord | null;
  /** Makes a room, with nothing in it. `now`: ms since 1970. */
  create(room: string, epoch: string, now: number): void;
  /** All or nothing: new entries at the end, and new versions of entries that are already there. */
  append(room: string, added: readonly Entry[], replaced: readonly Entry[]): void;
  saveLikes(totals: ReadonlyMap<string, number>): void;
  /** Forgets a room and all that was said in it. */
  remove(room: string): void;
  /** Forgets rooms made before `madeBefore` (ms since 1970) in which nothing ever happened, except those in `keep`. */
  sweep(madeBefore: number, keep: ReadonlySet<string>): void;
  /** What is not a message: who may do what, for how long. */
  readonly rules: RuleStore;
  close(): void;
}
