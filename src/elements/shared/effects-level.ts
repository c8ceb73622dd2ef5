export const LEVELS = ['full', 'light', 'off'] as const;
/** How much of effects is shown: everything, stills for a moment, nothing. */
export type EffectsLevel = (typeof LEVELS)[number];

export const isLevel = (value: unknown): value is EffectsLevel => LEVELS.includes(value as EffectsLevel);

const KEY = 'live-chatroom effects';
/** What the device was found to be is forgotten after a week: one bad evening is not forever. A person's own choice is kept. */
const VERDICT_MS = 7 * 24 * 60 * 60 * 1000;

interface Remembered {
  readonly level: EffectsLevel;
  readonly by: 'person' | 'meter';
  /** ms since 1970. */
  readonly at: number;
}

type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** The level in use on this device; null when nothing is known. Storage may be forbidden, full, or hold anything. */
export function recall(storage: () => Storage, now: number): EffectsLevel | null {
  try {
    const { level, by, at } = JSON.parse(storage().getItem(KEY) ?? '{}') as Partial<Remembered>;
    if (!isLevel(level) || typeof at !== 'number') return null;
    // A clock that was set back makes the verdict look young, which does no harm; one set forward ends it early.
    return by === 'person' || Math.abs(now - at) < VERDICT_MS ? level : null;
  } catch {
    return null;
  }
}

/** Whether it could be kept. */
export function remember(storage: () => Storage, level: EffectsLevel, by: Remembered['by'], now: number): boolean {
  try {
    storage().setItem(KEY, JSON.stringify({ level, by, at: now } satisfies Remembered));
    return true;
  } catch {
    // It is then asked, or measured, again next time.
    return false;
  }
}

export type EffectsListener = (level: EffectsLevel, by: Remembered['by']) => void;

/** The level of this device, the same for all stages of the page, whoever sets it: the stage's own switch, the room's settings, the meter. */
class DeviceLevel {
  /** Where nothing can be stored it holds as long as the page. */
  #unstored: EffectsLevel | null = null;
  readonly #listeners = new Set<EffectsListener>();

  /** `full` until something else is known. */
  get value(): EffectsLevel {
    return recall(() => localStorage, Date.now()) ?? this.#unstored ?? 'full';
  }

  set(level: EffectsLevel, by: Remembered['by']): void {
    this.#unstored = remember(() => localStorage, level, by, Date.now()) ? null : level;
    for (const listener of this.#listeners) listener(level, by);
  }

  /** Calls `listener` after each change; returns the undo. */
  subscribe(listener: EffectsListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}

export const effectsLevel = new DeviceLevel();
