/** What a strip of portraits can show in its width. */
export interface StripFit {
  readonly portraits: number;
  /** People who are there and not shown; 0 shows no number. */
  readonly more: number;
}

interface StripMeasures {
  /** CSS pixels of the whole strip. */
  readonly width: number;
  /** From one portrait's start to the next one's: its size less the overlap. */
  readonly step: number;
  /** By how much the last portrait is wider than a step. */
  readonly overlap: number;
  /** Of the number at the end. */
  readonly moreWidth: number;
}

/**
 * As many portraits as fit, leaving room for the number when somebody is left over.
 * @param count People in the room. @param named How many of them are known by name. @param max The most to show.
 */
export function fitStrip(count: number, named: number, max: number, { width, step, overlap, moreWidth }: StripMeasures): StripFit {
  const room = (space: number) => Math.max(0, Math.floor((space - overlap) / step));
  const wanted = Math.min(named, max);
  if (count <= wanted && room(width) >= wanted) return { portraits: wanted, more: 0 };
  // One face at least, however narrow: a number alone is no audience.
  const portraits = Math.min(wanted, Math.max(1, room(width - moreWidth)));
  return { portraits, more: Math.max(0, count - portraits) };
}
