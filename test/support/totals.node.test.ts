import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addTotals, formatTotals, parseTotals } from './totals.js';

describe('the totals line', () => {
  it('names skipped tests only when there are some', () => {
    assert.equal(formatTotals({ passed: 3, failed: 0, skipped: 0 }), '3 passed, 0 failed');
    assert.equal(formatTotals({ passed: 3, failed: 1, skipped: 2 }), '3 passed, 1 failed, 2 skipped');
  });

  it('is found as the last of its kind in an output', () => {
    assert.deepEqual(parseTotals('1 passed, 1 failed\nnoise\n12 passed, 0 failed, 3 skipped\nmore'), {
      passed: 12,
      failed: 0,
      skipped: 3,
    });
  });

  it('is found behind terminal codes', () => {
    assert.deepEqual(parseTotals('\u001b[2K\u001b[G2 passed, 0 failed\n'), { passed: 2, failed: 0, skipped: 0 });
  });

  it('is not mistaken for part of another line', () => {
    assert.equal(parseTotals('suite: 1 passed, 1 failed'), undefined);
  });

  it('adds up', () => {
    const sum = addTotals({ passed: 1, failed: 2, skipped: 3 }, { passed: 10, failed: 20, skipped: 30 });
    assert.deepEqual(sum, { passed: 11, failed: 22, skipped: 33 });
  });
});
