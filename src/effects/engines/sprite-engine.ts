import { decodedBytes } from '../budget.js';
import { EffectError, type EffectEngine } from '../contract.js';
import { frameEnds, playFrames } from '../frame-times.js';
import { readSpriteSheet } from '../inspect/sprite.js';
import { artCanvas } from './art-canvas.js';

/** Frames in one picture, described by a `SpriteSheet`. */
export const engine: EffectEngine = {
  name: 'sprite',
  canPlay: ({ kind }) => kind === 'sprite',
  async play(effect, place, signal) {
    const description = await place.load(effect.src);
    const sheet = readSpriteSheet(description.bytes);
    if (!sheet) throw new EffectError('unsupported', `${effect.src} is no sprite sheet`);
    const picture = await place.load(new URL(sheet.image, new URL(effect.src, document.baseURI)).href);
    const { width, height } = picture.facts;
    const rows = Math.ceil(sheet.frames / sheet.columns);
    if (width < sheet.columns * sheet.width || height < rows * sheet.height) {
      throw new EffectError('broken', `${effect.src} needs a picture of ${sheet.columns * sheet.width}×${rows * sheet.height}, not ${width}×${height}`);
    }
    place.claim(decodedBytes({ ...picture.facts, frames: 1 }) + sheet.width * sheet.height * 4);
    const bitmap = await createImageBitmap(new Blob([picture.bytes])).catch((cause: unknown) => {
      throw new EffectError('broken', `${sheet.image} cannot be decoded`, { cause });
    });
    try {
      const canvas = artCanvas(place.box, sheet.width, sheet.height, effect);
      const context = canvas.getContext('2d')!;
      const ends = frameEnds(Array.from({ length: sheet.frames }, () => 1000 / sheet.fps));
      const draw = (frame: number) => {
        const [x, y] = [(frame % sheet.columns) * sheet.width, Math.floor(frame / sheet.columns) * sheet.height];
        context.clearRect(0, 0, sheet.width, sheet.height);
        context.drawImage(bitmap, x, y, sheet.width, sheet.height, 0, 0, sheet.width, sheet.height);
      };
      await playFrames(ends, draw, signal);
    } finally {
      bitmap.close();
    }
  },
};
