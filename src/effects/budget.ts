import { EffectError, type ArtFacts } from './contract.js';

/** What one effect may cost. Overridable one by one. */
export interface EffectBudget {
  /** The file, bytes. */
  readonly fileBytes: number;
  /** Pictures in memory while it plays, bytes. */
  readonly decodedBytes: number;
  readonly frames: number;
  readonly durationMs: number;
}

const MiB = 1024 * 1024;

/**
 * A 720×1280 video takes 22 MiB of it, a 1080×1920 one just fits. Phones kill pages at a few hundred MiB, and the live picture needs most.
 */
export const EFFECT_BUDGET: Readonly<EffectBudget> = Object.freeze({
  fileBytes: 2 * MiB,
  decodedBytes: 48 * MiB,
  frames: 300,
  durationMs: 10_000,
});

/** Frames a video decoder holds at once: those it refers to, and those that wait for the screen. */
const VIDEO_FRAMES = 6;
/** The frame on screen, the next, and the one it is built on. */
const IMAGE_FRAMES = 3;

/** Pictures in memory at once while this plays, bytes. A sprite's size is its whole sheet's. */
export function decodedBytes({ format, width, height, frames }: ArtFacts): number {
  const inFlight = { webm: VIDEO_FRAMES, mp4: VIDEO_FRAMES, webp: IMAGE_FRAMES, png: IMAGE_FRAMES, avif: IMAGE_FRAMES, sprite: 1, lottie: 2 }[format];
  const still = frames === 1 && ['webp', 'png', 'avif'].includes(format);
  return width * height * 4 * (still ? 1 : inFlight);
}

/** Where art is over the budget, in words for its maker; empty when it is not. */
export function budgetFaults(facts: ArtFacts, fileBytes: number, budget: Readonly<EffectBudget> = EFFECT_BUDGET): string[] {
  const decoded = decodedBytes(facts);
  return [
    fileBytes > budget.fileBytes && `the file has ${mib(fileBytes)}, at most ${mib(budget.fileBytes)}`,
    decoded > budget.decodedBytes && `${facts.width}×${facts.height} takes ${mib(decoded)} of memory while it plays, at most ${mib(budget.decodedBytes)}`,
    facts.frames > budget.frames && `${facts.frames} frames, at most ${budget.frames}`,
    facts.durationMs > budget.durationMs && `it lasts ${(facts.durationMs / 1000).toFixed(1)} s, at most ${(budget.durationMs / 1000).toFixed(1)} s`,
  ].filter((fault) => fault !== false);
}

/** @throws {EffectError} over-budget */
export function keepBudget(src: string, facts: ArtFacts, fileBytes: number, budget: Readonly<EffectBudget>): void {
  const faults = budgetFaults(facts, fileBytes, budget);
  if (faults.length > 0) throw new EffectError('over-budget', `${src}: ${faults.join('; ')}`);
}

export const mib = (bytes: number): string => `${(bytes / MiB).toFixed(bytes < 10 * MiB ? 2 : 0)} MiB`;
