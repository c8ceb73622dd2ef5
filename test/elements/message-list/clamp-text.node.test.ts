import assert from 'node:assert/strict';
import { it } from 'node:test';
import { clampText, shownName } from '../../../src/elements/message-list/clamp-text.js';

it('leaves what is short enough', () => {
  assert.equal(clampText('hello'), null);
  assert.equal(clampText('a\nb\nc'), null);
});

it('cuts ten thousand characters, and a thousand lines', () => {
  assert.ok(clampText('很长'.repeat(5000))!.length <= 480);
  assert.equal(clampText('line\n'.repeat(1000))!.split('\n').length, 8);
});

it('cuts between characters as people see them', () => {
  const family = '👨‍👩‍👧‍👦';
  const shown = clampText(family.repeat(500))!;
  assert.equal(shown.length % family.length, 0);
  assert.ok(shown.length > 400);
  assert.ok(clampText('a' + '\u0301'.repeat(10_000))!.length <= 480);
});

it('shows names on one line, without what turns or hides its neighbours', () => {
  assert.equal(shownName('Ann\u202Egnp.exe'), 'Ann gnp.exe');
  assert.equal(shownName('a\nb\tc\u200Bd'), 'a b c d');
  assert.equal(shownName('👨‍👩‍👧 family'), '👨‍👩‍👧 family');
  assert.equal(shownName('محمد'), 'محمد');
  for (const nothing of ['', '   ', '\u200B\u200D\uFE0F', '\u2066\u2069', '\u0301\u0301']) assert.equal(shownName(nothing), '');
  assert.equal(shownName('x'.repeat(10_000)).length, 41);
});
