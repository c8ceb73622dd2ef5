import assert from 'node:assert/strict';
import { it } from 'node:test';
import { imageBox } from '../../../src/elements/media-message/image-box.js';
import { waveformPath } from '../../../src/elements/media-message/waveform.js';
import { moved, WHOLE, zoomed } from '../../../src/elements/media-message/zoom.js';

it('a picture keeps its shape within 168 px, and slivers can still be pressed', () => {
  assert.deepEqual(imageBox(1680, 840), { width: 168, height: 84 });
  assert.deepEqual(imageBox(84, 1680), { width: 64, height: 168 });
  assert.deepEqual(imageBox(100, 80), { width: 100, height: 80 });
  assert.deepEqual(imageBox(1, 1), { width: 64, height: 64 });
});

it('a picture that claims nonsense is a square', () => {
  for (const edge of [undefined, 0, -5, NaN, 'x', 1e9]) assert.deepEqual(imageBox(edge, edge), { width: 168, height: 168 });
});

it('loudness is drawn as bars around the middle, silence too, and what is no number is left out', () => {
  const { d, width } = waveformPath([100, 0, 'x', 900], 22.5);
  // Full: 20 px from 1.25 down. Silent: 12 % of that, 2.4 px.
  assert.equal(d, 'M1.3 1.3v20M5.3 10.1v2.4');
  assert.equal(width, 6.5);
  assert.equal(waveformPath(undefined, 22).d.split('M').length - 1, 24);
  assert.equal(waveformPath(Array<number>(500).fill(50), 22).d.split('M').length - 1, 40);
});

it('zooming keeps the point under the finger where it is, within bounds', () => {
  assert.deepEqual(zoomed(WHOLE, 2, { x: 100, y: 50 }), { zoom: 2, x: -100, y: -50 });
  assert.deepEqual(zoomed({ zoom: 2, x: -100, y: -50 }, 0.5, { x: 100, y: 50 }), WHOLE);
  assert.equal(zoomed(WHOLE, 100).zoom, 6);
  assert.deepEqual(zoomed(WHOLE, 0.1), WHOLE);
});

it('a picture can be pushed to its edge and no further', () => {
  const screen = { width: 400, height: 300 };
  assert.deepEqual(moved({ zoom: 2, x: 0, y: 0 }, 1000, -1000, screen), { zoom: 2, x: 200, y: -150 });
  assert.deepEqual(moved(WHOLE, 30, 30, screen), { zoom: 1, x: 0, y: 0 });
});
