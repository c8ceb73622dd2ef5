import type { DanmakuMode } from '../shared/danmaku-preferences.js';
import type { Filterable } from '../shared/filters.js';
import { BACKLOG_LIMITS, type Backlog, type Rank } from './backlog.js';
import type { DanmakuItem } from './danmaku-item.js';
import { flyerText, flyerTextUnits } from './flyer-text.js';
import type { StageFlyer } from './flyer-nodes.js';
import type { Mode } from './planner.js';
import { readingTime } from './reading-time.js';

export interface IntakeSettings {
  off: boolean;
  modes: readonly DanmakuMode[];
  /** What the viewer does not want to see. */
  hides: ((item: Filterable) => boolean) | null;
  overlap: boolean;
  still: boolean;
  /** Reading direction right to left: `scroll` then moves to the right. */
  rtl: boolean;
}

/** How long others' comments may wait for a place, ms; ours and dear ones wait until they get one. */
const patienceMs = { moving: 1000, standing: 10_000 } as const;
/** Kept of each rank while nobody looks; enough for signs of life at return, no stale pile. */
const hiddenLimit = 8;
/** Show all promises all, so it may keep far more waiting, and longer. */
const overlapLimit = 5000;
/** Show all: looked at in one go, so that thousands at once cause no long task. */
const admitLimit = 100;
/** Not looked at yet, before somebody has to look. */
const inboxLimit = { shown: 5000, hidden: 500 } as const;
/** Seconds that a comment may ask to be shown. */
const secondsRange = [0.5, 60] as const;

/**
 * The door: takes whatever comes, and looks at it only as far as there is use for it. Of thousands at once nearly all
 * get no place, so a call that hands them over should not cost a frame.
 */
export class Intake {
  received = 0;
  filtered = 0;
  #inbox: DanmakuItem[] = [];
  #dear = 0;

  /** @param fly Takes over who has a way of its own. */
  constructor(
    private readonly backlog: Backlog<StageFlyer>,
    private readonly fly: (item: DanmakuItem, text: string) => void,
  ) {}

  /** Not looked at yet. */
  get size(): number {
    return this.#inbox.length;
  }

  /** Whether somebody is among them who should not have to wait. */
  get hasDear(): boolean {
    return this.#dear > 0;
  }

  push(items: readonly DanmakuItem[]): void {
    this.received += items.length;
    for (const item of items) {
      this.#inbox.push(item);
      if (isDear(item)) this.#dear++;
    }
  }

  isFull(hidden: boolean): boolean {
    return this.#inbox.length > inboxLimit[hidden ? 'hidden' : 'shown'];
  }

  /**
   * Lets in the newest of each rank, for whom older ones would have to go anyway; or, where all are shown, all, bit by bit.
   * @param elapsed Running ms.
   * @param hidden Nobody looks.
   */
  admit(settings: IntakeSettings, elapsed: number, hidden: boolean): void {
    const all = settings.overlap && !hidden;
    const arrived = this.#inbox.splice(0, all ? admitLimit : Infinity);
    this.#dear = all ? this.#inbox.filter(isDear).length : 0;
    if (all) {
      for (const item of arrived) if (this.#check(item, settings)) this.#enter(item, settings, elapsed, overlapLimit);
      return;
    }
    const room: Record<Rank, number> = { ...BACKLOG_LIMITS };
    if (hidden) room.high = room.normal = room.low = hiddenLimit;
    const kept = arrived.reverse().filter((item) => {
      const rank = rankOf(item);
      if (room[rank] > 0) return this.#check(item, settings) && room[rank]-- > 0;
      this.backlog.dropped[rank]++;
      return false;
    });
    for (const item of kept.reverse()) this.#enter(item, settings, elapsed);
    if (hidden) this.backlog.trim(hiddenLimit);
  }

  /** Whether the viewer wants to see it. Own ones always: nobody filters what they have just said. */
  wants(item: DanmakuItem, { off, modes, hides }: IntakeSettings): boolean {
    if (off) return false;
    if (item.own) return true;
    return modes.includes(item.mode ?? 'scroll') && !hides?.({ text: (item.text ?? '').slice(0, flyerTextUnits), message: item.message });
  }

  /** Takes out of the queue who is not wanted any more. */
  remove(unwanted: (item: DanmakuItem) => boolean): void {
    const before = this.#inbox.length;
    this.#inbox = this.#inbox.filter((item) => !unwanted(item));
    this.filtered += before - this.#inbox.length;
  }

  /** Gives everybody up, counted. */
  clear(): void {
    for (const item of this.#inbox.splice(0)) this.backlog.dropped[rankOf(item)]++;
    this.#dear = 0;
  }

  #check(item: DanmakuItem, settings: IntakeSettings): boolean {
    if (this.wants(item, settings)) return true;
    this.filtered++;
    return false;
  }

  #enter(item: DanmakuItem, { overlap, still, rtl }: IntakeSettings, elapsed: number, limit?: number): void {
    const text = flyerText(item.text ?? '');
    const rank = rankOf(item);
    if (text === '' && item.content === undefined) {
      this.backlog.dropped[rank]++;
      return;
    }
    const wanted = item.mode ?? 'scroll';
    if (wanted === 'advanced' && !still) {
      this.fly(item, text);
      return;
    }
    // Where nothing may move, what has a way of its own is one more caption.
    let mode: Mode = wanted === 'advanced' ? 'top' : wanted;
    const moving = mode === 'scroll' || mode === 'reverse';
    if (rtl && moving) mode = mode === 'scroll' ? 'reverse' : 'scroll';
    const patience = overlap || isDear(item) ? Infinity : still || !moving ? patienceMs.standing : patienceMs.moving;
    const flyer: StageFlyer = {
      item,
      text,
      rank,
      mode,
      since: elapsed,
      patience,
      ...(still ? { reading: readingTime(text) } : mode === 'fixed' ? { y: partOf(item.at?.y), hold: secondsOf(item) * 1000 } : {}),
    };
    this.backlog.add(flyer, limit);
  }
}

/** Whatever a page says; what it says wrong is a comment like others. */
export function rankOf({ own, priority }: DanmakuItem): Rank {
  return own ? 'own' : priority === 'high' || priority === 'low' ? priority : 'normal';
}

/** A place on the stage, 0…1; the middle when it is none. */
export function partOf(part = 0.5): number {
  return Number.isFinite(part) ? Math.min(1, Math.max(0, part)) : 0.5;
}

export function secondsOf({ seconds = 5 }: DanmakuItem): number {
  const [low, high] = secondsRange;
  return Number.isFinite(seconds) ? Math.min(high, Math.max(low, seconds)) : 5;
}

function isDear(item: DanmakuItem): boolean {
  const rank = rankOf(item);
  return rank === 'own' || rank === 'high';
}
