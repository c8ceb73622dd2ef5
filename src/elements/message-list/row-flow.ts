import type { Message, Sender } from '../../protocol/message.js';
import type { Folding } from './folding.js';

export interface FlowRules {
  readonly self: Sender | null;
  /** Worth from which a message counts as paid. */
  readonly paidFrom: number;
  /** The page's own reasons to show a message whatever the rate. */
  readonly protect?: ((message: Message) => boolean) | undefined;
  readonly withoutFolding: boolean;
  isHidden(message: Message): boolean;
}

/** What to do with messages that wait for a row, oldest first. */
export interface Plan {
  /** So many of them are dealt with now; the others wait a little longer. */
  readonly count: number;
  readonly rows: readonly Message[];
  /** Ids among `rows` that are drawn even when drawing takes too long. */
  readonly always: ReadonlySet<string>;
}

/** Decides which messages get a row, and when. */
export interface RowFlow {
  /** Rows that one plan has at most, but for those that always come. */
  rows: number;
  /** Messages that got no row because there were too many. */
  shaped: number;
  /** Messages that share another's row. */
  folded: number;
  readonly catchingUp: boolean;
  /** Rows that count several messages. */
  readonly folds: Pick<Folding, 'shown' | 'chantOf' | 'takeChanged' | 'drop'> | null;
  /** Rows a second; 0: all. */
  set rate(perSecond: number);
  /** So many have come together. */
  arrived(count: number, now: number): void;
  /** What waits is shown in one step. */
  catchUp(): void;
  /** Another row counts it. */
  isFolded(message: Message): boolean;
  plan(waiting: readonly Message[], now: number, rules: FlowRules): Plan;
}

/** The newest messages, each in a row of its own: for the moments until the flow for floods has come. */
export class PlainFlow implements RowFlow {
  shaped = 0;
  folded = 0;
  readonly catchingUp = true;
  readonly folds = null;
  rate = 0;

  constructor(public rows: number) {}

  arrived(): void {}

  catchUp(): void {}

  isFolded(): boolean {
    return false;
  }

  plan(waiting: readonly Message[], _now: number, { isHidden }: FlowRules): Plan {
    const heard = waiting.filter((message) => !isHidden(message));
    const rows = heard.slice(-this.rows);
    this.shaped += heard.length - rows.length;
    return { count: waiting.length, rows, always: new Set() };
  }
}
