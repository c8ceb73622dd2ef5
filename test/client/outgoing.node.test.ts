import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TypeRegistry } from '../../src/client/message-types.js';
import { prepare } from '../../src/client/outgoing.js';
import { ChatError } from '../../src/protocol/errors.js';
import { DEFAULT_LIMITS } from '../../src/protocol/limits.js';
import type { Draft } from '../../src/protocol/message.js';

const types = new TypeRegistry();
const check = (draft: unknown) => prepare(draft as Draft, types, DEFAULT_LIMITS);
const family = '👨‍👩‍👧‍👦';

describe('what may be sent', () => {
  it('is a text, or a type with content', () => {
    assert.deepEqual(check('hi'), { type: 'RC:TxtMsg', content: { content: 'hi' }, persistence: undefined });
    assert.deepEqual(check({ type: 'card', content: { sku: 1 } }).content, { sku: 1 });
    assert.deepEqual(check({ text: 'hi', type: 'shout' }), { type: 'shout', content: { content: 'hi' }, persistence: undefined });
  });

  for (const [what, draft] of Object.entries({
    nothing: undefined,
    null: null,
    'a number': 5,
    'a text that is no string': { content: { content: 5 } },
    'content that is a list': { type: 'card', content: [] },
    'content that becomes no object': { type: 'card', content: { toJSON: () => 'x' } },
    'a type with spaces': { type: 'my card', content: {} },
    'a type of 33 letters': { type: 'x'.repeat(33), content: {} },
    'a notice of the system': { type: 'RC:InfoNtf', content: { message: 'I am the system' } },
    'a recall order': { type: 'RC:RcCmd', content: {} },
    'somebody\'s arrival': { type: 'live:members', content: {} },
  })) {
    it(`is not ${what}`, () => {
      assert.throws(() => check(draft), TypeError);
    });
  }

  for (const [what, text] of Object.entries({ 'an empty text': '', 'white space': ' \n\t　', 'zero-width characters': '\u200b\u2060' })) {
    it(`is not ${what}, which a person may type`, () => {
      assert.throws(() => check(text), (error) => error instanceof ChatError && error.name === 'bad-parameter');
    });
  }

  it('has at most 300 characters as a person counts them', () => {
    check('a'.repeat(300));
    check(family.repeat(300));
    for (const text of ['a'.repeat(301), family.repeat(301), '你'.repeat(301)]) {
      assert.throws(() => check(text), (error) => error instanceof ChatError && error.name === 'too-large');
    }
  });

  it('has at most 8 KiB of content', () => {
    const json = (n: number) => ({ type: 'card', content: { x: 'a'.repeat(n) } });
    // {"x":"…"} is 8 bytes longer than what is in it.
    check(json(8192 - 8));
    assert.throws(() => check(json(8192 - 7)), (error) => error instanceof ChatError && error.name === 'too-large');
  });

  it('is a copy', () => {
    const content = { list: [1] };
    const { content: copy } = check({ type: 'card', content });
    content.list.push(2);
    assert.deepEqual(copy, { list: [1] });
  });

  it('is encoded by its type, and kept as its type says', () => {
    const own = new TypeRegistry();
    own.register<{ cents: number }>({ name: 'price', persistence: 16, encode: ({ cents }) => ({ price: String(cents / 100) }) });
    const sent = prepare({ type: 'price', content: { cents: 150 } }, own, DEFAULT_LIMITS);
    assert.deepEqual(sent, { type: 'price', content: { price: '1.5' }, persistence: 16 });
  });
});
