import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LikeCount, shortCount } from '../../../src/elements/like-button/like-count.js';

describe('the count of likes', () => {
  it('counts an own tap at once, and not again when the room confirms it', () => {
    const count = new LikeCount();
    count.reset(100);
    count.tap(3);
    assert.equal(count.total, 103);
    count.confirm(105, 3);
    assert.equal(count.total, 105);
  });

  it('keeps taps that the room has not heard of yet', () => {
    const count = new LikeCount();
    count.tap(5);
    count.confirm(2, 2);
    assert.equal(count.total, 5);
  });

  it('never goes back, but for a fresh start', () => {
    const count = new LikeCount();
    count.confirm(50, 0);
    count.confirm(40, 0);
    assert.equal(count.total, 50);
    count.tap(9);
    count.reset(51);
    assert.equal(count.total, 51);
  });

  const cases: [count: number, lang: string, text: string][] = [
    [0, 'en', '0'],
    [999, 'en', '999'],
    [9999, 'en', '9999'],
    [12_345, 'en', '12.3K'],
    [999_999, 'en', '999K'],
    [1_234_567, 'en', '1.23M'],
    [12_345, 'zh-CN', '1.23万'],
  ];
  for (const [count, lang, text] of cases) it(`${count} is ${text} in ${lang}`, () => assert.equal(shortCount(count, lang), text));
});
