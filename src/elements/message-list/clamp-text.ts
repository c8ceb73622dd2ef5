/** What a row shows of a long text before somebody asks for the rest. */
const TEXT = { units: 480, lines: 8 };
/** What a row shows of a name. The server's own bound is far shorter in bytes, but rows also come from programs. */
const NAME_UNITS = 40;

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The start of a text that is too long for a row, cut between user-perceived characters; null when it is short enough. */
export function clampText(text: string): string | null {
  const lineEnd = nthLineEnd(text, TEXT.lines);
  if (text.length <= TEXT.units && lineEnd < 0) return null;
  return cut(lineEnd < 0 ? text : text.slice(0, lineEnd), TEXT.units).trimEnd();
}

/**
 * A name as a row shows it: one line, bounded, without what cannot be seen or turns the writing direction of its neighbours.
 * Joiners stay: emoji and several scripts are written with them.
 */
export function shownName(name: string): string {
  const visible = name
    .replace(/[\p{Cc}\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\u2028\u2029]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
  // Nothing but joiners, variation selectors or combining marks is still nothing.
  if (!/[\p{L}\p{N}\p{P}\p{S}]/u.test(visible)) return '';
  const short = cut(visible, NAME_UNITS);
  return short.length < visible.length ? `${short}…` : visible;
}

function nthLineEnd(text: string, lines: number): number {
  let at = -1;
  for (let i = 0; i < lines; i++) {
    at = text.indexOf('\n', at + 1);
    if (at < 0) return -1;
  }
  return at;
}

function cut(text: string, units: number): string {
  if (text.length <= units) return text;
  let end = 0;
  for (const { index, segment } of segmenter.segment(text.slice(0, units + 64))) {
    if (index + segment.length > units) break;
    end = index + segment.length;
  }
  // One character of a thousand marks: better broken than shown whole.
  return text.slice(0, end || units);
}
