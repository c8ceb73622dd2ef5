import type { Connection } from './connection.js';

/** One connection in one room. */
export class Subscription {
  /** False once it has left: a broadcast that is under way passes it over. */
  active = true;
  /** It was too slow and has missed everything up to this offset; null when it has missed nothing. */
  gapTo: number | null = null;

  constructor(
    readonly connection: Connection,
    readonly room: string,
  ) {}
}
