import { en } from './en.js';
import { zhCN } from './zh-CN.js';

/** Every visible word, one file per language. `{name}` is filled in; `{n|one item|{n} items}` picks a plural form. */
export type Labels = Readonly<Record<string, string>>;
export type LabelKey = keyof typeof en;

const tables = new Map<string, Labels>();
const listeners = new Set<() => void>();

registerTable('en', en);
registerTable('zh-CN', zhCN);

function registerTable(lang: string, labels: Labels): void {
  tables.set(lang.toLowerCase(), { ...tables.get(lang.toLowerCase()), ...labels });
}

/** Adds a language, or changes single words of one: `registerLabels('en', { 'input.placeholder': 'Cheer!' })`. */
export function registerLabels(lang: string, labels: Labels): void {
  registerTable(lang, labels);
  for (const listener of listeners) listener();
}

/** Calls `listener` when words have changed; returns the undo. */
export function onLabels(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The language whose words are used for `lang`: itself, else its base or a relative, else English. */
export function resolveLanguage(lang: string): string {
  const wanted = lang.toLowerCase();
  if (tables.has(wanted)) return wanted;
  const base = wanted.split('-')[0]!;
  if (tables.has(base)) return base;
  return [...tables.keys()].find((key) => key.split('-')[0] === base) ?? 'en';
}

/** A word or sentence; a missing key falls back to English, then shows itself so that it gets noticed. */
export function translate(lang: string, key: string, values: Record<string, string | number> = {}): string {
  const resolved = resolveLanguage(lang);
  const text = tables.get(resolved)?.[key] ?? tables.get('en')?.[key];
  if (text === undefined) return key;
  return fill(text, values, resolved);
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
export { zhCN } from './zh-CN.js';
