import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ServerFrame } from '../../../src/protocol/index.js';
import { MemoryStore, SqliteStore } from '../../../src/server/index.js';
import { Caller } from '../api/caller.js';
import { FakeClock } from '../fake-clock.js';
import { scratchFolder } from '../scratch.js';
import { createStage } from '../stage.js';

const MUTED = 23408;
const KICKED = 23409;
const MINUTE = 60_000;
/** No ping finds a probe silent when hours pass in an instant, ms. */
const NEVER = 1e12;
const code = (frame: ServerFrame) => (frame.k === 'err' ? frame.code : frame.k);

test('mutes and blocks end to the millisecond, by themselves', async (t) => {
  const clock = new FakeClock();
  const stage = await createStage(t, { clock, heartbeatMs: NEVER });
  const caller = Caller.at(stage.url, () => clock.now());
  const ann = await stage.guest('ann', 'r');
  await caller.do('chatroom/user/gag/add', { chatroomId: 'r', userId: 'ann', minute: 2 });
  await caller.do('chatroom/user/block/add', { chatroomId: 'other', userId: 'ann', minute: 2 });
  clock.advance(2 * MINUTE - 1);
  assert.deepEqual([code(await ann.say('r', 'x')), code(await ann.join('other'))], [MUTED, KICKED]);
  clock.advance(1);
  assert.deepEqual([code(await ann.say('r', 'x')), code(await ann.join('other'))], ['ack', 'joined']);
  assert.deepEqual((await caller.do('chatroom/user/gag/list', { chatroomId: 'r' }))['users'], []);
});

test('of two mutes the last call counts; of a mute in the room and one everywhere, the later end', async (t) => {
  const clock = new FakeClock();
  const stage = await createStage(t, { clock, heartbeatMs: NEVER });
  const caller = Caller.at(stage.url, () => clock.now());
  const ann = await stage.guest('ann', 'r');
  for (const minute of [30, 1]) await caller.do('chatroom/user/gag/add', { chatroomId: 'r', userId: 'ann', minute });
  clock.advance(MINUTE);
  assert.equal(code(await ann.say('r', 'x')), 'ack');
  await caller.do('chatroom/user/gag/add', { chatroomId: 'r', userId: 'ann', minute: 1 });
  await caller.do('chatroom/user/ban/add', { userId: 'ann', minute: 2 });
  clock.advance(MINUTE);
  assert.equal(code(await ann.say('r', 'x')), MUTED);
  await caller.do('chatroom/user/ban/remove', { userId: 'ann' });
  assert.equal(code(await ann.say('r', 'x')), 'ack');
});

test('everything that was decided is in force after a restart', async (t) => {
  const file = `${scratchFolder()}/rooms.db`;
  const first = await createStage(t, { store: new SqliteStore(file) });
  const caller = Caller.at(first.url);
  await first.guest('ann', 'r');
  await caller.do('chatroom/create', { 'chatroom[r]': 'Name "1"' });
  await caller.do('chatroom/user/gag/add', { chatroomId: 'r', userId: 'ann', minute: 10 });
  await caller.do('chatroom/user/block/add', { chatroomId: 'r', userId: 'bob', minute: 10 });
  await caller.do('chatroom/user/block/add', { chatroomId: 'r', userId: 'carl', minute: 10 });
  await caller.do('chatroom/user/block/rollback', { chatroomId: 'r', userId: 'carl' });
  await caller.do('user/block', { userId: 'dora', minute: 10 });
  await caller.do('chatroom/ban/add', { chatroomId: 'frozen' });
  await caller.do('sensitiveword/add', { word: '坏', replaceWord: '"*"' });
  await caller.do('chatroom/entry/set', { chatroomId: 'r', userId: 'ann', key: 'topic', value: 'tea "1"' });
  await caller.do('chatroom/keepalive/add', { chatroomId: 'r' });
  await caller.do('chatroom/message/priority/add', { objectName: 'app:low' });
  const lists = async (stage: Caller) => [
    await stage.do('chatroom/user/gag/list', { chatroomId: 'r' }),
    await stage.do('chatroom/query', { chatroomId: 'r' }),
    await stage.do('chatroom/entry/query', { chatroomId: 'r' }),
    await stage.do('sensitiveword/list'),
    await stage.do('chatroom/keepalive/query'),
    await stage.do('chatroom/message/priority/query'),
  ];
  const before = await lists(caller);
  await first.chat.close({ graceMs: 500 });

  const second = await createStage(t, { store: new SqliteStore(file) });
  assert.deepEqual(await lists(Caller.at(second.url)), before);
  const ann = await second.guest('ann', 'r');
  assert.equal(code(await ann.say('r', 'x')), MUTED);
  await ann.join('frozen');
  assert.equal(code(await ann.say('frozen', 'x')), MUTED);
  assert.equal(code(await (await second.user('bob')).join('r')), KICKED);
  const carl = await second.guest('carl', 'r');
  await carl.say('r', '坏');
  await carl.next('b', (batch) => batch.m !== undefined);
  assert.equal(carl.received()[0]?.c['content'], '"*"');
  const dora = await second.socket();
  dora.send({ k: 'auth', id: 1, v: 1, token: await second.chat.issueToken({ id: 'dora', name: 'D' }) });
  assert.equal((await dora.next('bye')).code, 31009);
});

test('nothing is in force that could not be stored', async (t) => {
  const store = new MemoryStore();
  const stage = await createStage(t, { store });
  const caller = Caller.at(stage.url);
  const ann = await stage.guest('ann', 'r');
  const save = store.rules.save.bind(store.rules);
  store.rules.save = () => {
    throw new Error('disk full');
  };
  const { status, body } = await caller.post('chatroom/user/gag/add', { chatroomId: 'r', userId: 'ann', minute: 1 });
  assert.deepEqual([status, body.code], [500, 1000]);
  assert.equal(body.errorMessage!.includes('disk'), false);
  assert.equal(code(await ann.say('r', 'x')), 'ack');
  store.rules.save = save;
  await caller.do('chatroom/user/gag/add', { chatroomId: 'r', userId: 'ann', minute: 1 });
  assert.equal(code(await ann.say('r', 'x')), MUTED);
});

test('mutes and blocks outlive their room; who is never shed does not', async (t) => {
  const stage = await createStage(t);
  const caller = Caller.at(stage.url);
  const ann = await stage.guest('ann', 'r');
  await caller.do('chatroom/user/gag/add', { chatroomId: 'r', userId: 'ann', minute: 10 });
  await caller.do('chatroom/user/whitelist/add', { chatroomId: 'r', userId: 'ann' });
  await caller.do('chatroom/ban/add', { chatroomId: 'r' });
  await caller.do('chatroom/destroy', { chatroomId: ['r', 'never'] });
  await ann.next('ctl');
  await ann.join('r');
  assert.equal(code(await ann.say('r', 'x')), MUTED);
  assert.deepEqual((await caller.do('chatroom/user/whitelist/query', { chatroomId: 'r' }))['users'], []);
  assert.equal((await caller.do('chatroom/ban/check', { chatroomId: 'r' }))['status'], 0);
});
