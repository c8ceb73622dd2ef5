import { bySum, type Supporter } from '../../protocol/gift-sums.js';
import { RESUME_WINDOW } from '../../protocol/index.js';
import { MemoryFiles } from './files.js';
import { MemoryHeld } from './held.js';
import { MemoryRules } from './rules.js';
import type { Entry, KeptStanding, KeptSums, RoomRecord, Store } from './store.js';

interface Kept {
  epoch: string;
  offset: number;
  likes: number;
  entries: Entry[];
  madeAt: number;
  sums?: Omit<KeptSums, 'supporters'>;
  standing?: KeptStanding;
  readonly givers: Map<string, Supporter>;
}

/** Rooms for as long as the process lives: tests, trials, and shows that nobody needs to resume. */
export class MemoryStore implements Store {
  readonly rules = new MemoryRules();
  readonly files = new MemoryFiles();
  readonly held = new MemoryHeld();
  readonly #rooms = new Map<string, Kept>();

  load(room: string): RoomRecord | null {
    const kept = this.#rooms.get(room);
    return kept ? { epoch: kept.epoch, offset: kept.offset, likes: kept.likes, entries: kept.entries.slice(-RESUME_WINDOW) } : null;
  }

  create(room: string, epoch: string, now: number): void {
    if (this.#rooms.has(room)) throw new Error('The room is already there.');
    this.#rooms.set(room, { epoch, offset: 0, likes: 0, entries: [], madeAt: now, givers: new Map() });
  }

  append(room: string, added: readonly Entry[], replaced: readonly Entry[]): void {
    const kept = this.#rooms.get(room);
    if (!kept) throw new Error('There is no such room.');
    for (const entry of replaced) {
      const index = kept.entries.findIndex((known) => known.offset === entry.offset);
      if (index >= 0) kept.entries[index] = entry;
    }
    kept.entries.push(...added);
    kept.offset = added.at(-1)?.offset ?? kept.offset;
    // Cut in strides: shifting the array for every message would cost more than the memory.
    if (kept.entries.length > 2 * RESUME_WINDOW) kept.entries = kept.entries.slice(-RESUME_WINDOW);
  }

  saveLikes(totals: ReadonlyMap<string, number>): void {
    for (const [room, total] of totals) {
      const kept = this.#rooms.get(room);
      if (kept) kept.likes = total;
    }
  }

  sums(room: string, max: number): KeptSums | null {
    const { sums, givers } = this.#rooms.get(room) ?? {};
    if (!sums || !givers) return null;
    return { ...sums, supporters: [...givers.values()].sort(bySum).slice(0, max) };
  }

  saveSums(room: string, { supporters, ...sums }: KeptSums): void {
    const kept = this.#rooms.get(room);
    if (!kept) return;
    kept.sums = sums;
    for (const supporter of supporters) kept.givers.set(supporter.user.id, supporter);
  }

  givenBy(user: string): { room: string; value: number }[] {
    return [...this.#rooms].flatMap(([room, { givers }]) => {
      const given = givers.get(user);
      return given ? [{ room, value: given.value }] : [];
    });
  }

  forgetGiver(user: string): void {
    for (const { givers } of this.#rooms.values()) givers.delete(user);
  }

  standing(room: string): KeptStanding | null {
    return this.#rooms.get(room)?.standing ?? null;
  }

  saveStanding(room: string, standing: KeptStanding): void {
    const kept = this.#rooms.get(room);
    if (kept) kept.standing = standing;
  }

  remove(room: string): void {
    this.#rooms.delete(room);
  }

  sweep(madeBefore: number, keep: ReadonlySet<string>): void {
    for (const [room, kept] of this.#rooms) {
      if (kept.offset === 0 && kept.likes === 0 && kept.madeAt < madeBefore && !keep.has(room)) this.#rooms.delete(room);
    }
  }

  /** What was removed here is gone already, but for entries beyond the window. */
  scrub(): void {
    for (const kept of this.#rooms.values()) kept.entries = kept.entries.slice(-RESUME_WINDOW);
  }

  close(): void {}
}
