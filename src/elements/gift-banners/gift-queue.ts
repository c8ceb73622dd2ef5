/** What came in: one gift message, reduced to what the queue needs. */
export interface GiftArrival<M> {
  /** Who and what, without the combo: the same person's same gift. */
  readonly giver: string;
  /** The combo it belongs to; absent for a single send, which then merges with a banner of the same giver. */
  readonly combo?: string;
  readonly count: number;
  /** The combo's total so far, as the message says it. */
  readonly total?: number;
  /** Price of one, in the app's smallest unit. */
  readonly price: number;
  readonly own: boolean;
  /** Handed through: what the banner draws. */
  readonly message: M;
}

export interface Banner<M> {
  readonly key: number;
  readonly giver: string;
  /** Those that it counts; more than one where they merged while it waited. */
  readonly combos: Set<string>;
  message: M;
  /** ×N. */
  times: number;
  price: number;
  own: boolean;
  /** ms, when it came first. */
  readonly since: number;
  /** ms, when it was counted up last; from when it was shown. */
  touched: number;
  /** Place on the screen, 0 at the top; −1 while it waits. */
  track: number;
  /** ms when it starts to leave; null before. */
  leavingAt: number | null;
}

/** A banner goes after so many ms without a new count … */
export const quietMs = 3000;
/** … sooner when others wait, but never before it could be read. */
export const leastMs = 1400;
/** Shortens the stay per waiting banner. */
const hurryMs = 200;
/** Time of the way out. */
export const leaveMs = 200;
/** Banners that wait; of more, the cheapest is not shown. Its gifts stay in the totals. */
export const waitingLimit = 50;
/** Combos that one banner knows by name; of somebody who begins one after the other, the oldest are forgotten. */
const combosKept = 8;

/**
 * Which gift banners are on screen, and what they count.
 *
 * Combos merge into one banner, and what waits merges by giver and gift. Own ones first, then by worth, then by time.
 * Nothing is lost from `totals`, whether it was shown or not.
 */
export class GiftQueue<M> {
  readonly totals = { gifts: 0, worth: 0, skipped: 0 };
  #shown: Banner<M>[] = [];
  #waiting: Banner<M>[] = [];
  #nextKey = 1;

  constructor(public tracks: number) {}

  /** On screen, leaving ones included, by track. */
  get shown(): readonly Banner<M>[] {
    return this.#shown;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  add(arrival: GiftArrival<M>, now: number): void {
    const { giver, combo, count, total, price, own, message } = arrival;
    this.totals.gifts += count;
    this.totals.worth += count * price;
    const known = this.#find(giver, combo);
    if (known) {
      // A combo says its own total, which is right even when a message of it was missed; it never counts down.
      const alone = combo !== undefined && total !== undefined && known.combos.has(combo) && known.combos.size === 1;
      known.times = alone ? Math.max(known.times, total) : known.times + count;
      if (combo !== undefined) known.combos.add(combo);
      if (known.combos.size > combosKept) known.combos.delete(known.combos.values().next().value!);
      known.message = message;
      known.price = price;
      if (known.track >= 0) known.touched = now;
    } else {
      const times = Math.max(count, total ?? 0);
      const key = this.#nextKey++;
      const combos = new Set(combo === undefined ? [] : [combo]);
      this.#waiting.push({ key, giver, combos, message, times, price, own, since: now, touched: now, track: -1, leavingAt: null });
      this.#sort();
    }
    this.tick(now);
    for (const surplus of this.#waiting.splice(waitingLimit)) this.totals.skipped += surplus.times;
  }

  /** Brings the screen to this time. */
  tick(now: number): void {
    for (const banner of this.#shown) {
      if (banner.leavingAt === null && now >= this.#leavesAt(banner)) banner.leavingAt = now;
    }
    this.#shown = this.#shown.filter(({ leavingAt }) => leavingAt === null || now < leavingAt + leaveMs);
    for (let track = 0; track < this.tracks && this.#waiting.length > 0; track++) {
      if (this.#shown.some((banner) => banner.track === track)) continue;
      const next = this.#waiting.shift()!;
      this.#shown.push(Object.assign(next, { track, touched: now }));
    }
  }

  /** When `tick` has something to do; null when nothing is on screen. */
  get nextAt(): number | null {
    const times = this.#shown.map((banner) => (banner.leavingAt === null ? this.#leavesAt(banner) : banner.leavingAt + leaveMs));
    return times.length > 0 ? Math.min(...times) : null;
  }

  clear(): void {
    this.#shown = [];
    this.#waiting = [];
  }

  #leavesAt({ touched }: Banner<M>): number {
    return touched + Math.max(leastMs, quietMs - this.#waiting.length * hurryMs);
  }

  #find(giver: string, combo: string | undefined): Banner<M> | undefined {
    const stays = this.#shown.filter(({ leavingAt }) => leavingAt === null);
    const same = (banner: Banner<M>) => banner.giver === giver;
    return (
      (combo === undefined ? stays.find(same) : stays.find((banner) => same(banner) && banner.combos.has(combo))) ??
      // What nobody has seen yet may merge with anything of its giver.
      this.#waiting.find(same)
    );
  }

  #sort(): void {
    const worth = (banner: Banner<M>) => banner.price * banner.times;
    this.#waiting.sort((a, b) => Number(b.own) - Number(a.own) || worth(b) - worth(a) || a.since - b.since);
  }
}
