import type { RenderContext } from './registry.js';

/** An amount as people read it: the app's own coins, or a currency of the world in the viewer's way of writing it. */
export function money(amount: number, currency: string, { t, lang }: Pick<RenderContext, 't' | 'lang'>): string {
  if (!/^[A-Z]{3}$/.test(currency)) return t('gift.price', { n: amount });
  const format = new Intl.NumberFormat(lang, { style: 'currency', currency });
  const { maximumFractionDigits = 2 } = format.resolvedOptions();
  const value = amount / 10 ** maximumFractionDigits;
  // "¥50", not "¥50.00": round sums are the rule.
  return Number.isInteger(value) ? new Intl.NumberFormat(lang, { style: 'currency', currency, minimumFractionDigits: 0 }).format(value) : format.format(value);
}
