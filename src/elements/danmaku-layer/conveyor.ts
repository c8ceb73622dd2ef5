import type { Strip } from './strip.js';
import { setTextSize, type TextSize } from './text-size.js';

/** Pixels of strip per belt: three to five belts are alive on any screen, however many comments there are. */
const beltLength = 640;
/** Pixels per second at playback rate 1; the rate then brings it to the wanted speed. */
const baseSpeed = 100;
/** Pixels a belt's animation runs before it would end; far beyond any stage and any comment. */
const run = 100_000;

interface Rider {
  readonly node: HTMLElement;
  /** Place of the leading edge on the strip, and of the trailing one. */
  readonly at: number;
  readonly end: number;
}

interface Belt {
  readonly element: HTMLElement;
  readonly animation: Animation;
  /** Travel of the strip at the animation's time 0. */
  readonly origin: number;
  riders: Rider[];
  /** Trailing edge of the last rider. */
  end: number;
}

/**
 * Shows what lies on a strip, in one direction. Comments are children of a few belts, and each belt is moved by one
 * animation on the compositor: no script per frame, no layer per comment, and motion goes on while the page is busy.
 */
export class Conveyor {
  readonly #belts = new Map<string, Belt>();

  /**
   * @param stage Holds the belts.
   * @param toLeft Comments enter at the right edge and move left; else the other way round.
   * @param free Takes back nodes that have left.
   */
  constructor(
    private readonly stage: HTMLElement,
    private readonly strip: Strip,
    private readonly toLeft: boolean,
    private readonly free: (node: HTMLElement) => void,
  ) {}

  /** How many have entered the stage and not left it. */
  onStage(now: number, width: number): number {
    const exit = this.#exit(now, width);
    const entry = exit + width;
    let count = 0;
    for (const { riders } of this.#belts.values()) for (const { at, end } of riders) if (at < entry && end > exit) count++;
    return count;
  }

  /** Travel at which the next belt has left a stage of this width; Infinity when there is none. */
  nextExit(width: number): number {
    let next = Infinity;
    for (const belt of this.#belts.values()) next = Math.min(next, belt.end + (this.toLeft ? 0 : width));
    return next;
  }

  add(node: HTMLElement, at: number, width: number, top: number, size: TextSize, now: number): void {
    const start = Math.floor(at / beltLength) * beltLength;
    const belt = this.#belt(start, size, now);
    // Each belt's zero stands at its own start, so that coordinates stay small after hours.
    node.style[this.toLeft ? 'left' : 'right'] = `${at - start}px`;
    node.style.top = `${top}px`;
    belt.element.append(node);
    belt.riders.push({ node, at, end: at + width });
    belt.end = Math.max(belt.end, at + width);
  }

  /** Takes out the belts that have left. */
  expire(now: number, width: number): void {
    const exit = this.#exit(now, width);
    for (const [key, belt] of this.#belts) if (belt.end <= exit) this.#remove(key, belt);
  }

  /**
   * Takes out whatever is beyond the far edge. Only needed before the stage gets wider towards it, where comments that
   * had left would come back into view, over others that have since got their lane.
   */
  dropBeyond(now: number, width: number): void {
    const exit = this.#exit(now, width);
    for (const belt of this.#belts.values()) {
      belt.riders = belt.riders.filter((rider) => {
        if (rider.end > exit) return true;
        this.free(rider.node);
        return false;
      });
    }
  }

  /** Brings all belts to the strip's speed, or holds them. Set by time, not by play(), so that belts cannot drift apart. */
  sync(now: number): void {
    for (const belt of this.#belts.values()) this.#time(belt, now);
  }

  /** Letters have become wider than they were measured, as when a font arrives late: those on stage keep to their places. */
  refit(): void {
    const riders = [...this.#belts.values()].flatMap((belt) => belt.riders);
    // All are looked at before any is changed, which is one layout instead of one each.
    const widths = riders.map(({ node }) => node.offsetWidth);
    for (const [i, { node, at, end }] of riders.entries()) {
      if (widths[i]! <= end - at) continue;
      node.style.transformOrigin = this.toLeft ? 'left' : 'right';
      node.style.transform = `scaleX(${(end - at) / widths[i]!})`;
    }
  }

  clear(): void {
    for (const [key, belt] of this.#belts) this.#remove(key, belt);
  }

  /** What ends before this place on the strip has left the stage. */
  #exit(now: number, width: number): number {
    return this.strip.travel(now) - (this.toLeft ? 0 : width);
  }

  #belt(start: number, size: TextSize, now: number): Belt {
    const key = `${start} ${size.css}`;
    const known = this.#belts.get(key);
    if (known) return known;
    const element = document.createElement('div');
    element.className = 'belt';
    setTextSize(element, size);
    this.stage.append(element);
    const origin = this.strip.travel(now);
    const from = start - origin;
    const sign = this.toLeft ? 1 : -1;
    const animation = element.animate(
      { transform: [`translateX(${sign * from}px)`, `translateX(${sign * (from - run)}px)`] },
      { duration: (run / baseSpeed) * 1000, fill: 'both' },
    );
    const belt = { element, animation, origin, riders: [], end: -Infinity };
    this.#belts.set(key, belt);
    this.#time(belt, now);
    return belt;
  }

  #time({ animation, origin }: Belt, now: number): void {
    const at = ((this.strip.travel(now) - origin) / baseSpeed) * 1000;
    if (this.strip.paused || this.strip.speed === 0) {
      animation.pause();
      animation.currentTime = at;
      return;
    }
    const rate = this.strip.speed / baseSpeed;
    animation.playbackRate = rate;
    animation.startTime = now - at / rate;
  }

  #remove(key: string, belt: Belt): void {
    this.#belts.delete(key);
    belt.animation.cancel();
    belt.element.remove();
    for (const { node } of belt.riders) this.free(node);
  }
}
