import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RESUME_WINDOW } from '../../../src/protocol/index.js';
import type { Entry, Store } from '../../../src/server/index.js';

const entry = (offset: number, more: Partial<Entry> = {}): Entry => ({
  offset,
  id: `m${offset}`,
  ts: 1_700_000_000_000 + offset,
  hidden: false,
  json: `{"i":"m${offset}","t":"RC:TxtMsg","c":{"content":"第 ${offset} \\"👋\\" \\u0000"},"ts":1}`,
  ...more,
});
const entries = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => entry(from + i));

/** What every store must do; `open` gives an empty one. */
export function testStore(name: string, open: () => Store): void {
  const check = (what: string, run: (store: Store) => void) => {
    test(`${name}: ${what}`, () => {
      const store = open();
      try {
        run(store);
      } finally {
        store.close();
      }
    });
  };

  check('a room is not there until it is made, and cannot be made twice', (store) => {
    assert.equal(store.load('r'), null);
    store.create('r', 'e1', 1);
    assert.deepEqual(store.load('r'), { epoch: 'e1', offset: 0, likes: 0, entries: [] });
    assert.throws(() => store.create('r', 'e2', 2));
    assert.equal(store.load('r')?.epoch, 'e1');
  });

  check('what was added comes back as it was, in order, room by room', (store) => {
    store.create('r', 'e', 1);
    store.create('房间 "2"', 'e', 1);
    store.append('r', [entry(1), entry(2, { hidden: true })], []);
    store.append('房间 "2"', [entry(1)], []);
    store.append('r', [entry(3)], []);
    assert.deepEqual(store.load('r'), { epoch: 'e', offset: 3, likes: 0, entries: [entry(1), entry(2, { hidden: true }), entry(3)] });
    assert.deepEqual(store.load('房间 "2"')?.entries, [entry(1)]);
  });

  check('a new version stands where the old one stood', (store) => {
    store.create('r', 'e', 1);
    store.append('r', entries(1, 3), []);
    store.append('r', [entry(4)], [entry(2, { json: '{"i":"m2"}' })]);
    assert.deepEqual(store.load('r')?.entries, [entry(1), entry(2, { json: '{"i":"m2"}' }), entry(3), entry(4)]);
    store.append('r', [], [entry(3, { json: '{}' })]);
    assert.deepEqual([store.load('r')?.offset, store.load('r')?.entries[2]?.json], [4, '{}']);
  });

  check(`the newest ${RESUME_WINDOW} are kept`, (store) => {
    store.create('r', 'e', 1);
    for (let from = 1; from <= 1700; from += 17) store.append('r', entries(from, from + 16), []);
    const record = store.load('r');
    assert.equal(record?.offset, 1700);
    assert.deepEqual(record?.entries.map(({ offset }) => offset), Array.from({ length: RESUME_WINDOW }, (_, i) => 1701 - RESUME_WINDOW + i));
  });

  check('more at once than are kept', (store) => {
    store.create('r', 'e', 1);
    store.append('r', entries(1, 1200), []);
    assert.deepEqual([store.load('r')?.entries.length, store.load('r')?.entries[0]?.offset], [RESUME_WINDOW, 1201 - RESUME_WINDOW]);
  });

  check('nothing is added to a room that is not there', (store) => {
    assert.throws(() => store.append('r', [entry(1)], []));
    assert.equal(store.load('r'), null);
    store.create('r', 'e', 1);
    assert.deepEqual(store.load('r')?.entries, []);
  });

  check('likes are set; those of unknown rooms are ignored', (store) => {
    store.create('r', 'e', 1);
    store.saveLikes(new Map([['r', 5], ['other', 9]]));
    store.saveLikes(new Map([['r', 12]]));
    assert.equal(store.load('r')?.likes, 12);
    assert.equal(store.load('other'), null);
  });

  check('old rooms in which nothing happened are forgotten, others are not', (store) => {
    for (const [room, made] of [['old', 10], ['open', 10], ['new', 30], ['written', 10], ['liked', 10]] as const) store.create(room, 'e', made);
    store.append('written', [entry(1)], []);
    store.saveLikes(new Map([['liked', 1]]));
    store.sweep(20, new Set(['open']));
    const left = ['old', 'open', 'new', 'written', 'liked'].filter((room) => store.load(room));
    assert.deepEqual(left, ['open', 'new', 'written', 'liked']);
  });

  check('what was given is kept by room and giver, and goes with the room', (store) => {
    const by = (id: string, value: number) => ({ user: { id, name: id.toUpperCase() }, value });
    store.create('r', 'e', 1);
    assert.equal(store.sums('r', 10), null);
    store.saveSums('r', { offset: 3, total: 30, goal: { title: 'Mic', value: 100 }, supporters: [by('ann', 10), by('bob', 20)] });
    store.saveSums('r', { offset: 5, total: 45, goal: null, supporters: [by('ann', 25)] });
    assert.deepEqual(store.sums('r', 10), { offset: 5, total: 45, goal: null, supporters: [by('ann', 25), by('bob', 20)] });
    assert.deepEqual(store.sums('r', 1)?.supporters, [by('ann', 25)]);
    assert.deepEqual(store.givenBy('bob'), [{ room: 'r', value: 20 }]);
    store.forgetGiver('bob');
    assert.deepEqual([store.givenBy('bob'), store.sums('r', 10)?.total], [[], 45]);
    store.saveSums('nowhere', { offset: 1, total: 1, goal: null, supporters: [by('ann', 1)] });
    assert.equal(store.sums('nowhere', 1), null);
    store.remove('r');
    assert.deepEqual([store.sums('r', 1), store.givenBy('ann')], [null, []]);
  });

  check('what stands is kept with the room, the last of it, and goes with it', (store) => {
    const words = (content: string) => ({ i: content, t: 'live:pin', c: { content }, ts: 5 });
    store.create('r', 'e', 1);
    assert.equal(store.standing('r'), null);
    store.saveStanding('r', { offset: 3, messages: [words('one'), words('"二"')] });
    store.saveStanding('r', { offset: 7, messages: [words('"二"')] });
    assert.deepEqual(store.standing('r'), { offset: 7, messages: [words('"二"')] });
    store.saveStanding('nowhere', { offset: 1, messages: [] });
    assert.equal(store.standing('nowhere'), null);
    store.remove('r');
    store.create('r', 'e2', 2);
    assert.equal(store.standing('r'), null);
    // Also with one that is forgotten because it has no message.
    store.saveStanding('r', { offset: 0, messages: [words('placeless')] });
    store.sweep(10, new Set());
    store.create('r', 'e3', 20);
    assert.equal(store.standing('r'), null);
  });
}
