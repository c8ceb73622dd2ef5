/** Repeats of a gift within so many ms of the last one belong together. */
export const comboMs = 3000;
/** A combo sends at most one message in so many ms; what is tapped in between goes with the next. */
export const stepMs = 500;
/** What one message may add, and a combo may reach; servers refuse more. */
export const stepMax = 9999;
const totalMax = 1_000_000_000;

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
 * Turns taps into messages, merged. Every tap is in exactly one message, and each says the exact total so far, so that
 * the last one says it of all.
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

  /** Counts a tap; returns what is left of the combo before, which has to be sent now. */
  tap(gift: string, count: number, now: number): ComboStep[] {
    const rest: ComboStep[] = [];
    if (gift !== this.gift(now) || this.#total + count > totalMax) {
      rest.push(...this.flush(now));
      this.#gift = gift;
      this.#begin();
      this.#sentAt = -Infinity;
    }
    this.#tappedAt = now;
    this.#total += count;
    this.#unsent += count;
    return rest;
  }

  /** What has waited long enough: one message. */
  due(now: number): ComboStep[] {
    return this.dueAt !== null && now >= this.dueAt ? [this.#step(now)] : [];
  }

  /** What waits, at once: before another gift, and when the page goes. */
  flush(now: number): ComboStep[] {
    const steps: ComboStep[] = [];
    while (this.#unsent > 0) steps.push(this.#step(now));
    return steps;
  }

  /** A message was refused: what follows would count it in its total, so it goes on as another combo. */
  broke(combo: string): void {
    if (combo === this.#id) this.#begin();
  }

  #begin(): void {
    this.#id = this.newId();
    this.#total = this.#unsent;
  }

  #step(now: number): ComboStep {
    const count = Math.min(this.#unsent, stepMax);
    this.#unsent -= count;
    this.#sentAt = now;
    return { gift: this.#gift, count, combo: this.#id, total: this.#total - this.#unsent };
  }
}
