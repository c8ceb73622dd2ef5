import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { giftName, GIFTS } from '../../../src/elements/gift-bar/gifts.js';

describe('the name of a gift', () => {
  const tea = { id: 'tea', icon: '', price: 1, name: { en: 'Tea', 'zh-CN': '茶', fr: 'Thé' } };
  const cases: [lang: string, name: string][] = [
    ['en', 'Tea'],
    ['en-GB', 'Tea'],
    ['zh-CN', '茶'],
    ['zh-TW', '茶'],
    ['fr-CA', 'Thé'],
    ['de', 'Tea'],
  ];
  for (const [lang, name] of cases) it(`in ${lang} is ${name}`, () => assert.equal(giftName(tea, lang), name));

  it('is the same everywhere when there is one', () => assert.equal(giftName({ ...tea, name: 'Chai' }, 'zh-CN'), 'Chai'));
});

describe('the gifts of the kit', () => {
  it('have different ids, a drawing each, a name in both languages, and rising prices', () => {
    assert.equal(new Set(GIFTS.map(({ id }) => id)).size, GIFTS.length);
    assert.ok(GIFTS.every(({ icon, id }) => icon === `icon:${id}`));
    assert.ok(GIFTS.every((gift) => giftName(gift, 'en') !== giftName(gift, 'zh-CN')));
    assert.deepEqual(GIFTS.map(({ price }) => price), GIFTS.map(({ price }) => price).sort((a, b) => a - b));
  });
});
