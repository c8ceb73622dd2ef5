import type { KindCount } from './load-meter.js';
import type { MessageKind } from './message-kinds.js';

/** What a list does and does not show. Counts run from the element's birth. */
export interface MessageListStats {
  /** Messages ever taken in. */
  readonly received: number;
  /** Messages kept, and rows in the page. */
  readonly kept: number;
  readonly mounted: number;
  /** Rows ever added at the end. */
  readonly shown: number;
  /** Messages that got no row because there were too many … */
  readonly shaped: number;
  /** … that another row counts … */
  readonly folded: number;
  /** … that the server held back … */
  readonly shed: number;
  /** … and that fell out of the list because of `capacity`. */
  readonly dropped: number;
  /** One in how many of the last seconds' messages is shown; 1: all. */
  readonly oneIn: number;
  /** Received and shown by what they are to this viewer; what was taken in while nobody looked is in neither. */
  readonly kinds: Readonly<Record<MessageKind, Readonly<KindCount>>>;
  /** Time the last flush took on the main thread. */
  readonly lastFlushMs: number;
}
