import type { TemplateResult } from 'lit';
import type { Rank } from './backlog.js';
import type { Mode } from './planner.js';

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
