import type { LiveSource } from '../../players/contract.js';

/** A show to switch to: a programme (`tv`, wide) or a person (`host`, tall). */
export interface Channel {
  readonly id: string;
  readonly title: string;
  readonly kind: 'tv' | 'host';
  readonly src: string;
  /** Several addresses of the same show; win over `src`. */
  readonly sources?: readonly LiveSource[];
  readonly poster?: string;
  /** Second line: the host's name, what is on. */
  readonly subtitle?: string;
  readonly viewers?: number;
  /** False is shown as offline; left out counts as live. */
  readonly live?: boolean;
}

/** A hue 0…359 that a channel without a poster always gets. */
export function hueOf(id: string): number {
  let hash = 0;
  for (const char of id) hash = (Math.imul(hash, 31) + char.codePointAt(0)!) >>> 0;
  return hash % 360;
}

/** 12,345 as a reader of the language would write it on a small card: "12K", "1.2万". */
export function shortCount(count: number, lang: string): string {
  return new Intl.NumberFormat(lang, { notation: 'compact', maximumFractionDigits: 1 }).format(count);
}
