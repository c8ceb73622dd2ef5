import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compileFilters, formatFilters, parseFilters } from '../../../src/elements/shared/filters.js';
import type { Message } from '../../../src/protocol/message.js';

const from = (id: string, name: string, type = 'RC:TxtMsg') => ({ type, sender: { id, name } }) as Message;

describe('filters', () => {
  const cases: [hidden: boolean, word: string, text: string][] = [
    [true, 'spoiler', 'a SPOILER here'],
    [true, 'spoiler', 'ｓｐｏｉｌｅｒ'],
    [true, 'spoiler', 'spo\u200biler'],
    [true, 'cafe', 'CAFÉ'],
    [true, '剧透', '求别剧透！'],
    [false, 'spoiler', 'spoil er'],
    [false, ' ', 'a b'],
  ];
  for (const [hidden, word, text] of cases) {
    it(`${hidden ? 'hide' : 'show'} ${JSON.stringify(text)} for the word ${JSON.stringify(word)}`, () => {
      assert.equal(compileFilters({ words: [word] })?.({ text }) ?? false, hidden);
    });
  }

  it('hide people by id or name, and types', () => {
    const hides = compileFilters({ users: ['u1', 'Bo'] }, { types: ['x:ad'] })!;
    assert.equal(hides({ text: 'hi', message: from('u1', 'Ann') }), true);
    assert.equal(hides({ text: 'hi', message: from('u2', 'bo') }), true);
    assert.equal(hides({ text: 'hi', message: from('u3', 'Bob') }), false);
    assert.equal(hides({ text: 'hi', message: from('u3', 'Cy', 'x:ad') }), true);
    assert.equal(hides({ text: 'u1' }), false);
  });

  it('ask nothing when there is nothing to hide', () => {
    assert.equal(compileFilters(undefined, {}, { words: [] }), null);
  });

  it('come back from text as they went in', () => {
    const filters = { words: ['spoiler', 'user: x', '剧透'], users: ['troll'], types: ['x:ad'] };
    assert.deepEqual(parseFilters(formatFilters(filters)), filters);
  });

  it('are read from whatever a person pastes', () => {
    assert.deepEqual(parseFilters('# mine\r\n\n  bad word  \nuser：Bo\nWORD: twice\nword: twice\n' + 'x'.repeat(500)), {
      words: ['bad word', 'twice'],
      users: ['Bo'],
      types: [],
    });
  });
});
