/** The part of the benchmark that runs in the page: feeds a list, and watches it as a person would. */
import { lines, type Line } from './talk.js';

/** What each list's adapter offers. */
export interface ListAdapter {
  mount(host: HTMLElement): void | Promise<void>;
  push(batch: Line[]): void;
  /** Null where the list cannot take single messages out. */
  remove: ((seqs: number[]) => void) | null;
  /** Rows in the page. */
  rows(): Element[];
  /** Number of the newest message that has a row. */
  newest(): number | null;
  /** Distance of the view from the end, px. */
  fromEnd(): number;
  stats?(): Record<string, unknown>;
}

export interface Feed {
  /** Messages a second, and how long. */
  rate: number;
  seconds: number;
  /** Recalls a second. */
  recalls?: number;
  /** 0: once per frame. */
  stepMs?: number;
}

export interface Watched {
  frames: number[];
  longTasks: number[];
  keys: number[];
  /** Share of samples whose end was more than 40 px below the fold; and the largest distance. */
  offBottom: number;
  worstGap: number;
  /** Age of the newest row, ms, at each sample. */
  ages: number[];
  /** Different messages seen in the page at the samples. */
  seen: number;
  /** ms after the last message until the newest one stood at the end; −1: never. */
  settleMs: number;
  recalled: number;
  ghosts: number;
  fed: number;
  stats: Record<string, unknown> | null;
}

export interface Held {
  /** Worst movement of the row under the eye, px, and frames in which it was gone. */
  drift: number;
  lost: number;
  frames: number;
}

declare global {
  interface Window {
    listBench?: Bench;
  }
}

const SAMPLE_MS = 100;
/** A view nearer to the end than this is at the end. */
const AT_END_PX = 40;
const SETTLE_LIMIT_MS = 8000;
/** More than any workload feeds. */
const MOST_LINES = 200_000;
const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));

export class Bench {
  #next = 0;
  /** Of fixed size: what the benchmark remembers must not look like the list's memory. */
  readonly #fedAt = new Float64Array(MOST_LINES);

  constructor(private readonly list: ListAdapter) {}

  /** Fills the list quietly, and waits until it stands. */
  async fill(count: number, perFrame = 200): Promise<void> {
    for (const end = this.#next + count; this.#next < end; ) {
      this.#push(Math.min(perFrame, end - this.#next));
      await frame();
    }
    await this.#settled();
    // A list that draws nothing is quick, and proves nothing.
    if (this.list.newest() === null || this.list.newest()! < 0) throw new Error('It shows nothing.');
  }

  /** A lively room for so many seconds. */
  async feed({ rate, seconds, recalls = 0, stepMs = 0 }: Feed): Promise<Watched> {
    const watch = new Watch();
    const start = performance.now();
    const first = this.#next;
    const total = rate * seconds;
    const recalled: number[] = [];
    const seen = new Set<string>();
    const ages: number[] = [];
    const gaps: number[] = [];
    let sampledAt = start;
    let fedAt = start;
    for (let fed = 0; fed < total; ) {
      const now = await frame();
      if (now - fedAt >= stepMs) {
        fedAt = now;
        const due = Math.min(total, Math.floor(((now - start) / 1000) * rate)) - fed;
        if (due > 0) this.#push(due);
        fed += Math.max(0, due);
        const back = Math.floor(((now - start) / 1000) * recalls) - recalled.length;
        // Somebody takes back what was said about a second ago.
        const gone = Array.from({ length: Math.max(0, back) }, (_, i) => this.#next - rate + (recalled.length + i) % 50).filter((seq) => seq >= first && !recalled.includes(seq));
        if (gone.length > 0) this.list.remove?.(gone);
        recalled.push(...gone);
      }
      if (now - sampledAt < SAMPLE_MS) continue;
      sampledAt = now;
      const newest = this.list.newest();
      // How long what comes after the newest row has been waiting.
      if (newest !== null && newest >= 0) ages.push(Math.max(0, now - this.#fedAt[Math.min(newest + 1, this.#next - 1)]!));
      gaps.push(this.list.fromEnd());
      for (const row of this.list.rows()) seen.add(row.textContent?.match(/#\d+/)?.[0] ?? '');
    }
    const { ms: settleMs } = await this.#settled();
    const ghosts = this.list.rows().filter((row) => recalled.includes(Number(row.textContent?.match(/#(\d+)/)?.[1] ?? -1))).length;
    return {
      ...watch.stop(),
      offBottom: gaps.filter((gap) => gap > AT_END_PX).length / Math.max(1, gaps.length),
      worstGap: Math.max(0, ...gaps),
      ages,
      seen: seen.size,
      settleMs,
      recalled: recalled.length,
      ghosts,
      fed: this.#next - first,
      stats: this.list.stats?.() ?? null,
    };
  }

  /** Resolves when the wheel has taken the view up by so much and it stands still; false when that never happens. */
  async scrolledUp(px: number): Promise<boolean> {
    const start = performance.now();
    for (let frames = 0, last = NaN; frames < 12; frames++) {
      await frame();
      const now = this.list.fromEnd();
      if (now !== last || now < px) frames = 0;
      last = now;
      if (performance.now() - start > SETTLE_LIMIT_MS) return false;
    }
    return true;
  }

  /** Somebody has scrolled up and reads while the room goes on. */
  async read(rate: number, count: number): Promise<Held> {
    const top = document.querySelector('#host')!.getBoundingClientRect().top + 100;
    const eye = this.list.rows().find((row) => row.getBoundingClientRect().top >= top);
    const number = eye?.textContent?.match(/#\d+ /)?.[0] ?? '?';
    const before = eye?.getBoundingClientRect().top ?? 0;
    const result: Held = { drift: 0, lost: 0, frames: 0 };
    const start = performance.now();
    for (let fed = 0; fed < count; ) {
      const now = await frame();
      const due = Math.min(count, Math.floor(((now - start) / 1000) * rate)) - fed;
      if (due > 0) this.#push(due);
      fed += Math.max(0, due);
      const row = eye?.isConnected && eye.textContent?.includes(number) ? eye : this.list.rows().find((one) => one.textContent?.includes(number));
      result.frames++;
      if (row) result.drift = Math.max(result.drift, Math.abs(row.getBoundingClientRect().top - before));
      else result.lost++;
    }
    return result;
  }

  /** Ten thousand at once. */
  async burst(count: number): Promise<{ settleMs: number; settleFrames: number; longest: number }> {
    const watch = new Watch();
    const batch = this.#make(count);
    // From a frame callback: what a debugger calls is no task that an observer sees.
    await frame();
    const start = performance.now();
    this.#hand(batch);
    const pushed = performance.now() - start;
    const { ms, frames } = await this.#settled();
    return { settleMs: ms < 0 ? -1 : performance.now() - start, settleFrames: frames, longest: Math.max(pushed, ...watch.stop().longTasks) };
  }

  #push(count: number): void {
    this.#hand(this.#make(count));
  }

  /** Apart from handing over: inventing ten thousand lines takes longer than showing them. */
  #make(count: number): Line[] {
    const batch = lines(this.#next, this.#next + count);
    this.#next += count;
    return batch;
  }

  #hand(batch: Line[]): void {
    const now = performance.now();
    for (const { seq } of batch) this.#fedAt[seq] = now;
    this.list.push(batch);
  }

  /** Until the newest message stands at the end for two frames; ms -1: never. */
  async #settled(): Promise<{ ms: number; frames: number }> {
    const start = performance.now();
    let frames = 0;
    for (let good = 0; good < 2; frames++) {
      await frame();
      good = this.list.newest() === this.#next - 1 && Math.abs(this.list.fromEnd()) <= 4 ? good + 1 : 0;
      if (performance.now() - start > SETTLE_LIMIT_MS) return { ms: -1, frames };
    }
    return { ms: performance.now() - start, frames };
  }
}

/** Frames, long tasks and the way of a key press to the screen. */
class Watch {
  readonly #frames: number[] = [];
  readonly #keys: number[] = [];
  readonly #longTasks: number[] = [];
  readonly #observer = new PerformanceObserver((list) => this.#longTasks.push(...list.getEntries().map(({ duration }) => duration)));
  readonly #input = document.querySelector('input')!;
  #last = performance.now();
  #stopped = false;

  constructor() {
    this.#observer.observe({ type: 'longtask' });
    this.#input.addEventListener('keydown', this.#onKey);
    const tick = (now: number) => {
      if (this.#stopped) return;
      this.#frames.push(now - this.#last);
      this.#last = now;
      requestAnimationFrame(tick);
    };
    requestAnimationFrame((now) => {
      this.#last = now;
      requestAnimationFrame(tick);
    });
  }

  stop() {
    this.#stopped = true;
    this.#longTasks.push(...this.#observer.takeRecords().map(({ duration }) => duration));
    this.#observer.disconnect();
    this.#input.removeEventListener('keydown', this.#onKey);
    return { frames: this.#frames, keys: this.#keys, longTasks: this.#longTasks };
  }

  readonly #onKey = ({ timeStamp }: KeyboardEvent): void => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      // A message posted in a frame callback arrives after the frame has been painted.
      port1.onmessage = () => this.#keys.push(performance.now() - timeStamp);
      port2.postMessage(null);
    });
  };
}

export function start(adapter: ListAdapter): void {
  void Promise.resolve(adapter.mount(document.querySelector<HTMLElement>('#host')!)).then(() => {
    window.listBench = new Bench(adapter);
  });
}
