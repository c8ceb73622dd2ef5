import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { rove } from '../../../src/elements/shared/roving-focus.js';

describe('rove', () => {
  it('goes along its axis and stops at the ends', () => {
    assert.equal(rove('ArrowDown', 0, 3, 'vertical'), 1);
    assert.equal(rove('ArrowDown', 2, 3, 'vertical'), 2);
    assert.equal(rove('ArrowUp', 0, 3, 'vertical'), 0);
    assert.equal(rove('Home', 2, 3, 'vertical'), 0);
    assert.equal(rove('End', 0, 3, 'vertical'), 2);
  });

  it('leaves keys of the other axis and all others to the page', () => {
    for (const key of ['ArrowLeft', 'ArrowRight', 'a', 'Tab', 'Enter']) assert.equal(rove(key, 1, 3, 'vertical'), null);
    assert.equal(rove('ArrowDown', 1, 3, 'horizontal'), null);
    assert.equal(rove('End', 0, 0, 'horizontal'), null);
  });

  it('turns round where text runs from right to left', () => {
    assert.equal(rove('ArrowLeft', 0, 3, 'horizontal', true), 1);
    assert.equal(rove('ArrowRight', 1, 3, 'horizontal', true), 0);
  });
});
