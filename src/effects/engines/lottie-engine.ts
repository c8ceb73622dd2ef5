import { decodedBytes } from '../budget.js';
import { EffectError, type EffectEngine } from '../contract.js';
import { fill } from './art-canvas.js';

/** The part of lottie-web that is used; its light canvas player (no expressions, so no code in art) is enough. */
export interface LottiePlayer {
  loadAnimation(options: {
    container: Element;
    renderer: 'svg' | 'canvas';
    loop: boolean;
    autoplay: boolean;
    animationData: unknown;
    rendererSettings?: object;
  }): LottieAnimation;
}

export interface LottieAnimation {
  addEventListener(name: 'complete' | 'data_failed' | 'error', listener: () => void): unknown;
  destroy(): void;
}

/**
 * Plays Lottie files through a player that the page brings:
 * `registerEffectEngine(lottieEngine(() => import('lottie-web/build/player/lottie_light_canvas')))`.
 * It is loaded with the first such effect.
 */
export function lottieEngine(load: () => Promise<LottiePlayer | { default: LottiePlayer }>): EffectEngine {
  return {
    name: 'lottie',
    canPlay: ({ kind }) => kind === 'lottie',
    async play(effect, place, signal) {
      const [{ bytes, facts }, module] = await Promise.all([
        place.load(effect.src),
        load().catch((cause: unknown) => {
          throw new EffectError('load-failed', 'the Lottie player could not be loaded; is lottie-web installed?', { cause });
        }),
      ]);
      if (facts.format !== 'lottie') throw new EffectError('unsupported', `${effect.src} is no Lottie file`);
      place.claim(decodedBytes(facts));
      if (signal.aborted) return;
      const player = 'default' in module ? module.default : module;
      const container = document.createElement('div');
      fill(container, effect.fit ?? 'contain');
      place.box.append(container);
      let animation: LottieAnimation | undefined;
      try {
        await new Promise<void>((resolve, reject) => {
          const broken = () => reject(new EffectError('broken', `${effect.src} cannot be played`));
          signal.addEventListener('abort', () => resolve(), { once: true });
          animation = player.loadAnimation({
            container,
            renderer: 'canvas',
            loop: false,
            autoplay: true,
            animationData: JSON.parse(new TextDecoder().decode(bytes)) as unknown,
            rendererSettings: { preserveAspectRatio: effect.fit === 'cover' ? 'xMidYMid slice' : 'xMidYMid meet' },
          });
          animation.addEventListener('complete', resolve);
          animation.addEventListener('data_failed', broken);
          animation.addEventListener('error', broken);
        });
      } finally {
        animation?.destroy();
      }
    },
  };
}
