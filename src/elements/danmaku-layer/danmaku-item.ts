import type { TemplateResult } from 'lit';
import type { Message } from '../../protocol/message.js';
import type { DanmakuMode } from '../shared/danmaku-preferences.js';
import type { Rank } from './backlog.js';

/** Place on the stage: 0, 0 is the upper left corner, 1, 1 the lower right one. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** One point of an `advanced` comment's way. */
export interface PathPoint extends Point {
  /** When it is there, 0…1 of its time; evenly spread where absent. */
  readonly offset?: number;
  /** 0…1. */
  readonly opacity?: number;
  readonly scale?: number;
  /** Degrees. */
  readonly rotate?: number;
}

/** One comment for `<danmaku-layer>`. */
export interface DanmakuItem {
  /** Always shown as text, never as markup; one line of at most 80 characters, the rest is left out. */
  readonly text?: string;
  /** A display of its own instead of text; measured once, when there is room for it. */
  readonly content?: TemplateResult | Node;
  /**
   * Default `scroll`: against the reading direction, so that the first word enters first. `fixed` stands at `at`, in the
   * lane nearest to it; `advanced` moves along `path`, above all others, the only mode that may cover some.
   */
  readonly mode?: DanmakuMode;
  /** Middle of a `fixed` comment. */
  readonly at?: Point;
  /** Way of an `advanced` comment's middle, two points at least. */
  readonly path?: readonly PathPoint[];
  /** Seconds that a `fixed` or `advanced` comment is shown, 0.5…60; default 5. */
  readonly seconds?: number;
  /** Any CSS colour. */
  readonly color?: string;
  /** `high` (host, paid) always gets a place; `low` only one that is free at once. Default `normal`. */
  readonly priority?: 'high' | 'normal' | 'low';
  /** The viewer's own: marked, and always gets a place. */
  readonly own?: boolean;
  /** What it was made from; lets filters and actions know who said it. */
  readonly message?: Message;
}

/** @throws {TypeError} it has neither `text` nor `content`. */
export function toItem(item: DanmakuItem | string): DanmakuItem {
  if (typeof item === 'string') return { text: item };
  if (typeof item?.text === 'string' || (item?.content ?? null) !== null) return item;
  throw new TypeError(`A comment is a text or { text, mode?, color?, priority?, own? }; got ${item === null ? 'null' : typeof item}.`);
}

export interface DanmakuStats {
  /** Items pushed … */
  readonly received: number;
  /** … of which so many got a place, */
  readonly shown: number;
  /** so many were given up, by rank, */
  readonly dropped: number;
  readonly droppedByRank: Readonly<Record<Rank, number>>;
  /** so many the viewer does not want to see, */
  readonly filtered: number;
  /** and so many still wait. */
  readonly pending: number;
  /** Of all these: displays that failed, or rested because they are slow; plain words flew instead, if there were any. */
  readonly replaced: number;
  /** Visible right now. */
  readonly onStage: number;
}
