import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Caller, sha1 } from '../api/caller.js';
import { FakeClock } from '../fake-clock.js';
import { createStage, SECRET } from '../stage.js';
import { appServer } from './app-server.js';

/** The answer to a call back has to arrive before the next one is planned: it does so before those that were asked for later. */
async function answered(caller: Caller): Promise<void> {
  for (let n = 0; n < 3; n++) await caller.do('chatroom/keepalive/query');
}

test('the app server hears of rooms and people, in order, merged, and signed in the address', async (t) => {
  const app = await appServer(t);
  const clock = new FakeClock();
  const stage = await createStage(t, { clock, callbackUrl: app.url, heartbeatMs: 1e12 });
  const caller = Caller.at(stage.url, () => clock.now());
  const began = clock.now();
  await caller.do('chatroom/create', { 'chatroom[r]': 'R' });
  const [ann, bob, carl] = [await stage.guest('ann', 'r'), await stage.guest('bob', 'r'), await stage.guest('carl', 'r')];
  ann.send({ k: 'leave', id: 1, room: 'r' });
  await ann.settled();
  await caller.do('chatroom/user/block/add', { chatroomId: 'r', userId: 'bob', minute: 1 });
  await bob.next('ctl');
  clock.advance(500);
  await app.called(1);
  assert.deepEqual(app.events, [
    { chatRoomId: 'r', userIds: [], status: 0, type: 0, time: began },
    { chatRoomId: 'r', userIds: ['ann', 'bob', 'carl'], status: 0, type: 1, time: began },
    { chatRoomId: 'r', userIds: ['ann'], status: 0, type: 2, time: began },
    { chatRoomId: 'r', userIds: ['bob'], status: 2, type: 2, time: began },
  ]);
  const query = Object.fromEntries(app.urls[0]!.searchParams);
  assert.deepEqual([query['own'], query['appKey'], query['timestamp']], ['1', 'test-app', query['signTimestamp']]);
  assert.equal(query['signature'], sha1(SECRET + query['nonce'] + query['timestamp']));

  await carl.close();
  // Their absence is noticed when the grace is over; then the room is empty for an hour.
  for (let minute = 0; minute < 70; minute++) clock.advance(60_000);
  await app.called(2);
  await answered(caller);
  clock.advance(500);
  await app.called(3);
  assert.deepEqual(app.events.slice(4).map(({ userIds, status, type }) => [userIds, status, type]), [[['carl'], 1, 2], [[], 3, 3]]);
});

test('a call that fails is made three times; three that fail for good make a pause of a minute', async (t) => {
  const app = await appServer(t, (call) => (call < 2 || (call > 2 && call < 12) ? 500 : 200));
  const clock = new FakeClock();
  const stage = await createStage(t, { clock, callbackUrl: app.url, heartbeatMs: 1e12 });
  const caller = Caller.at(stage.url, () => clock.now());
  const make = async (room: string) => {
    await caller.do('chatroom/create', { [`chatroom[${room}]`]: 'R' });
    clock.advance(500);
  };
  await make('first');
  await app.called(3);
  assert.deepEqual(app.events.map(({ chatRoomId }) => chatRoomId), ['first']);
  for (let n = 1; n <= 3; n++) {
    await make(`lost-${n}`);
    await app.called(3 + 3 * n);
    await answered(caller);
  }
  await make('waits');
  clock.advance(58_000);
  assert.equal(app.urls.length, 12);
  clock.advance(2_000);
  await app.called(13);
  assert.deepEqual(app.events.map(({ chatRoomId }) => chatRoomId), ['first', 'waits']);
});

test('what is still waiting is told when the server closes', async (t) => {
  const app = await appServer(t);
  const stage = await createStage(t, { callbackUrl: app.url });
  await Caller.at(stage.url).do('chatroom/create', { 'chatroom[r]': 'R' });
  await stage.chat.close({ graceMs: 200 });
  assert.deepEqual(app.events.map(({ chatRoomId, type }) => [chatRoomId, type]), [['r', 0]]);
});

test('an address that cannot be one is refused at once', async (t) => {
  await assert.rejects(createStage(t, { callbackUrl: 'app.example.com/hook' }), TypeError);
});

test('changed attributes are told to an address of their own', async (t) => {
  const app = await appServer(t);
  const clock = new FakeClock();
  const stage = await createStage(t, { clock, attributeCallbackUrl: app.url, heartbeatMs: 1e12 });
  const caller = Caller.at(stage.url, () => clock.now());
  await caller.do('chatroom/create', { 'chatroom[r]': 'R' });
  await caller.do('chatroom/entry/set', { chatroomId: 'r', userId: 'ann', key: 'topic', value: 'tea' });
  const ann = await stage.guest('ann', 'r');
  ann.send({ k: 'attr', id: 5, room: 'r', set: { topic: null, seat: '1' } });
  await ann.reply(5);
  const at = clock.now();
  clock.advance(500);
  await app.called(1);
  assert.deepEqual(app.events as unknown[], [
    { chatRoomId: 'r', userId: 'ann', key: 'topic', value: 'tea', type: 1, version: at, time: at },
    { chatRoomId: 'r', userId: 'ann', key: 'topic', value: '', type: 2, version: at + 1, time: at },
    { chatRoomId: 'r', userId: 'ann', key: 'seat', value: '1', type: 1, version: at, time: at },
  ]);
  const query = Object.fromEntries(app.urls[0]!.searchParams);
  assert.equal(query['signature'], sha1(SECRET + query['nonce'] + query['timestamp']));
});

test('messages are told once they have their places, each once, whoever said them', async (t) => {
  const app = await appServer(t);
  const stage = await createStage(t, { messageCallbackUrl: app.url });
  const ann = await stage.guest('ann', 'r');
  const mid = `${ann.namespace}1`;
  for (let n = 0; n < 2; n++) await ann.say('r', 'hello', { mid });
  await ann.say('r', 'passing', { p: 16 });
  await Caller.at(stage.url).do('message/chatroom/publish', { fromUserId: 'app', toChatroomId: 'r', objectName: 'app:news', content: '{"x":1}' });
  await stage.chat.close();
  assert.deepEqual((app.events as unknown as Record<string, unknown>[]).map(({ chatRoomId, fromUserId, objectName, offset }) => [chatRoomId, fromUserId, objectName, offset]), [
    ['r', 'ann', 'RC:TxtMsg', 1], ['r', 'app', 'app:news', 2],
  ]);
  assert.deepEqual((app.events as unknown as { messageUID: string; content: { content: string } }[]).map(({ messageUID, content }) => [messageUID, content.content])[0], [mid, 'hello']);
});
