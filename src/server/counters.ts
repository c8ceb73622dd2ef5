import type { ErrorName } from '../protocol/index.js';

/** What the server has done since it started; only ever grows. */
export class Counters {
  /** Sockets accepted, and closed by us with a reason. */
  accepted = 0;
  closedFor: Partial<Record<ErrorName, number>> = {};
  /** Requests answered with an error, by reason. */
  refused: Partial<Record<ErrorName, number>> = {};
  /** Messages given a place (or, for low priority, passed on). */
  messages = 0;
  duplicates = 0;
  /** Low-priority messages sampled away because a room was full. */
  shed = 0;
  /** Batches written to sockets, and their bytes before the kernel. */
  frames = 0;
  bytes = 0;
  /** Messages in those batches, over all sockets. */
  deliveries = 0;
  /** Batches a slow socket did not get, or got without what matters least. */
  skipped = 0;
  thinned = 0;
  /** Frames nobody could read. */
  badFrames = 0;
  /** Messages put aside for a moderator, and what became of them. */
  held = 0;
  approved = 0;
  rejected = 0;
  storeFailures = 0;
  /** Files taken, and their bytes. */
  uploads = 0;
  uploadBytes = 0;
  /** Calls of the Server API, by the code they were answered with. */
  apiCalls: Partial<Record<number, number>> = {};
  /** Events the app server was never told, because it did not answer. */
  callbacksLost = 0;
  /** Commands to the bus that failed, holes filled from what it keeps, and rooms that had to start anew. */
  busFailures = 0;
  busRepairs = 0;
  epochs = 0;

  closed(name: ErrorName): void {
    this.closedFor[name] = (this.closedFor[name] ?? 0) + 1;
  }

  called(code: number): void {
    this.apiCalls[code] = (this.apiCalls[code] ?? 0) + 1;
  }

  refuse(name: ErrorName): void {
    this.refused[name] = (this.refused[name] ?? 0) + 1;
  }
}
