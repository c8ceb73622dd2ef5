import type { enMore } from './en-more.js';
import { en } from './en.js';

/** Every visible word, one file per language. `{name}` is filled in; `{n|one item|{n} items}` picks a plural form. */
export type Labels = Readonly<Record<string, string>>;
export type LabelKey = keyof typeof en | keyof typeof enMore;

const tables = new Map<string, Labels>();
const listeners = new Set<() => void>();
/** What `resolveLanguage` has answered: asked for every word of every row. */
const resolved = new Map<string, string>();

registerTable('en', en);

/** Languages that come with the kit, fetched when somebody reads them: a page pays for the words it shows. */
const later = new Map<string, () => Promise<Labels>>([['zh-cn', async () => (await import('./zh-CN.js')).zhCN]]);
const loading = new Map<string, Promise<void>>();

// Asked for at once where the page or its reader says so, so that the first words are the right ones.
for (const lang of [globalThis.document?.documentElement.lang, globalThis.navigator?.language]) if (lang) loadLabels(lang).catch(noWords);

function registerTable(lang: string, labels: Labels): void {
  tables.set(lang.toLowerCase(), { ...tables.get(lang.toLowerCase()), ...labels });
}

/** Words of the kit itself; what the page has set for them stays. */
export function addWords(lang: string, labels: Labels): void {
  tables.set(lang, { ...labels, ...tables.get(lang) });
  changed();
}

/** Fetches the words of a language that comes with the kit; elements do so by themselves. Resolves at once where there is nothing to fetch. */
export function loadLabels(lang: string): Promise<void> {
  const key = resolveLanguage(lang);
  const load = later.get(key);
  if (!load) return Promise.resolve();
  const waiting = loading.get(key);
  if (waiting) return waiting;
  const promise = load()
    // Also after a failure nobody asks for ever: English stands in.
    .finally(() => later.delete(key))
    .then((labels) => addWords(key, labels));
  loading.set(key, promise);
  return promise;
}

/** Adds a language, or changes single words of one: `registerLabels('en', { 'input.placeholder': 'Cheer!' })`. */
export function registerLabels(lang: string, labels: Labels): void {
  registerTable(lang, labels);
  changed();
}

/** Calls `listener` when words have changed; returns the undo. */
export function onLabels(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The language whose words are used for `lang`: itself, else its base or a relative, else English. */
export function resolveLanguage(lang: string): string {
  let found = resolved.get(lang);
  if (found === undefined) {
    const wanted = lang.toLowerCase();
    const base = wanted.split('-')[0]!;
    const known = [...tables.keys(), ...later.keys()];
    const fits = (test: (key: string) => boolean) => known.find(test);
    found = fits((key) => key === wanted) ?? fits((key) => key === base) ?? fits((key) => key.split('-')[0] === base) ?? 'en';
    resolved.set(lang, found);
  }
  return found;
}

/** A word or sentence; a missing key falls back to English, then shows itself so that it gets noticed. */
export function translate(lang: string, key: string, values: Record<string, string | number> = {}): string {
  const language = resolveLanguage(lang);
  if (later.has(language)) loadLabels(language).catch(noWords);
  const text = tables.get(language)?.[key] ?? tables.get('en')?.[key];
  if (text === undefined) return key;
  return fill(text, values, language);
}

function changed(): void {
  resolved.clear();
  for (const listener of listeners) listener();
}

function noWords(error: unknown): void {
  console.warn('live-chatroom: the words of a language could not be loaded; English stands in.', error);
}

function fill(text: string, values: Record<string, string | number>, lang: string): string {
  return text
    .replace(/\{(\w+)\|([^|{}]*(?:\{\w+\}[^|{}]*)*)\|([^|{}]*(?:\{\w+\}[^|{}]*)*)\}/g, (_, name: string, one: string, other: string) =>
      new Intl.PluralRules(lang).select(Number(values[name])) === 'one' ? one : other,
    )
    .replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name];
      if (value === undefined) return whole;
      return typeof value === 'number' ? value.toLocaleString(lang) : value;
    });
}

export { en } from './en.js';
