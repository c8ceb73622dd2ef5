import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ServerFrame, ServerFrameOf } from '../../../src/protocol/index.js';
import { FakeClock } from '../fake-clock.js';
import { createStage } from '../stage.js';
import { Caller } from './caller.js';

const MUTED = 23408;
const NO_ROOM = 23410;
const code = (frame: ServerFrame) => (frame.k === 'err' ? frame.code : frame.k);

test('a room with everything: life, frozen, who may write, attributes', async (t) => {
  const stage = await createStage(t);
  const caller = Caller.at(stage.url);
  const before = Date.now();
  await caller.do('chatroom/create_new', {
    chatroomId: 'r', destroyType: 1, destroyTime: 120, isBan: 'true', whiteUserIds: ['ann', 'bob'], entryOwnerId: 'host', entryInfo: '{"topic":"tea","seat":"1"}',
  });
  const { createTime, ...room } = await caller.do('chatroom/get', { chatroomId: 'r' });
  assert.deepEqual(room, { code: 200, chatroomId: 'r', memberCount: 0, destroyType: 1, destroyTime: 120, ban: true });
  assert.ok((createTime as number) >= before && (createTime as number) <= Date.now());
  assert.equal((await caller.do('chatroom/ban/check', { chatroomId: 'r' }))['status'], 1);
  assert.deepEqual((await caller.do('chatroom/ban/query'))['chatroomIds'], ['r']);
  assert.deepEqual((await caller.do('chatroom/user/ban/whitelist/query', { chatroomId: 'r' }))['userIds'], ['ann', 'bob']);
  const keys = (await caller.do('chatroom/entry/query', { chatroomId: 'r' }))['keys'] as { key: string; value: string; userId: string }[];
  assert.deepEqual(keys.map(({ key, value, userId }) => [key, value, userId]), [['topic', 'tea', 'host'], ['seat', '1', 'host']]);
  const [ann, carl] = [await stage.guest('ann', 'r'), await stage.guest('carl', 'r')];
  assert.deepEqual([code(await ann.say('r', 'x')), code(await carl.say('r', 'x'))], ['ack', MUTED]);
  await caller.do('chatroom/destroy/set', { chatroomId: 'r', destroyType: 0, destroyTime: 600 });
  const { destroyType, destroyTime } = await caller.do('chatroom/get', { chatroomId: 'r' });
  assert.deepEqual([destroyType, destroyTime], [0, 600]);
  for (const path of ['chatroom/get', 'chatroom/destroy/set', 'chatroom/entry/query']) {
    assert.equal((await caller.post(path, { chatroomId: 'nowhere' })).body.code, NO_ROOM);
  }
});

test('rooms made by people and by the app are found by name and age', async (t) => {
  const clock = new FakeClock();
  clock.wall = Date.UTC(2026, 0, 31, 12, 0, 0) - clock.elapsed();
  const stage = await createStage(t, { clock });
  const caller = Caller.at(stage.url, () => clock.now());
  await caller.do('chatroom/create', { 'chatroom[a]': 'A room' });
  await stage.guest('ann', 'b');
  const { chatRooms } = await caller.do('chatroom/query', { chatroomId: ['a', 'b', 'c'] });
  const found = (room: string, name: string) => ({ chrmId: room, chatroomId: room, name, time: '2026-01-31 12:00:00', timestamp: 1_769_860_800_000 });
  assert.deepEqual(chatRooms, [found('a', 'A room'), found('b', 'b')]);
});

test('a recorder counts as a member without being connected', async (t) => {
  const stage = await createStage(t);
  const caller = Caller.at(stage.url);
  const ann = await stage.guest('ann', 'r');
  await caller.do('chatroom/join', { chatroomId: 'r', userId: ['rec', 'rec2'] });
  assert.deepEqual((await caller.do('chatroom/user/exist', { chatroomId: 'r', userId: 'rec' }))['isInChrm'], true);
  assert.deepEqual((await caller.do('chatroom/user/exist', { chatroomId: 'r', userId: 'bob' }))['isInChrm'], false);
  await ann.next('b', (batch) => batch.n === 3);
  assert.equal(stage.chat.memberCount('r'), 3);
});

test('a message by the app can be taken back by the app, and only once', async (t) => {
  const stage = await createStage(t);
  const caller = Caller.at(stage.url);
  const ann = await stage.guest('ann', 'r');
  const { messageUIDs } = await caller.do('message/chatroom/publish', {
    fromUserId: 'host', toChatroomId: 'r', objectName: 'RC:TxtMsg', content: '{"content":"oops"}',
  });
  const [{ messageUID, sentTime }] = messageUIDs as [{ messageUID: string; sentTime: number }];
  const mid = `${ann.namespace}own`;
  await ann.say('r', 'mine', { mid });
  for (const uid of [messageUID, mid]) {
    await caller.do('message/recall', { fromUserId: 'host', conversationType: 4, targetId: 'r', messageUID: uid, sentTime });
    await ann.next('b', (batch) => batch.m?.some(({ t: type, c }) => type === 'RC:RcCmd' && c['id'] === uid && c['operatorId'] === 'host') === true);
  }
  const { h } = await (await stage.user('bob')).join('r');
  assert.deepEqual(h.map((message) => message.t), ['RC:RcNtf', 'RC:RcNtf']);
  assert.equal((await caller.post('message/recall', { fromUserId: 'host', targetId: 'r', messageUID: 'never' })).body.code, 1002);
  assert.equal((await caller.post('message/recall', { fromUserId: 'host', targetId: 'nowhere', messageUID: 'x' })).body.code, NO_ROOM);
});

test('what is not to be kept is not in the history; nothing is sent when one of the rooms is not there', async (t) => {
  const stage = await createStage(t);
  const caller = Caller.at(stage.url);
  const ann = await stage.guest('ann', 'r');
  const message = { fromUserId: 'host', objectName: 'RC:TxtMsg', content: '{"content":"now"}' };
  assert.equal((await caller.post('message/chatroom/publish', { ...message, toChatroomId: ['r', 'nowhere'] })).body.code, NO_ROOM);
  await caller.do('message/chatroom/publish', { ...message, toChatroomId: 'r', isPersisted: 0 });
  await ann.next('b', (batch) => batch.m !== undefined);
  assert.equal(ann.received().length, 1);
  assert.deepEqual((await (await stage.user('bob')).join('r')).h, []);
  for (const objectName of ['RC:RcCmd', 'live:members', 'live:sums']) {
    assert.equal((await caller.post('message/chatroom/publish', { ...message, toChatroomId: 'r', objectName })).body.code, 1002);
  }
});

test('everybody who is connected hears what is said to all, wherever they are', async (t) => {
  const stage = await createStage(t);
  const [ann, bob] = [await stage.guest('ann', 'r'), await stage.user('bob')];
  await Caller.at(stage.url).do('message/online/broadcast', { fromUserId: 'host', objectName: 'RC:InfoNtf', content: '{"message":"we close"}' });
  for (const probe of [ann, bob]) {
    const { m } = await probe.next('cast');
    assert.deepEqual([m.t, m.c], ['RC:InfoNtf', { message: 'we close', user: { id: 'host', name: 'host' } }]);
  }
});

test('a token from before an expiry opens no connection any more; whoever is in stays', async (t) => {
  const clock = new FakeClock();
  const stage = await createStage(t, { clock });
  const caller = Caller.at(stage.url, () => clock.now());
  // Not on a whole second: a token that says one may be from any moment of it.
  clock.advance(5);
  const old = await stage.chat.issueToken({ id: 'ann', name: 'Ann' });
  const there = await stage.socket();
  await there.auth(old);
  clock.advance(400);
  await caller.do('user/token/expire', { userId: ['ann', 'bob'], time: clock.now() });
  await there.settled();
  const late = await stage.socket();
  late.send({ k: 'auth', id: 1, v: 1, token: old });
  const bye = await late.next('bye');
  assert.deepEqual([bye.code, bye.again], [31020, false]);
  const { token } = await caller.do('user/getToken', { userId: 'ann', name: 'Ann', role: 'host' });
  const hi = await (await stage.socket()).auth(token as string);
  assert.deepEqual(hi.user, { id: 'ann', name: 'Ann', role: 'host' });
});

test('a closed account is out at once, and in again once it is open', async (t) => {
  const stage = await createStage(t);
  const caller = Caller.at(stage.url);
  const ann = await stage.guest('ann', 'r');
  await caller.do('user/deactivate', { userId: 'ann' });
  assert.equal((await ann.next('bye')).code, 31029);
  assert.deepEqual((await caller.do('user/deactivate/query'))['users'], ['ann']);
  const late = await stage.socket();
  late.send({ k: 'auth', id: 1, v: 1, token: await stage.chat.issueToken({ id: 'ann', name: 'Ann' }) });
  assert.equal((await late.next('bye')).code, 31029);
  await caller.do('user/reactivate', { userId: 'ann' });
  assert.equal((await (await stage.user('ann')).join('r')).k, 'joined');
});

test('what a user is called', async (t) => {
  const stage = await createStage(t);
  const caller = Caller.at(stage.url);
  assert.equal((await caller.do('user/info', { userId: 'ann' }))['userName'], 'ann');
  await caller.do('user/refresh', { userId: 'ann', name: 'Anna', portraitUri: 'p' });
  assert.deepEqual(await caller.do('user/info', { userId: 'ann' }), { code: 200, userName: 'Anna', userPortrait: 'p' });
  // A token made later says otherwise, and is right.
  const token = (await caller.do('user/getToken', { userId: 'ann', name: 'Ann B.' }))['token'] as string;
  assert.equal((await (await stage.socket()).auth(token)).user.name, 'Ann B.');
  for (const name of ['\u200b', '\u3164 ']) assert.equal((await caller.post('user/getToken', { userId: 'x', name })).body.code, 1002);
});

test('words in one go, as JSON', async (t) => {
  const stage = await createStage(t);
  const caller = Caller.at(stage.url);
  const ann = await stage.guest('ann', 'r');
  await caller.do('sensitiveword/batch/add', JSON.stringify({ words: [{ word: 'tea', replaceWord: 'coffee' }, { word: 'beer' }] }));
  assert.equal((await ann.say('r', 'more TEA')).k, 'ack');
  await ann.next('b', (batch) => batch.m !== undefined);
  assert.equal(ann.received()[0]?.c['content'], 'more coffee');
  assert.equal(((await ann.say('r', 'more beer')) as ServerFrameOf<'err'>).code, 21501);
  // A word that stands for nothing is taken out; a text of nothing else is refused.
  await caller.do('sensitiveword/add', { word: 'milk', replaceWord: '', type: 0 });
  assert.equal((await ann.say('r', 'milk and honey')).k, 'ack');
  assert.equal(((await ann.say('r', ' milk milk')) as ServerFrameOf<'err'>).code, 21501);
  await caller.do('sensitiveword/delete', { word: 'beer' });
  assert.equal((await ann.say('r', 'more beer')).k, 'ack');
});
