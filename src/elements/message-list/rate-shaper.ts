/** What the shaper has to know of a message. */
export interface Candidate {
  readonly sender: string;
  /** Is chosen whatever the rate. */
  readonly always: boolean;
}

/** Rows that may come at once after a quiet time, as seconds of the rate. */
const SAVED_S = 1;
/** Rows of those that always come take at most this share of the rate, so that the others are never silenced. */
const ALWAYS_SHARE = 0.75;

/**
 * Chooses which messages of a flood get a row: all that must have one, and of the rest so many a second, spread evenly over
 * people first and over time second. Somebody who writes a hundred times gets no more than somebody who writes once.
 *
 * A token bucket; pure: the time is handed in. A clock that jumps costs at most a second's worth of tokens.
 */
export class RateShaper {
  #tokens: number;
  #last: number | null = null;
  /** Rows that each sender has had in the current second. */
  readonly #turns = new Map<string, number>();
  #second = 0;

  /** @param perSecond Rows a second; 0 or less: no limit. */
  constructor(readonly perSecond: number) {
    this.#tokens = perSecond * SAVED_S;
  }

  /** Says for each candidate, oldest first, whether it gets a row. @param now ms, from any clock. */
  choose(candidates: readonly Candidate[], now: number): boolean[] {
    if (!(this.perSecond > 0)) return candidates.map(() => true);
    const income = this.#refill(now);
    const always = candidates.reduce((count, candidate) => count + Number(candidate.always), 0);
    const saved = Math.max(0, this.#tokens - income - 1);
    this.#tokens -= Math.min(always, income * ALWAYS_SHARE + saved);
    const chosen = candidates.map((candidate) => candidate.always);
    const quota = Math.floor(this.#tokens);
    const picked = this.#spread(candidates, quota);
    for (const index of picked) chosen[index] = true;
    this.#tokens -= picked.length;
    return chosen;
  }

  /** Returns the tokens that have come in since the last time. */
  #refill(now: number): number {
    const passed = this.#last === null ? 0 : Math.min(1000, Math.max(0, now - this.#last));
    this.#last = now;
    this.#second += passed;
    if (this.#second >= 1000) {
      this.#second = 0;
      this.#turns.clear();
    }
    const income = (passed / 1000) * this.perSecond;
    this.#tokens = Math.min(this.perSecond * SAVED_S, this.#tokens + income);
    return income;
  }

  /** Rows are dealt to senders in turns, those who have had the fewest first; each sender's are then spread over what they wrote. */
  #spread(candidates: readonly Candidate[], quota: number): number[] {
    const written = new Map<string, number[]>();
    candidates.forEach(({ sender, always }, index) => {
      if (always) return;
      const indexes = written.get(sender);
      // Again at the end: senders stand in the order of their newest message.
      written.delete(sender);
      written.set(sender, indexes ?? []);
      written.get(sender)!.push(index);
    });
    const picked: number[] = [];
    for (const [sender, count] of this.#deal(written, quota)) {
      this.#turns.set(sender, (this.#turns.get(sender) ?? 0) + count);
      for (const index of everyNth(written.get(sender)!, count)) picked.push(index);
    }
    return picked;
  }

  #deal(written: ReadonlyMap<string, readonly number[]>, quota: number): Map<string, number> {
    const rounds: string[][] = [];
    for (const [sender, { length }] of written) {
      const had = this.#turns.get(sender) ?? 0;
      for (let turn = had; turn < had + Math.min(length, quota); turn++) (rounds[turn] ??= []).push(sender);
    }
    const dealt = new Map<string, number>();
    let left = quota;
    for (const round of rounds) {
      // Nobody may have had so few rows.
      if (!round) continue;
      if (left <= 0) break;
      for (const sender of everyNth(round, left)) {
        dealt.set(sender, (dealt.get(sender) ?? 0) + 1);
        left--;
      }
    }
    return dealt;
  }
}

/** `count` of them at even distances, the last among them. */
function everyNth<T>(all: readonly T[], count: number): readonly T[] {
  if (all.length <= count) return all;
  return Array.from({ length: count }, (_, i) => all[Math.floor(((i + 1) * all.length) / count) - 1]!);
}
