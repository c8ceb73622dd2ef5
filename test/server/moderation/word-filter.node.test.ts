import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { WordFilter } from '../../../src/server/moderation/word-filter.js';

const masks = (words: Record<string, string>) => new WordFilter(Object.entries(words).map(([word, replacement]) => ({ word, replacement })));
const refuses = (...words: string[]) => new WordFilter(words.map((word) => ({ word, replacement: null })));

describe('a word filter', () => {
  it('replaces words wherever they stand and whatever their case', () => {
    const filter = masks({ darn: '***', 坏词: '好词' });
    assert.equal(filter.check('Darn! DARNed, darndarn 坏词坏').text, '***! ***ed, ****** 好词坏');
    assert.equal(filter.check('dar n').text, 'dar n');
    assert.equal(filter.check('').text, '');
  });

  it('takes what overlaps as one, under the name of the longest', () => {
    const filter = masks({ abc: '1', bcd: '2', abcde: '3', e: '4', cab: '5' });
    assert.equal(filter.check('abcd').text, '1');
    assert.equal(filter.check('abcde').text, '3');
    assert.equal(filter.check('xbcdx').text, 'x2x');
    assert.equal(filter.check('e abc').text, '4 1');
    assert.equal(filter.check('abcabc').text, '1');
  });

  it('finds words that begin within others', () => {
    const filter = masks({ he: '1', she: '2', hers: '3', his: '4' });
    assert.equal(filter.check('ushers').text, 'u3');
    assert.equal(filter.check('ahishe').text, 'a4');
  });

  it('is not fooled by width, by what cannot be seen, or by signs that are two code units long', () => {
    const filter = masks({ darn: '*', '🦊x': '!' });
    assert.equal(filter.check('ＤＡＲＮ').text, '*');
    assert.equal(filter.check('d\u200ba\u00adr\u2060n.').text, '*.');
    assert.equal(filter.check('🦊🦊x🦊').text, '🦊!🦊');
    assert.equal(filter.check('İ darn ﬁ').text, 'İ * ﬁ');
  });

  it('refuses, also a word within a longer one that would be replaced', () => {
    assert.equal(refuses('beer').check('rootbeer').refused, true);
    assert.equal(refuses('beer').check('bee r').refused, false);
    const both = new WordFilter([{ word: 'rootbeer', replacement: 'milk' }, { word: 'beer', replacement: null }]);
    assert.equal(both.check('a rootbeer').refused, true);
    assert.equal(both.check('a rootbee').refused, false);
  });

  it('says what somebody has to look at first, also a word within one that is replaced; what is refused is refused', () => {
    const filter = new WordFilter([
      { word: 'casino', replacement: null, hold: true }, { word: 'bigcasino', replacement: 'house' }, { word: 'darn', replacement: '***' }, { word: 'scam', replacement: null },
    ]);
    assert.deepEqual(filter.check('the ＣＡ\u200bSINO'), { refused: false, held: true, text: 'the ＣＡ\u200bSINO' });
    assert.deepEqual(filter.check('darn, a casino'), { refused: false, held: true, text: '***, a casino' });
    assert.deepEqual(filter.check('a bigcasino'), { refused: false, held: true, text: 'a house' });
    assert.deepEqual(filter.check('a casin o, darn'), { refused: false, held: false, text: 'a casin o, ***' });
    assert.equal(filter.check('casino scam').refused, true);
  });

  it('without words lets everything through', () => {
    assert.deepEqual(new WordFilter([]).check('darn'), { refused: false, held: false, text: 'darn' });
    assert.deepEqual(masks({ '\u200b': 'x' }).check('a\u200bb'), { refused: false, held: false, text: 'a\u200bb' });
  });

  it('says the same as looking for each word at each place', () => {
    let seed = 7;
    const random = (n: number) => (seed = (seed * 48_271) % 2_147_483_647) % n;
    const word = (length: number) => Array.from({ length }, () => 'abA字'[random(4)]).join('');
    for (let round = 0; round < 400; round++) {
      const words = new Set(Array.from({ length: 1 + random(6) }, () => word(1 + random(4)).toLowerCase()));
      const text = word(random(30));
      const covered = new Array<boolean>(text.length).fill(false);
      for (const each of words) {
        for (let at = 0; at + each.length <= text.length; at++) {
          if (text.slice(at, at + each.length).toLowerCase() === each) covered.fill(true, at, at + each.length);
        }
      }
      const filter = new WordFilter([...words].map((each) => ({ word: each, replacement: '' })));
      assert.equal(filter.check(text).text, [...text].filter((_, at) => !covered[at]).join(''), `${[...words].join()} in ${text}`);
      assert.equal(refuses(...words).check(text).refused, covered.includes(true));
    }
  });

  it('does work in proportion to the text, even for words and texts made to be slow', () => {
    // Counted by the characters looked up: each of the text is stepped over once, and each step back was paid for by one forward.
    const words = Array.from({ length: 200 }, (_, n) => `${'a'.repeat(n + 1)}b`);
    const filter = masks(Object.fromEntries(words.map((each) => [each, '*'])));
    let steps = 0;
    const get = Map.prototype.get;
    const count = (text: string): number => {
      steps = 0;
      Map.prototype.get = function counted(this: Map<unknown, unknown>, key: unknown) {
        steps++;
        return get.call(this, key) as unknown;
      };
      try {
        filter.check(text);
      } finally {
        Map.prototype.get = get;
      }
      return steps;
    };
    assert.ok(count('a'.repeat(10_000)) <= 3 * 10_000);
    assert.ok(count('aac'.repeat(10_000)) <= 3 * 30_000);
  });
});
