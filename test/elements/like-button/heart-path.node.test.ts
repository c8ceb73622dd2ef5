import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { heartPath, heartShapes, palette } from '../../../src/elements/like-button/heart-path.js';

describe('the way of a heart', () => {
  let seed = 1;
  const random = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
  const paths = Array.from({ length: 200 }, () => heartPath(260, random));
  const place = (frame: Keyframe) => {
    const [, x, y] = /translate\((-?[\d.]+)px, (-?[\d.]+)px\)/.exec(String(frame['transform']))!;
    return { x: Number(x), y: Number(y) };
  };

  it('takes 1.6 to 2.4 seconds', () => {
    assert.ok(paths.every(({ duration }) => duration >= 1600 && duration <= 2400));
  });

  it('leads up all the time, no higher than there is room', () => {
    for (const { keyframes } of paths) {
      const ys = keyframes.map((frame) => place(frame).y);
      assert.equal(ys[0], 0);
      ys.slice(1).forEach((y, i) => assert.ok(y <= ys[i]!));
      assert.ok(ys.at(-1)! >= -260 && ys.at(-1)! <= -200);
    }
  });

  it('sways to both sides', () => {
    const xs = paths.flatMap(({ keyframes }) => keyframes.map((frame) => place(frame).x));
    assert.ok(Math.min(...xs) < -15 && Math.max(...xs) > 15);
  });

  it('touches nothing but transform and opacity, and ends unseen', () => {
    for (const { keyframes } of paths) {
      for (const frame of keyframes) assert.deepEqual(Object.keys(frame).sort(), ['offset', 'opacity', 'transform']);
      assert.equal(keyframes.at(-1)!['opacity'], 0);
    }
  });

  it('is there in six shapes and several colours', () => {
    assert.equal(new Set(heartShapes).size, 6);
    assert.ok(new Set(palette).size >= 5);
  });
});
