import { expect, waitUntil } from '@open-wc/testing';
import type { Effect } from '../../../src/effects/index.js';
import { art, data, faults, open, patient, still, webm } from './stage-driver.js';

describe('<effect-stage>, given art that cannot be played', () => {
  const broken: [name: string, effect: Effect, fault: string, overBudget?: boolean][] = [
    ['that is not there', { ...webm, src: art('no-such-file.webm') }, 'load-failed'],
    ['that is no art', { ...webm, src: data('hello') }, 'unsupported'],
    ['without alpha', { ...webm, src: art('probe-side.webm') }, 'unsupported'],
    ['that nobody plays', { ...webm, kind: 'hologram' }, 'no-engine'],
    ['of Lottie, when the page brings no player', { ...webm, kind: 'lottie' }, 'no-engine'],
    ['whose sheet is smaller than it says', { ...webm, kind: 'sprite', src: data(JSON.stringify({ image: art('probe-poster.webp'), width: 64, height: 64, frames: 8, columns: 4, fps: 5 })) }, 'broken'],
    ['whose picture says it is enormous', { ...webm, kind: 'image', src: data(hugePng()) }, 'over-budget', true],
    ['that is cut short', { ...webm, kind: 'image', src: data(hugePng(64)) }, 'broken'],
  ];
  for (const [name, effect, fault, overBudget = false] of broken) {
    it(`shows the still of one ${name}, and tells the page`, async () => {
      const el = await open();
      const heard = faults(el);
      el.push({ effect });
      await waitUntil(() => still(el), 'a still', patient);
      expect(heard).to.deep.equal([fault]);
      expect(el.stats).to.include({ failed: 1, played: 0, stills: 1, overBudget: overBudget ? 1 : 0 });
    });
  }
});

/** The head of a PNG that claims a size, and nothing after it. */
function hugePng(side = 30_000): string {
  const number = (value: number) => String.fromCharCode((value >>> 24) & 255, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);
  return `\x89PNG\r\n\x1a\n${number(13)}IHDR${number(side)}${number(side)}\x08\x06\0\0\0${number(0)}`;
}
