import type { Band } from './zones.js';

/** The conveyor at one moment: see `Strip`. */
export interface Moment {
  /** Pixels that the strip has moved. */
  readonly travel: number;
  /** ms that it has been running. */
  readonly elapsed: number;
  /** Width of the stage, pixels. */
  readonly width: number;
}

/** Right to left, left to right, or standing still. */
export type Flow = 'scroll' | 'reverse' | 'fixed';

export interface Request {
  readonly flow: Flow;
  /** Adjacent lanes needed; more than one for something taller than a line of text. */
  readonly span: number;
  /** Space taken along the lane: pixels with the gap behind it; ms for `fixed`. */
  readonly length: number;
  /** The first place along the lane that may be had … */
  readonly earliest: number;
  /** … and the last. */
  readonly latest: number;
  /** Lanes to choose from, `from` preferred: 0…count, or count…0 to fill from the bottom. */
  readonly from: number;
  readonly to: number;
}

export interface Booking {
  readonly lane: number;
  /** Place on the strip, pixels; for `fixed` the elapsed ms when it begins. */
  readonly at: number;
}

/**
 * Who has which lane for how long. A booking that is given never meets another one, whatever the speed, the stage's
 * size or the font does afterwards.
 *
 * Each lane remembers up to where it is taken, per flow: on the strip for the two moving ones, in running time for what
 * stands still. Followers in the same direction need only the gap, as all move alike; any other flow has to wait until
 * the lane is empty. A few dozen lanes are looked through faster than an index over them is kept.
 */
export class Lanes {
  #count = 0;
  #height = 0;
  #scroll = new Float64Array(0);
  #reverse = new Float64Array(0);
  #fixed = new Float64Array(0);
  #claimed = new Uint8Array(0);
  #closed = new Uint8Array(0);
  #bands: readonly Band[] = [];

  get count(): number {
    return this.#count;
  }

  /** Height of a lane, pixels. */
  get height(): number {
    return this.#height;
  }

  clear(): void {
    for (const tails of [this.#scroll, this.#reverse, this.#fixed]) tails.fill(-Infinity);
    this.#claimed.fill(0);
  }

  /** Sets the grid. What is on stage stays where it is: a new lane is taken as long as any old one that it touches. */
  layout(count: number, height: number): void {
    if (height !== this.#height || count > this.#scroll.length) {
      const size = Math.max(count, Math.ceil((this.#scroll.length * this.#height) / height));
      const regrid = (tails: Float64Array) => regridded(tails, this.#height, size, height);
      this.#scroll = regrid(this.#scroll);
      this.#reverse = regrid(this.#reverse);
      this.#fixed = regrid(this.#fixed);
    }
    this.#count = count;
    this.#height = height;
    this.#claimed = new Uint8Array(this.#scroll.length);
    this.keepOut(this.#bands);
  }

  /** Closes the lanes that touch these heights to everything new. */
  keepOut(bands: readonly Band[]): void {
    this.#bands = bands;
    this.#closed = new Uint8Array(this.#scroll.length);
    for (const [from, to] of bands) {
      const last = Math.min(this.#closed.length, Math.ceil(to / this.#height));
      for (let lane = Math.max(0, Math.floor(from / this.#height)); lane < last; lane++) this.#closed[lane] = 1;
    }
  }

  /** The lane below so many open ones, counted from the top. */
  below(open: number): number {
    let lane = 0;
    while (lane < this.#count && (this.#closed[lane] || open-- > 0)) lane++;
    return lane;
  }

  /** The open lane nearest to this one; -1 when all are closed. */
  nearest(wanted: number): number {
    for (let away = 0; away < this.#count; away++) {
      for (const lane of [wanted - away, wanted + away]) if (lane >= 0 && lane < this.#count && !this.#closed[lane]) return lane;
    }
    return -1;
  }

  /** The first lane that is free at `earliest`, else the one that is free soonest; null when none is by `latest`. */
  book(request: Request, moment: Moment): Booking | null {
    const { flow, span, length, earliest, latest, from, to } = request;
    const step = from <= to ? 1 : -1;
    const low = Math.min(from, to);
    const high = Math.min(Math.max(from, to), this.#count);
    let best = -1;
    let bestAt = Infinity;
    for (let n = high - low - span, i = step > 0 ? low : high - span; n >= 0; n--, i += step) {
      let at = earliest;
      for (let lane = i; lane < i + span && at < bestAt; lane++) at = Math.max(at, this.#freeAt(flow, lane, moment));
      if (at >= bestAt) continue;
      best = i;
      bestAt = at;
      if (at === earliest) break;
    }
    if (best < 0 || bestAt > latest) return null;
    this.#take(flow, best, span, bestAt + length);
    return { lane: best, at: bestAt };
  }

  /** For "show all": at `earliest` whatever is there, in the lane where it covers least. */
  squeeze(request: Request, moment: Moment): Booking | null {
    const free = this.book({ ...request, latest: request.earliest }, moment);
    if (free) return free;
    const { flow, span, length, earliest, from, to } = request;
    const tails = this.#tails(flow);
    const low = Math.min(from, to);
    const last = Math.max(low, Math.min(Math.max(from, to), this.#count) - span);
    let lane = -1;
    for (let i = low; i <= last; i++) {
      if (this.#closed.subarray(i, i + span).includes(1)) continue;
      if (lane < 0 || tails[i]! < tails[lane]!) lane = i;
    }
    if (lane < 0) return null;
    this.#take(flow, lane, span, earliest + length);
    return { lane, at: earliest };
  }

  /** Whether anything that scrolls could be booked up to `latest`; answers without looking at the waiting ones. */
  hasRoom(flow: Flow, latest: number, until: number, moment: Moment): boolean {
    for (let lane = 0; lane < Math.min(until, this.#count); lane++) {
      if (this.#freeAt(flow, lane, moment) <= latest) return true;
    }
    return false;
  }

  /**
   * Keeps a lane free of new moving comments because a standing one waits: the one that is empty soonest.
   * @param speed Pixels per second, to compare what is measured in pixels with what is measured in time.
   */
  claim(from: number, to: number, speed: number, moment: Moment): void {
    const wait = (lane: number) =>
      Math.max(
        ((this.#scroll[lane]! - moment.travel) / speed) * 1000,
        ((this.#reverse[lane]! + moment.width - moment.travel) / speed) * 1000,
        this.#fixed[lane]! - moment.elapsed,
      );
    let best = -1;
    for (let lane = from; lane < to; lane++) {
      if (!this.#claimed[lane] && !this.#closed[lane] && (best < 0 || wait(lane) < wait(best))) best = lane;
    }
    if (best >= 0) this.#claimed[best] = 1;
  }

  /** Gives back what was claimed. */
  disclaim(): void {
    this.#claimed.fill(0);
  }

  #freeAt(flow: Flow, lane: number, { travel, elapsed, width }: Moment): number {
    const scrolls = travel < this.#scroll[lane]!;
    const reverses = travel < this.#reverse[lane]! + width;
    const stands = elapsed < this.#fixed[lane]!;
    if (this.#closed[lane]) return Infinity;
    if (flow === 'fixed') return scrolls || reverses || stands ? Infinity : -Infinity;
    if (stands || this.#claimed[lane]) return Infinity;
    if (flow === 'scroll') return reverses ? Infinity : this.#scroll[lane]!;
    return scrolls ? Infinity : this.#reverse[lane]!;
  }

  #tails(flow: Flow): Float64Array {
    return flow === 'scroll' ? this.#scroll : flow === 'reverse' ? this.#reverse : this.#fixed;
  }

  #take(flow: Flow, first: number, span: number, tail: number): void {
    const tails = this.#tails(flow);
    for (let lane = first; lane < first + span && lane < tails.length; lane++) tails[lane] = Math.max(tails[lane]!, tail);
  }
}

function regridded(old: Float64Array, oldHeight: number, size: number, height: number): Float64Array<ArrayBuffer> {
  const tails = new Float64Array(size).fill(-Infinity);
  for (let lane = 0; lane < size; lane++) {
    const first = Math.floor((lane * height) / oldHeight);
    const last = Math.ceil(((lane + 1) * height) / oldHeight);
    for (let i = first; i < last && i < old.length; i++) tails[lane] = Math.max(tails[lane]!, old[i]!);
  }
  return tails;
}
