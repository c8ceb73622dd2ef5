import type { Sums } from '../../protocol/gift-sums.js';
import type { ChatError, WireMessage, WireUser } from '../../protocol/index.js';
import type { Clock } from '../clock.js';
import type { Counters } from '../counters.js';
import type { Settings } from '../defaults.js';
import type { Log } from '../log.js';
import type { SharedUploads } from '../media/upload-quota.js';
import type { RoomLog } from '../room-log.js';
import type { StandingKeep } from '../room-standing.js';
import type { SharedFileLedger } from '../store/files.js';
import type { SharedHeldLedger } from '../store/held.js';
import type { Entry } from '../store/store.js';
import type { Gifts } from './gifts.js';
import type { Rosters } from './rosters.js';

/** Whose messages are counted, and how many may come in any one second. */
export interface Rate {
  readonly userId: string;
  readonly perSecond: number;
}

/** A message that has passed admission and waits for its place. */
export interface Accepted {
  readonly message: WireMessage;
  readonly hidden: boolean;
  /** A recall order: the message with this id becomes `message` in the same write. */
  readonly replaces?: { readonly entry: Entry; readonly message: WireMessage };
  /** Whose rate it counts against, over all nodes; absent for those without a limit. */
  readonly rate?: Rate;
  /** Never refused for want of capacity: allow-listed people and types, and what the server itself says. */
  readonly exempt?: boolean;
}

/** Where a message has ended up; no offset for low priority. */
export interface Place {
  readonly offset?: number;
  readonly ts: number;
  /** It was there before. */
  readonly dup: boolean;
}

export type Outcome = Place | ChatError;

/** Some of the people that other nodes have in a room, hosts and moderators first; `count` says how many there are. */
export interface People {
  readonly count: number;
  readonly users: readonly WireUser[];
}
export const NOBODY: People = Object.freeze({ count: 0, users: [] });
/** People of a room, on all nodes, up to whom everybody is named; of more, some. */
export const PEOPLE_LISTED = 500;

/** Who is in a room on other nodes, each once. */
export interface Elsewhere {
  /** Some of them may be here as well. */
  readonly users: readonly WireUser[];
  /** How many are there and not here; null when `users` are all there are, so that whoever knows who is here can count. */
  readonly apart: number | null;
  /** How many other nodes have anybody in the room. */
  readonly nodes: number;
}
export const NOBODY_ELSEWHERE: Elsewhere = Object.freeze({ users: [], apart: null, nodes: 0 });

/** What has happened in a room, on whatever node. */
export interface News {
  /** In order, consecutive, already in the log. */
  readonly entries?: readonly Entry[];
  /** Messages without a place. */
  readonly extras?: readonly WireMessage[];
  /** Low-priority messages that were sampled away before they got here. */
  readonly shed?: number;
  readonly likes?: readonly [delta: number, total: number];
  /** Who is in the room on other nodes; instead of what was said before. */
  readonly elsewhere?: Elsewhere;
  /** What was given is another sum than before. */
  readonly given?: true;
  /** Positions are void: the log has started anew under this epoch. */
  readonly epoch?: string;
  /** Everything up to this offset was missed and is not to be had any more. */
  readonly skippedTo?: number;
}

/**
 * One room on the bus, held by one node. What is published comes back as news, in the one order that all nodes see; who published it hears
 * of its place by the result. Never throws and never rejects: what cannot be done is an outcome.
 */
export interface Channel {
  /** The newest entries, in order and without a hole. */
  readonly log: RoomLog;
  /** Likes since the room was made. */
  readonly likes: number;
  /** To be called once, at once: hears everything from now on. */
  follow(hear: (news: News) => void): void;
  /** Gives places to the messages of a slot; one outcome each, in their order. All are in the log, or none is and all say `unavailable`. */
  publish(slot: readonly Accepted[]): readonly Outcome[] | Promise<readonly Outcome[]>;
  /** Passes on messages without a place, at most once, together with how many were sampled away. */
  pass(extras: readonly WireMessage[], shed: number): void;
  like(count: number): void;
  /** What was given in the room, by all nodes. Absent where there is one node only, which counts by itself. */
  sums?(): Promise<Sums>;
  /** Where all nodes keep what stands in the room. Absent where there is one node only, whose store keeps it. */
  readonly standing?: StandingKeep;
  /** Says who is here on this node. */
  here(people: People): void;
  /** The room has ended: what is published is refused, and another room of its name gets nothing of it. Left out where that cannot be. */
  ended?(): void;
  /** What was published and not answered is given a last chance; nothing is heard afterwards. */
  close(): Promise<void> | void;
}

/** A plain JSON object that changes the state of moderation: applying it twice is the same as once, and its times are absolute. */
export type Order = object;

/** What a node that starts later has to know of an order; without any of it, nothing. */
export interface Keeping {
  /** A later order with the same key makes this one void. */
  readonly key?: string;
  /** It counts for so long, ms; 0: it only makes void what is kept under its key. Left out: for good. */
  readonly forMs?: number;
  /** It also makes void what is kept under these, in a room or for the app. */
  readonly lifts?: readonly { readonly key: string; readonly room?: string }[];
  /** It counts while this room lasts. */
  readonly room?: string;
  readonly basis?: Basis;
  /** This room ends with it: all that is known of the room goes in the same step, on the node that gives the order and nowhere else. */
  readonly ends?: string;
}

/** What an order rests on: it is refused when another server was quicker. The order itself says its `version`. */
export interface Basis {
  /** `version` of the order that must be kept under its key; 0: none is. */
  readonly was: number;
  /** Where none is: the key of an order of the app whose `version` must be lower than that of this one. */
  readonly floor: string;
}

/** How an order was heard. */
export interface Heard {
  /** It was given on this node. */
  readonly own: boolean;
  /** For how much longer it counts, ms, by a steady clock; left out: for good. */
  readonly leftMs?: number;
}

/** Orders reach every node, in one order, within a second; a node that comes later is given those that still count. */
export interface Ctl {
  /**
   * Resolves once the order is kept and has been heard here: true; or once what was quicker has been heard: false, its basis does not hold.
   * Rejects with `unavailable`, or with what a listener threw.
   */
  publish(order: Order, keeping?: Keeping): Promise<boolean>;
  /** Hears every order, its own included, first those that were kept. Returns the undo. */
  subscribe(hear: (order: Order, heard: Heard) => void): () => void;
}

/** What connects the nodes: gives messages their order, carries them, and knows what one node alone cannot. */
export interface Bus {
  /** Messages of a room are gathered for this long before they are published, ms; null: until the room's next tick. */
  readonly slotMs: number | null;
  readonly ctl: Ctl;
  /** True while the bus can give places. */
  readonly healthy: boolean;
  /**
   * Counts a message that will have no place against its sender's rate over all nodes; resolves with how long to wait, ms: 0 when it may pass, also when
   * that cannot be found out. Absent where there is one node only, which counts by itself.
   */
  readonly rate?: (rate: Rate) => Promise<number>;
  /** Who is where on all nodes. Absent where there is one node only, which knows by itself. */
  readonly rosters?: Rosters;
  /** Who gave what, over all nodes. Absent where there is one node only. */
  readonly gifts?: Gifts;
  /** Whose the files of messages are, on all nodes. Absent where there is one node only, whose store knows. */
  readonly files?: SharedFileLedger;
  /** What each user uploads, over all nodes. Absent where there is one node only. */
  readonly uploads?: SharedUploads;
  /** What waits for a moderator, on all nodes. Absent where there is one node only, whose store knows. */
  readonly held?: SharedHeldLedger;
  /** Resolves when the orders given before have been heard: until then nobody should be let in. */
  readonly ready: Promise<void>;
  /** The room, or made when `create`; null when there is none. @throws or rejects when that cannot be found out. */
  open(room: string, create: boolean): Channel | null | Promise<Channel | null>;
  /** Saves what is left; the bus is of no use afterwards. */
  close(): Promise<void> | void;
}

/** What a bus is given by the server it serves. */
export interface BusParts {
  readonly clock: Clock;
  readonly counters: Counters;
  readonly log: Log;
  readonly settings: Settings;
}
export type BusMaker = (parts: BusParts) => Bus;
