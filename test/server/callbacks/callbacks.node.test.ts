import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test, type TestContext } from 'node:test';
import { json } from 'node:stream/consumers';
import { Caller, sha1 } from '../api/caller.js';
import { FakeClock } from '../fake-clock.js';
import { createStage, SECRET } from '../stage.js';

interface Event {
  chatRoomId: string;
  userIds: string[];
  status: number;
  type: number;
  time: number;
}

/** An app server that remembers what it is told; `answer` says how it answers each call. */
async function appServer(t: TestContext, answer: (call: number) => number = () => 200) {
  const events: Event[] = [];
  const urls: URL[] = [];
  const waiting: (() => void)[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    void json(request).then((body) => {
      const status = answer(urls.length);
      urls.push(new URL(request.url!, 'http://app'));
      if (status === 200) events.push(...(body as Event[]));
      response.writeHead(status).end('ok');
      for (const wake of waiting.splice(0)) wake();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  /** Waits until it was called so often. */
  const called = async (times: number) => {
    while (urls.length < times) await new Promise<void>((wake) => waiting.push(wake));
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?own=1`, events, urls, called };
}

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
