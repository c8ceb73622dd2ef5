import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { flyerText, flyerTextLength } from '../../../src/elements/danmaku-layer/flyer-text.js';

describe('a text that flies', () => {
  const cases: [name: string, text: string, flies: string][] = [
    ['stays as it is', 'hello 你好 🎉', 'hello 你好 🎉'],
    ['is one line', 'one\n two\t\u2028three ', 'one two three'],
    ['cannot turn its neighbours around', 'a\u202eb\u2066c', 'abc'],
    ['has no towers of accents', `z${'\u0301'.repeat(40)}a`, 'z\u0301\u0301a'],
    ['keeps families whole', '👨‍👩‍👧‍👦'.repeat(3), '👨‍👩‍👧‍👦'.repeat(3)],
    ['has nothing to show', ' \n\u200e ', ''],
    ['is not made of invisible signs alone', '\u200b\u200d\ufeff\u0301', ''],
    ['keeps joiners between letters', 'می\u200cخواهم', 'می\u200cخواهم'],
  ];
  for (const [name, text, flies] of cases) it(name, () => assert.equal(flyerText(text), flies));

  it('is cut at so many characters as people see them', () => {
    assert.equal(flyerText('x'.repeat(10_000)), `${'x'.repeat(flyerTextLength)}…`);
    assert.equal(flyerText('👨‍👩‍👧‍👦'.repeat(500)), `${'👨‍👩‍👧‍👦'.repeat(flyerTextLength)}…`);
  });
});
