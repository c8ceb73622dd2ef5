import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { recall, remember } from '../../../src/elements/shared/effects-level.js';

const DAY_MS = 86_400_000;

function shelf() {
  const kept = new Map<string, string>();
  const storage = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value), removeItem: (key: string) => void kept.delete(key) };
  return { kept, storage: () => storage };
}

describe('the level of effects', () => {
  it('that a person chose is kept', () => {
    const { storage } = shelf();
    remember(storage, 'off', 'person', 0);
    assert.equal(recall(storage, 365 * DAY_MS), 'off');
  });
  it('that the device was found to need is kept for a week', () => {
    const { storage } = shelf();
    remember(storage, 'light', 'meter', 0);
    assert.deepEqual([recall(storage, 6 * DAY_MS), recall(storage, 8 * DAY_MS)], ['light', null]);
  });
  it('is nothing where storage is empty, forbidden, or holds anything else', () => {
    const { kept, storage } = shelf();
    assert.equal(recall(storage, 0), null);
    for (const value of ['{broken', 'null', '{"level":"loud","at":0}', '[]']) {
      kept.set('live-chatroom effects', value);
      assert.equal(recall(storage, 0), null);
    }
    const forbidden = () => {
      throw new DOMException('no', 'SecurityError');
    };
    assert.equal(recall(forbidden, 0), null);
    assert.doesNotThrow(() => remember(forbidden, 'off', 'person', 0));
  });
});
