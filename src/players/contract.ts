import type { PlayerError } from './errors.js';

export type Protocol = 'hls' | 'dash' | 'flv' | 'ws-flv' | 'ts' | 'whep' | 'file';

/** One address of a show. Of several, the first that some engine can play is used, and the next one if it fails. */
export interface LiveSource {
  readonly src: string;
  /** MIME type, with `codecs` where known. */
  readonly type?: string;
  /** How it is fetched; guessed from type and address when left out. */
  readonly protocol?: Protocol;
  readonly label?: string;
}

/** What the browser can do, asked once. */
export interface Capabilities {
  /** Media Source Extensions, managed or not. */
  readonly mediaSource: boolean;
  /** The media element's own opinion: '', 'maybe' or 'probably'. */
  canPlayType(type: string): string;
}

/** A quality that may be chosen. */
export interface Level {
  readonly id: string;
  readonly width?: number;
  readonly height?: number;
  /** Bits per second. */
  readonly bandwidth?: number;
  /** In use now. */
  readonly active: boolean;
}

export type EngineReport =
  /** It cannot go on by itself. */
  | { readonly type: 'error'; readonly error: PlayerError }
  | { readonly type: 'levels' };

export interface EngineContext {
  /** Aborted when the viewer has gone elsewhere; `attach` must then stop and leave nothing behind. */
  readonly signal: AbortSignal;
  /** The page's `engineOptions`, passed to the engine as they are. */
  readonly options: Readonly<Record<string, unknown>>;
  report(report: EngineReport): void;
}

/**
 * Brings one kind of stream into a media element. An engine reports; it does not decide: reconnecting, catching up and what a
 * person is told are the session's business. See `video.js` and native for examples; forty lines are usual.
 */
export interface PlayerEngine {
  readonly name: string;
  canPlay(source: LiveSource, capabilities: Capabilities): '' | 'maybe' | 'probably';
  /** Resolves when the stream is known to exist and frames may be awaited. @throws {PlayerError} */
  attach(video: HTMLVideoElement, source: LiveSource, context: EngineContext): Promise<EngineController>;
  /** Looks whether the source is there, at little cost. @throws {PlayerError} `offline` when it is known not to be. */
  probe?(source: LiveSource, signal: AbortSignal): Promise<void>;
}

export interface EngineController {
  /** Rejects as `HTMLMediaElement.play` does. */
  play(): Promise<void>;
  pause(): void;
  /** Gives the media element back, empty. It may have been taken out of its place. */
  destroy(): void | Promise<void>;
  readonly live: boolean;
  /** First and last second that can be shown, on the element's clock. */
  seekable(): readonly [number, number] | null;
  toLiveEdge(): void;
  /** Seconds behind what happens now, as well as the engine can know. */
  latency(): number | null;
  /** Wall clock of the frame on screen, ms since 1970 on the clock of the stream's origin. */
  programTime(): number | null;
  setRate?(rate: number): void;
  levels?(): Level[];
  /** 'auto' or the id of a level. */
  setLevel?(id: string): void;
}
