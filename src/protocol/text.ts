const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const encoder = new TextEncoder();

/**
 * Counts user-perceived characters, so that a flag or a family emoji is one.
 * Stops counting beyond `stopAfter`, so hostile input costs no more than the limit it is checked against.
 */
export function graphemes(text: string, stopAfter = Infinity): number {
  // Every grapheme cluster has at least one code unit, so short ASCII needs no segmentation.
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let count = 0;
  for (const _ of segmenter.segment(text)) {
    if (++count > stopAfter) return count;
  }
  return count;
}

/** Length of `text` as UTF-8 bytes. */
export function utf8Bytes(text: string): number {
  return encoder.encode(text).length;
}

/** Whether nothing would be seen: white space, zero-width and control characters only. */
export function isBlank(text: string): boolean {
  return !/[^\s\p{C}\u115f\u1160\u2800\u3164\uffa0]/u.test(text);
}
