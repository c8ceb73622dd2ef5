import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import type { ClientFrameOf, ServerFrame, ServerFrameOf, WireAttribute } from '../../src/protocol/index.js';
import { MemoryStore, SqliteStore } from '../../src/server/index.js';
import { Caller } from './api/caller.js';
import { FakeClock } from './fake-clock.js';
import type { Probe } from './probe.js';
import { scratchFolder } from './scratch.js';
import { createStage } from './stage.js';

const NOT_MINE = 23424;
const NOT_THERE = 23427;
const TOO_MANY = 23423;
const BATCH = 23429;
const CONFLICT = 23431;

async function set(probe: Probe, values: Record<string, string | null>, more: Partial<ClientFrameOf<'attr'>> = {}): Promise<ServerFrame> {
  const id = probe.id();
  probe.send({ k: 'attr', id, room: 'r', set: values, ...more });
  return probe.reply(id);
}
async function all(probe: Probe): Promise<Record<string, WireAttribute>> {
  const id = probe.id();
  probe.send({ k: 'ask', id, room: 'r', what: 'attributes' });
  return ((await probe.reply(id)) as ServerFrameOf<'ok'>).attrs!;
}
const code = (frame: ServerFrame) => (frame.k === 'err' ? frame.code : frame.k);
const values = (attributes: Record<string, WireAttribute | null>) => Object.fromEntries(Object.entries(attributes).map(([key, attribute]) => [key, attribute?.[0] ?? null]));

test('what one sets all others hear, and newcomers find', async (t) => {
  const stage = await createStage(t);
  const [ann, bob] = [await stage.guest('ann', 'r'), await stage.guest('bob', 'r')];
  assert.equal(code(await set(ann, { topic: '茶', 'seat-1': 'ann' })), 'ok');
  const news = await bob.next('attributes');
  assert.deepEqual([news.room, values(news.set), news.set['topic']?.[1]], ['r', { topic: '茶', 'seat-1': 'ann' }, 'ann']);
  assert.equal(code(await set(ann, { topic: null })), 'ok');
  assert.deepEqual((await bob.next('attributes')).set, { topic: null });
  assert.deepEqual(values(await all(await stage.guest('carl', 'r'))), { 'seat-1': 'ann' });
});

test('a key belongs to who set it, unless somebody insists', async (t) => {
  const stage = await createStage(t);
  const [ann, bob] = [await stage.guest('ann', 'r'), await stage.guest('bob', 'r')];
  await set(ann, { topic: 'tea' });
  assert.deepEqual([code(await set(bob, { topic: 'beer' })), code(await set(bob, { topic: null }))], [NOT_MINE, NOT_MINE]);
  assert.equal(code(await set(bob, { never: null })), NOT_THERE);
  assert.equal(code(await set(bob, { topic: 'beer' }, { force: true })), 'ok');
  assert.deepEqual((await all(ann))['topic']?.slice(0, 2), ['beer', 'bob']);
  // Each key stands for itself.
  const partly = (await set(ann, { topic: 'tea', mine: '1' })) as ServerFrameOf<'ok'>;
  assert.deepEqual([partly.k, partly.failed], ['ok', { topic: NOT_MINE }]);
  assert.deepEqual(values(await all(ann)), { topic: 'beer', mine: '1' });
});

test('of two who change the same version, one succeeds, also over a time when it was not there', async (t) => {
  const stage = await createStage(t);
  const [ann, bob] = [await stage.guest('ann', 'r'), await stage.guest('bob', 'r')];
  assert.equal(code(await set(ann, { seat: 'ann' }, { was: { seat: 0 } })), 'ok');
  assert.equal(code(await set(bob, { seat: 'bob' }, { was: { seat: 0 }, force: true })), CONFLICT);
  const version = (await all(bob))['seat']![2];
  await set(ann, { seat: null });
  await set(ann, { seat: 'ann again' });
  assert.equal(code(await set(bob, { seat: 'bob' }, { was: { seat: version }, force: true })), CONFLICT);
  const now = (await all(bob))['seat']![2];
  assert.equal(code(await set(bob, { seat: 'bob' }, { was: { seat: now }, force: true })), 'ok');
});

for (const [where, open] of [['in memory', () => new MemoryStore()], ['in a file', (folder: string) => new SqliteStore(join(folder, 'rooms.db'))]] as const) {
  test(`versions of a key only ever rise, ${where}: while no time passes, and over a restart with a clock that was set back`, async (t) => {
    const folder = scratchFolder();
    const clock = new FakeClock();
    let store = open(folder);
    const versions: number[] = [];
    for (let restart = 0; restart < 2; restart++) {
      const stage = await createStage(t, { clock, store });
      const ann = await stage.guest('ann', 'r');
      for (let n = 0; n < 3; n++) {
        assert.equal(code(await set(ann, { seat: `${n}` })), 'ok');
        versions.push((await all(ann))['seat']![2]);
        assert.equal(code(await set(ann, { seat: null })), 'ok');
      }
      await stage.chat.close();
      clock.wall -= 60_000;
      if (where === 'in a file') store = open(folder);
    }
    assert.deepEqual(versions, [...new Set(versions)].sort((a, b) => a - b));
    assert.equal(versions.length, 6);
  });
}

test('no more than a hundred in a room and ten at a time', async (t) => {
  const stage = await createStage(t);
  const ann = await stage.guest('ann', 'r');
  const ten = (from: number) => Object.fromEntries(Array.from({ length: 10 }, (_, n) => [`k${from + n}`, 'x']));
  for (let from = 0; from < 100; from += 10) assert.equal(code(await set(ann, ten(from))), 'ok');
  assert.equal(code(await set(ann, { more: 'x' })), TOO_MANY);
  assert.equal(code(await set(ann, { k0: 'y' })), 'ok');
  assert.equal(code(await set(ann, { ...ten(0), k10: 'x' })), BATCH);
  assert.equal(code(await set(ann, { k0: null, other: 'x' })), 'ok');
  assert.equal(Object.keys(await all(ann)).length, 100);
});

test('keys and values out of range end the connection, as any frame that no client of ours sends', async (t) => {
  const stage = await createStage(t);
  for (const [key, value] of [['a b', 'x'], ['x'.repeat(129), 'x'], ['a', 'x'.repeat(4097)], ['a', 1]] as [string, string][]) {
    const probe = await stage.guest('ann', 'r');
    probe.send({ k: 'attr', id: 9, room: 'r', set: { [key]: value } });
    assert.equal((await probe.next('bye')).code, 90003);
  }
});

test('who is muted changes nothing, and who is not in the room neither', async (t) => {
  const stage = await createStage(t);
  const [ann, bob] = [await stage.guest('ann', 'r'), await stage.user('bob')];
  await Caller.at(stage.url).do('chatroom/user/gag/add', { chatroomId: 'r', userId: 'ann', minute: 1 });
  assert.equal(code(await set(ann, { a: 'x' })), 23408);
  assert.equal(code(await set(bob, { a: 'x' })), 23406);
});

test('what is to last only as long as its owner goes with them; the room goes with all', async (t) => {
  const clock = new FakeClock();
  const stage = await createStage(t, { clock });
  const caller = Caller.at(stage.url, () => clock.now());
  const [ann, bob] = [await stage.guest('ann', 'r'), await stage.guest('bob', 'r')];
  await set(ann, { seat: 'ann' }, { auto: true });
  await set(ann, { topic: 'tea' });
  clock.advance(200);
  // A broken connection may come back …
  await ann.close();
  clock.advance(9_000);
  assert.deepEqual(values(await all(bob)), { seat: 'ann', topic: 'tea' });
  // … within ten seconds.
  clock.advance(1_500);
  assert.deepEqual(values(await all(bob)), { topic: 'tea' });
  await caller.do('chatroom/destroy', { chatroomId: 'r' });
  await bob.join('r');
  assert.deepEqual(await all(bob), {});
});

test('a change that wants to be seen is a message too', async (t) => {
  const stage = await createStage(t);
  const [ann, bob] = [await stage.guest('ann', 'r'), await stage.guest('bob', 'r')];
  await set(ann, { topic: 'tea' }, { note: 'look' });
  await bob.next('b', (batch) => batch.m !== undefined);
  assert.deepEqual([bob.received()[0]?.t, bob.received()[0]?.c], ['RC:chrmKVNotiMsg', { type: 1, key: 'topic', value: 'tea', extra: 'look', user: { id: 'ann', name: 'ANN' } }]);
  const caller = Caller.at(stage.url);
  await caller.do('chatroom/entry/set', { chatroomId: 'r', userId: 'ann', key: 'topic', value: 'beer', objectName: 'app:topic', content: '{"topic":"beer"}' });
  await bob.next('b', (batch) => batch.m?.[0]?.t === 'app:topic');
  await caller.do('chatroom/entry/remove', { chatroomId: 'r', userId: 'host', key: 'topic' });
  assert.equal((await caller.post('chatroom/entry/remove', { chatroomId: 'r', userId: 'host', key: 'topic' })).body.code, 1002);
  assert.deepEqual(await all(bob), {});
});

test('the app sets what it likes, whoever it belongs to', async (t) => {
  const stage = await createStage(t);
  const caller = Caller.at(stage.url);
  const ann = await stage.guest('ann', 'r');
  await set(ann, { topic: 'tea' });
  const info = JSON.stringify({ topic: 'beer', pinned: 'hello' });
  await caller.do('chatroom/entry/batch/set', { chatroomId: 'r', entryOwnerId: 'host', entryInfo: info, autoDelete: 1 });
  const { keys } = await caller.do('chatroom/entry/query', { chatroomId: 'r', keys: ['topic', 'none'] });
  const [{ lastSetTime, timestamp, ...topic }] = keys as [Record<string, unknown>];
  assert.deepEqual(topic, { key: 'topic', value: 'beer', userId: 'host', autoDelete: '1' });
  assert.equal(new Date(timestamp as number).toISOString().slice(0, 19).replace('T', ' '), lastSetTime);
  const wrong: [object, number][] = [
    [{ 'a b': 'x' }, 1002], [{ a: 1 }, 1002], [{ a: 'x'.repeat(4097) }, 1005],
    [Object.fromEntries(Array.from({ length: 21 }, (_, n) => [`k${n}`, 'x'])), 1502],
  ];
  for (const [entryInfo, expected] of wrong) {
    const form = { chatroomId: 'r', entryOwnerId: 'host', entryInfo: JSON.stringify(entryInfo) };
    assert.equal((await caller.post('chatroom/entry/batch/set', form)).body.code, expected);
  }
  assert.deepEqual(values(await all(ann)), { topic: 'beer', pinned: 'hello' });
});
