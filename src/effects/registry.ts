import { EffectError, type Effect, type EffectEngine } from './contract.js';

/** An engine whose code arrives with the first effect that needs it. */
function lazy(name: string, load: () => Promise<{ engine: EffectEngine }>): EffectEngine {
  return {
    name,
    canPlay: ({ kind }) => kind === name,
    async play(effect, place, signal) {
      const { engine } = await load().catch((cause: unknown) => {
        throw new EffectError('load-failed', `the ${name} engine could not be loaded`, { cause });
      });
      if (!signal.aborted) await engine.play(effect, place, signal);
    },
  };
}

/** Asked in order. */
const engines: EffectEngine[] = [
  lazy('video', () => import('./engines/video-engine.js')),
  lazy('side-by-side', () => import('./engines/side-by-side-engine.js')),
  lazy('image', () => import('./engines/image-engine.js')),
  lazy('sprite', () => import('./engines/sprite-engine.js')),
];

/** Adds a player of effects for the whole page; it is asked before the others. Returns the undo. */
export function registerEffectEngine(engine: EffectEngine): () => void {
  engines.unshift(engine);
  return () => {
    const index = engines.indexOf(engine);
    if (index >= 0) engines.splice(index, 1);
  };
}

/** @throws {EffectError} no-engine */
export function engineFor(effect: Effect): EffectEngine {
  const engine = engines.find((each) => each.canPlay(effect));
  if (engine) return engine;
  const hint = effect.kind === 'lottie' ? '; register one: registerEffectEngine(lottieEngine(() => import("lottie-web/build/player/lottie_light_canvas")))' : '';
  throw new EffectError('no-engine', `no engine plays effects of kind "${effect.kind}"${hint}`);
}
