import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bundle } from '../bench/bundle.js';
import { subjects, weigh } from '../bench/weights.js';

describe('what a page loads', () => {
  for (const subject of subjects()) {
    const within = subject.budget === undefined ? '' : ` and at most ${subject.budget} bytes`;
    it(`for ${subject.name}: no player, no emoji picker${within}`, async () => {
      assert.deepEqual((await weigh(subject)).faults, []);
    });
  }
});

describe('the scales', () => {
  it('find a player that is loaded at once', async () => {
    const { faults } = await weigh({ name: 'probe', contents: `import 'video.js'; export {};` });
    assert.ok(faults.some((fault) => fault.includes('video.js')));
  });

  it('put on the other side what comes by import()', async () => {
    const { inputs, gzip, lazyGzip } = await bundle(`export const load = () => import('emoji-picker-element');`);
    assert.ok(!inputs.some((input) => input.includes('emoji-picker-element')));
    assert.ok(gzip < 1000 && lazyGzip > 5000, `${gzip} at once, ${lazyGzip} later`);
  });

  it('find a budget that is not kept', async () => {
    const { faults } = await weigh({ name: 'probe', contents: `export * from 'lit';`, budget: 1000 });
    assert.equal(faults.length, 1);
  });
});
