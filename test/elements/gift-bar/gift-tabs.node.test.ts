import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { tabsOf } from '../../../src/elements/gift-bar/gift-tabs.js';

const gift = (id: string, tab?: string | Record<string, string>) => ({ id, name: id, icon: '', price: 1, ...(tab ? { tab } : {}) });
const shape = (tabs: ReturnType<typeof tabsOf>) => tabs.map(({ id, gifts }) => `${id}: ${gifts.map((each) => each.id).join(' ')}`);

describe('tabs of gifts', () => {
  it('come in the order of the gifts, which keep theirs', () => {
    assert.deepEqual(shape(tabsOf([gift('a', 'Hot'), gift('b', 'Luxury'), gift('c', 'Hot')])), ['Hot: a c', 'Luxury: b']);
  });

  it('are the same whether one gift names them in one language or another in two', () => {
    assert.deepEqual(shape(tabsOf([gift('a', { en: 'Hot', 'zh-CN': '热门' }), gift('b', 'Hot')])), ['Hot: a b']);
  });

  it('keep gifts without one together', () => {
    assert.deepEqual(shape(tabsOf([gift('a'), gift('b', 'Hot'), gift('c')])), [': a c', 'Hot: b']);
    assert.deepEqual(tabsOf([]), []);
  });
});
