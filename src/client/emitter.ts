/** Typed listeners. One that throws is reported and stops neither the others nor the caller. */
export class Emitter<Events extends object> {
  readonly #listeners = new Map<keyof Events, Set<{ call: (event: never) => void }>>();

  constructor(private readonly report: (error: unknown) => void) {}

  /** @throws {TypeError} not a function. The same function added twice is called twice. */
  on<K extends keyof Events>(name: K, listener: (event: Events[K]) => void): () => void {
    if (typeof listener !== 'function') {
      throw new TypeError(`A listener for '${String(name)}' must be a function; got ${typeof listener}.`);
    }
    const entry = { call: listener };
    const all = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, all.add(entry));
    return () => void all.delete(entry);
  }

  emit<K extends keyof Events>(name: K, event: Events[K]): void {
    const all = this.#listeners.get(name);
    if (!all) return;
    for (const entry of [...all]) {
      // Undone by a listener that was called before it.
      if (!all.has(entry)) continue;
      try {
        (entry.call as (event: Events[K]) => void)(event);
      } catch (error) {
        this.report(error);
      }
    }
  }
}
