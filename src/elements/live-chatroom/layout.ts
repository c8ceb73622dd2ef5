/** `overlay`: chat over a full picture. `side`: chat beside it. `half`: chat below it. */
export type Layout = 'overlay' | 'side' | 'half';

/** From this width on, a picture and a readable chat column fit beside each other. */
const SIDE_PX = 960;
/** Below this width an element is a phone in the hand, and the picture takes all of it. */
const PHONE_PX = 600;

/** The layout for an element of this size, CSS px. */
export function chooseLayout(width: number, height: number): Layout {
  if (width >= SIDE_PX) return 'side';
  if (width < PHONE_PX && height >= width) return 'overlay';
  return height > width ? 'half' : 'side';
}
