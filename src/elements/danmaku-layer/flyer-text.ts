/** What is shown of a text, user-perceived characters; the list has all of it. */
export const flyerTextLength = 80;

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * A text as it flies: one line, without piles of accents that would reach into other lanes, and cut at
 * `flyerTextLength`. Directional controls go, as they could turn what stands around them.
 */
export function flyerText(text: string): string {
  // No character that is shown needs more units than this, so hostile input costs no more than the cut.
  let line = text.slice(0, flyerTextLength * 16);
  if (/[^\x21-\x7e]/.test(line)) {
    line = line
      .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
      .replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ')
      .replace(/(\p{M}{2})\p{M}+/gu, '$1')
      .trim();
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
