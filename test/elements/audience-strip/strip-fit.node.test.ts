import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fitStrip } from '../../../src/elements/audience-strip/strip-fit.js';

/** Portraits of 32 px that overlap by 8, and 60 px for a number. */
const fit = (count: number, named: number, max: number, width: number) =>
  fitStrip(count, named, max, { width, step: 24, overlap: 8, moreWidth: 60 });

describe('fitStrip', () => {
  it('shows everybody where everybody fits: three take 80 px', () => {
    assert.deepEqual(fit(3, 3, 8, 80), { portraits: 3, more: 0 });
    assert.deepEqual(fit(3, 3, 8, 79), { portraits: 1, more: 2 });
  });

  it('leaves room for the number when somebody is left over', () => {
    assert.deepEqual(fit(2345, 50, 8, 164), { portraits: 4, more: 2341 });
    assert.deepEqual(fit(2345, 50, 3, 500), { portraits: 3, more: 2342 });
  });

  it('shows one face at least, and never more than it knows', () => {
    assert.deepEqual(fit(100, 50, 8, 0), { portraits: 1, more: 99 });
    assert.deepEqual(fit(100, 2, 8, 500), { portraits: 2, more: 98 });
    assert.deepEqual(fit(0, 0, 8, 500), { portraits: 0, more: 0 });
  });
});
