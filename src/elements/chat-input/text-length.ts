import { graphemes } from '../../protocol/text.js';

/** From this share of the limit on, the counter shows. */
const COUNTER_FROM = 0.8;
/** Beyond the limit, counting goes this far: enough to say "123 too many", and a pasted novel costs no more. */
const COUNT_BEYOND = 999;

export interface TextLength {
  /** User-perceived characters of what would be sent; counted up to 999 beyond the limit. */
  readonly count: number;
  /** How many are too many; 0 when it fits. */
  readonly over: number;
  /** Whether `over` is the whole truth, or there are more still. */
  readonly exact: boolean;
  readonly showCounter: boolean;
}

export function textLength(text: string, limit: number): TextLength {
  const stop = limit + COUNT_BEYOND;
  const count = Math.min(graphemes(text.trim(), stop), stop + 1);
  return {
    count,
    over: Math.max(0, Math.min(count, stop) - limit),
    exact: count <= stop,
    showCounter: count >= limit * COUNTER_FROM,
  };
}
