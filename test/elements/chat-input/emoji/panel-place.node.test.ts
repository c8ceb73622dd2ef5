import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { placePanel } from '../../../../src/elements/chat-input/emoji/panel-place.js';

const box = (left: number, top: number, right: number, bottom: number) => ({ left, top, right, bottom });

describe('the emoji panel', () => {
  it('stands above a pill at the bottom of a phone, inside of its edges', () => {
    const place = placePanel(box(12, 790, 378, 834), box(0, 0, 390, 844), false);
    assert.deepEqual(place, { left: 34, top: 422, width: 344, height: 360 });
  });

  it('ends where the pill ends: right, or left in a language that runs from right to left', () => {
    const pill = box(1000, 840, 1400, 884);
    assert.equal(placePanel(pill, box(0, 0, 1440, 900), false).left, 1400 - 344);
    assert.equal(placePanel(pill, box(0, 0, 1440, 900), true).left, 1000);
  });

  it('goes below where there is no room above', () => {
    assert.equal(placePanel(box(0, 60, 390, 104), box(0, 0, 390, 844), false).top, 112);
  });

  it('gets smaller and stays in sight above an on-screen keyboard', () => {
    const seen = box(0, 0, 320, 330);
    const { left, top, width, height } = placePanel(box(8, 280, 312, 324), seen, false);
    assert.deepEqual([left, width], [8, 304]);
    assert.equal(height, 264);
    assert.equal(top, 8);
  });
});
