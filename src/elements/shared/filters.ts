import type { Message } from '../../protocol/message.js';

/** What a viewer does not want to see; each list is one way to be left out. */
export interface Filters {
  /** Parts of a text, whatever their case, width and accents. */
  readonly words?: readonly string[];
  /** Ids or names of people. */
  readonly users?: readonly string[];
  /** Message types. */
  readonly types?: readonly string[];
}

/** What a filter looks at; a comment without a message has only a text. */
export interface Filterable {
  readonly text: string;
  readonly message?: Message | undefined;
}

const LISTS = { word: 'words', user: 'users', type: 'types' } as const;
type Kind = keyof typeof LISTS;

/** More would be a mistake in a file, or somebody's idea of a joke. */
const most = 1000;
const longest = 100;

/**
 * A text as it is compared: full-width letters are letters, and characters that nobody sees, which are put between
 * letters to get round a filter, do not count.
 */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{Cf}\p{M}]/gu, '')
    .toLowerCase();
}

/** Whether something is to be left out; null when nothing is, so that there is nothing to ask. */
export function compileFilters(...all: readonly (Filters | undefined)[]): ((item: Filterable) => boolean) | null {
  const list = (name: keyof Filters) => all.flatMap((filters) => filters?.[name] ?? []);
  const words = list('words').map(fold).filter((word) => word.trim() !== '');
  const users = new Set(list('users').map(fold));
  const types = new Set(list('types'));
  if (words.length + users.size + types.size === 0) return null;
  return ({ text, message }) => {
    if (message && (types.has(message.type) || users.has(fold(message.sender.id)) || users.has(fold(message.sender.name)))) return true;
    if (words.length === 0 || text === '') return false;
    const folded = fold(text);
    return words.some((word) => folded.includes(word));
  };
}

/** One entry a line, `word: …`, `user: …`, `type: …`: to keep, to send to a friend, to edit by hand. */
export function formatFilters(filters: Filters): string {
  return (Object.keys(LISTS) as Kind[]).flatMap((kind) => (filters[LISTS[kind]] ?? []).map((entry) => `${kind}: ${entry}`)).join('\n');
}

/** Reads what `formatFilters` wrote; a line without a kind is a word, `#` starts a remark, nothing is ever refused. */
export function parseFilters(text: string): Required<Filters> {
  const lists: Record<(typeof LISTS)[Kind], Set<string>> = { words: new Set(), users: new Set(), types: new Set() };
  for (const line of text.split(/\r?\n/)) {
    const [, kind, entry] = /^\s*(?:(word|user|type)\s*[:：])?\s*(.*?)\s*$/i.exec(line) ?? [];
    if (!entry || entry.startsWith('#') || entry.length > longest) continue;
    const list = lists[LISTS[(kind?.toLowerCase() ?? 'word') as Kind]];
    if (list.size < most) list.add(entry);
  }
  return { words: [...lists.words], users: [...lists.users], types: [...lists.types] };
}
