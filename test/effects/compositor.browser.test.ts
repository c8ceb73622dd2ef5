import { expect } from '@open-wc/testing';
import { makeCompositor } from '../../src/effects/engines/compositor.js';
import { halves } from '../../src/effects/engines/side-by-side-engine.js';

/** A frame: on the left the colour half, on the right its alpha as grey; three spots from top to bottom. */
function frame(colors: readonly string[], alphas: readonly number[]): HTMLVideoElement {
  const canvas = Object.assign(document.createElement('canvas'), { width: 60, height: 90 });
  const context = canvas.getContext('2d')!;
  colors.forEach((color, i) => {
    context.fillStyle = color;
    context.fillRect(0, i * 30, 30, 30);
    context.fillStyle = `rgb(${alphas[i]} ${alphas[i]} ${alphas[i]})`;
    context.fillRect(30, i * 30, 30, 30);
  });
  // To both ways of drawing, a canvas with the size of a video is as good as one.
  return Object.assign(canvas, { videoWidth: 60, videoHeight: 90 }) as unknown as HTMLVideoElement;
}

function drawn(source: HTMLVideoElement, matte: 'black' | 'none', withChip: boolean): number[][] {
  const canvas = Object.assign(document.createElement('canvas'), { width: 30, height: 90 });
  const compositor = makeCompositor(canvas, halves('right', 60, 90), matte, withChip);
  compositor.draw(source);
  const context = new OffscreenCanvas(30, 90).getContext('2d')!;
  context.drawImage(canvas, 0, 0);
  compositor.close();
  return [15, 45, 75].map((y) => [...context.getImageData(15, y, 1, 1).data]);
}

const near = (seen: number[], wanted: number[]) => seen.forEach((value, i) => expect(value, `${seen.join()} near ${wanted.join()}`).to.be.closeTo(wanted[i]!, 4));

describe('the halves of a frame', () => {
  for (const withChip of [true, false]) {
    const how = withChip ? 'by the graphics chip' : 'pixel by pixel';

    it(`keep soft parts bright ${how}, where the colours lie on black`, () => {
      // Orange at full, at half, and nothing: on black, half orange is half as bright.
      const [full, half, none] = drawn(frame(['rgb(255 160 0)', 'rgb(128 80 0)', 'rgb(0 0 0)'], [255, 128, 0]), 'black', withChip);
      near(full!, [255, 160, 0, 255]);
      near(half!, [255, 160, 0, 128]);
      expect(none![3]).to.equal(0);
    });

    it(`weaken colours that go on below soft parts ${how}`, () => {
      const [full, half, none] = drawn(frame(['rgb(255 160 0)', 'rgb(255 160 0)', 'rgb(255 160 0)'], [255, 128, 0]), 'none', withChip);
      near(full!, [255, 160, 0, 255]);
      near(half!, [255, 160, 0, 128]);
      expect(none![3]).to.equal(0);
    });

    it(`show nothing of what an encoder has smeared into the holes ${how}`, () => {
      const [, , none] = drawn(frame(['black', 'black', 'rgb(40 40 40)'], [255, 255, 0]), 'black', withChip);
      expect(none).to.deep.equal([0, 0, 0, 0]);
    });
  }
});
