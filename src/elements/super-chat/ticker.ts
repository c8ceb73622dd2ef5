import { TYPE, type Message } from '../../protocol/message.js';
import { superchatTier, type SuperchatTier } from '../../protocol/superchat.js';

export interface TickerEntry {
  readonly message: Message;
  /** 1 for the cheapest. */
  readonly tier: number;
  readonly amount: number;
  /** When it goes, ms since 1970, server clock. */
  readonly until: number;
  readonly pinMs: number;
}

/** Entries kept; of more, the cheapest goes. */
export const ENTRIES_MAX = 50;

/**
 * The super chats that are still to be seen. What one is worth is read from its amount, never from what it claims, and its time runs
 * from when the server stamped it: a reload brings the same ones back with what is left of their time.
 */
export class Ticker {
  #entries: TickerEntry[] = [];

  /** Takes in what belongs here; says whether anything does. */
  add(messages: readonly Message[], tiers: readonly SuperchatTier[]): boolean {
    let added = false;
    for (const message of messages) {
      const { amount } = message.content;
      const tier = message.type === TYPE.superchat && message.state !== 'failed' ? superchatTier(amount, tiers) : 0;
      if (tier === 0 || !Number.isFinite(message.sentAt)) continue;
      const { pinMs } = tiers[tier - 1]!;
      this.remove(message.id);
      this.#entries.push({ message, tier, amount: amount as number, until: message.sentAt + pinMs, pinMs });
      added = true;
    }
    if (this.#entries.length > ENTRIES_MAX) {
      const kept = new Set([...this.#entries].sort((a, b) => b.amount - a.amount).slice(0, ENTRIES_MAX));
      this.#entries = this.#entries.filter((entry) => kept.has(entry));
    }
    return added;
  }

  /** Taken back, or failed. */
  remove(id: string): void {
    this.#entries = this.#entries.filter(({ message }) => message.id !== id);
  }

  clear(): void {
    this.#entries = [];
  }

  /** Those whose time is not over, newest first. Nobody bought time from the future: what is stamped so counts from now. */
  current(now: number): readonly TickerEntry[] {
    this.#entries = this.#entries.filter(({ until }) => until > now).map((entry) => (entry.until > now + entry.pinMs ? { ...entry, until: now + entry.pinMs } : entry));
    return [...this.#entries].sort((a, b) => b.message.sentAt - a.message.sentAt);
  }
}

/** "12 min", and seconds in the last minute. */
export function timeLeft(ms: number, t: (key: string, values: Record<string, number>) => string): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return seconds > 60 ? t('superchat.minutes', { n: Math.ceil(seconds / 60) }) : t('superchat.seconds', { n: seconds });
}
