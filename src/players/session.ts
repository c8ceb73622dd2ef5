import { OFFLINE_MS, RECONNECT_MS, waitBefore } from './backoff.js';
import { CatchUp } from './catch-up.js';
import type { Capabilities, EngineController, Level, LiveSource, PlayerEngine } from './contract.js';
import { PlayerError, toPlayerError } from './errors.js';
import { nextState, type PlayerState, type PlayerTrigger } from './state.js';

/** No new frame for this long while one should come: stalled. Longer than any gap seen in a healthy stream. */
export const SILENT_MS = 2000;
/** A stall this long is a loss: HLS engines help themselves within about 2 s of their server's return. */
export const LOST_MS = 4000;
/** How long an open connection may stay without a first frame, and a server that is back without a next one. */
export const FRAME_TIMEOUT_MS = 10_000;
/** Latency is reported when it has moved by more than this, at most once a second. */
const LATENCY_STEP_S = 0.2;

export type Autoplay = 'auto' | 'muted' | 'off';

export type SessionEvent =
  | { readonly type: 'state'; readonly state: PlayerState; readonly previous: PlayerState }
  /** ms from asking to the first frame on screen. */
  | { readonly type: 'ready'; readonly firstFrameMs: number }
  | { readonly type: 'stall' }
  | { readonly type: 'recover'; readonly downMs: number }
  | { readonly type: 'latency'; readonly latency: number }
  | { readonly type: 'error'; readonly error: PlayerError; readonly final: boolean }
  /** The browser allowed no sound (`sound`), or no playing at all (`play`), without a person's tap; null: allowed now. */
  | { readonly type: 'blocked'; readonly kind: Blocked }
  | { readonly type: 'levels' };
export type Blocked = 'sound' | 'play' | null;

export interface SessionOptions {
  sources: readonly LiveSource[];
  engine?: string;
  engineOptions?: Readonly<Record<string, unknown>>;
  /** Seconds; 0 takes what the stream settles at. */
  targetLatency?: number;
  /** Makes up for lost time; off leaves it to the viewer's "back to live". */
  catchUp?: boolean;
  /** Tries to get a lost stream back for this long, then gives up. */
  retryForMs?: number;
}

/** The session's surroundings, so that tests bring their own. */
export interface SessionHost {
  /** The media element, empty and in its place. */
  video(): HTMLVideoElement;
  choose(source: LiveSource, only: string): PlayerEngine | null;
  notify(event: SessionEvent): void;
  now(): number;
  random?(): number;
}
export type { Capabilities };

/**
 * One viewer watching one show: picks the engine, and owns every rule about what happens when frames stop.
 * Has no timer of its own: the host calls `frame()` for each new frame and `tick()` a few times a second while someone is looking.
 */
export class PlayerSession {
  #state: PlayerState = 'idle';
  #options: SessionOptions = { sources: [] };
  #sourceIndex = 0;
  #engine: PlayerEngine | null = null;
  #controller: EngineController | null = null;
  #abort = new AbortController();
  /** Ends when the engine before has given the media element back. */
  #closed: Promise<void> = Promise.resolve();
  #wanted = false;
  #blocked: Blocked = null;
  #error: PlayerError | null = null;
  #askedAt = 0;
  #lastFrame = 0;
  #brokenAt: number | null = null;
  #attempt = 0;
  #retryAt: number | null = null;
  #catchUp = new CatchUp();
  #latency: number | null = null;
  #lastSecond = 0;
  #jumpAt: number | null = null;
  #seen = false;

  constructor(private readonly host: SessionHost) {}

  get state(): PlayerState { return this.#state; }
  get error(): PlayerError | null { return this.#error; }
  get engineName(): string { return this.#engine?.name ?? ''; }
  get blocked(): Blocked { return this.#blocked; }
  /** Playing, or about to as soon as there is something to play. */
  get wanted(): boolean { return this.#wanted; }
  get live(): boolean { return this.#controller?.live ?? false; }
  get latency(): number | null { return this.#latency; }
  /** Seconds later than this stream needs to be. */
  get behind(): number { return this.#latency === null ? 0 : Math.max(0, this.#catchUp.behind(this.#latency)); }
  get programTime(): number | null { return this.#controller?.programTime() ?? null; }
  get levels(): Level[] { return this.#controller?.levels?.() ?? []; }
  /** Host time of the next try, or null. */
  get retryAt(): number | null { return this.#retryAt; }

  /** Opens a show, from the beginning of its list of sources. Whatever was open is closed first. */
  load(options: SessionOptions, { play = true } = {}): void {
    this.#options = options;
    this.#wanted = play;
    this.#error = null;
    this.#brokenAt = null;
    this.#attempt = 0;
    this.#seen = false;
    this.#latency = null;
    this.#catchUp = new CatchUp(options.targetLatency);
    this.#setBlocked(null);
    this.#askedAt = this.host.now();
    if (options.sources.length === 0 || !play) {
      this.#close();
      this.#go('stop');
      return;
    }
    this.#go('load');
    this.#open(0);
  }

  reload(): void {
    this.load(this.#options);
  }

  stop(): void {
    this.#wanted = false;
    this.#close();
    this.#go('stop');
  }

  /** A person wants to watch. A show that was waited for in pause goes on at the live edge. */
  async play(): Promise<void> {
    if (this.#state === 'idle' || this.#state === 'ended' || this.#state === 'error') return this.reload();
    const resumed = !this.#wanted;
    this.#wanted = true;
    this.#lastFrame = this.host.now();
    if (resumed && this.live) this.#controller?.toLiveEdge();
    await this.#start();
  }

  pause(): void {
    this.#wanted = false;
    this.#controller?.pause();
  }

  toLive(): void {
    this.#controller?.toLiveEdge();
    if (!this.#wanted) void this.play();
  }

  setLevel(id: string): void {
    this.#controller?.setLevel?.(id);
  }

  /** The viewer has come back to the page: time has passed without frames, which is nobody's fault. */
  resumed(): void {
    this.#lastFrame = this.host.now();
    this.#jumpAt = this.host.now() + 500;
  }

  /** A new frame is on screen. */
  frame(): void {
    const now = this.host.now();
    this.#lastFrame = now;
    if (this.#state === 'playing') return;
    const broken = this.#brokenAt;
    this.#brokenAt = null;
    this.#retryAt = null;
    this.#attempt = 0;
    this.#error = null;
    if (this.#blocked === 'play') this.#setBlocked(null);
    this.#go('frame');
    if (!this.#seen) {
      this.#seen = true;
      this.host.notify({ type: 'ready', firstFrameMs: now - this.#askedAt });
    } else if (broken !== null) {
      this.host.notify({ type: 'recover', downMs: now - broken });
      // The picture has just been broken, so a jump costs nothing now. A second later, when the new latency is known.
      this.#jumpAt = now + 1000;
    }
  }

  /** The stream has said that it is over. */
  ended(): void {
    this.#close();
    this.#go('end');
  }

  /** Looks at the clock. `watching` is false while no frames can be expected: the page is hidden, or the element not in it. */
  tick(watching = true): void {
    const now = this.host.now();
    if (this.#retryAt !== null && now >= this.#retryAt) {
      this.#retryAt = null;
      this.#retry();
      return;
    }
    if (!watching || !this.#wanted || this.#blocked === 'play') {
      this.#lastFrame = now;
      return;
    }
    if (this.#controller && this.#retryAt === null) {
      const silent = now - this.#lastFrame;
      if (this.#state === 'playing' && silent > SILENT_MS) {
        this.#brokenAt = this.#lastFrame;
        this.#go('silent');
        this.host.notify({ type: 'stall' });
      } else if (this.#state === 'stalled' && silent > SILENT_MS + LOST_MS) {
        this.#fail(new PlayerError('network', 'frames have stopped', this.engineName));
      } else if ((this.#state === 'connecting' || this.#state === 'reconnecting') && silent > FRAME_TIMEOUT_MS) {
        this.#close();
        this.#fail(new PlayerError('timeout', `no frame in ${FRAME_TIMEOUT_MS} ms`, this.engineName));
      }
    }
    if (now - this.#lastSecond >= 1000 && this.#state === 'playing') {
      this.#lastSecond = now;
      this.#followEdge(now);
    }
  }

  #followEdge(now: number): void {
    const latency = this.#controller?.latency() ?? null;
    if (latency === null) return;
    if (this.#latency === null || Math.abs(latency - this.#latency) > LATENCY_STEP_S) {
      this.#latency = latency;
      this.host.notify({ type: 'latency', latency });
    }
    if (!this.live) return;
    const { rate, jump } = this.#catchUp.step(latency, now);
    const afterBreak = this.#jumpAt !== null && now >= this.#jumpAt;
    if (afterBreak) this.#jumpAt = null;
    if (this.#options.catchUp === false) return;
    if (jump || (afterBreak && this.#catchUp.behind(latency) > 1.5)) this.#controller?.toLiveEdge();
    this.#controller?.setRate?.(rate);
  }

  #open(index: number): void {
    this.#close();
    this.#sourceIndex = index;
    const abort = (this.#abort = new AbortController());
    this.#lastFrame = this.host.now();
    // Closing is awaited first: two engines never share the media element.
    void this.#closed.then(async () => {
      if (abort.signal.aborted) return;
      const source = this.#options.sources[index]!;
      const engine = this.host.choose(source, this.#options.engine ?? '');
      try {
        if (!engine) throw new PlayerError('unsupported-source', `no player for ${source.src}`);
        this.#engine = engine;
        const controller = await engine.attach(this.host.video(), source, {
          signal: abort.signal,
          options: this.#options.engineOptions ?? {},
          report: (report) => {
            if (abort.signal.aborted) return;
            if (report.type === 'levels') this.host.notify(report);
            else this.#sourceFailed(report.error);
          },
        });
        if (abort.signal.aborted) await controller.destroy();
        else {
          this.#controller = controller;
          this.#lastFrame = this.host.now();
          await this.#start();
        }
      } catch (cause) {
        if (!abort.signal.aborted) this.#sourceFailed(toPlayerError(cause, engine?.name ?? ''));
      }
    });
  }

  /** The next address, if there is one; otherwise it is a failure of the show. */
  #sourceFailed(error: PlayerError): void {
    const next = this.#sourceIndex + 1;
    if (next < this.#options.sources.length) {
      this.host.notify({ type: 'error', error, final: false });
      this.#open(next);
      return;
    }
    this.#close();
    this.#fail(error);
  }

  #fail(error: PlayerError): void {
    const now = this.host.now();
    this.#error = error;
    const since = (this.#brokenAt ??= now);
    const gaveUp = now - since > (this.#options.retryForMs ?? Infinity);
    if (error.code === 'offline') {
      this.#close();
      this.#go('gone');
      this.#retryIn(OFFLINE_MS);
    } else if (error.retriable && !gaveUp) {
      this.#go('lost');
      this.#retryIn(RECONNECT_MS);
    } else {
      this.#close();
      this.#go('fatal');
    }
    this.host.notify({ type: 'error', error, final: this.#state === 'error' });
  }

  #retryIn(steps: readonly number[]): void {
    this.#retryAt = this.host.now() + waitBefore(this.#attempt++, steps, this.host.random);
  }

  /** While the last frame is still on screen the server is asked first, so that the picture does not go black in vain. */
  #retry(): void {
    const source = this.#options.sources[this.#sourceIndex], { signal } = this.#abort;
    if (!this.#controller || !this.#engine?.probe || !source) {
      this.#open(0);
      return;
    }
    this.#lastFrame = this.host.now();
    this.#engine.probe(source, signal).then(
      () => {
        if (signal.aborted || this.#state === 'playing') return;
        // It answers. If no frame follows on its own, `tick` opens the stream anew.
        this.#lastFrame = this.host.now() - FRAME_TIMEOUT_MS + LOST_MS;
      },
      (cause: unknown) => {
        if (!signal.aborted && this.#state !== 'playing') this.#fail(toPlayerError(cause, this.engineName));
      },
    );
  }

  async #start(): Promise<void> {
    const controller = this.#controller;
    if (!controller || !this.#wanted) return;
    const video = this.host.video();
    try {
      await controller.play();
    } catch (cause) {
      // Anything else (AbortError above all) is the normal fate of a play() that was overtaken by the next one.
      if (!isNotAllowed(cause) || controller !== this.#controller) return;
      if (video.muted) return this.#setBlocked('play');
      video.muted = true;
      this.#setBlocked('sound');
      try {
        await controller.play();
      } catch (again) {
        if (isNotAllowed(again) && controller === this.#controller) this.#setBlocked('play');
      }
    }
  }

  /** A person has tapped: sound and playing are allowed from now on. */
  async unblock(): Promise<void> {
    const kind = this.#blocked;
    if (kind === null) return;
    this.host.video().muted = false;
    this.#setBlocked(null);
    if (kind === 'play') await this.play();
  }

  #setBlocked(kind: Blocked): void {
    if (kind === this.#blocked) return;
    this.#blocked = kind;
    this.host.notify({ type: 'blocked', kind });
  }

  #close(): void {
    this.#abort.abort();
    this.#retryAt = null;
    const controller = this.#controller;
    this.#controller = null;
    if (controller) this.#closed = this.#closed.then(() => controller.destroy()).catch((cause: unknown) => console.error('live-player: the engine did not close', cause));
  }

  #go(trigger: PlayerTrigger): void {
    const previous = this.#state, state = nextState(previous, trigger);
    if (state === previous) return;
    this.#state = state;
    this.host.notify({ type: 'state', state, previous });
  }
}

const isNotAllowed = (cause: unknown): boolean => cause instanceof Error && cause.name === 'NotAllowedError';
