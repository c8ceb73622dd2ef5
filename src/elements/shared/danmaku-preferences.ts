import type { Filters } from './filters.js';

/** Ways in which a comment can be shown. */
export const DANMAKU_MODES = ['scroll', 'reverse', 'top', 'bottom', 'fixed', 'advanced'] as const;
export type DanmakuMode = (typeof DANMAKU_MODES)[number];

/** What a viewer has chosen; whatever is absent is left to the page. */
export interface DanmakuPreferences {
  readonly off?: boolean;
  /** Part of the height, 0…1. */
  readonly area?: number;
  /** 0…1. */
  readonly opacity?: number;
  /** Factor, 0.25…4. */
  readonly speed?: number;
  /** Factor on the size of letters, 0.5…2. */
  readonly scale?: number;
  readonly modes?: readonly DanmakuMode[];
  /** Nothing moves: a strip of captions at reading speed. */
  readonly calm?: boolean;
  readonly filters?: Filters;
}

const key = 'live-danmaku';
const RANGES = { area: [0.1, 1], opacity: [0.1, 1], speed: [0.25, 4], scale: [0.5, 2] } as const;

/** Only what can be used, whoever wrote it: an older version, another program, a person with a console. */
function usable(raw: unknown): DanmakuPreferences {
  if (typeof raw !== 'object' || raw === null) return {};
  const { off, calm, modes, filters, ...rest } = raw as Record<string, unknown>;
  const found: Record<string, unknown> = {};
  for (const [name, [low, high]] of Object.entries(RANGES)) {
    const value = rest[name];
    if (typeof value === 'number' && Number.isFinite(value)) found[name] = Math.min(high, Math.max(low, value));
  }
  if (typeof off === 'boolean') found['off'] = off;
  if (typeof calm === 'boolean') found['calm'] = calm;
  if (Array.isArray(modes)) found['modes'] = DANMAKU_MODES.filter((mode) => modes.includes(mode));
  if (typeof filters === 'object' && filters !== null) {
    const texts = (list: unknown) => (Array.isArray(list) ? list.filter((entry) => typeof entry === 'string') : []);
    const { words, users, types } = filters as Record<string, unknown>;
    found['filters'] = { words: texts(words), users: texts(users), types: texts(types) };
  }
  return found;
}

/**
 * The viewer's own settings for danmaku: one set for all layers of the page, remembered in this browser, the same in all
 * its tabs. Where the browser keeps nothing (private windows, sandboxed frames) they last as long as the page.
 */
class Preferences {
  #value: DanmakuPreferences | null = null;
  readonly #listeners = new Set<() => void>();

  get value(): DanmakuPreferences {
    return (this.#value ??= this.#read());
  }

  /** Changes some; `undefined` gives one back to the page. */
  set(changes: { readonly [K in keyof DanmakuPreferences]: DanmakuPreferences[K] | undefined }): void {
    this.#value = usable({ ...this.value, ...changes });
    this.#write();
    this.#tell();
  }

  /** Everything back to what the page wants. */
  reset(): void {
    this.#value = {};
    this.#write();
    this.#tell();
  }

  /** Calls `listener` after each change, also those of other tabs; returns the undo. */
  subscribe(listener: () => void): () => void {
    if (this.#listeners.size === 0) addEventListener('storage', this.#onStorage);
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) removeEventListener('storage', this.#onStorage);
    };
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  #read(): DanmakuPreferences {
    try {
      return usable(JSON.parse(localStorage.getItem(key) ?? '{}'));
    } catch {
      // No storage, or something else's text in it: as if nothing had been chosen.
      return {};
    }
  }

  #write(): void {
    try {
      const text = JSON.stringify(this.#value);
      if (text === '{}') localStorage.removeItem(key);
      else localStorage.setItem(key, text);
    } catch {
      // Full or forbidden: the choice holds for this page.
    }
  }

  readonly #onStorage = (event: StorageEvent): void => {
    if (event.key !== key && event.key !== null) return;
    this.#value = null;
    this.#tell();
  };
}

export const danmakuPreferences = new Preferences();
