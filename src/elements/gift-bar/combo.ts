/** Repeats of a gift within so many ms of the last one belong together. */
export const comboMs = 3000;
/** A combo sends at most one message in so many ms; what is tapped in between goes with the next. */
export const stepMs = 500;

/** One message of a combo. */
export interface ComboStep {
  readonly gift: string;
  /** What this message adds. */
  readonly count: number;
  readonly combo: string;
  /** Sum of the combo, this message included. */
  readonly total: number;
}

/**
 * Turns taps into messages: the first goes out at once, the following ones merged. Every tap is in exactly one message,
 * and the last message says the exact total.
 */
export class Combo {
  #gift = '';
  #id = '';
  #total = 0;
  #unsent = 0;
  #sentAt = -Infinity;
  #tappedAt = -Infinity;

  /** @param newId Makes an id that no other combo of anybody has. */
  constructor(private readonly newId: () => string) {}

  /** The gift that is being repeated at this time; empty for none. */
  gift(now: number): string {
    return now < this.until ? this.#gift : '';
  }

  /** How many of it so far, those not yet sent included. */
  get total(): number {
    return this.#total;
  }

  /** When the combo is over unless it goes on. */
  get until(): number {
    return this.#tappedAt + comboMs;
  }

  /** When `due` has something to send; null when nothing waits. */
  get dueAt(): number | null {
    return this.#unsent > 0 ? this.#sentAt + stepMs : null;
  }

  /** Counts a tap and returns what has to be sent now: nothing, a message, or also the rest of the combo before. */
  tap(gift: string, count: number, now: number): ComboStep[] {
    const steps: ComboStep[] = [];
    if (gift !== this.gift(now)) {
      steps.push(...this.flush(now));
      this.#gift = gift;
      this.#id = this.newId();
      this.#total = 0;
      this.#sentAt = -Infinity;
    }
    this.#tappedAt = now;
    this.#total += count;
    this.#unsent += count;
    return [...steps, ...this.due(now)];
  }

  /** What has waited long enough. */
  due(now: number): ComboStep[] {
    return this.dueAt !== null && now >= this.dueAt ? this.flush(now) : [];
  }

  /** What waits, at once: before another gift, and when the page goes. */
  flush(now: number): ComboStep[] {
    if (this.#unsent === 0) return [];
    const step = { gift: this.#gift, count: this.#unsent, combo: this.#id, total: this.#total };
    this.#unsent = 0;
    this.#sentAt = now;
    return [step];
  }
}
