/** `avoid`: nothing may cover anything; `all`: nothing may be left out. */
export type Mode = 'avoid' | 'all';

export interface StageSettings {
  mode: Mode;
  /** Seconds that a point takes to cross the stage. */
  seconds: number;
  fontSize: number;
  /** CSS font of `fontSize`. */
  font: string;
  width: number;
  height: number;
}

export interface Box {
  text: string;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export interface Running {
  push(texts: string[]): void;
  /** Where comments are now, pixels of the stage; an engine that makes elements need not say. */
  boxes?(): Box[];
}

export interface Adapter {
  create(stage: HTMLElement, settings: StageSettings): Running | Promise<Running>;
}

/** What a page answers about what is on stage. */
export interface Look {
  onStage: number;
  /** Comments that cover another one. */
  overlapping: number;
  /** Different comments seen so far. */
  seen: number;
}

export interface BenchPage {
  start(mode: Mode): Promise<void>;
  /** Hands over `perSecond` comments a second for so many ms; answers how long it really took. */
  feed(perSecond: number, ms: number): Promise<number>;
  /** All at once; answers ms that the call took. */
  burst(count: number): number;
  look(): Look;
  /** Looks ten times a second until asked for the answer. */
  watch(ms: number): Promise<{ worstOverlapping: number; seen: number; onStage: number }>;
  /** Keeps the page busy `busy` of every `period` ms. */
  block(busy: number, period: number): void;
  /** Longest task since the last call, ms; 0 when none took 50. */
  longestTask(): number;
}
