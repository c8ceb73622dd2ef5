import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { HeldLedger, HeldMessage, SharedHeldLedger } from '../../../src/server/index.js';

const AMPLE = { perUser: 100, perRoom: 100, all: 100 };
const held = (room: string, id: string, user: string, at: number): HeldMessage => ({
  room, id, user, at, reason: 'word', json: `{"i":"${id}","c":{"content":"第 \\"${at}\\" 👋"}}`, persistence: 3,
});
const ids = (messages: readonly HeldMessage[]) => messages.map(({ id }) => id);

/** What every ledger of held messages must do; `open` gives an empty one. */
export function testHeld(name: string, open: (t: TestContext) => HeldLedger | SharedHeldLedger | Promise<SharedHeldLedger>, { skip = false as string | false } = {}): void {
  const check = (what: string, run: (ledger: HeldLedger | SharedHeldLedger) => Promise<void>) => {
    test(`held messages, ${name}: ${what}`, { skip }, async (t) => run(await open(t)));
  };

  check('they are known by room, author and age, oldest first and a page at a time', async (ledger) => {
    const all = [held('r', 'b', 'ann', 20), held('r', 'a', 'bob', 10), held('房间 "2"', 'c', 'ann', 30), held('r', 'd', 'ann', 40)];
    for (const message of all) assert.equal(await ledger.add(message, AMPLE), null);
    assert.deepEqual(ids(await ledger.list('r', 0, 10)), ['a', 'b', 'd']);
    assert.deepEqual([ids(await ledger.list('r', 1, 1)), ids(await ledger.list(null, 1, 2))], [['b'], ['b', 'c']]);
    assert.deepEqual(await ledger.list('房间 "2"', 0, 10), [all[2]]);
    assert.deepEqual([await ledger.count('r'), await ledger.count('nowhere'), await ledger.count(null)], [3, 0, 4]);
    assert.deepEqual([ids(await ledger.of('ann')), ids(await ledger.of('nobody'))], [['b', 'c', 'd'], []]);
    assert.deepEqual([ids(await ledger.before(30, 10)), ids(await ledger.before(99, 1))], [['a', 'b'], ['a']]);
    assert.deepEqual([await ledger.has('r', 'b'), await ledger.has('r', 'c')], [true, false]);
  });

  check('the same message is one, whatever comes with it', async (ledger) => {
    await ledger.add(held('r', 'a', 'ann', 10), AMPLE);
    assert.equal(await ledger.add(held('r', 'a', 'ann', 99), { perUser: 0, perRoom: 0, all: 0 }), null);
    assert.deepEqual(await ledger.list(null, 0, 10), [held('r', 'a', 'ann', 10)]);
  });

  check('of two moderators the first decides, and may do so again', async (ledger) => {
    const one = held('r', 'a', 'ann', 10);
    await ledger.add(one, AMPLE);
    assert.deepEqual(await ledger.claim('r', 'a', 'approved'), one);
    assert.equal(await ledger.claim('r', 'a', 'rejected'), null);
    assert.deepEqual(await ledger.claim('r', 'a', 'approved'), one);
    assert.deepEqual([await ledger.remove(one), await ledger.remove(one)], [true, false]);
    assert.equal(await ledger.claim('r', 'a', 'approved'), null);
    assert.deepEqual([await ledger.count('r'), await ledger.count(null), await ledger.of('ann'), await ledger.before(99, 9)], [0, 0, [], []]);
    // What was decided about it does not stick to another of its name.
    await ledger.add(one, AMPLE);
    assert.deepEqual(await ledger.claim('r', 'a', 'rejected'), one);
  });

  check('so many wait of one author, of one room and of all, however many come at once; what goes makes room', async (ledger) => {
    const limits = { perUser: 2, perRoom: 3, all: 4 };
    const add = async (room: string, id: string, user: string) => ledger.add(held(room, id, user, 1), limits);
    const answers = await Promise.all(['a', 'b', 'c'].map((id) => add('r', id, 'ann')));
    assert.deepEqual(answers.sort(), [null, null, 'perUser']);
    assert.deepEqual([await add('s', 'd', 'ann'), await add('r', 'e', 'bob'), await add('r', 'f', 'carl')], ['perUser', null, 'perRoom']);
    assert.deepEqual([await add('s', 'g', 'bob'), await add('s', 'h', 'carl')], [null, 'all']);
    await ledger.remove(held('r', 'e', 'bob', 1));
    assert.deepEqual([await add('r', 'i', 'carl'), await add('t', 'j', 'dora')], [null, 'all']);
  });
}
