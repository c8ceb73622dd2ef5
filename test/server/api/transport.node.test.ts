import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { createChatServer } from '../../../src/server/index.js';
import { FakeClock } from '../fake-clock.js';
import { Probe } from '../probe.js';
import { APP_KEY, createStage, SECRET } from '../stage.js';
import { Caller, sha1, signedHeaders } from './caller.js';

const ROOM = { chatroomId: 'r' };

test('a path works with and without .json, under either spelling of the headers, with seconds and with milliseconds', async (t) => {
  const caller = Caller.at((await createStage(t)).url);
  for (const path of ['chatroom/user/query', 'chatroom/user/query.json']) {
    assert.deepEqual(await caller.post(path, ROOM), { status: 200, body: { code: 200, total: 0, users: [] } });
  }
  const now = Date.now();
  for (const headers of [
    signedHeaders({ prefix: 'RC-' }),
    signedHeaders({ timestamp: String(Math.floor(now / 1000)) }),
    // As the Node SDK of a process that has been running for half a year.
    signedHeaders({ timestamp: String(Math.floor(now / 1000) - 180 * 86_400) }),
    signedHeaders({ nonce: '1' }),
    signedHeaders({ nonce: '1' }),
  ]) {
    assert.equal((await caller.post('chatroom/user/query', ROOM, headers)).body.code, 200);
  }
});

test('who does not know the secret is refused, and learns why as far as it helps', async (t) => {
  const caller = Caller.at((await createStage(t)).url);
  const good = signedHeaders();
  const cases: [string, Record<string, string>, number][] = [
    ['another app', signedHeaders({ appKey: 'other' }), 1001],
    ['another secret', signedHeaders({ secret: `${SECRET}x` }), 1004],
    ['no signature', { ...good, Signature: '' }, 1004],
    ['not hexadecimal', { ...good, Signature: 'z'.repeat(40) }, 1004],
    ['of another nonce', { ...good, Nonce: '2' }, 1004],
    ['no nonce', { ...good, Nonce: '', Signature: sha1(SECRET + good['Timestamp']) }, 1004],
    ['no time', signedHeaders({ timestamp: 'now' }), 1004],
    ['three years old', signedHeaders({ timestamp: String(Date.now() - 3 * 366 * 86_400_000) }), 1004],
  ];
  for (const [what, headers, code] of cases) {
    const { status, body } = await caller.post('user/getToken', { userId: 'x', name: 'X' }, headers);
    assert.deepEqual([status, body.code, typeof body.errorMessage], [401, code, 'string'], what);
    assert.equal(JSON.stringify(body).includes(SECRET), false, what);
  }
});

test('while a secret is replaced, both are good, for calls and for tokens', async (t) => {
  const old = 'the secret of last year, long enough';
  const stage = await createStage(t, { previousSecret: old });
  const caller = Caller.at(stage.url);
  for (const secret of [SECRET, old]) assert.equal((await caller.post('chatroom/user/query', ROOM, signedHeaders({ secret }))).body.code, 200);
  const before = createChatServer({ appKey: APP_KEY, secret: old, log: false });
  t.after(() => before.close());
  const probe = await stage.socket();
  const hi = await probe.auth(await before.issueToken({ id: 'ann', name: 'Ann' }));
  assert.equal(hi.k, 'hi');
  await probe.join('r');
  assert.equal((await probe.say('r', 'x')).k, 'ack');
  // A message that was under way when the server changed its secret comes in under the old name.
  const { port } = await before.listen(0);
  const there = await Probe.open(`ws://127.0.0.1:${port}/chat`);
  const { ns } = await there.auth(await before.issueToken({ id: 'ann', name: 'Ann' }));
  there.ws.terminate();
  assert.notEqual(ns, hi.ns);
  assert.equal((await probe.say('r', 'y', { mid: `${ns}1` })).k, 'ack');
});

test('bodies are bounded, and empty ones are told from wrong ones', async (t) => {
  const caller = Caller.at((await createStage(t)).url);
  assert.deepEqual([(await caller.post('chatroom/get')).body.code, (await caller.post('chatroom/get', { other: 1 })).body.code], [1003, 1002]);
  assert.equal((await caller.post('chatroom/keepalive/query')).body.code, 200);
  const large = await caller.post('chatroom/get', { chatroomId: 'x'.repeat(100 * 1024) });
  assert.deepEqual([large.status, large.body.code], [413, 1508]);
  assert.equal((await caller.post('sensitiveword/batch/add', '{')).body.code, 1002);
  // A message may be larger than any other body.
  await caller.do('chatroom/create', { 'chatroom[r]': 'R' });
  const message = { fromUserId: 'a', toChatroomId: 'r', objectName: 'app:large', content: JSON.stringify({ x: 'ü'.repeat(60_000) }) };
  assert.equal((await caller.post('message/chatroom/publish', message)).body.code, 200);
});

test('a call without an app key, or not by POST, is answered in words of the API', async (t) => {
  const { base } = Caller.at((await createStage(t)).url);
  const answer = async (init: RequestInit) => {
    const response = await fetch(`${base}/user/getToken.json`, init);
    return { status: response.status, allow: response.headers.get('allow'), ...((await response.json()) as { code: number; errorMessage: string }) };
  };
  const unsigned = await answer({ method: 'POST', body: new URLSearchParams({ userId: 'ann' }) });
  assert.deepEqual([unsigned.status, unsigned.code, /App-Key/.test(unsigned.errorMessage)], [401, 1001, true]);
  for (const [method, headers] of [['GET', {}], ['GET', signedHeaders()], ['PUT', signedHeaders()], ['DELETE', signedHeaders()]] as const) {
    const wrong = await answer({ method, headers });
    assert.deepEqual([wrong.status, wrong.code, wrong.allow, /POST/.test(wrong.errorMessage)], [405, 1007, 'POST', true], method);
  }
});

test('a body may be JSON, with plain values where plain values are asked for; other kinds of body are refused by name', async (t) => {
  const caller = Caller.at((await createStage(t)).url);
  const post = (path: string, body: unknown) => caller.post(path, JSON.stringify(body));
  assert.equal((await post('user/getToken', { userId: 'ann', name: 'Ann', portraitUri: null })).body.code, 200);
  assert.equal((await post('chatroom/create_new', { chatroomId: 'json', entryOwnerId: 'ann', entryInfo: { topic: 'tea' } })).body.code, 200);
  assert.equal((await post('chatroom/user/gag/add', { chatroomId: 'json', userId: ['ann', 'bob'], minute: 5, needNotify: true })).body.code, 200);
  for (const [path, body, blamed] of [
    ['user/getToken', { userId: { a: 1 }, name: 'Ann' }, 'userId'],
    ['user/getToken', { userId: 'ann', name: ['Ann', ['x']] }, 'name'],
    ['user/getToken', { userId: null, name: 'Ann' }, 'userId'],
    ['chatroom/get', { chatroomId: [{}] }, 'chatroomId'],
    ['chatroom/user/gag/add', { chatroomId: 'json', userId: 'ann', minute: 1.5 }, 'minute'],
  ] as const) {
    const { status, body: answer } = await post(path, body);
    assert.deepEqual([status, answer.code, answer.errorMessage?.includes(blamed)], [400, 1002, true], `${path} ${JSON.stringify(body)}`);
  }
  const parts = new FormData();
  parts.set('userId', 'ann');
  const multipart = await fetch(`${caller.base}/user/getToken`, { method: 'POST', headers: signedHeaders(), body: parts });
  assert.equal(multipart.status, 400);
  assert.match(((await multipart.json()) as { errorMessage: string }).errorMessage, /multipart/);
});

test('no path takes more than a hundred calls a second; others go on', async (t) => {
  const clock = new FakeClock();
  const stage = await createStage(t, { clock });
  const caller = Caller.at(stage.url, () => clock.now());
  const codes = await Promise.all(Array.from({ length: 101 }, async () => (await caller.post('chatroom/user/query', ROOM)).body.code));
  assert.deepEqual([codes.filter((code) => code === 200).length, codes.filter((code) => code === 1008).length], [100, 1]);
  assert.equal((await caller.post('chatroom/get', ROOM)).body.code, 23410);
  clock.advance(1000);
  assert.equal((await caller.post('chatroom/user/query', ROOM)).body.code, 200);
});

test('what is not there is said to be not there', async (t) => {
  const stage = await createStage(t);
  const caller = Caller.at(stage.url);
  assert.equal((await caller.post('chatroom/fly')).status, 404);
  assert.equal((await caller.post('message/private/publish', { fromUserId: 'a' })).body.code, 1009);
  assert.equal((await fetch(`${caller.base}/healthz`)).status, 200);
});

test('on an HTTP server of the app, calls come to us and everything else to the app', async (t) => {
  const chat = createChatServer({ appKey: APP_KEY, secret: SECRET, log: false });
  const server = createServer((request, response) => response.end(`page ${request.method} ${request.url}`));
  const detach = chat.attach(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(async () => {
    await chat.close();
    server.closeAllConnections();
    server.close();
  });
  const caller = new Caller(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  assert.equal((await caller.post('chatroom/user/query', ROOM)).body.code, 200);
  const page = async (method: string, path: string) => (await fetch(`${caller.base}${path}`, { method })).text();
  assert.equal(await page('GET', '/'), 'page GET /');
  // The app's own form, which no signature makes a call of the Server API.
  assert.equal(await page('POST', '/user/block'), 'page POST /user/block');
  assert.equal(await page('GET', '/user/block'), 'page GET /user/block');
  detach();
  await assert.rejects(caller.post('chatroom/user/query', ROOM));
  assert.equal(await page('GET', '/'), 'page GET /');
});
