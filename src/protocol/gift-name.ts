/** A name for everybody, or one per language: { en, 'zh-CN' }. */
export type LocalName = string | Readonly<Record<string, string>>;

/** Languages one name may come in: it travels with every message. */
const LANGUAGES_MAX = 32;

/** Whether a message may carry this as a name. */
export function isLocalName(name: unknown): name is LocalName {
  if (typeof name !== 'object' || name === null || Array.isArray(name)) return isName(name);
  const names = Object.values(name);
  return names.length > 0 && names.length <= LANGUAGES_MAX && names.every(isName);
}

/** The name in a language, else in a relative of it, else English, else any; empty where a message of somebody else holds anything else. */
export function nameIn(name: unknown, lang: string): string {
  if (isName(name)) return name;
  const names = Object(name) as Readonly<Record<string, unknown>>;
  const base = (tag: string) => tag.split('-')[0];
  const relative = Object.keys(names).find((tag) => base(tag) === base(lang));
  return [names[lang], names[relative ?? ''], names['en'], ...Object.values(names)].find(isName) ?? '';
}

function isName(name: unknown): name is string {
  return typeof name === 'string' && name !== '';
}
