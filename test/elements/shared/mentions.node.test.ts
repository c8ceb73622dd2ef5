import assert from 'node:assert/strict';
import { it } from 'node:test';
import { mentions } from '../../../src/elements/shared/mentions.js';
import { toMessage } from '../../../src/protocol/message.js';

const other = { id: 'o', name: 'Other' };
const says = (text: string, name: string) => mentions(toMessage({ text, sender: other }), { id: 'me', name });

it('finds @name in any script', () => {
  for (const [text, name] of [
    ['hi @Ann!', 'Ann'],
    ['@ANN', 'Ann'],
    ['@小明你好', '小明'],
    ['谢谢@小明', '小明'],
    ['@Zoë', 'Zoe\u0308'],
    ['@محمد أهلا', 'محمد'],
    ['@🐟fish', '🐟'],
  ] as const) assert.equal(says(text, name), true, text);
});

it('does not take a longer name for mine', () => {
  for (const [text, name] of [
    ['@Anna', 'Ann'],
    ['@Ann2', 'Ann'],
    ['Ann', 'Ann'],
    ['mail@example.com', 'exam'],
  ] as const) assert.equal(says(text, name), false, text);
  assert.equal(says('@Anna @Ann', 'Ann'), true);
});

it('is not about my own messages, and takes ids named in the content', () => {
  const me = { id: 'me', name: 'Ann' };
  assert.equal(mentions(toMessage({ text: '@Ann', sender: me }), me), false);
  assert.equal(mentions(toMessage({ type: 'RC:TxtMsg', content: { content: 'x', mentionedInfo: { userIdList: ['me'] } }, sender: other }), me), true);
  assert.equal(mentions(toMessage({ text: '@Ann', sender: other }), null), false);
});
