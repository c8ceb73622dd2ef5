import type { Content } from './message.js';
import { graphemes, isBlank } from './text.js';

/** Words that somebody paid to have seen. */
export interface SuperchatContent extends Content {
  /** The words. */
  readonly content: string;
  /** What was paid, a whole number in the currency's smallest unit. */
  readonly amount: number;
  /** ISO 4217 code, or `coin` for the app's own money. */
  readonly currency: string;
  /** 1 for the first line of the table; what `superchatTier(amount)` says. */
  readonly tier: number;
}

/** What an amount buys. */
export interface SuperchatTier {
  /** Least amount, smallest unit. */
  readonly from: number;
  /** Words at most, user-perceived characters. */
  readonly textLength: number;
  /** How long it stays in the ticker, ms. */
  readonly pinMs: number;
}

const MINUTE_MS = 60_000;

/**
 * Cheapest first; the colours of the five are the elements'. A server with a table of its own tells it to clients as
 * `limits.superchat`.
 */
export const SUPERCHAT_TIERS: readonly SuperchatTier[] = Object.freeze([
  { from: 30, textLength: 40, pinMs: MINUTE_MS },
  { from: 50, textLength: 60, pinMs: 2 * MINUTE_MS },
  { from: 100, textLength: 80, pinMs: 5 * MINUTE_MS },
  { from: 500, textLength: 120, pinMs: 30 * MINUTE_MS },
  { from: 1000, textLength: 200, pinMs: 60 * MINUTE_MS },
]);

/** More than this is a slip of the hand, or worse. */
export const AMOUNT_MAX = 1_000_000_000;

/** `coin` or three capitals. */
const CURRENCY = /^(coin|[A-Z]{3})$/;

/** 1 for the first line of the table; 0 for what buys nothing: too little, not whole, not a number. */
export function superchatTier(amount: unknown, tiers: readonly SuperchatTier[] = SUPERCHAT_TIERS): number {
  if (!Number.isInteger(amount) || (amount as number) < 1 || (amount as number) > AMOUNT_MAX) return 0;
  return tiers.filter(({ from }) => (amount as number) >= from).length;
}

export type SuperchatFault = 'amount' | 'currency' | 'tier' | 'blank' | 'too-long';

/** What is wrong with a super chat; null when nothing is. Server, input and ticker judge by this one function. */
export function superchatFault(content: Content, tiers: readonly SuperchatTier[] = SUPERCHAT_TIERS): SuperchatFault | null {
  const { content: text, amount, currency, tier } = content;
  const fits = superchatTier(amount, tiers);
  if (fits === 0) return 'amount';
  if (typeof currency !== 'string' || !CURRENCY.test(currency)) return 'currency';
  if (tier !== fits) return 'tier';
  if (typeof text !== 'string' || isBlank(text)) return 'blank';
  const { textLength } = tiers[fits - 1]!;
  return graphemes(text, textLength) > textLength ? 'too-long' : null;
}
