import type { Draft, Sender } from '../../protocol/message.js';
import type { CrowdEvent } from './script.js';

/** Where a crowd can act: the hub of local clients is one, a pool of real connections another. */
export interface CrowdVenue {
  /** Returns what `recall` takes. */
  say(room: string, who: Sender, draft: Draft): string;
  recall(room: string, id: string): void;
  like(room: string, count: number): void;
  /** How many watch. */
  crowd(room: string, count: number): void;
  /** Breaks the viewer's own connection for a moment. */
  cut(): void;
  /** Loses packets on the viewer's line: for so long, ms, nothing comes, then all that was late. */
  stall(ms: number): void;
  /** The viewer's machine sleeps, and wakes. */
  sleep(asleep: boolean): void;
}

export interface RunnerClock {
  /** ms, never jumps. */
  now(): number;
  after(ms: number, run: () => void): () => void;
}

/** What has been done. */
export interface CrowdCounts {
  readonly messages: number;
  readonly gifts: number;
  readonly recalls: number;
  /** Connections lost or stalled, and times asleep. */
  readonly breaks: number;
  /** Left out because this machine could not keep up, or had slept. */
  readonly skipped: number;
}

/** Ids remembered to be taken back. */
const REMEMBERED = 50;
/** Further behind than this, ms, what is late is left out: a crowd does not repeat itself for who was away. */
const BEHIND_MS = 1000;
/** Acts happen in steps of this, ms. */
const STEP_MS = 40;

const NOTHING: CrowdCounts = { messages: 0, gifts: 0, recalls: 0, breaks: 0, skipped: 0 };

/** Plays a script in a venue, in real time; can be stopped and go on. */
export class CrowdRunner {
  #counts: CrowdCounts = NOTHING;
  #stopTimer: (() => void) | null = null;
  #stopSleep: (() => void) | null = null;
  #next: CrowdEvent;
  /** Script time 0 on the clock. */
  #origin = 0;
  #position = 0;
  readonly #said: string[] = [];

  constructor(
    private readonly venue: CrowdVenue,
    private readonly room: string,
    private readonly script: Iterator<CrowdEvent>,
    private readonly clock: RunnerClock,
  ) {
    this.#next = this.#read();
  }

  get counts(): CrowdCounts {
    return this.#counts;
  }

  get running(): boolean {
    return this.#stopTimer !== null;
  }

  start(): void {
    if (this.running) return;
    this.#origin = this.clock.now() - this.#position;
    this.#step();
  }

  stop(): void {
    this.#stopTimer?.();
    this.#stopTimer = null;
    if (!this.#stopSleep) return;
    this.#stopSleep();
    this.#stopSleep = null;
    this.venue.sleep(false);
  }

  #step(): void {
    this.#position = this.clock.now() - this.#origin;
    while (this.#next.at <= this.#position) {
      // How many there are is always told, or it would stay wrong.
      if (this.#position - this.#next.at > BEHIND_MS && this.#next.kind !== 'count') this.#count('skipped');
      else this.#act(this.#next);
      this.#next = this.#read();
    }
    this.#stopTimer = this.clock.after(STEP_MS, () => this.#step());
  }

  #act(event: CrowdEvent): void {
    const { venue, room } = this;
    switch (event.kind) {
      case 'say':
      case 'gift':
      case 'superchat':
      case 'join':
      case 'staff': {
        const id = venue.say(room, event.who, event.draft);
        if (event.kind === 'say') this.#said.push(id);
        if (this.#said.length > REMEMBERED) this.#said.shift();
        this.#count(event.kind === 'gift' ? 'gifts' : 'messages');
        return;
      }
      case 'recall': {
        const [id] = this.#said.splice(-Math.min(event.back, this.#said.length), 1);
        if (id === undefined) return;
        venue.recall(room, id);
        return this.#count('recalls');
      }
      case 'like':
        return venue.like(room, event.count);
      case 'count':
        return venue.crowd(room, event.count);
      case 'cut':
        venue.cut();
        return this.#count('breaks');
      case 'loss':
        venue.stall(event.ms);
        return this.#count('breaks');
      case 'sleep':
        if (this.#stopSleep) return;
        venue.sleep(true);
        this.#stopSleep = this.clock.after(event.ms, () => {
          this.#stopSleep = null;
          venue.sleep(false);
        });
        return this.#count('breaks');
    }
  }

  #read(): CrowdEvent {
    const { value, done } = this.script.next();
    // A script may end; then nothing more happens.
    return done ? { at: Infinity, kind: 'like', count: 0 } : value;
  }

  #count(what: keyof CrowdCounts): void {
    this.#counts = { ...this.#counts, [what]: this.#counts[what] + 1 };
  }
}
