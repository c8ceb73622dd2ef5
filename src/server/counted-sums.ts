import { GiftSums, SUPPORTERS_KEPT, type Sums, worthOf } from '../protocol/gift-sums.js';
import { RESUME_WINDOW, type WireMessage } from '../protocol/index.js';
import { type Log, reason } from './log.js';
import type { RoomLog } from './room-log.js';
import type { KeptSums, Store } from './store/store.js';
import type { SumsSource } from './sums.js';

/** Entries that may be counted without being kept: they are counted again from the log after a restart, which holds twice as many. */
const UNKEPT_MAX = RESUME_WINDOW / 2;

export type SumsStore = Pick<Store, 'sums' | 'saveSums'>;

export interface CountedSumsOptions {
  readonly room: string;
  readonly log: Log;
  readonly messages: RoomLog;
  /** Where sums survive the process. */
  readonly store: SumsStore;
}

/** What was given in one room, added up here. Survives the process with the messages: what the store has is added to by the entries after it. */
export class CountedSums implements SumsSource {
  readonly #options: CountedSumsOptions;
  readonly #sums = new GiftSums();
  /** Who has given since it was kept. */
  readonly #changed = new Set<string>();
  #unkept = 0;

  constructor(options: CountedSumsOptions) {
    this.#options = options;
    const kept = options.store.sums(options.room, SUPPORTERS_KEPT);
    if (kept) this.#sums.restore(kept);
    const later = options.messages.entries.filter(({ offset }) => offset > (kept?.offset ?? 0));
    this.#count(later.map(({ json }) => JSON.parse(json) as WireMessage));
  }

  get content(): Sums | null {
    return this.#sums.empty ? null : this.#sums.content();
  }

  /** Placeless ones are kept at once. */
  add(messages: readonly WireMessage[], placeless: boolean): boolean {
    if (!this.#count(messages)) return false;
    if (placeless || this.#unkept >= UNKEPT_MAX) this.refresh();
    return true;
  }

  /** Keeps what is not kept yet. */
  refresh(): void {
    const { store, room, messages, log } = this.#options;
    if (this.#unkept === 0) return;
    const { total, goal = null } = this.#sums.content();
    const supporters = [...this.#changed].flatMap((id) => this.#sums.supporter(id) ?? []);
    const sums: KeptSums = { offset: messages.offset, total, goal, supporters };
    try {
      store.saveSums(room, sums);
      this.#unkept = 0;
      this.#changed.clear();
    } catch (cause) {
      // They stay unkept and go with the next ones.
      log('error', 'sums-not-kept', { room, reason: reason(cause) });
    }
  }

  forget(userId: string): boolean {
    this.#changed.delete(userId);
    return this.#sums.forget(userId);
  }

  stop(): void {
    this.refresh();
  }

  #count(messages: readonly WireMessage[]): boolean {
    let changed = false;
    for (const { t, c } of messages) {
      if (!this.#sums.add(t, c)) continue;
      changed = true;
      if (c.user && worthOf(t, c) > 0) this.#changed.add(c.user.id);
    }
    if (changed) this.#unkept += messages.length;
    return changed;
  }
}
