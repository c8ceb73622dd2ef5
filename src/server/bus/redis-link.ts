import type { Sums } from '../../protocol/gift-sums.js';
import type { KeptStanding } from '../store/store.js';
import type { Accepted, Keeping, Order, People } from './bus.js';
import type { Gift } from './gifts.js';

/** How far a room has got. */
export interface RoomPosition {
  readonly epoch: string;
  readonly offset: number;
  readonly likes: number;
  /** The Redis process the offsets are known to. */
  readonly run: string;
}

/** A room as Redis has it. */
export interface RoomState extends RoomPosition {
  /** The newest, oldest first; null where one is missing. */
  readonly lines: readonly (string | null)[];
}

/** One message of a slot as it goes to the sequencer. */
export interface SlotItem extends Pick<Accepted, 'rate' | 'exempt'> {
  readonly id: string;
  readonly line: string;
  readonly replaces?: { readonly offset: number; readonly line: string };
  readonly gift: Gift | null;
}

/** An entry that is written back to a Redis that may have lost it. */
export interface KnownEntry extends Pick<SlotItem, 'id' | 'line' | 'gift'> {
  readonly offset: number;
}

/** What became of it: a place, the place it had before, or for how many ms it is too fast or too much. */
export type Verdict = { readonly kind: 'placed' | 'dup' | 'too-fast' | 'overloaded'; readonly value: number };

/** What a channel asks of Redis, without knowing how it is asked. Everything rejects while Redis is away. */
export interface RedisLink {
  /** Names this node. */
  readonly node: string;
  /** Names the Redis process we talk to; null while there is none. */
  readonly process: string | null;
  /** How long Redis has been away, ms; 0 while it answers. */
  readonly awayMs: number;
  position(room: string): Promise<RoomPosition | null>;
  read(room: string): Promise<RoomState | null>;
  /** Null when epoch, run or position are not what Redis has. */
  publish(room: string, epoch: string, known: number, slot: readonly SlotItem[]): Promise<{ first: number; verdicts: Verdict[] } | null>;
  /** See `MEND`. The epoch that holds now; null when the room was destroyed. */
  mend(room: string, epoch: string, known: { readonly offset: number; readonly likes: number; readonly sums: Sums | null }, entries: readonly KnownEntry[]): Promise<string | null>;
  like(room: string, count: number): Promise<void>;
  /** Answers what other nodes said, and how many people are on other nodes and not on this one. */
  here(room: string, people: People): Promise<{ readonly others: readonly People[]; readonly apart: number }>;
  /** Adds gifts that have no place, together with saying something. */
  give(room: string, gifts: readonly Gift[], text: string): Promise<void>;
  sums(room: string): Promise<Sums>;
  /** What is kept of what stands in the room: offset 0 when it is from another epoch. */
  standing(room: string, epoch: string): Promise<KeptStanding | null>;
  /** Keeps it unless somebody has kept what is newer, or another epoch holds. */
  keepStanding(room: string, epoch: string, standing: KeptStanding): Promise<void>;
  say(room: string, text: string): Promise<void>;
  forget(room: string): void;
}

/** An order as Redis has it. */
export interface OrderRow extends Keeping {
  /** Its place: ms of the clock of Redis, and a number within it. */
  readonly id: string;
  readonly order: Order;
  /** The node that gave it. */
  readonly node?: string;
}

/** What the order stream is asked. */
export interface CtlLink {
  /** Names this node. */
  readonly node: string;
  /** The order's id; null when its basis does not hold. */
  append(order: Order, keeping: Keeping): Promise<string | null>;
  /** Orders after an id, oldest first. */
  since(id: string): Promise<OrderRow[]>;
  /** Id of the newest order; `0-0` when there is none. */
  newest(): Promise<string>;
  /** The orders that are kept. */
  kept(): Promise<OrderRow[]>;
  /** The clock of Redis, ms since 1970. */
  time(): Promise<number>;
}

/** Whether one order came before another. */
export function before(a: string, b: string): boolean {
  const [aMs = 0, aSeq = 0] = a.split('-').map(Number);
  const [bMs = 0, bSeq = 0] = b.split('-').map(Number);
  return aMs < bMs || (aMs === bMs && aSeq < bSeq);
}
