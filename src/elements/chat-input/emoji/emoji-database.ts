import { searchEmoji, type Emoji, type EmojiTable } from './emoji-table.js';

/** What a person has used, kept in this browser. */
interface Habits {
  counts: Record<string, number>;
  /** 0 none, 1 light … 5 dark. */
  tone: number;
}

const HABITS_KEY = 'live-chatroom.emoji';
/** Emoji whose use is counted; the least used go first. The picker shows one line of them. */
const HABITS_MAX = 64;

/**
 * Stands in for emoji-picker-element's own database, which fetches its table by URL, asks for it again by HEAD at every
 * opening, needs an ETag or a secure context to compare it, and keeps it in IndexedDB, which private windows may refuse.
 * Here the table is a module: loaded once, offline with the page, under any `connect-src`.
 *
 * Assumes what the picker 1.29 asks of a database; `load-picker.ts` hands it in, and its test notices when that changes.
 */
export class EmojiDatabase {
  customEmoji: unknown[] = [];

  readonly #habits: Habits;

  constructor(
    private readonly table: EmojiTable,
    readonly locale: string,
    readonly dataSource: string,
    private readonly storage: Pick<Storage, 'getItem' | 'setItem'> | null = pageStorage(),
  ) {
    this.#habits = this.#recall();
  }

  ready(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  async getEmojiByGroup(group: number): Promise<Emoji[]> {
    return this.table.all.filter((emoji) => emoji.group === group);
  }

  async getEmojiBySearchQuery(query: string): Promise<Emoji[]> {
    return searchEmoji(this.table, query);
  }

  async getEmojiByUnicodeOrName(unicode: string): Promise<Emoji | null> {
    return this.table.byEmoji.get(unicode) ?? null;
  }

  async getTopFavoriteEmoji(limit: number): Promise<Emoji[]> {
    return this.#ranked()
      .map(([unicode]) => this.table.byEmoji.get(unicode))
      .filter((emoji) => emoji !== undefined)
      .slice(0, limit);
  }

  async incrementFavoriteEmojiCount(unicode: string): Promise<void> {
    this.#habits.counts[unicode] = (this.#habits.counts[unicode] ?? 0) + 1;
    this.#habits.counts = Object.fromEntries(this.#ranked().slice(0, HABITS_MAX));
    this.#keep();
  }

  async getPreferredSkinTone(): Promise<number> {
    return this.#habits.tone;
  }

  async setPreferredSkinTone(tone: number): Promise<void> {
    this.#habits.tone = tone;
    this.#keep();
  }

  #ranked(): [string, number][] {
    return Object.entries(this.#habits.counts).sort(([, a], [, b]) => b - a);
  }

  #recall(): Habits {
    const habits: Habits = { counts: {}, tone: 0 };
    try {
      const kept = JSON.parse(this.storage?.getItem(HABITS_KEY) ?? '{}') as Partial<Habits> | null;
      if (Number.isInteger(kept?.tone) && kept!.tone! >= 0 && kept!.tone! <= 5) habits.tone = kept!.tone!;
      for (const [emoji, count] of Object.entries(kept?.counts ?? {})) {
        if (Number.isFinite(count)) habits.counts[emoji] = count;
      }
    } catch {
      // Not ours, or spoiled: habits start anew.
    }
    return habits;
  }

  #keep(): void {
    try {
      this.storage?.setItem(HABITS_KEY, JSON.stringify(this.#habits));
    } catch {
      // Full or refused: the habits last as long as the page.
    }
  }
}

/** null where the page may not store anything (a sandboxed frame, blocked site data): reading the property throws there. */
function pageStorage(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}
