import { EFFECT_BUDGET, mib, type EffectBudget } from './budget.js';
import { EffectError, type Effect, type EffectPlace } from './contract.js';
import { loadArt } from './load-art.js';
import { engineFor } from './registry.js';

export interface PlayOptions {
  readonly budget?: Readonly<EffectBudget>;
  /** Told of each change of what is in memory because of this effect, bytes. */
  readonly onMemory?: (bytes: number) => void;
}

/** What takes longer than this from start to end has hung, ms, in addition to the longest that is allowed to play. */
const SLACK_MS = 6000;

/**
 * Plays the first of several encodings that can be played, in `box`, which is empty afterwards. Resolves when it is over or `signal` is
 * aborted.
 * @throws {EffectError} why none could be played; the reason of the last one.
 */
export async function playEffect(encodings: readonly Effect[], box: HTMLElement, signal: AbortSignal, options: PlayOptions = {}): Promise<void> {
  let last: unknown = new EffectError('no-engine', 'the gift has no effect');
  for (const effect of encodings) {
    if (signal.aborted) return;
    try {
      await playOne(effect, box, signal, options);
      return;
    } catch (thrown) {
      if (signal.aborted) return;
      last = thrown;
    }
  }
  throw last instanceof EffectError ? last : new EffectError('broken', last instanceof Error ? last.message : String(last), { cause: last });
}

async function playOne(effect: Effect, box: HTMLElement, outer: AbortSignal, { budget = EFFECT_BUDGET, onMemory = () => {} }: PlayOptions): Promise<void> {
  const engine = engineFor(effect);
  const life = new AbortController();
  const stop = () => life.abort();
  outer.addEventListener('abort', stop);
  let claimed = 0;
  const place: EffectPlace = {
    box,
    load: (src) => loadArt(src, budget, life.signal),
    claim(bytes) {
      if (!(claimed + bytes <= budget.decodedBytes)) {
        throw new EffectError('over-budget', `${effect.src} takes ${mib(claimed + bytes)} of memory, at most ${mib(budget.decodedBytes)}`);
      }
      claimed += bytes;
      onMemory(claimed);
    },
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hung = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new EffectError('stalled', `${effect.src} did not come to its end`)), budget.durationMs + SLACK_MS);
  });
  const aborted = new Promise<void>((resolve) => outer.addEventListener('abort', () => resolve(), { once: true }));
  try {
    await Promise.race([engine.play(effect, place, life.signal), hung, aborted]);
  } finally {
    clearTimeout(timer);
    outer.removeEventListener('abort', stop);
    life.abort();
    box.replaceChildren();
    onMemory(0);
  }
}
