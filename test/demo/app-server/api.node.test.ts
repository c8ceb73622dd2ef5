import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { createApi } from '../../../demo/app-server/api.js';
import type { ServerFrameOf } from '../../../src/protocol/index.js';
import { createStage, SECRET } from '../../server/stage.js';

interface Session {
  token: string;
  user: { id: string; name: string; avatar?: string; role?: string };
  session: string;
  expiresAt: number;
}

async function startApi(t: TestContext) {
  const stage = await createStage(t);
  const api = createApi({ chat: stage.chat, secret: SECRET, now: () => 1000 });
  const server = createServer((request, response) => {
    if (!api(request, response)) response.writeHead(418).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const post = (body: unknown) => fetch(`${base}/api/session`, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) });
  const signIn = async (body: unknown) => (await (await post(body)).json()) as Session;
  return { stage, base, post, signIn };
}

test('a nickname buys a token that the chat accepts', async (t) => {
  const { stage, signIn } = await startApi(t);
  const session = await signIn({ name: '  小明 👋 ', avatar: '/avatars/03.svg', role: 'host' });
  assert.equal(session.expiresAt, 1000 + 24 * 60 * 60 * 1000);
  const { user } = await (await stage.socket()).auth(session.token);
  assert.deepEqual(user, { id: session.user.id, name: '小明 👋', portrait: '/avatars/03.svg', role: 'host' });
});

test('every sign-in is a new person, except with the session of an earlier one', async (t) => {
  const { signIn } = await startApi(t);
  const [first, second] = [await signIn({ name: 'Ann' }), await signIn({ name: 'Ann' })];
  assert.notEqual(first.user.id, second.user.id);
  const again = await signIn({ name: 'Anna', session: first.session });
  assert.deepEqual([again.user.id, again.user.name], [first.user.id, 'Anna']);
  const forged = await signIn({ name: 'Eve', session: `${first.user.id}.${second.session.split('.')[1]}` });
  assert.notEqual(forged.user.id, first.user.id);
  for (const odd of [first.user.id, '.', '', 7, {}]) assert.notEqual((await signIn({ name: 'Eve', session: odd })).user.id, first.user.id);
});

test('what cannot be is answered in words, for people and for programs', async (t) => {
  const { post } = await startApi(t);
  const wrong: [body: unknown, error: string][] = [
    [{}, 'name-missing'],
    [{ name: '' }, 'name-missing'],
    [{ name: ' \u200b\t ' }, 'name-missing'],
    [{ name: 5 }, 'name-missing'],
    [{ name: 'x'.repeat(25) }, 'name-too-long'],
    [{ name: 'a\nb' }, 'name-unreadable'],
    [{ name: 'Ann', avatar: 'javascript:alert(1)' }, 'avatar-wrong'],
    [{ name: 'Ann', avatar: 5 }, 'avatar-wrong'],
    [{ name: 'Ann', role: 'king' }, 'role-wrong'],
    [{ name: 'Ann', role: 'system' }, 'role-wrong'],
    ['no json', 'bad-body'],
    ['[]', 'bad-body'],
    ['null', 'bad-body'],
    [{ name: 'x'.repeat(10_000) }, 'too-large'],
  ];
  for (const [body, error] of wrong) {
    const answer = await post(body);
    const told = (await answer.json()) as { error: string; message: string };
    assert.deepEqual([answer.status, told.error], [400, error], JSON.stringify(body).slice(0, 40));
    assert.ok(told.message.length > 10);
  }
  assert.equal((await post({ name: '👨‍👩‍👧‍👦'.repeat(24) })).status, 200);
});

test('rooms: two channels and two hosts, in two languages, with portraits that exist and people who are there', async (t) => {
  const { stage, base } = await startApi(t);
  await stage.guest('ann', 'tv-city');
  const { rooms } = (await (await fetch(`${base}/api/rooms`)).json()) as {
    rooms: { id: string; kind: string; title: Record<string, string>; src: string; host: { avatar: string }; viewers: number }[];
  };
  assert.deepEqual(rooms.map((room) => room.kind).sort(), ['host', 'host', 'tv', 'tv']);
  assert.equal(new Set(rooms.map((room) => room.src)).size, 4);
  for (const room of rooms) {
    assert.ok(room.title['en'] && room.title['zh-CN'], room.id);
    assert.ok(existsSync(join(import.meta.dirname, '../../../demo/public', room.host.avatar)), room.host.avatar);
    assert.equal(room.viewers, room.id === 'tv-city' ? 1 : 0);
  }
});

test('other addresses and methods', async (t) => {
  const { base } = await startApi(t);
  assert.equal((await fetch(`${base}/api/nothing`)).status, 404);
  const wrongMethod = await fetch(`${base}/api/session`);
  assert.deepEqual([wrongMethod.status, wrongMethod.headers.get('allow')], [405, 'POST']);
  assert.equal((await fetch(`${base}/elsewhere`)).status, 418);
});

test('two of the demo meet in a room', async (t) => {
  const { stage, signIn } = await startApi(t);
  const enter = async (name: string) => {
    const probe = await stage.socket();
    await probe.auth((await signIn({ name })).token);
    await probe.join('tv-city');
    return probe;
  };
  const [ann, bob] = [await enter('Ann'), await enter('Bob')];
  const ack = (await ann.say('tv-city', 'hi')) as ServerFrameOf<'ack'>;
  const batch = await bob.next('b', (frame) => frame.s === ack.off);
  assert.equal(batch.m?.[0]?.c.user?.name, 'Ann');
});
