import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { failedWords } from './failed-words.js';

describe('what has failed', () => {
  it('is found in what the runner of browser tests says, which also names files for their warnings', () => {
    const output = `
test/elements/a/a.browser.test.ts:

 🚧 Browser logs:
      Error: on purpose

test/elements/b/b.browser.test.ts:

 ❌ <b-b> > does it
      AssertionError: expected 1 to equal 2
 ❌ <b-b> > does more

9 passed, 2 failed`;
    assert.deepEqual(failedWords(output), ['test/elements/b/b.browser.test.ts']);
  });

  it('is found in what the runner of Node says', () => {
    assert.deepEqual(failedWords('✔ fine (1ms)\n✖ failing tests:\n\ntest at test/server/x.node.test.ts:12:3\n✖ it is so (5ms)\n'), ['test/server/x.node.test.ts']);
  });

  it('is whatever runs a suite that is run on several things', () => {
    assert.deepEqual(failedWords('test at test/server/sums.contract.ts:12:3\n✖ it is so (5ms)\n'), ['test/server/shared-sums.node.test.ts', 'test/server/sums.node.test.ts']);
  });

  it('is found in what the runner of stories says', () => {
    assert.deepEqual(failedWords('✔ Room / Full (room--full)\n✖ Elements/Gift bar / Empty (elements-gift-bar--empty)\n  axe: a fault (of-its-own)\n'), ['elements-gift-bar--empty']);
  });

  it('is nothing when the runner did not say', () => {
    assert.deepEqual(failedWords('Killed\n0 passed, 1 failed'), []);
  });
});
