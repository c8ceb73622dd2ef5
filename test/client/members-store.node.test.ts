import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Members } from '../../src/client/contract.js';
import { MembersStore } from '../../src/client/members-store.js';
import type { Role, WireUser } from '../../src/protocol/message.js';
import { FakeEnvironment } from './fakes.js';

const user = (id: string, role?: Role): WireUser => ({ id, name: id, ...(role ? { role } : {}) });
const names = ({ list }: Members) => list.map(({ id }) => id).join(' ');
const notice = (joined: WireUser[], left: WireUser[] = []) => ({ joined, joinedCount: joined.length, left, leftCount: left.length });

function make() {
  const env = new FakeEnvironment();
  const told: string[] = [];
  const store = new MembersStore(env, (members) => told.push(`${members.count}: ${names(members)}`));
  return { env, told, store };
}

describe('who is here', () => {
  it('is listed host and moderators first, then the latest', () => {
    const { store } = make();
    store.reset({ n: 40, likes: 0, members: [user('host', 'host'), user('new'), user('old')] });
    store.notice(notice([user('newest'), user('mod', 'moderator')]));
    assert.equal(names(store.members), 'host mod newest new old');
    assert.equal(store.members.count, 40);
  });

  it('follows those who leave and those who come back', () => {
    const { store } = make();
    store.reset({ n: 3, likes: 0, members: [user('c'), user('b'), user('a')] });
    store.notice(notice([], [user('b')]));
    assert.equal(names(store.members), 'c a');
    store.notice(notice([user('a')]));
    assert.equal(names(store.members), 'a c');
  });

  it('lists fifty at most, and forgets hosts last', () => {
    const { store } = make();
    store.reset({ n: 0, likes: 0, members: [user('host', 'host')] });
    for (let i = 1; i <= 60; i++) store.notice(notice([user(`u${i}`)]));
    const { list } = store.members;
    assert.equal(list.length, 50);
    assert.deepEqual([list[0]!.id, list[1]!.id, list[49]!.id], ['host', 'u60', 'u12']);
  });

  it('is told at most four times a second, and the last state always', async () => {
    const { env, told, store } = make();
    for (let n = 1; n <= 100; n++) {
      store.count(n);
      await env.pass(10);
    }
    await env.pass(1000);
    assert.ok(told.length <= 6, `told ${told.length} times in one second`);
    assert.equal(told.at(-1), '100: ');
    assert.equal(env.timers, 0);
  });

  it('is not told when nothing has changed', async () => {
    const { env, told, store } = make();
    store.count(5);
    await env.pass(1000);
    store.count(5);
    assert.deepEqual(told, ['5: ']);
  });

  it('survives notices that are not as they should be', () => {
    const { store } = make();
    store.notice({ joined: 'x', left: [null, { id: 3 }] });
    store.notice({});
    assert.equal(names(store.members), '');
  });
});
