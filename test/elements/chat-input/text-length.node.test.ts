import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { textLength } from '../../../src/elements/chat-input/text-length.js';

describe('textLength', () => {
  it('counts what a person calls characters', () => {
    assert.equal(textLength('👨‍👩‍👧🇩🇪é', 10).count, 3);
    assert.equal(textLength('  你好  ', 10).count, 2);
  });

  it('shows the counter from four fifths of the limit on', () => {
    assert.equal(textLength('a'.repeat(7), 10).showCounter, false);
    assert.equal(textLength('a'.repeat(8), 10).showCounter, true);
  });

  it('says how many are too many', () => {
    assert.equal(textLength('a'.repeat(10), 10).over, 0);
    assert.equal(textLength('a'.repeat(11), 10).over, 1);
    assert.equal(textLength('你'.repeat(25), 10).over, 15);
  });

  it('does not count a pasted novel to its end', () => {
    for (const letter of ['a', '你']) {
      const novel = textLength(letter.repeat(100_000), 300);
      assert.deepEqual([novel.over, novel.exact], [999, false]);
      assert.equal(textLength(letter.repeat(1299), 300).exact, true);
    }
  });
});
