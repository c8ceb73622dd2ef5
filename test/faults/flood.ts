import { setTimeout } from 'node:timers/promises';
import type { ServerFrame } from '../../src/protocol/index.js';
import { Viewer } from '../../src/server/load/viewer.js';
import type { Judge } from './judge.js';
import { tokenFor } from './servers.js';

/** Between two messages of one writer, ms: below five a second even when timers slip. */
const PAUSE_MS = 250;
const RETRY_MS = 100;
/** Who is told to wait for minutes asks again before. */
const PATIENCE_MS = 2000;

/** People who write until told to stop, and repeat under its id what was not answered; what is acknowledged the judge is told. */
export class Flood {
  readonly #judge: Judge;
  readonly #writers: Viewer[];
  readonly #refused = new Map<number, number>();
  #stopped = false;
  #over = false;
  #running: Promise<void>[] = [];
  #count = 0;

  constructor(judge: Judge, count: number, room: string, url: (index: number) => string) {
    this.#judge = judge;
    const witness = { placed: () => {}, fault: () => {} };
    this.#writers = Array.from(
      { length: count },
      (_, i) => new Viewer(i, { url: () => url(i), token: () => tokenFor(`writer-${i}`), room, deflate: false, witness }),
    );
  }

  get acked(): number {
    return this.#judge.acked.size;
  }

  /** Refusals by code. */
  get refused(): ReadonlyMap<number, number> {
    return this.#refused;
  }

  get writers(): readonly Viewer[] {
    return this.#writers;
  }

  async start(): Promise<void> {
    await Promise.all(this.#writers.map((writer) => writer.enter()));
    this.#running = this.#writers.map((writer) => this.#write(writer));
  }

  /** Waits until so many more messages have been acknowledged. */
  async more(count: number): Promise<void> {
    const goal = this.acked + count;
    while (this.acked < goal) await setTimeout(10);
  }

  /** One last message that everybody is to see; resolves with its id. */
  async end(): Promise<string> {
    this.#stopped = true;
    await Promise.all(this.#running);
    await setTimeout(1100);
    return this.#say(this.#writers[0]!);
  }

  stop(): void {
    this.#stopped = this.#over = true;
    for (const writer of this.#writers) writer.stop();
  }

  async #write(writer: Viewer): Promise<void> {
    while (!this.#stopped) {
      await this.#say(writer);
      await setTimeout(PAUSE_MS);
    }
  }

  /** Says one message until it has a place or is refused for good. */
  async #say(writer: Viewer): Promise<string> {
    const n = this.#count++;
    for (;;) {
      await writer.enter();
      const mid = `${writer.namespace}${n}`;
      const answer: ServerFrame | null = await writer.ask({ k: 'msg', mid, t: 'RC:TxtMsg', c: { content: `message ${n}` } });
      if (answer?.k === 'ack') {
        if (answer.off !== undefined) this.#judge.acked.set(mid, answer.off);
        return mid;
      }
      if (answer?.k === 'err') this.#refused.set(answer.code, (this.#refused.get(answer.code) ?? 0) + 1);
      if (this.#over || (answer?.k === 'err' && !answer.in)) return mid;
      await setTimeout(Math.min(answer?.k === 'err' ? (answer.in ?? 0) : RETRY_MS, PATIENCE_MS));
    }
  }
}
