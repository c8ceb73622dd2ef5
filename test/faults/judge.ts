import assert from 'node:assert/strict';
import type { WireMessage } from '../../src/protocol/index.js';
import { Viewer, type ViewerOptions, type Witness } from '../../src/server/load/viewer.js';

/** One of these for all who see the same: a long run is millions of sights. */
interface Sight {
  readonly place: string;
  readonly id: string;
}

interface Record {
  /** Everything seen, in the order seen. */
  readonly seen: Sight[];
  lastAt: number;
  /** Between two messages, ms. */
  longestSilence: number;
  /** How often continuity could not be proved. */
  lost: number;
}

/** Writes down what every viewer saw, and afterwards compares them with each other and with what senders were promised. */
export class Judge implements Witness {
  readonly viewers: Viewer[];
  readonly faults: string[] = [];
  /** Message id → the place its sender was told. */
  readonly acked = new Map<string, number>();
  extras = 0;
  shed = 0;
  readonly #records: Record[];
  readonly #sights = new Map<string, Sight>();
  #awaited: { readonly id: string; readonly by: Set<number>; readonly done: () => void } | null = null;

  constructor(count: number, options: (index: number) => Omit<ViewerOptions, 'witness'>) {
    this.viewers = Array.from({ length: count }, (_, index) => new Viewer(index, { ...options(index), witness: this }));
    this.#records = this.viewers.map(() => ({ seen: [], lost: 0, lastAt: 0, longestSilence: 0 }));
  }

  async arrive(atATime = 50): Promise<void> {
    for (let from = 0; from < this.viewers.length; from += atATime) {
      await Promise.all(this.viewers.slice(from, from + atATime).map((viewer) => viewer.enter()));
    }
  }

  placed(viewer: Viewer, message: WireMessage, offset: number): void {
    const record = this.#records[viewer.index]!;
    const [place, id, now] = [`${viewer.epoch} ${offset}`, message.i, performance.now()];
    const known = this.#sights.get(place);
    const sight = known?.id === id ? known : { place, id };
    if (!known) this.#sights.set(place, sight);
    record.seen.push(sight);
    if (record.lastAt) record.longestSilence = Math.max(record.longestSilence, now - record.lastAt);
    record.lastAt = now;
    if (this.#awaited?.id === id) this.#arrived(viewer.index);
  }

  passing(viewer: Viewer, extras: readonly WireMessage[], shed: number): void {
    if (viewer.index !== 0) return;
    this.extras += extras.filter(({ t }) => !t.startsWith('live:')).length;
    this.shed += shed;
  }

  lost(viewer: Viewer): void {
    this.#records[viewer.index]!.lost++;
  }

  fault(viewer: Viewer, what: string): void {
    this.faults.push(`viewer ${viewer.index}: ${what}`);
  }

  /** Viewers that were told that something may be missing. */
  get told(): number {
    return this.#records.filter(({ lost }) => lost > 0).length;
  }

  /** Acknowledged messages that somebody has never seen, over all viewers; those told to start anew included. */
  get missing(): number {
    return this.#records.reduce((sum, { seen }) => {
      const ids = new Set(seen.map(({ id }) => id));
      return sum + [...this.acked.keys()].filter((id) => !ids.has(id)).length;
    }, 0);
  }

  seenBy(index: number): readonly string[] {
    return this.#records[index]!.seen.map(({ id }) => id);
  }

  /** Longest silence of each viewer between two messages, ms. */
  silences(): number[] {
    return this.#records.map(({ longestSilence }) => longestSilence).sort((a, b) => a - b);
  }

  /** Resolves when every viewer has seen a message. */
  async all(id: string): Promise<void> {
    const by = new Set(this.#records.flatMap(({ seen }, index) => (seen.some((each) => each.id === id) ? [index] : [])));
    if (by.size === this.#records.length) return;
    await new Promise<void>((done) => (this.#awaited = { id, by, done }));
    this.#awaited = null;
  }

  /** Throws what is wrong. Those told `lost` are judged from there on only by order and duplicates, all others by everything. */
  judge(): void {
    assert.deepEqual(this.faults, []);
    const places = new Map<string, string>();
    for (const [index, { seen, lost }] of this.#records.entries()) {
      const ids = new Set<string>();
      for (const { place, id } of seen) {
        assert.equal(places.get(place) ?? id, id, `two messages at ${place}`);
        places.set(place, id);
        // After a new start what is handed over may have been seen before; the client knows it by its id.
        assert.ok(lost > 0 || !ids.has(id), `viewer ${index} saw ${id} twice`);
        ids.add(id);
      }
      if (lost > 0) continue;
      const missing = [...this.acked.keys()].filter((id) => !ids.has(id));
      assert.deepEqual(missing, [], `viewer ${index} misses ${missing.length} of ${this.acked.size}`);
    }
  }

  #arrived(index: number): void {
    this.#awaited?.by.add(index);
    if (this.#awaited?.by.size === this.#records.length) this.#awaited.done();
  }

  stop(): void {
    for (const viewer of this.viewers) viewer.stop();
  }
}
