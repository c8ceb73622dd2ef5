import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { FileLedger, SharedFileLedger } from '../../../src/server/index.js';

const AMPLE = { perUser: 1000, all: 1000 };

/** What every ledger of files must do; `open` gives an empty one. */
export function testFiles(name: string, open: (t: TestContext) => FileLedger | SharedFileLedger | Promise<SharedFileLedger>, { skip = false as string | false } = {}): void {
  const check = (what: string, run: (files: FileLedger | SharedFileLedger) => Promise<void>) => {
    test(`files, ${name}: ${what}`, { skip }, async (t) => run(await open(t)));
  };

  check('they are known by their owner and age, until they are gone', async (files) => {
    for (const [id, user, bytes, at] of [['a', 'ann', 5, 10], ['b', 'ann', 7, 20], ['c', 'bob', 11, 30]] as const) {
      assert.equal(await files.add({ id, user, bytes, at }, AMPLE), null);
    }
    assert.deepEqual([await files.bytes(), await files.bytes('ann'), await files.bytes('nobody')], [23, 12, 0]);
    const before = async (at: number, max: number) => (await files.before(at, max)).map(({ id }) => id);
    assert.deepEqual([await before(30, 10), await before(31, 1)], [['a', 'b'], ['a']]);
    await files.condemn('c');
    assert.deepEqual(await files.get('c'), { id: 'c', user: 'bob', bytes: 11, at: 0 });
    assert.deepEqual(await before(1, 10), ['c']);
    await files.remove('c');
    assert.deepEqual([await files.get('c'), await files.of('bob'), (await files.of('ann')).map(({ id }) => id)], [null, [], ['a', 'b']]);
    assert.deepEqual([await files.bytes(), await files.bytes('bob')], [12, 0]);
  });

  check('what is not known is not there, and can be removed all the same', async (files) => {
    await files.condemn('x');
    await files.remove('x');
    assert.deepEqual([await files.get('x'), await files.of('x'), await files.before(1e15, 10), await files.bytes()], [null, [], [], 0]);
  });

  check('there is room for so many bytes of one and of all, however many come at once; what goes makes room', async (files) => {
    const limits = { perUser: 10, all: 15 };
    const add = async (id: string, user: string, bytes: number) => files.add({ id, user, bytes, at: 1 }, limits);
    const answers = await Promise.all(['a', 'b', 'c', 'd'].map((id) => add(id, 'ann', 5)));
    assert.deepEqual(answers.sort(), [null, null, 'perUser', 'perUser']);
    assert.deepEqual([await add('e', 'bob', 6), await add('f', 'bob', 5)], ['all', null]);
    await files.remove('f');
    assert.equal(await add('g', 'carl', 5), null);
    assert.equal(await files.bytes(), 15);
  });
}
