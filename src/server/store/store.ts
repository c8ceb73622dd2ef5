import type { Goal, Supporter } from '../../protocol/gift-sums.js';
import type { WireMessage } from '../../protocol/index.js';
import type { FileLedger } from './files.js';
import type { HeldLedger } from './held.js';
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

/** What was given in a room, smallest unit. */
export interface KeptSums {
  /** Entries up to this one are in it. */
  readonly offset: number;
  readonly total: number;
  readonly goal: Goal | null;
  /** Dearest first, equal ones by id. */
  readonly supporters: readonly Supporter[];
}

/** What stands in a room: its notice, and super chats whose time runs. */
export interface KeptStanding {
  /** Entries up to this one are in it. */
  readonly offset: number;
  /** Oldest first. */
  readonly messages: readonly WireMessage[];
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
  /** What was given in a room, with the `max` who gave most. */
  sums(room: string, max: number): KeptSums | null;
  /** Supporters that are named get their new value, the others keep theirs. Of a room that is not there, nothing is kept. All or nothing. */
  saveSums(room: string, sums: KeptSums): void;
  /** What somebody has given, by room. */
  givenBy(user: string): { readonly room: string; readonly value: number }[];
  /** Forgets who gave; totals stay. */
  forgetGiver(user: string): void;
  standing(room: string): KeptStanding | null;
  /** Instead of what was kept before. Of a room that is not there, nothing is kept. */
  saveStanding(room: string, standing: KeptStanding): void;
  /** Forgets a room and all that was said in it. */
  remove(room: string): void;
  /** Forgets rooms made before `madeBefore` (ms since 1970) in which nothing ever happened, except those in `keep`. */
  sweep(madeBefore: number, keep: ReadonlySet<string>): void;
  /** What is not a message: who may do what, for how long. */
  readonly rules: RuleStore;
  /** Whose the files of messages are. The files themselves are elsewhere. */
  readonly files: FileLedger;
  /** What waits for a moderator. */
  readonly held: HeldLedger;
  /** Leaves no byte of what was removed or replaced, as far as this is in its hands. May take seconds, in which nothing else happens. */
  scrub(): void;
  close(): void;
}
