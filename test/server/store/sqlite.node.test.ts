import assert from 'node:assert/strict';
import { copyFileSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { type Entry, SqliteStore } from '../../../src/server/index.js';
import { scratchFolder } from '../scratch.js';
import { testFiles } from './files.contract.js';
import { testHeld } from './held.contract.js';
import { testStore } from './store.contract.js';

const newFile = () => join(scratchFolder(), 'data', 'rooms.db');
const one: Entry = { offset: 1, id: 'm1', ts: 5, hidden: false, json: '{"i":"m1"}' };

testStore('sqlite', () => new SqliteStore(newFile()));
testFiles('sqlite', (t) => {
  const store = new SqliteStore(newFile());
  t.after(() => store.close());
  return store.files;
});
testHeld('sqlite', (t) => {
  const store = new SqliteStore(newFile());
  t.after(() => store.close());
  return store.held;
});

test('rooms are there again after closing, positions and all', () => {
  const file = newFile();
  const first = new SqliteStore(file, 'boot 1');
  first.create('r', 'e', 1);
  first.append('r', [one], []);
  first.saveLikes(new Map([['r', 3]]));
  first.close();
  // Closed in order: also a restart of the machine loses nothing.
  const second = new SqliteStore(file, 'boot 2');
  assert.deepEqual(second.load('r'), { epoch: 'e', offset: 1, likes: 3, entries: [one] });
  second.close();
});

/** A copy of the files as they are now: what a crash would leave behind. */
function crashed(file: string): string {
  const copy = join(scratchFolder(), 'rooms.db');
  for (const part of ['', '-wal']) if (existsSync(file + part)) copyFileSync(file + part, copy + part);
  return copy;
}

test('after a crash of the process positions go on; after one of the machine they are void, what is there stays', () => {
  const file = newFile();
  const running = new SqliteStore(file, 'boot 1');
  running.create('r', 'e', 1);
  running.append('r', [one], []);
  const sameBoot = new SqliteStore(crashed(file), 'boot 1');
  assert.deepEqual(sameBoot.load('r'), { epoch: 'e', offset: 1, likes: 0, entries: [one] });
  sameBoot.close();
  const otherBoot = new SqliteStore(crashed(file), 'boot 2');
  const record = otherBoot.load('r');
  assert.notEqual(record?.epoch, 'e');
  assert.deepEqual([record?.offset, record?.entries], [1, [one]]);
  otherBoot.close();
  running.close();
});

test('a file in use, of a later format, or that is no database is refused in words', () => {
  const file = newFile();
  const running = new SqliteStore(file);
  assert.throws(() => new SqliteStore(file), /Another process is using .*rooms\.db/);
  running.create('r', 'e', 1);
  running.close();
  const garbage = join(scratchFolder(), 'rooms.db');
  writeFileSync(garbage, 'this is a letter to my aunt, not a database'.repeat(100));
  assert.throws(() => new SqliteStore(garbage), /Cannot open/);
});
