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
 * Loads emoji-picker-element with its table: 55 KB gzip in English, 75 in Chinese, at the first opening only, nothing from other hosts.
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
  const picker = new Picker({
    locale,
    dataSource,
    i18n: strings.default,
    emojiVersion: emojiVersion ?? null,
    database: new EmojiDatabase(parseEmoji(GLYPHS, WORDS), locale, dataSource),
  });
  adoptStyles(picker);
  return picker;
};

/**
 * The picker brings its styles in a `<style>` and some `style` attributes, which `style-src 'self'` refuses.
 * A constructed sheet with the same text is allowed, and says what the attributes say.
 */
function adoptStyles({ shadowRoot }: EmojiPicker): void {
  const text = shadowRoot?.querySelector('style')?.textContent;
  if (!shadowRoot || !text) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`${text}
    .picker { --num-groups: 9; --indicator-opacity: 1; --num-skintones: 6; }
    .nav { grid-template-columns: repeat(9, 1fr); }
    .skintone-list.hidden { visibility: hidden; transform: translateY(-100%); }`);
  shadowRoot.adoptedStyleSheets = [sheet];
}
