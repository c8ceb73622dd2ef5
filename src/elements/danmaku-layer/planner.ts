import { Backlog, RANKS, type Waiting } from './backlog.js';
import { Lanes, type Moment } from './lanes.js';
import type { Band } from './zones.js';

export type Mode = 'scroll' | 'reverse' | 'top' | 'bottom' | 'fixed';

/** A comment as the planner sees it. */
export interface Flyer extends Waiting {
  readonly mode: Mode;
  /** Wanted height of a `fixed` one's middle, 0…1 of the stage. */
  readonly y?: number;
  /** Running ms for which a standing one is shown, when not as long as others. */
  readonly hold?: number;
  /** ms that a reader needs for it. */
  readonly reading?: number;
  /** Pixels; unknown (undefined) until there might be room for it. */
  width?: number;
  /** Pixels. */
  height?: number;
}

/** Where and when a comment is shown: `at` is its place on the strip (leading edge), or the running ms when it appears. */
export interface Placement<F extends Flyer> {
  readonly flyer: F;
  readonly mode: Mode;
  /** Pixels below the stage's upper edge. */
  readonly top: number;
  /** Pixels that were booked; what is taller than the stage itself has to be cut. */
  readonly height: number;
  readonly at: number;
  /** For standing comments: running ms when it goes. */
  readonly until: number;
}

export interface PlannerSettings {
  /** Stage, pixels. */
  width: number;
  height: number;
  laneHeight: number;
  /** Part of the height that moving comments may use, 0…1. */
  area: number;
  /** Shows all, on top of each other where need be. */
  overlap: boolean;
  /** Nothing moves: comments appear in a few lines one after the other. */
  still: boolean;
  /** Most that are shown in a second, own and dear ones aside; 0 for no bound. */
  maxPerSecond: number;
  /** Heights that nothing may enter. */
  keepOut: readonly Band[];
  /** Running ms for which a standing comment is shown. */
  hold: number;
}

/** Look-ahead: how late a comment may enter, in ms of travel, so that lanes are filled without a gap. */
const aheadMs = { own: 4000, high: 4000, normal: 1500, low: 0 } as const;
/** New comments start so many ms of travel outside the edge; covers one tick and two late frames. */
const marginMs = 160;
/** When many start together they are spread over so many ms of travel instead of forming a column. */
const spreadMs = 600;
/** Distance to the one in front, in lane heights. */
const gapLanes = 0.6;
/** Show all: nodes built per tick at most, so that a burst of thousands causes no long task. */
const buildLimit = 64;
/** One place in so many goes to the longest waiting, the others to the shortest: more people are seen, nobody is shut out. */
const oldestEvery = 4;
const stillLines = 4;
const maxClaims = 2;
/** Golden ratio: multiples of it, modulo 1, spread evenly however many there are. */
const phi = 0.6180339887;

/**
 * Decides which waiting comments are shown, where and when, before anything is built for them.
 * Pure: time, sizes and widths are handed in.
 */
export class Planner<F extends Flyer> {
  readonly backlog = new Backlog<F>();
  readonly #lanes = new Lanes();
  #settings: PlannerSettings;
  #tokens = 0;
  #tokensAt = 0;
  #turn = 0;
  /** Running ms until which the newest caption is being read. */
  #readUntil = 0;

  constructor(settings: PlannerSettings) {
    this.#settings = settings;
    this.configure(settings);
  }

  configure(settings: PlannerSettings): void {
    if (settings.maxPerSecond !== this.#settings.maxPerSecond) this.#tokens = 0;
    if (settings.laneHeight !== this.#lanes.height) this.forgetSizes();
    this.#settings = settings;
    this.#lanes.layout(Math.floor(settings.height / settings.laneHeight), settings.laneHeight);
    this.#lanes.keepOut(settings.keepOut);
  }

  /** Letters have another size or shape now, so what waits has to be measured anew. */
  forgetSizes(): void {
    for (const rank of RANKS) for (const flyer of this.backlog.of(rank)) flyer.width = undefined;
  }

  clear(): void {
    this.backlog.clear();
    this.#lanes.clear();
    this.#readUntil = 0;
  }

  /** @param measure Fills in width and height of these at once; called at most once, and not when there is no room. Who still has no width waits. */
  plan(moment: Moment, speed: number, measure: (flyers: F[]) => void): Placement<F>[] {
    const { backlog } = this;
    backlog.expire(moment.elapsed);
    if (backlog.size === 0 || moment.width <= 0) return [];
    const lines = this.#movingLanes();
    const candidates = this.#candidates(moment, speed, lines);
    const unknown = candidates.filter((flyer) => flyer.width === undefined);
    if (unknown.length > 0) measure(unknown);
    const placements: Placement<F>[] = [];
    const placed = new Set<F>();
    for (const flyer of this.#order(candidates.filter(({ width }) => width !== undefined))) {
      if (!this.#hasToken(flyer, moment) || this.#mustWait(flyer, moment)) continue;
      const placement = this.#place(flyer, moment, speed, lines, candidates.length > 3 ? phi * this.#turn : 0);
      if (!placement) continue;
      this.#turn = (this.#turn + 1) % 10_000;
      this.#tokens = Math.max(-this.#settings.maxPerSecond, this.#tokens - 1);
      placements.push(placement);
      placed.add(flyer);
    }
    backlog.remove(placed);
    this.#claim(moment, speed);
    return placements;
  }

  /** Those worth measuring: none of a rank for which all lanes are taken. */
  #candidates(moment: Moment, speed: number, lines: number): F[] {
    const { overlap, width, still } = this.#settings;
    const found: F[] = [];
    for (const rank of RANKS) {
      const waiting = this.backlog.of(rank);
      if (waiting.length === 0) continue;
      if (overlap) found.push(...waiting.slice(0, Math.max(0, buildLimit - found.length)));
      else if (still) found.push(...(this.#lanes.hasRoom('fixed', 0, this.#lanes.below(stillLines), moment) ? waiting : []));
      else {
        const ahead = ((marginMs + aheadMs[rank]) * speed) / 1000;
        const room = {
          scroll: this.#lanes.hasRoom('scroll', moment.travel + width + ahead, lines, moment),
          reverse: this.#lanes.hasRoom('reverse', moment.travel + ahead, lines, moment),
          top: true,
          bottom: true,
          fixed: true,
        };
        for (const flyer of waiting) if (room[flyer.mode]) found.push(flyer);
      }
    }
    return found;
  }

  /** Own and dear ones as they came; the others the short ones first, but every few places the one that waits longest. */
  #order(candidates: F[]): F[] {
    if (this.#settings.overlap || candidates.length < 2) return candidates;
    const sure = candidates.filter((flyer) => flyer.rank === 'own' || flyer.rank === 'high');
    const rest: F[] = [];
    for (const rank of ['normal', 'low'] as const) {
      const oldest = candidates.filter((flyer) => flyer.rank === rank);
      const shortest = [...oldest].sort((a, b) => (b.width ?? 0) - (a.width ?? 0));
      const taken = new Set<F>();
      for (let n = 1, i = 0; taken.size < oldest.length; n++) {
        while (i < oldest.length && taken.has(oldest[i]!)) i++;
        let next = oldest[i]!;
        if (n % oldestEvery !== 0) do next = shortest.pop()!; while (taken.has(next));
        taken.add(next);
        rest.push(next);
      }
    }
    return [...sure, ...rest];
  }

  #place(flyer: F, moment: Moment, speed: number, lines: number, turn: number): Placement<F> | null {
    const { width, laneHeight, still, hold, overlap } = this.#settings;
    const mode = still ? 'top' : flyer.mode;
    const span = Math.max(1, Math.min(this.#lanes.count, Math.ceil((flyer.height ?? 0) / laneHeight - 0.01)));
    const height = span * laneHeight;
    const book = (request: Parameters<Lanes['book']>[0]) =>
      overlap ? this.#lanes.squeeze(request, moment) : this.#lanes.book(request, moment);
    if (mode !== 'scroll' && mode !== 'reverse') {
      const { elapsed } = moment;
      const [from, to] = still ? [0, this.#lanes.below(stillLines)] : this.#home(mode, flyer, span);
      const length = flyer.hold ?? (still ? Math.max(hold, stillLines * (flyer.reading ?? 0)) : hold);
      const booking = book({ flow: 'fixed', span, length, earliest: elapsed, latest: elapsed, from, to });
      if (booking) this.#readUntil = elapsed + (flyer.reading ?? 0);
      return booking && { flyer, mode, top: booking.lane * laneHeight, height, at: elapsed, until: elapsed + length };
    }
    const edge = moment.travel + (mode === 'scroll' ? width : 0) + (marginMs * speed) / 1000;
    const latest = edge + (aheadMs[flyer.rank] * speed) / 1000;
    const earliest = Math.min(latest, edge + ((turn % 1) * spreadMs * speed) / 1000);
    const length = (flyer.width ?? 0) + laneHeight * gapLanes;
    const booking = book({ flow: mode, span, length, earliest, latest, from: 0, to: lines });
    return booking && { flyer, mode, top: booking.lane * laneHeight, height, at: booking.at, until: Infinity };
  }

  /** Lanes of a standing one: each in its own half, as a place in the middle would be neither; a fixed one has its own. */
  #home(mode: Mode, { y = 0.5 }: F, span: number): readonly [from: number, to: number] {
    const { count } = this.#lanes;
    if (mode === 'top') return [0, this.#lanes.below(Math.max(1, Math.round((count * this.#settings.area) / 2)))];
    if (mode === 'bottom') return [count, Math.floor(count / 2)];
    const wanted = Math.round((y * this.#settings.height) / this.#settings.laneHeight - span / 2);
    const lane = this.#lanes.nearest(Math.min(count - span, Math.max(0, wanted)));
    return lane < 0 ? [0, 0] : [lane, lane + span];
  }

  /** Those in use, from the top; closed ones in between do not count. */
  #movingLanes(): number {
    return this.#lanes.below(Math.max(1, Math.round(this.#lanes.count * this.#settings.area)));
  }

  /** Own and dear comments pass without a token but use one up, so that the others make room for them. */
  #hasToken(flyer: F, { elapsed }: Moment): boolean {
    const { maxPerSecond } = this.#settings;
    if (maxPerSecond <= 0 || flyer.rank === 'own' || flyer.rank === 'high') return true;
    const most = Math.max(1, maxPerSecond / 2);
    this.#tokens = Math.min(most, this.#tokens + ((elapsed - this.#tokensAt) * maxPerSecond) / 1000);
    this.#tokensAt = elapsed;
    return this.#tokens >= 1;
  }

  /** Captions come one by one, as fast as they can be read; my own words at once. */
  #mustWait({ rank }: F, { elapsed }: Moment): boolean {
    return this.#settings.still && rank !== 'own' && elapsed < this.#readUntil;
  }

  #claim(moment: Moment, speed: number): void {
    this.#lanes.disclaim();
    const claims: Partial<Record<Mode, number>> = {};
    for (const rank of RANKS) {
      for (const flyer of this.backlog.of(rank)) {
        const { mode } = flyer;
        if (mode === 'scroll' || mode === 'reverse') continue;
        claims[mode] = (claims[mode] ?? 0) + 1;
        if (claims[mode]! > maxClaims) continue;
        const [from, to] = this.#home(mode, flyer, 1);
        this.#lanes.claim(Math.min(from, to), Math.max(from, to), speed, moment);
      }
    }
  }
}
