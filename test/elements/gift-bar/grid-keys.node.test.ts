import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { columnsOf, gridStep } from '../../../src/elements/gift-bar/grid-keys.js';

describe('keys in a grid of 10 in rows of 4', () => {
  const cases: [key: string, from: number, to: number | null][] = [
    ['ArrowRight', 0, 1],
    ['ArrowRight', 3, 4],
    ['ArrowRight', 9, 9],
    ['ArrowLeft', 4, 3],
    ['ArrowLeft', 0, 0],
    ['ArrowDown', 1, 5],
    ['ArrowDown', 7, 7],
    ['ArrowUp', 5, 1],
    ['ArrowUp', 1, 1],
    ['Home', 6, 0],
    ['End', 6, 9],
    ['a', 6, null],
  ];
  for (const [key, from, to] of cases) it(`${key} from ${from} to ${to}`, () => assert.equal(gridStep(key, from, 10, 4), to));

  it('turn around where one reads from right to left', () => {
    assert.equal(gridStep('ArrowLeft', 0, 10, 4, true), 1);
    assert.equal(gridStep('ArrowRight', 1, 10, 4, true), 0);
  });

  it('lead nowhere in an empty one', () => assert.equal(gridStep('End', 0, 0, 1), null));
});

describe('columns', () => {
  it('are counted as laid out', () => {
    assert.equal(columnsOf([10, 10, 10.4, 130, 130]), 3);
    assert.equal(columnsOf([10, 10]), 2);
    assert.equal(columnsOf([]), 1);
  });
});
