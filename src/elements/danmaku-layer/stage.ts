import { render, type TemplateResult } from 'lit';
import { BACKLOG_LIMITS, RANKS, type Rank } from './backlog.js';
import { Captions } from './captions.js';
import { Conveyor } from './conveyor.js';
import { flyerText } from './flyer-text.js';
import type { Moment } from './lanes.js';
import { Planner, type Flyer, type Mode, type Placement, type PlannerSettings } from './planner.js';
import { Strip } from './strip.js';
import { TextRuler } from './text-ruler.js';
import { setTextSize, type TextSize } from './text-size.js';

/** One comment for `<danmaku-layer>`. */
export interface DanmakuItem {
  /** Always shown as text, never as markup; one line of at most 80 characters, the rest is left out. */
  readonly text?: string;
  /** A display of its own instead of text; measured once, when there is room for it. */
  readonly content?: TemplateResult | Node;
  /** Default `scroll`: against the reading direction, so that the first word enters first. */
  readonly mode?: Mode;
  /** Any CSS colour. */
  readonly color?: string;
  /** `high` (host, paid) always gets a place; `low` only one that is free at once. Default `normal`. */
  readonly priority?: 'high' | 'normal' | 'low';
  /** The viewer's own: marked, and always gets a place. */
  readonly own?: boolean;
}

export interface DanmakuStats {
  /** Items pushed … */
  readonly received: number;
  /** … of which so many got a place, */
  readonly shown: number;
  /** so many were given up, by rank, */
  readonly dropped: number;
  readonly droppedByRank: Readonly<Record<Rank, number>>;
  /** and so many still wait. */
  readonly pending: number;
  /** Visible right now. */
  readonly onStage: number;
}

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
const lineHeight = 1.35;
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
      node = this.#pool.pop() ?? createNode();
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
        flyer.node = build(content, flyer.text);
        flyer.node.part.toggle('own', own === true);
        built.push(flyer);
      }
    }
    if (built.length === 0) return;
    const box = document.createElement('div');
    box.className = 'measure';
    box.append(...built.map((flyer) => flyer.node!));
    this.root.append(box);
    for (const flyer of built) {
      const { width, height } = flyer.node!.getBoundingClientRect();
      flyer.width = Math.ceil(width);
      flyer.height = Math.ceil(height);
    }
    // What arrives late (a picture, a font) is cut at the edge of the place that was booked.
    for (const { node, width, height } of built) Object.assign(node!.style, { width: `${width}px`, height: `${height}px` });
    box.remove();
  };

  #free(node: HTMLElement): void {
    node.remove();
    if (node.classList.contains('rich') || this.#pool.length >= poolLimit) return;
    this.#pool.push(node);
  }
}

function textSize(font: number): TextSize {
  return { font, lane: Math.ceil(font * lineHeight) };
}

/** 24 px on a desktop stage, 16 on a phone; whole steps, so that dragging a window's edge does not change it all the time. */
function automaticFontSize(width: number): number {
  return Math.min(24, Math.max(16, Math.round(width / 96) * 2));
}

function createNode(): HTMLElement {
  const node = document.createElement('span');
  node.className = 'flyer';
  node.part.add('comment');
  node.dir = 'auto';
  node.append('');
  return node;
}

/** @param instead Shown when the content cannot be. */
function build(content: TemplateResult | Node, instead: string): HTMLElement {
  const node = createNode();
  node.classList.add('rich');
  try {
    if (content instanceof Node) node.replaceChildren(content);
    else render(content, node);
  } catch (error) {
    // The page's developer hears of it; the others on stage fly on.
    reportError(error);
    node.replaceChildren(instead);
  }
  return node;
}
