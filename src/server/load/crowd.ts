import type { WireMessage } from '../../protocol/index.js';
import { Histogram } from './summary.js';
import { Viewer, type ViewerOptions, type Witness } from './viewer.js';

/** Type of the messages that are counted: a room may have others in it. */
export const LOAD_TYPE = 'load:text';
/** Type of the last message: who has it has had all. */
export const LOAD_END = 'load:end';

/** Who is not inside by then will not be, ms: a server that is merely slow lets somebody in four times as fast. */
const ENTRY_MS = 40_000;

interface Tally {
  seen: number;
  /** Of the ids in the order seen. */
  hash: number;
  done: boolean;
}

/** Many viewers of one room, and the judge of what they saw. */
export class Crowd implements Witness {
  readonly viewers: Viewer[];
  readonly latency = new Histogram();
  faults = 0;
  losses = 0;
  readonly #tallies: Tally[];
  #done = 0;
  #whenDone: (() => void) | null = null;

  constructor(count: number, options: (index: number) => Omit<ViewerOptions, 'witness'>) {
    this.viewers = Array.from({ length: count }, (_, index) => new Viewer(index, { ...options(index), witness: this }));
    this.#tallies = this.viewers.map(() => ({ seen: 0, hash: 7, done: false }));
  }

  /** Lets everybody in, so many at a time: a crowd arrives, it does not storm. @throws {Error} nobody gets in any more. */
  async arrive(atATime: number, progress: (inside: number) => void): Promise<void> {
    let next = 0;
    let inside = 0;
    const one = async () => {
      for (let viewer = this.viewers[next++]; viewer; viewer = this.viewers[next++]) {
        await viewer.enterWithin(ENTRY_MS).catch((cause: Error) => {
          throw new Error(`Only ${inside} of ${this.viewers.length} viewers got in. ${cause.message}`);
        });
        progress(++inside);
      }
    };
    await Promise.all(Array.from({ length: Math.min(atATime, this.viewers.length) }, one));
  }

  /** Resolves when everybody has had the last message, or false after `ms`. */
  allDone(ms: number): Promise<boolean> {
    if (this.#done === this.viewers.length) return Promise.resolve(true);
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), ms);
      this.#whenDone = () => {
        clearTimeout(timer);
        resolve(true);
      };
    });
  }

  get seen(): number {
    return this.#tallies.reduce((sum, { seen }) => sum + seen, 0);
  }

  get orders(): number {
    return new Set(this.#tallies.map(({ hash }) => hash)).size;
  }

  get breaks(): number {
    return this.viewers.reduce((sum, { breaks }) => sum + breaks, 0);
  }

  stop(): void {
    for (const viewer of this.viewers) viewer.stop();
  }

  placed(viewer: Viewer, message: WireMessage, _offset: number, late: boolean): void {
    const tally = this.#tallies[viewer.index];
    if (!tally) return;
    if (message.t === LOAD_END) {
      if (tally.done) return;
      tally.done = true;
      if (++this.#done === this.viewers.length) this.#whenDone?.();
      return;
    }
    if (message.t !== LOAD_TYPE) return;
    tally.seen++;
    for (let i = 0; i < message.i.length; i++) tally.hash = (Math.imul(tally.hash, 31) + message.i.charCodeAt(i)) | 0;
    if (!late) this.latency.add(performance.timeOrigin + performance.now() - Number(message.c['at']));
  }

  lost(): void {
    this.losses++;
  }

  fault(): void {
    this.faults++;
  }
}
