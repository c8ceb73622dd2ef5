import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isLocalName, nameIn } from '../../src/protocol/gift-name.js';

describe('a name in several languages', () => {
  const tea = { en: 'Tea', 'zh-CN': '茶', fr: 'Thé' };
  const cases: [name: unknown, lang: string, shown: string][] = [
    [tea, 'en', 'Tea'],
    [tea, 'en-GB', 'Tea'],
    [tea, 'zh-CN', '茶'],
    [tea, 'zh-TW', '茶'],
    [tea, 'fr-CA', 'Thé'],
    [tea, 'de', 'Tea'],
    [{ ja: '茶' }, 'de', '茶'],
    [{ de: '', en: 'Tea' }, 'de', 'Tea'],
    ['Chai', 'zh-CN', 'Chai'],
    [undefined, 'en', ''],
    [7, 'en', ''],
    [null, 'en', ''],
    [{ en: 7 }, 'en', ''],
    [{}, 'en', ''],
  ];
  for (const [name, lang, shown] of cases) it(`${JSON.stringify(name)} in ${lang} is "${shown}"`, () => assert.equal(nameIn(name, lang), shown));
});

describe('what a message may carry as a name', () => {
  const many = Object.fromEntries(Array.from({ length: 33 }, (_, i) => [`l${i}`, 'x']));
  const cases: [name: unknown, fits: boolean][] = [
    ['Tea', true],
    [{ en: 'Tea', 'zh-CN': '茶' }, true],
    ['', false],
    [{}, false],
    [{ en: '' }, false],
    [{ en: 'Tea', de: 3 }, false],
    [['Tea'], false],
    [undefined, false],
    [null, false],
    [5, false],
    [many, false],
  ];
  for (const [name, fits] of cases) it(`${JSON.stringify(name)?.slice(0, 40)}: ${fits ? 'yes' : 'no'}`, () => assert.equal(isLocalName(name), fits));
});
