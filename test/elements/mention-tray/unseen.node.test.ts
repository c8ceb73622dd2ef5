import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Unseen } from '../../../src/elements/mention-tray/unseen.js';
import { toMessage } from '../../../src/protocol/message.js';

const said = (id: string) => toMessage({ id, text: `@me ${id}` });
const ids = (unseen: Unseen) => unseen.messages.map(({ id }) => id);

it('keeps each message once, and the newest fifty', () => {
  const unseen = new Unseen();
  assert.equal(unseen.add(said('a')), true);
  assert.equal(unseen.add(said('a')), false);
  for (let i = 0; i < 60; i++) unseen.add(said(`m${i}`));
  assert.equal(unseen.messages.length, 50);
  assert.deepEqual([ids(unseen)[0], ids(unseen).at(-1)], ['m10', 'm59']);
});

it('lets go of what was taken back, and keeps what merely changed', () => {
  const unseen = new Unseen();
  for (const id of ['a', 'b', 'c']) unseen.add(said(id));
  unseen.change(toMessage({ id: 'a', text: 'other words' }), true);
  unseen.change(said('b'), false);
  unseen.change(said('never seen'), true);
  assert.deepEqual(ids(unseen), ['a', 'c']);
  assert.deepEqual(unseen.messages[0]!.content, { content: 'other words' });
  unseen.drop(['c', 'nobody']);
  assert.deepEqual(ids(unseen), ['a']);
});
