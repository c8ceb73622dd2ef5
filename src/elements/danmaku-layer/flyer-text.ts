/** What is shown of a text, user-perceived characters; the list has all of it. */
export const flyerTextLength = 80;

/** No character that is shown needs more units than this, so hostile input costs no more than the cut. */
export const flyerTextUnits = flyerTextLength * 16;

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * A text as it flies: one line, without piles of accents that would reach into other lanes, and cut at
 * `flyerTextLength`. Directional controls go, as they could turn what stands around them.
 */
export function flyerText(text: string): string {
  let line = text.slice(0, flyerTextUnits);
  if (/[^\x21-\x7e]/.test(line)) {
    line = line
      .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
      .replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ')
      .replace(/(\p{M}{2})\p{M}+/gu, '$1')
      .trim();
    // Signs without a shape are fine between others, but alone they would be an empty place that flies.
    if (!/[^\s\p{Cf}\p{M}]/u.test(line)) return '';
  }
  if (line.length <= flyerTextLength) return line;
  let end = 0;
  let count = 0;
  for (const { segment } of segmenter.segment(line)) {
    if (++count > flyerTextLength) return `${line.slice(0, end).trimEnd()}…`;
    end += segment.length;
  }
  return line;
}
