import { RANKS } from './backlog.js';
import { Captions } from './captions.js';
import { ClosedParts } from './closed-parts.js';
import { Conveyor } from './conveyor.js';
import type { DanmakuItem, DanmakuStats } from './danmaku-item.js';
import type { DisplayBudget } from './display-budget.js';
import { FlyerNodes, type StageFlyer } from './flyer-nodes.js';
import type { FreePaths } from './free-paths.js';
import { Intake, partOf, rankOf, secondsOf, type IntakeSettings } from './intake.js';
import type { Moment } from './lanes.js';
import { Planner, type Placement, type PlannerSettings } from './planner.js';
import { Strip } from './strip.js';
import { TextRuler } from './text-ruler.js';
import { automaticFontSize, textSize, type TextSize } from './text-size.js';
import type { ZoneSource } from './zones.js';

export interface StageSettings extends IntakeSettings {
  /** Seconds to cross the stage. */
  duration: number;
  /** Factor on the speed that follows from `duration`. */
  speed: number;
  area: number;
  maxPerSecond: number;
  /** Pixels; 0 chooses by the stage's width. */
  fontSize: number;
  /** Factor on that. */
  scale: number;
  /** Asked again and again when it is a function: faces move. */
  keepOut: ZoneSource;
}

const tickMs = 100;
/** While more comes than there is room for: lanes are booked ahead, so that nobody has to hurry and each tick costs a frame. */
const busyTickMs = 600;
/** How often moving zones are asked for while something flies. */
const zoneTickMs = 100;
/** So many new ones in a tick make it a busy one. */
const busyCount = 8;
const stillHoldMs = 4000;
/** How often it is asked which font the page wants: the answer costs a style recalculation while anything moves. */
const fontTickMs = 2000;

/** The danmaku engine without its element: takes items, decides by `Planner`, shows by `Conveyor` and `Captions`. */
export class Stage {
  readonly #strip = new Strip();
  readonly #planner: Planner<StageFlyer>;
  readonly #intake: Intake;
  readonly #ruler = new TextRuler();
  readonly #left: Conveyor;
  readonly #right: Conveyor;
  readonly #captions: Captions;
  readonly #closed: ClosedParts;
  readonly #nodes: FlyerNodes;
  /** Arrives with the first comment that wants it. */
  #paths: FreePaths | Promise<FreePaths> | null = null;
  #settings: StageSettings;
  #width = 0;
  #height = 0;
  /** Not rendered, or without a size; it then keeps the one it had. */
  #boxless = false;
  #size: TextSize = textSize(24);
  #shown = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lastTick = -Infinity;
  #fontAskedAt = 0;
  #busy = false;

  /**
   * @param root Holds everything that is shown; its styles give the font.
   * @param clock ms of the clock that drives animations.
   */
  constructor(
    private readonly root: HTMLElement,
    settings: StageSettings,
    private readonly budget: DisplayBudget,
    private readonly clock: () => number = () => Number(document.timeline.currentTime ?? performance.now()),
  ) {
    this.#settings = settings;
    this.#nodes = new FlyerNodes(root, this.#ruler, budget);
    const free = (node: HTMLElement) => this.#nodes.free(node);
    this.#left = new Conveyor(root, this.#strip, true, free);
    this.#right = new Conveyor(root, this.#strip, false, free);
    this.#captions = new Captions(root, free);
    this.#closed = new ClosedParts(root, budget, () => this.#apply());
    this.#planner = new Planner(this.#plannerSettings());
    this.#intake = new Intake(this.#planner.backlog, (item, text) => void this.#fly(item, text));
    whenIdle(() => this.#ruler.warm());
  }

  get paused(): boolean {
    return this.#strip.paused;
  }

  get stats(): DanmakuStats {
    const { dropped, size } = this.#planner.backlog;
    const now = this.clock();
    return {
      received: this.#intake.received,
      shown: this.#shown,
      dropped: RANKS.reduce((sum, rank) => sum + dropped[rank], 0),
      droppedByRank: { ...dropped },
      filtered: this.#intake.filtered,
      replaced: this.budget.replaced,
      pending: size + this.#intake.size,
      onStage: this.#left.onStage(now, this.#width) + this.#right.onStage(now, this.#width) + this.#captions.size,
    };
  }

  push(items: readonly DanmakuItem[]): void {
    this.#intake.push(items);
    if (this.#intake.isFull(this.#unseen)) this.#admit();
    this.#schedule();
  }

  /** What a node on stage shows. */
  itemOf(node: Node): DanmakuItem | undefined {
    return this.#nodes.itemOf(node);
  }

  /** Takes out of sight, at once, what is waiting or on stage. */
  remove(unwanted: (item: DanmakuItem) => boolean): void {
    const { backlog } = this.#planner;
    const waiting = RANKS.flatMap((rank) => backlog.of(rank).filter(({ item }) => unwanted(item)));
    backlog.remove(new Set(waiting));
    this.#intake.filtered += waiting.length;
    this.#intake.remove(unwanted);
    for (const node of this.root.querySelectorAll<HTMLElement>('.flyer')) {
      const item = this.itemOf(node);
      // Its place stays taken, so that nothing else moves.
      if (item && unwanted(item)) node.style.visibility = 'hidden';
    }
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
    this.#intake.clear();
    this.#planner.clear();
    this.#left.clear();
    this.#right.clear();
    this.#captions.clear();
    if (this.#paths && 'clear' in this.#paths) this.#paths.clear();
    this.#nodes.clear();
    this.#stopTimer();
  }

  configure(settings: StageSettings): void {
    const { still, off, hides, modes } = this.#settings;
    this.#settings = settings;
    if (settings.still !== still || (settings.off && !off)) this.clear();
    if (settings.hides !== hides || settings.modes !== modes) this.remove((item) => !this.#intake.wants(item, settings));
    this.#apply();
  }

  /** The stage has a new size, pixels. */
  resize(width: number, height: number): void {
    const boxless = width === 0 || height === 0;
    if (boxless !== this.#boxless) {
      this.#boxless = boxless;
      this.visibilityChanged();
    }
    if (!boxless) {
      if (width > this.#width) this.#right.dropBeyond(this.clock(), this.#width);
      this.#width = width;
      this.#height = height;
    }
    this.#apply();
  }

  /** The page, or the stage in it, was hidden or shown. */
  visibilityChanged(): void {
    // Going: nothing else will come in. Coming back: of what came meanwhile only a few, then as ever.
    this.#intake.admit(this.#settings, this.#strip.elapsed(this.clock()), true);
    if (this.#unseen) this.#stopTimer();
    else this.#schedule();
  }

  /** A font has arrived: what was measured with its stand-in is wrong. */
  fontsChanged(): void {
    this.#ruler.forget();
    this.#nodes.forgetSizes();
    this.#planner.forgetSizes();
    this.#left.refit();
    this.#right.refit();
    this.#apply();
  }

  get #unseen(): boolean {
    return document.hidden || this.#boxless;
  }

  #apply(): void {
    const { fontSize, scale, duration, speed } = this.#settings;
    const former = this.#size;
    const { fontFamily, fontWeight } = getComputedStyle(this.root);
    this.#size = textSize(Math.round((fontSize > 0 ? fontSize : automaticFontSize(this.#width)) * scale), fontFamily, fontWeight);
    if (this.#size.css !== former.css) {
      this.#nodes.forgetSizes();
      this.#planner.forgetSizes();
    }
    this.#ruler.font = this.#size.css;
    // Not by setTextSize: the page's font has to be read here again.
    this.root.style.fontSize = `${this.#size.font}px`;
    this.root.style.setProperty('--_lane', `${this.#size.lane}px`);
    this.#strip.setSpeed(this.clock(), this.#boxless ? 0 : (this.#width / duration) * speed);
    this.#askZones();
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
      keepOut: this.#closed.bands(this.#height),
      hold: still ? stillHoldMs : (Math.min(duration, 5) * 1000) / speed,
    };
  }

  #admit(): void {
    this.#intake.admit(this.#settings, this.#strip.elapsed(this.clock()), this.#unseen);
  }

  /** Whether other parts of the stage are closed than before. */
  #askZones(): boolean {
    return this.#closed.ask(this.#settings.keepOut, this.#width, this.#height);
  }

  async #fly(item: DanmakuItem, text: string): Promise<void> {
    let flies = false;
    try {
      this.#paths ??= import('./free-paths.js').then(({ FreePaths }) => (this.#paths = new FreePaths(this.root, this.#nodes)));
      const paths = await this.#paths;
      if (item.content) await this.#nodes.loadDisplays();
      flies = paths.add(item, text, secondsOf(item), this.#strip, this.#size);
    } catch (error) {
      this.budget.failed('advanced', error);
    }
    if (flies) this.#shown++;
    else this.#planner.backlog.dropped[rankOf(item)]++;
  }

  #sync(): void {
    const now = this.clock();
    this.#left.sync(now);
    this.#right.sync(now);
    if (this.#paths && 'sync' in this.#paths) this.#paths.sync(this.#strip);
  }

  #moment(now: number): Moment {
    return { travel: this.#strip.travel(now), elapsed: this.#strip.elapsed(now), width: this.#width };
  }

  /** Nothing runs unless something waits (ten ticks a second) or is shown (then at the moment when it leaves). */
  #schedule(): void {
    if (this.paused || this.#unseen || this.#closed.awaited || this.#width === 0) return;
    const now = this.clock();
    const { travel, elapsed } = this.#moment(now);
    const exit = Math.min(this.#left.nextExit(this.#width), this.#right.nextExit(this.#width));
    const leaves = Math.min(((exit - travel) / this.#strip.speed) * 1000, this.#captions.nextExit - elapsed);
    const waits = this.#planner.backlog.size + this.#intake.size > 0 ? this.#lastTick + this.#tickLength() - now : Infinity;
    const looks = typeof this.#settings.keepOut === 'function' && leaves < Infinity ? zoneTickMs : Infinity;
    const delay = Math.min(waits, leaves + tickMs, looks);
    this.#stopTimer();
    if (delay < Infinity) this.#timer = setTimeout(this.#tick, Math.max(0, delay));
  }

  #tickLength(): number {
    const { backlog } = this.#planner;
    const dear = this.#intake.hasDear || backlog.of('own').length + backlog.of('high').length > 0;
    return this.#busy && !dear ? busyTickMs : tickMs;
  }

  #stopTimer(): void {
    clearTimeout(this.#timer);
  }

  readonly #tick = (): void => {
    const now = this.clock();
    this.#lastTick = now;
    this.#askFont(now);
    if (this.#askZones()) this.#planner.configure(this.#plannerSettings());
    this.#left.expire(now, this.#width);
    this.#right.expire(now, this.#width);
    const { overlap } = this.#settings;
    const moment = this.#moment(now);
    this.#captions.expire(moment.elapsed);
    this.#admit();
    const placements = this.#planner.plan(moment, this.#strip.speed, this.#measure);
    for (const placement of placements) this.#show(placement, now);
    // Many that are to be shown all the same are a reason to hurry.
    this.#busy = !(overlap && this.#intake.size + this.#planner.backlog.size > 0) && (placements.length >= busyCount || this.#planner.backlog.size > busyCount);
    this.#schedule();
  };

  #askFont(now: number): void {
    if (now - this.#fontAskedAt < fontTickMs) return;
    this.#fontAskedAt = now;
    if (!this.#size.css.endsWith(getComputedStyle(this.root).fontFamily)) this.#apply();
    if (this.#ruler.hasChanged()) this.fontsChanged();
  }

  #show(placement: Placement<StageFlyer>, now: number): void {
    const { flyer, mode, at, top, height, until } = placement;
    this.#shown++;
    const node = this.#nodes.dress(flyer);
    if (flyer.height !== undefined && !flyer.plain) node.style.height = `${Math.min(height, flyer.height)}px`;
    if (mode === 'scroll' || mode === 'reverse') {
      (mode === 'scroll' ? this.#left : this.#right).add(node, at, flyer.width ?? 0, top, this.#size, now);
      return;
    }
    const width = flyer.width ?? 0;
    const x = partOf(flyer.item.at?.x);
    const left = mode === 'fixed' && !this.#settings.still ? Math.max(0, Math.min(x * this.#width - width / 2, this.#width - width)) : null;
    this.#captions.add(node, top, until, this.#size, this.#settings.still ? 'start' : left);
  }

  readonly #measure = (flyers: StageFlyer[]): void => this.#nodes.measure(flyers, this.#size);
}

/** Safari has no idle callbacks. */
function whenIdle(act: () => void): void {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(act);
  else setTimeout(act, 200);
}
