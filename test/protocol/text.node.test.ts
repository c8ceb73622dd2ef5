import assert from 'node:assert/strict';
import { it } from 'node:test';
import { graphemes, isBlank, utf8Bytes } from '../../src/protocol/text.js';

it('counts what a person would count as one character', () => {
  const cases: [string, number][] = [
    ['', 0],
    ['hello', 5],
    ['你好', 2],
    ['👨‍👩‍👧‍👦', 1],
    ['🇨🇳🇫🇷', 2],
    ['e\u0301', 1],
    ['👍🏽!', 2],
    ['นี้', 1],
    ['a\r\nb', 3],
  ];
  for (const [text, count] of cases) assert.equal(graphemes(text), count, JSON.stringify(text));
});

it('stops counting soon after the limit it is asked about', () => {
  assert.equal(graphemes('界'.repeat(100_000), 300), 301);
});

it('counts bytes as UTF-8', () => {
  assert.equal(utf8Bytes('a界👍'), 1 + 3 + 4);
});

it('sees through blank text', () => {
  for (const text of ['', ' ', '\n\t', '\u3000', '\u200b\u200d', '\u2060\ufeff', '\u3164', '\u2800 ']) assert.equal(isBlank(text), true, escape(text));
  for (const text of ['a', ' 。', '👍', '\u200dx', '0']) assert.equal(isBlank(text), false, text);
});
