import { resolveLanguage } from '../../../labels/index.js';
import type { EmojiDatabase } from './emoji-database.js';

/** An element that fires `emoji-click` with `detail.unicode` for each emoji chosen. */
export type EmojiPicker = HTMLElement;

export interface EmojiPickerOptions {
  /** BCP 47. */
  readonly lang: string;
  /** The newest emoji version to offer; absent asks the browser what it can draw. */
  readonly emojiVersion?: number | undefined;
}

export type LoadEmojiPicker = (options: EmojiPickerOptions) => Promise<EmojiPicker>;

interface Language {
  words: () => Promise<{ WORDS: string }>;
  i18n: () => Promise<{ default: object }>;
}

/** By resolved language of the labels, so that the picker speaks what the rest speaks. */
const LANGUAGES: Readonly<Record<string, Language>> = {
  en: { words: () => import('./data/words-en.js'), i18n: () => import('emoji-picker-element/i18n/en.js') },
  'zh-cn': { words: () => import('./data/words-zh-CN.js'), i18n: () => import('emoji-picker-element/i18n/zh_CN.js') },
};

/** `database` is not in the picker's types, but is one of its constructor's properties. */
type PickerClass = new (options: {
  locale: string;
  dataSource: string;
  i18n: object;
  emojiVersion: number | null;
  database: EmojiDatabase;
}) => EmojiPicker;

/**
 * Loads emoji-picker-element with its table: about 50 KB gzip, at the first opening only, nothing from other hosts.
 * @throws whatever `import()` throws when a file does not arrive.
 */
export const loadEmojiPicker: LoadEmojiPicker = async ({ lang, emojiVersion }) => {
  const locale = resolveLanguage(lang) in LANGUAGES ? resolveLanguage(lang) : 'en';
  const { words, i18n } = LANGUAGES[locale]!;
  const [{ GLYPHS }, { WORDS }, { parseEmoji }, { EmojiDatabase }, strings] = await Promise.all([
    import('./data/glyphs.js'),
    words(),
    import('./emoji-table.js'),
    import('./emoji-database.js'),
    i18n(),
    import('emoji-picker-element/picker.js'),
  ]);
  // The registered one, not the imported: the page may already have a copy of its own, and only that can be constructed.
  const Picker = customElements.get('emoji-picker') as unknown as PickerClass;
  const dataSource = `live-chatroom:${locale}`;
  return new Picker({
    locale,
    dataSource,
    i18n: strings.default,
    emojiVersion: emojiVersion ?? null,
    database: new EmojiDatabase(parseEmoji(GLYPHS, WORDS), locale, dataSource),
  });
};
