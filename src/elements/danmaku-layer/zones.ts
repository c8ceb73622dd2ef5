import type { Point } from './danmaku-item.js';

/** A part of the picture that no comment may enter, in 0…1 of the stage. */
export interface Zone extends Point {
  readonly width: number;
  readonly height: number;
}

/** Where nothing may be: for good, or as somebody finds it, at most ten times a second. */
export type ZoneSource = readonly Zone[] | ((stage: { readonly width: number; readonly height: number }) => readonly Zone[]);

/** From and to, pixels from the stage's upper edge. */
export type Band = readonly [from: number, to: number];

/** The zones in force. */
export class Zones {
  #value: readonly Zone[] = [];
  #key = '[]';
  #failed = false;

  get value(): readonly Zone[] {
    return this.#value;
  }

  /** What is left of the stage, as a clip path. */
  get shape(): string {
    return cutOut(this.#value);
  }

  bands(height: number): Band[] {
    return bandsOf(this.#value, height);
  }

  /** Whether they have changed. What is no answer is told of once; the last one that was stays in force. */
  ask(source: ZoneSource, width: number, height: number): boolean {
    let zones: readonly Zone[];
    try {
      const found = typeof source === 'function' ? source({ width, height }) : source;
      zones = found.filter((zone) => [zone.x, zone.y, zone.width, zone.height].every(Number.isFinite));
    } catch (error) {
      if (!this.#failed) reportError(error);
      this.#failed = true;
      return false;
    }
    const key = JSON.stringify(zones);
    if (key === this.#key) return false;
    this.#key = key;
    this.#value = zones;
    return true;
  }
}

/** The heights that zones take; comments cross the whole width, so the rest of such a lane is closed too. */
export function bandsOf(zones: readonly Zone[], height: number): Band[] {
  return zones.filter((zone) => zone.width > 0 && zone.height > 0).map(({ y, height: part }) => [y * height, (y + part) * height]);
}

/**
 * A shape with the zones cut out of it. New comments keep away by themselves; this is for those that were already on
 * their way when a zone came, which then pass behind it.
 */
export function cutOut(zones: readonly Zone[]): string {
  if (zones.length === 0) return '';
  const rectangle = (x: number, y: number, right: number, bottom: number) =>
    [[x, y], [right, y], [right, bottom], [x, bottom], [x, y]].map(([left, top]) => `${percent(left!)} ${percent(top!)}`);
  // One closed line: along the stage's edge, then into each zone and back. By even-odd what is inside twice is outside.
  const points = [...rectangle(0, 0, 1, 1)];
  for (const { x, y, width, height } of disjoint(zones)) points.push(...rectangle(x, y, x + width, y + height), '0% 0%');
  return `polygon(evenodd, ${points.join(', ')})`;
}

/** The same area in rectangles that have no point in common, strip by strip; by even-odd what two share would be open. */
function disjoint(zones: readonly Zone[]): Zone[] {
  const edges = [...new Set(zones.flatMap(({ x, width }) => [within(x), within(x + width)]))].sort((a, b) => a - b);
  return edges.slice(1).flatMap((right, i) => {
    const left = edges[i]!;
    const spans = zones
      .filter(({ x, width }) => x <= left && x + width >= right)
      .map(({ y, height }) => [within(y), within(y + height)] as const)
      .sort(([a], [b]) => a - b);
    const found: Zone[] = [];
    let end = 0;
    for (const [top, bottom] of spans) {
      const from = Math.max(top, end);
      if (bottom > from) found.push({ x: left, y: from, width: right - left, height: bottom - from });
      end = Math.max(end, bottom);
    }
    return found;
  });
}

const within = (part: number) => Math.min(1, Math.max(0, part));
const percent = (part: number) => `${Math.round(part * 10_000) / 100}%`;
