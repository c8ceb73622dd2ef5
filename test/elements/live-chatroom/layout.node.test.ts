import assert from 'node:assert/strict';
import { it } from 'node:test';
import { chooseLayout } from '../../../src/elements/live-chatroom/layout.js';

it('chooses by the space there is', () => {
  assert.equal(chooseLayout(390, 844), 'overlay');
  assert.equal(chooseLayout(820, 1180), 'half');
  assert.equal(chooseLayout(1440, 900), 'side');
  assert.equal(chooseLayout(844, 390), 'side');
  assert.equal(chooseLayout(1180, 820), 'side');
});
