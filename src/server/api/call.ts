import type { Clock } from '../clock.js';
import type { Settings } from '../defaults.js';
import type { Holding } from '../moderation/holding.js';
import type { Lifetimes } from '../moderation/lifetimes.js';
import type { Moderation } from '../moderation/moderation.js';
import type { Order } from '../moderation/order.js';
import type { Rooms } from '../rooms.js';
import type { Archive } from '../person/archive.js';
import type { SignedIn } from '../signed-in.js';
import type { Tokens } from '../tokens.js';
import type { Whereabouts } from '../whereabouts.js';
import type { Parameters, Values } from './parameters.js';

/** What calls work with. */
export interface Desk {
  readonly clock: Clock;
  readonly settings: Settings;
  readonly moderation: Moderation;
  readonly lifetimes: Lifetimes;
  readonly rooms: Rooms;
  readonly signedIn: SignedIn;
  readonly tokens: Tokens;
  readonly archive: Archive;
  /** What waits for a moderator. */
  readonly holding: Holding;
  /** Who is where, on all servers. */
  readonly whereabouts: Whereabouts;
  /** Where this server is reached, for links in answers: `http://host:port`. */
  readonly origin: string;
  /** Gives an order that dates from now. */
  order(order: Undated<Order>): Promise<void>;
  /** A signature for a link of our own. */
  seal(text: string): string;
}

export type Undated<O> = O extends unknown ? Omit<O, 'at'> : never;

/** What is answered beside `code: 200`. */
export type Answer = Readonly<Record<string, unknown>>;

/** One path of the Server API: everything about it stands here, and is checked, described and tested from here. */
export interface Call<P extends Parameters = Parameters> {
  readonly summary: string;
  /** A call the vendor does not have. */
  readonly ours?: true;
  readonly parameters: P;
  /** Bodies up to this many bytes, where the usual bound is not enough. */
  readonly maxBody?: number;
  /** An answer as an example, beside `code`. */
  readonly answers?: Answer;
  /** @throws {ApiError} why nothing was done. */
  act(values: Values<P>, desk: Desk): Promise<Answer | void> | Answer | void;
}

export type Calls = Readonly<Record<string, Call>>;

/** Keeps the types of the parameters for `act`; a table holds calls of all shapes. */
export function call<P extends Parameters>(definition: Call<P>): Call {
  return definition as unknown as Call;
}
