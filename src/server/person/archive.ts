import type { MediaKeeper } from '../media/media-keeper.js';
import type { Store } from '../store/store.js';

/** What is kept about people outside of rooms and rules: files, what they gave, and the store's own remains. */
export class Archive {
  readonly #store: Store;
  readonly #keeper: MediaKeeper | null;

  constructor(store: Store, keeper: MediaKeeper | null) {
    this.#store = store;
    this.#keeper = keeper;
  }

  files(user: string): { id: string; url: string; bytes: number; at: number }[] {
    return this.#keeper?.of(user) ?? [];
  }

  /** Resolves with how many. Rejects when some could not be removed yet. */
  async removeFiles(user: string): Promise<number> {
    return (await this.#keeper?.removeAll(user)) ?? 0;
  }

  given(user: string): { readonly room: string; readonly value: number }[] {
    return this.#store.givenBy(user);
  }

  forgetGiver(user: string): void {
    this.#store.forgetGiver(user);
  }

  /** Leaves no byte of what was removed. @see Store.scrub */
  scrub(): void {
    this.#store.scrub();
  }
}
