import { textOf, type Message, type Sender } from '../../protocol/message.js';
import { danmakuPreferences } from '../shared/danmaku-preferences.js';
import { compileFilters, type Filters } from '../shared/filters.js';

/** What this viewer has filtered out of the danmaku stays out of the list as well, and the other way round. */
export class ViewerFilters {
  #compiledOf: Filters | undefined;
  #hides: ((message: Message) => boolean) | null = null;

  constructor(private readonly self: () => Sender | null) {}

  /** The same function until the filters change; null when nothing is filtered. */
  get hides(): ((message: Message) => boolean) | null {
    const { filters } = danmakuPreferences.value;
    if (filters !== this.#compiledOf) {
      this.#compiledOf = filters;
      const hidden = compileFilters(filters);
      // One's own words stay: nobody should wonder where they went.
      this.#hides = hidden && ((message) => message.sender.id !== this.self()?.id && hidden({ text: textOf(message), message }));
    }
    return this.#hides;
  }

  /** Somebody is not wanted any more: not here, not over the picture, not tomorrow. */
  hidePerson({ id }: Sender): void {
    const { filters = {} } = danmakuPreferences.value;
    danmakuPreferences.set({ filters: { ...filters, users: [...new Set([...(filters.users ?? []), id])] } });
  }
}
