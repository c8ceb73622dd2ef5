import { decodedBytes } from '../budget.js';
import { EffectError, type Effect, type EffectEngine } from '../contract.js';
import { artCanvas } from './art-canvas.js';
import { makeCompositor } from './compositor.js';
import { playVideo } from './play-video.js';

/** An ordinary video of which one half is the picture and the other half says, in grey, how much of it is seen. Works in every browser. */
export const engine: EffectEngine = {
  name: 'side-by-side',
  canPlay: ({ kind }) => kind === 'side-by-side',
  async play(effect, place, signal) {
    const { bytes, facts } = await place.load(effect.src);
    const type = { webm: 'video/webm', mp4: 'video/mp4' }[facts.format as string];
    const video = document.createElement('video');
    if (!type || !video.canPlayType(type)) throw new EffectError('unsupported', `this browser does not play ${effect.src} (${facts.format})`);
    const half = halves(effect.alpha ?? 'right', facts.width, facts.height);
    // The video, its picture as a texture, and the half that is shown.
    place.claim(decodedBytes(facts) + facts.width * facts.height * 4 + half.width * half.height * 4);
    const canvas = artCanvas(place.box, half.width, half.height, effect);
    const compositor = makeCompositor(canvas, half, effect.matte ?? 'black');
    let handle = 0;
    let running = true;
    const draw = () => {
      if (!running) return;
      if (video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) compositor.draw(video);
      handle = requestAnimationFrame(draw);
    };
    try {
      await playVideo(video, bytes, type, signal, draw);
    } finally {
      running = false;
      cancelAnimationFrame(handle);
      compositor.close();
    }
  },
};

export interface Halves {
  /** Pixels of the half that is seen. */
  readonly width: number;
  readonly height: number;
  /** Top left corners in the whole, 0…1. */
  readonly color: readonly [x: number, y: number];
  readonly alpha: readonly [x: number, y: number];
}

export function halves(alpha: NonNullable<Effect['alpha']>, width: number, height: number): Halves {
  const across = alpha === 'left' || alpha === 'right';
  const size = across ? { width: Math.floor(width / 2), height } : { width, height: Math.floor(height / 2) };
  const second = across ? ([0.5, 0] as const) : ([0, 0.5] as const);
  const first = [0, 0] as const;
  const alphaFirst = alpha === 'left' || alpha === 'top';
  return { ...size, color: alphaFirst ? second : first, alpha: alphaFirst ? first : second };
}
