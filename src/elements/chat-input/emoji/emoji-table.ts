/** One emoji as emoji-picker-element wants it. */
export interface Emoji {
  readonly unicode: string;
  /** Its name in the language of the table. */
  readonly annotation: string;
  readonly group: number;
  /** The emoji version that brought it; browsers know those up to their own. */
  readonly version: number;
  readonly skins?: readonly { readonly tone: number; readonly unicode: string; readonly version: number }[];
}

/** Skin tones came with emoji 1.0; emoji that are newer had them from their own start. */
const SKIN_TONES_SINCE = 1;

export interface EmojiTable {
  /** In the order of Unicode. */
  readonly all: readonly Emoji[];
  /** By emoji; a variant in another skin tone finds its base. */
  readonly byEmoji: ReadonlyMap<string, Emoji>;
  /** What finds the emoji at this index, lower case: its name, then other words, some of several parts. */
  readonly words: readonly (readonly string[])[];
}

/**
 * @param glyphs `data/glyphs.ts`: a line per emoji (emoji, version, skin tones), `#n` starts a group.
 * @param words `data/words-….ts`: a line per emoji in the same order (name, then words, split by `|`).
 */
export function parseEmoji(glyphs: string, words: string): EmojiTable {
  const names = words.trim().split('\n');
  const all: Emoji[] = [];
  const byEmoji = new Map<string, Emoji>();
  let group = 0;
  for (const line of glyphs.trim().split('\n')) {
    // The keycap emoji "#️⃣" starts with the same sign, but has its version behind it.
    if (/^#\d$/.test(line)) {
      group = Number(line.slice(1));
      continue;
    }
    const [unicode, since, ...tones] = line.split(' ') as [string, string, ...string[]];
    const version = Number(since);
    const annotation = names[all.length]!.split('|', 1)[0]!;
    const skins = tones.map((tone, i) => ({ tone: i + 1, unicode: tone, version: Math.max(version, SKIN_TONES_SINCE) }));
    const emoji: Emoji = { unicode, annotation, group, version, ...(skins.length ? { skins } : {}) };
    all.push(emoji);
    byEmoji.set(unicode, emoji);
    for (const skin of skins) byEmoji.set(skin.unicode, emoji);
  }
  return { all, byEmoji, words: names.map((line) => line.toLowerCase().split('|')) };
}

/** What all words of `query` find: exact names first, then in the order of Unicode. */
export function searchEmoji(table: EmojiTable, query: string): Emoji[] {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return [];
  const whole = wanted.join(' ');
  const found = table.all.filter((_, i) => wanted.every((word) => table.words[i]!.some((known) => fits(known, word))));
  const exact = (emoji: Emoji) => (emoji.annotation.toLowerCase() === whole ? 0 : 1);
  return found.sort((a, b) => exact(a) - exact(b));
}

/** Words of a script with spaces (and pinyin, also typed in one go) by their beginnings; Chinese by any part. */
function fits(known: string, wanted: string): boolean {
  if (/[^\u0000-\u024f]/.test(wanted)) return known.includes(wanted);
  return known.startsWith(wanted) || known.includes(` ${wanted}`) || known.replaceAll(' ', '').startsWith(wanted);
}
