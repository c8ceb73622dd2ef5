import { BACKLOG_LIMITS, RANKS } from './backlog.js';
import { Captions } from './captions.js';
import { Conveyor } from './conveyor.js';
import type { DanmakuItem, DanmakuStats } from './danmaku-item.js';
import { measureNodes, richNode, textNode } from './flyer-node.js';
import { flyerText } from './flyer-text.js';
import type { Moment } from './lanes.js';
import { Planner, type Flyer, type Mode, type Placement, type PlannerSettings } from './planner.js';
import { Strip } from './strip.js';
import { TextRuler } from './text-ruler.js';
import { automaticFontSize, setTextSize, textSize, type TextSize } from './text-size.js';

export interface StageSettings {
  /** Seconds to cross the stage. */
  duration: number;
  /** Factor on the speed that follows from `duration`. */
  speed: number;
  overlap: boolean;
  still: boolean;
  area: number;
  maxPerSecond: number;
  /** Pixels; 0 chooses by the stage's width. */
  fontSize: number;
  /** Reading direction right to left: `scroll` then moves to the right. */
  rtl: boolean;
}

interface StageFlyer extends Flyer {
  readonly item: DanmakuItem;
  readonly text: string;
  node?: HTMLElement;
}

const tickMs = 100;
/** How long others' comments may wait for a place; ours and dear ones wait until they get one. */
const patienceMs = { moving: 1000, standing: 10_000 } as const;
const stillHoldMs = 4000;
/** Kept of each rank while nobody looks; enough for signs of life at return, no stale pile. */
const hiddenLimit = 8;
/** Show all promises all, so it may keep far more waiting, and longer. */
const overlapLimit = 5000;
const poolLimit = 200;
/** Horizontal padding of a marked own comment, both sides, in em; see the styles. */
const ownPaddingEm = 0.9;

/** The danmaku engine without its element: takes items, decides by `Planner`, shows by `Conveyor` and `Captions`. */
export class Stage {
  readonly #strip = new Strip();
  readonly #planner: Planner<StageFlyer>;
  readonly #ruler = new TextRuler();
  readonly #left: Conveyor;
  readonly #right: Conveyor;
  readonly #captions: Captions;
  readonly #pool: HTMLElement[] = [];
  #settings: StageSettings;
  #width = 0;
  #height = 0;
  #size: TextSize = textSize(24);
  #received = 0;
  #shown = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lastTick = -Infinity;

  /**
   * @param root Holds everything that is shown; its styles give the font.
   * @param clock ms of the clock that drives animations.
   */
  constructor(
    private readonly root: HTMLElement,
    settings: StageSettings,
    private readonly clock: () => number = () => Number(document.timeline.currentTime ?? performance.now()),
  ) {
    this.#settings = settings;
    const free = (node: HTMLElement) => this.#free(node);
    this.#left = new Conveyor(root, this.#strip, true, free);
    this.#right = new Conveyor(root, this.#strip, false, free);
    this.#captions = new Captions(root, free);
    this.#planner = new Planner(this.#plannerSettings());
  }

  get paused(): boolean {
    return this.#strip.paused;
  }

  get stats(): DanmakuStats {
    const { dropped, size } = this.#planner.backlog;
    const now = this.clock();
    return {
      received: this.#received,
      shown: this.#shown,
      dropped: RANKS.reduce((sum, rank) => sum + dropped[rank], 0),
      droppedByRank: { ...dropped },
      pending: size,
      onStage: this.#left.onStage(now, this.#width) + this.#right.onStage(now, this.#width) + this.#captions.size,
    };
  }

  push(items: readonly DanmakuItem[]): void {
    const { overlap, still } = this.#settings;
    const since = this.#strip.elapsed(this.clock());
    for (const item of items) {
      const text = flyerText(item.text ?? '');
      this.#received++;
      const rank = item.own ? 'own' : (item.priority ?? 'normal');
      if (text === '' && item.content === undefined) {
        this.#planner.backlog.dropped[rank]++;
        continue;
      }
      const mode = this.#mode(item.mode);
      const standing = still || mode === 'top' || mode === 'bottom';
      const sure = overlap || rank === 'own' || rank === 'high';
      const patience = sure ? Infinity : standing ? patienceMs.standing : patienceMs.moving;
      const limit = overlap ? overlapLimit : BACKLOG_LIMITS[rank];
      this.#planner.backlog.add({ item, text, rank, mode, since, patience }, limit);
    }
    if (document.hidden) this.#planner.backlog.trim(hiddenLimit);
    else this.#schedule();
  }

  pause(): void {
    if (this.paused) return;
    this.#strip.pause(this.clock());
    this.#sync();
    this.#stopTimer();
  }

  resume(): void {
    if (!this.paused) return;
    this.#strip.resume(this.clock());
    this.#sync();
    this.#schedule();
  }

  /** Empties the stage and gives up what waits. */
  clear(): void {
    this.#planner.clear();
    this.#left.clear();
    this.#right.clear();
    this.#captions.clear();
    this.#pool.length = 0;
    this.#stopTimer();
  }

  configure(settings: StageSettings): void {
    if (settings.still !== this.#settings.still) this.clear();
    this.#settings = settings;
    this.#apply();
  }

  /** The stage has a new size, pixels. */
  resize(width: number, height: number): void {
    if (width > this.#width) this.#right.dropBeyond(this.clock(), this.#width);
    this.#width = width;
    this.#height = height;
    this.#apply();
  }

  /** The page was hidden or shown. */
  visibilityChanged(): void {
    if (document.hidden) {
      this.#stopTimer();
      this.#planner.backlog.trim(hiddenLimit);
    } else {
      this.#schedule();
    }
  }

  /** A font has arrived: what was measured with its stand-in is wrong. */
  fontsChanged(): void {
    this.#ruler.forget();
    this.#apply();
  }

  #apply(): void {
    const { fontSize, duration, speed } = this.#settings;
    this.#size = textSize(fontSize > 0 ? fontSize : automaticFontSize(this.#width));
    setTextSize(this.root, this.#size);
    const { fontFamily, fontWeight } = getComputedStyle(this.root);
    this.#ruler.font = `${fontWeight} ${this.#size.font}px ${fontFamily}`;
    this.#strip.setSpeed(this.clock(), (this.#width / duration) * speed);
    this.#planner.configure(this.#plannerSettings());
    this.#sync();
    this.#schedule();
  }

  #plannerSettings(): PlannerSettings {
    const { area, overlap, still, maxPerSecond, duration, speed } = this.#settings;
    return {
      width: this.#width,
      height: this.#height,
      laneHeight: this.#size.lane,
      area,
      overlap,
      still,
      maxPerSecond,
      hold: still ? stillHoldMs : (Math.min(duration, 5) * 1000) / speed,
    };
  }

  #mode(mode: Mode = 'scroll'): Mode {
    if (!this.#settings.rtl || mode === 'top' || mode === 'bottom') return mode;
    return mode === 'scroll' ? 'reverse' : 'scroll';
  }

  #sync(): void {
    const now = this.clock();
    this.#left.sync(now);
    this.#right.sync(now);
  }

  #moment(now: number): Moment {
    return { travel: this.#strip.travel(now), elapsed: this.#strip.elapsed(now), width: this.#width };
  }

  /** Nothing runs unless something waits (ten ticks a second) or is shown (then at the moment when it leaves). */
  #schedule(): void {
    if (this.paused || document.hidden || this.#width === 0) return;
    const now = this.clock();
    const { travel, elapsed } = this.#moment(now);
    const exit = Math.min(this.#left.nextExit(this.#width), this.#right.nextExit(this.#width));
    const leaves = Math.min(((exit - travel) / this.#strip.speed) * 1000, this.#captions.nextExit - elapsed);
    const waits = this.#planner.backlog.size > 0 ? this.#lastTick + tickMs - now : Infinity;
    const delay = Math.min(waits, leaves + tickMs);
    this.#stopTimer();
    if (delay < Infinity) this.#timer = setTimeout(this.#tick, Math.max(0, delay));
  }

  #stopTimer(): void {
    clearTimeout(this.#timer);
  }

  readonly #tick = (): void => {
    const now = this.clock();
    this.#lastTick = now;
    this.#left.expire(now, this.#width);
    this.#right.expire(now, this.#width);
    const moment = this.#moment(now);
    this.#captions.expire(moment.elapsed);
    for (const placement of this.#planner.plan(moment, this.#strip.speed, this.#measure)) this.#show(placement, now);
    this.#schedule();
  };

  #show(placement: Placement<StageFlyer>, now: number): void {
    const { flyer, mode, at, top, height, until } = placement;
    this.#shown++;
    const node = this.#dress(flyer);
    if (flyer.height !== undefined) node.style.height = `${Math.min(height, flyer.height)}px`;
    if (mode === 'top' || mode === 'bottom') this.#captions.add(node, top, until, this.#size, this.#settings.still);
    else (mode === 'scroll' ? this.#left : this.#right).add(node, at, flyer.width ?? 0, top, this.#size, now);
  }

  #dress(flyer: StageFlyer): HTMLElement {
    const { item, text } = flyer;
    let { node } = flyer;
    if (!node) {
      node = this.#pool.pop() ?? textNode();
      (node.firstChild as Text).data = text;
    }
    node.part.toggle('own', item.own === true);
    node.style.color = item.color ?? '';
    return node;
  }

  /** Texts by arithmetic, everything else on the page, but all of it in one layout. */
  readonly #measure = (flyers: StageFlyer[]): void => {
    const built: StageFlyer[] = [];
    for (const flyer of flyers) {
      const { content, own } = flyer.item;
      if (content === undefined) {
        flyer.width = this.#ruler.width(flyer.text) + (own ? ownPaddingEm * this.#size.font : 0);
      } else {
        flyer.node = richNode(content, flyer.text);
        flyer.node.part.toggle('own', own === true);
        built.push(flyer);
      }
    }
    if (built.length === 0) return;
    const sizes = measureNodes(built.map((flyer) => flyer.node!), this.root);
    for (const [i, flyer] of built.entries()) {
      Object.assign(flyer, sizes[i]);
      // What arrives late (a picture, a font) is cut at the edge of the place that was booked.
      flyer.node!.style.width = `${flyer.width}px`;
      flyer.node!.style.height = `${flyer.height}px`;
    }
  };

  #free(node: HTMLElement): void {
    node.remove();
    if (node.classList.contains('rich') || this.#pool.length >= poolLimit) return;
    this.#pool.push(node);
  }
}
