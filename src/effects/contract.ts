/** What an effect can be without anybody registering an engine; other kinds are the page's own. */
export type EffectKind = 'video' | 'side-by-side' | 'image' | 'sprite' | 'lottie' | (string & {});

/**
 * A full-screen effect in one encoding. A gift has one, or several of which the first that this browser can show is used.
 * Art is fetched whole before it plays, so that its true size is known first: other sites must allow it (CORS).
 */
export interface Effect {
  /**
   * `video`: WebM whose picture has holes (VP8 or VP9 with alpha). `side-by-side`: an ordinary video, one half colour, the other half its
   * alpha as grey. `image`: animated WebP, PNG or AVIF. `sprite`: a JSON (`SpriteSheet`) and its picture. `lottie`: needs `lottieEngine`.
   */
  readonly kind: EffectKind;
  readonly src: string;
  /** A still picture, for who wants no motion, for slow devices, and for when it cannot be played. */
  readonly poster?: string;
  /** Where the alpha half of `side-by-side` is. Default right. */
  readonly alpha?: 'left' | 'right' | 'top' | 'bottom';
  /**
   * What the colour half of `side-by-side` lies on. Default `black`, as most tools write it: soft edges fade into black. `none`: the colours
   * go on at full strength below the soft edges.
   */
  readonly matte?: 'black' | 'none';
  /** Default contain: all of it is seen. */
  readonly fit?: 'contain' | 'cover';
  /** How long an `image` plays where the browser does not say, ms. */
  readonly durationMs?: number;
}

/** What a file turned out to be, read from its own bytes. */
export interface ArtFacts {
  readonly format: 'webp' | 'png' | 'avif' | 'webm' | 'mp4' | 'sprite' | 'lottie';
  /** Pixels of one frame as it is decoded; 0 when unknown. */
  readonly width: number;
  readonly height: number;
  /** 0 when unknown. */
  readonly frames: number;
  /** 0 when unknown, or a still. */
  readonly durationMs: number;
  /** Whether it says that it has holes; absent where the format does not say. */
  readonly alpha?: boolean;
}

export interface Art {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly facts: ArtFacts;
}

/** Where an engine plays, and what it must ask before it decodes. */
export interface EffectPlace {
  /** Empty, fills the stage; emptied when it is over. */
  readonly box: HTMLElement;
  /** Fetches a file and looks at it. @throws {EffectError} load-failed, unsupported, over-budget. */
  load(src: string): Promise<Art>;
  /** Says what will be in memory, bytes, in addition to what was said before. @throws {EffectError} over-budget: decode nothing. */
  claim(bytes: number): void;
}

/** Plays one kind of art. An engine only plays: queue, budget, time-out and what is shown instead are the stage's business. */
export interface EffectEngine {
  readonly name: string;
  canPlay(effect: Effect): boolean;
  /**
   * Resolves when it is over. When `signal` is aborted it stops, frees all, and settles either way.
   * @throws {EffectError} why it cannot.
   */
  play(effect: Effect, place: EffectPlace, signal: AbortSignal): Promise<void>;
}

/**
 * `no-engine`: nobody plays this kind. `unsupported`: this browser cannot, or the file is something else. `load-failed`: not there, or not
 * in time. `over-budget`: too large. `broken`: it began and could not go on. `stalled`: it did not end when it should have.
 */
export type EffectFault = 'no-engine' | 'unsupported' | 'load-failed' | 'over-budget' | 'broken' | 'stalled';

export class EffectError extends Error {
  override readonly name = 'EffectError';

  constructor(
    readonly fault: EffectFault,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
