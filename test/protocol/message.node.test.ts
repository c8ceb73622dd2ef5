import assert from 'node:assert/strict';
import { it } from 'node:test';
import { textOf, toContent, toMessage, toSender, toWireUser } from '../../src/protocol/message.js';

it('takes a text, a text with a type, or a type with content', () => {
  assert.deepEqual(toContent('hi'), { type: 'RC:TxtMsg', content: { content: 'hi' } });
  assert.deepEqual(toContent({ text: 'hi' }), { type: 'RC:TxtMsg', content: { content: 'hi' } });
  assert.deepEqual(toContent({ type: 'shop:x', content: { a: 1 } }), { type: 'shop:x', content: { a: 1 } });
});

it('says what a draft must be when it is not one', () => {
  for (const wrong of [null, 5, {}, { type: 'a' }, { type: '' }, { content: [] }, { content: 'x' }, { type: 3, text: 'x' }]) {
    assert.throws(() => toContent(wrong as never), TypeError, JSON.stringify(wrong));
  }
});

it('fills in what a program leaves out', () => {
  const message = toMessage({ text: 'hi', sender: { id: 'u', name: 'Ann' } }, 'lobby');
  assert.equal(textOf(message), 'hi');
  assert.equal(message.room, 'lobby');
  assert.equal(message.state, 'sent');
  assert.equal(message.origin, 'local');
  assert.equal(message.sender.name, 'Ann');
  assert.notEqual(message.id, toMessage('hi').id);
});

it('reads the sender from inside the content', () => {
  const message = toMessage({ type: 'x', content: { user: { id: '7', name: '小明', portrait: '/p.png', role: 'host' } } });
  assert.deepEqual(message.sender, { id: '7', name: '小明', avatar: '/p.png', role: 'host' });
  assert.deepEqual(toWireUser(message.sender), { id: '7', name: '小明', portrait: '/p.png', role: 'host' });
  assert.deepEqual(toSender({ id: 'a', name: 'b' }), { id: 'a', name: 'b' });
});
