/** Where the emoji panel stands: CSS pixels of the layout viewport. */
export interface PanelPlace {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Eight columns of the picker, and about six rows of them. */
const WIDTH = 344;
const HEIGHT = 360;
/** Search, groups, two rows and the favourites; with less than this above, below is tried. */
const HEIGHT_MIN = 220;
const GAP = 8;

/**
 * Above the anchor where it fits, else on the side with more room; ends where the anchor ends, inside of what can be seen.
 * @param seen The visible part of the page: without an on-screen keyboard.
 */
export function placePanel(anchor: Box, seen: Box, rtl: boolean): PanelPlace {
  const width = Math.min(WIDTH, seen.right - seen.left - 2 * GAP);
  const above = anchor.top - seen.top - 2 * GAP;
  const below = seen.bottom - anchor.bottom - 2 * GAP;
  const up = above >= HEIGHT_MIN || above >= below;
  const height = Math.max(Math.min(HEIGHT, up ? above : below), Math.min(HEIGHT_MIN, seen.bottom - seen.top - 2 * GAP));
  const wanted = rtl ? anchor.left : anchor.right - width;
  return {
    left: clamp(wanted, seen.left + GAP, seen.right - GAP - width),
    top: clamp(up ? anchor.top - GAP - height : anchor.bottom + GAP, seen.top + GAP, seen.bottom - GAP - height),
    width,
    height,
  };
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(value, high));
}
