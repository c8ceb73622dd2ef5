import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { places } from '../../../src/elements/room-status/rolling-number.js';

describe('the places of a rolling number', () => {
  const latin = [...'0123456789'];

  it('are digits that roll and signs that stand', () => {
    assert.deepEqual(places('1,2K', latin).map(({ digit, sign }) => digit ?? sign), [1, ',', 2, 'K']);
  });

  it('are counted from the right: 99 → 100 keeps ones and tens', () => {
    const keys = (text: string) => places(text, latin).map(({ key }) => key);
    assert.deepEqual(keys('100').slice(1), keys('99'));
  });

  it('are known in other scripts', () => {
    assert.deepEqual(places('١٢', [...'٠١٢٣٤٥٦٧٨٩']).map(({ digit }) => digit), [1, 2]);
  });
});
