import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Composition } from '../../../src/elements/chat-input/composition.js';

const enter = { key: 'Enter', isComposing: false, keyCode: 13, shiftKey: false, ctrlKey: false, altKey: false, metaKey: false };

describe('Enter', () => {
  it('sends, but not with another key held', () => {
    const composition = new Composition();
    assert.equal(composition.sends(enter), true);
    for (const held of ['shiftKey', 'ctrlKey', 'altKey', 'metaKey'] as const) {
      assert.equal(composition.sends({ ...enter, [held]: true }), false, held);
    }
    assert.equal(composition.sends({ ...enter, key: 'a' }), false);
  });

  it('of an input method never sends: Chromium and Firefox, which say so on the key', () => {
    const composition = new Composition();
    composition.start();
    assert.equal(composition.sends({ ...enter, isComposing: true, keyCode: 229 }), false);
    composition.end();
    composition.settle();
    assert.equal(composition.sends(enter), true);
  });

  it('of an input method never sends: Safari, which ends the composition before the key', () => {
    const composition = new Composition();
    composition.start();
    composition.end();
    assert.equal(composition.sends({ ...enter, keyCode: 229 }), false);
    assert.equal(composition.sends(enter), false);
    composition.settle();
    assert.equal(composition.sends(enter), true);
  });

  it('of an input method never sends: old engines, which say it by the key code alone', () => {
    assert.equal(new Composition().sends({ ...enter, keyCode: 229 }), false);
  });
});
