import type { Gifts } from '../bus/gifts.js';
import type { MediaKeeper } from '../media/media-keeper.js';
import type { Store } from '../store/store.js';

/** What is kept about people outside of rooms and rules: files, what they gave, and the store's own remains. */
export class Archive {
  readonly #store: Store;
  readonly #keeper: MediaKeeper | null;
  readonly #gifts: Gifts | undefined;

  /** With `gifts`, several servers keep together what was given. */
  constructor(store: Store, keeper: MediaKeeper | null, gifts?: Gifts) {
    this.#store = store;
    this.#keeper = keeper;
    this.#gifts = gifts;
  }

  async files(user: string): Promise<{ id: string; url: string; bytes: number; at: number }[]> {
    return (await this.#keeper?.of(user)) ?? [];
  }

  /** Resolves with how many. Rejects when some could not be removed yet. */
  async removeFiles(user: string): Promise<number> {
    return (await this.#keeper?.removeAll(user)) ?? 0;
  }

  /** In whichever of these rooms; they are all there are. */
  async given(user: string, rooms: readonly string[]): Promise<{ readonly room: string; readonly value: number }[]> {
    return this.#gifts ? this.#gifts.by(user, rooms) : this.#store.givenBy(user);
  }

  async forgetGiver(user: string, rooms: readonly string[]): Promise<void> {
    if (this.#gifts) await this.#gifts.forget(user, rooms);
    else this.#store.forgetGiver(user);
  }

  /** Leaves no byte of what was removed. @see Store.scrub */
  scrub(): void {
    this.#store.scrub();
  }
}
