import assert from 'node:assert/strict';
import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { findSecret } from '../../../demo/app-server/secret.js';
import { scratchFolder } from '../../server/scratch.js';

test('the first start makes a secret only its owner can read; later ones find it', () => {
  const folder = join(scratchFolder(), 'data');
  const first = findSecret(undefined, folder);
  assert.ok(first.value.length >= 43);
  assert.equal(statSync(first.from).mode & 0o777, 0o600);
  assert.equal(readFileSync(first.from, 'utf8').trim(), first.value);
  assert.deepEqual(findSecret(undefined, folder), first);
  assert.notEqual(findSecret(undefined, join(scratchFolder(), 'other')).value, first.value);
});

test('the environment wins, and leaves no file', () => {
  const folder = scratchFolder();
  assert.deepEqual(findSecret('from outside', folder), { value: 'from outside', from: 'LIVE_CHATROOM_APP_SECRET' });
  assert.throws(() => statSync(join(folder, 'app-secret')));
});

test('a file that was cut short is not used', () => {
  const folder = scratchFolder();
  writeFileSync(join(folder, 'app-secret'), 'short');
  chmodSync(join(folder, 'app-secret'), 0o600);
  assert.throws(() => findSecret(undefined, folder), /Delete it/);
});
