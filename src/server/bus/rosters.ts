import type { Exit } from '../presence.js';

/** Somebody has come (`exit: null`) or gone; `room: null` is the whole app: connected or not. */
export interface Move {
  readonly room: string | null;
  readonly userId: string;
  readonly exit: Exit | null;
  /** ms since 1970. */
  readonly at: number;
  /** Hears once, on the node that moved them, whether that was news to the whole cluster. */
  readonly told?: (news: boolean) => void;
}

/** Who is where, over all nodes. Everything that is asked rejects while that cannot be found out. */
export interface Rosters {
  /** Takes note of somebody coming or going on this node. Twice the same is the same as once. */
  move(move: Move): void;
  /**
   * Hears of moves that are news to the whole cluster, on one node only: of a person the first to come and the last to go, and
   * (`lost`) of those whose node has died.
   */
  follow(hear: (move: Move) => void): void;
  /** Everybody on this node is out of a room that has ended, without a word. */
  clear(room: string): void;
  has(room: string | null, userIds: readonly string[]): Promise<boolean[]>;
  count(room: string | null): Promise<number>;
  /** Who came when, ms since 1970. */
  arrivals(room: string | null, max: number, order: 'oldest' | 'newest'): Promise<{ id: string; since: number }[]>;
}
