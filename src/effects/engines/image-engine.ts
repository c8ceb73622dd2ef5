import { decodedBytes } from '../budget.js';
import { EffectError, type Art, type Effect, type EffectEngine, type EffectPlace } from '../contract.js';
import { frameEnds, until } from '../frame-times.js';
import { artCanvas, fill } from './art-canvas.js';

const MIME: Partial<Record<string, string>> = { webp: 'image/webp', png: 'image/png', avif: 'image/avif' };
/** A picture that does not move, or does not say how long it does, is shown for so long, ms. */
const STILL_MS = 2500;

/**
 * Animated WebP, PNG and AVIF, once from beginning to end. Frame by frame where the browser has `ImageDecoder`; elsewhere as an `<img>`,
 * whose frames the browser may all keep.
 */
export const engine: EffectEngine = {
  name: 'image',
  canPlay: ({ kind }) => kind === 'image',
  async play(effect, place, signal) {
    const art = await place.load(effect.src);
    const type = MIME[art.facts.format];
    if (!type) throw new EffectError('unsupported', `${effect.src} is no picture but ${art.facts.format}`);
    const decoder = typeof ImageDecoder === 'undefined' ? undefined : ImageDecoder;
    if (art.facts.frames !== 1 && (await decoder?.isTypeSupported(type))) await playDecoded(effect, art, type, place, signal);
    else await playElement(effect, art, type, place, signal);
  },
};

async function playDecoded(effect: Effect, { bytes, facts }: Art, type: string, place: EffectPlace, signal: AbortSignal): Promise<void> {
  place.claim(decodedBytes(facts));
  const decoder = new ImageDecoder({ data: bytes, type });
  try {
    await decoder.tracks.ready;
    const count = decoder.tracks.selectedTrack?.frameCount ?? 1;
    let context: CanvasRenderingContext2D | null = null;
    let end = performance.now();
    for (let frameIndex = 0; frameIndex < count && !signal.aborted; frameIndex++) {
      const { image } = await decoder.decode({ frameIndex });
      const [duration] = frameEnds([(image.duration ?? 0) / 1000]);
      end += duration!;
      // One that is over before it could be shown is only decoded, because the next one builds on it.
      if (!signal.aborted && (performance.now() < end || !context)) {
        context ??= artCanvas(place.box, image.displayWidth, image.displayHeight, effect).getContext('2d')!;
        context.clearRect(0, 0, image.displayWidth, image.displayHeight);
        context.drawImage(image, 0, 0);
      }
      image.close();
      await until(end, signal);
    }
  } catch (cause) {
    if (cause instanceof EffectError) throw cause;
    throw new EffectError('broken', `${effect.src} cannot be decoded`, { cause });
  } finally {
    decoder.close();
  }
}

async function playElement(effect: Effect, { bytes, facts }: Art, type: string, place: EffectPlace, signal: AbortSignal): Promise<void> {
  place.claim(facts.width * facts.height * 4 * Math.max(1, facts.frames));
  const image = document.createElement('img');
  image.alt = '';
  fill(image, effect.fit ?? 'contain');
  // An address of its own each time: the same one would go on where its last showing stopped.
  const url = URL.createObjectURL(new Blob([bytes], { type }));
  try {
    image.src = url;
    await image.decode().catch((cause: unknown) => {
      throw new EffectError('broken', `${effect.src} cannot be decoded`, { cause });
    });
    place.box.append(image);
    await until(performance.now() + (facts.durationMs || effect.durationMs || STILL_MS), signal);
  } finally {
    URL.revokeObjectURL(url);
  }
}
