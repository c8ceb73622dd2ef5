import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { createChatServer, type TokenUser } from '../../src/server/index.js';
import { FakeClock } from './fake-clock.js';
import { APP_KEY, createStage, SECRET } from './stage.js';

const TOKEN_INCORRECT = 31004;
const TOKEN_EXPIRED = 31020;
const BAD_FRAME = 90003;
const TIMEOUT = 5004;

const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
/** A token made by hand, as an app server in another language would. */
function handmade(claims: object, { header = { alg: 'HS256', typ: 'JWT' } as object, secret = SECRET } = {}): string {
  const signed = `${base64url(header)}.${base64url(claims)}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}
const seconds = () => Math.floor(Date.now() / 1000);
const claims = (more: object = {}) => ({ sub: 'ann', name: 'Ann', aud: APP_KEY, iat: seconds(), exp: seconds() + 600, ...more });

test('a token made by hand to the documented claims is accepted, and says who one is', async (t) => {
  const stage = await createStage(t);
  const probe = await stage.socket();
  const hi = await probe.auth(handmade(claims({ picture: '/a.svg', role: 'moderator' })));
  assert.deepEqual(hi.user, { id: 'ann', name: 'Ann', portrait: '/a.svg', role: 'moderator' });
  assert.equal(hi.limits.messagesPerSecond, 5);
  assert.equal(hi.hb, 25_000);
  assert.match(hi.ns, /^[\w-]{6}\.$/);
});

test('the namespace of message ids is the same on every connection of a user, and another for others', async (t) => {
  const stage = await createStage(t);
  const [first, second, other] = [await stage.user('ann'), await stage.user('ann'), await stage.user('bob')];
  assert.equal(first.namespace, second.namespace);
  assert.notEqual(first.namespace, other.namespace);
});

const valid = handmade(claims());
const forged: Record<string, [token: string, code: number]> = {
  'alg none': [`${base64url({ alg: 'none', typ: 'JWT' })}.${base64url(claims())}.`, TOKEN_INCORRECT],
  'alg none with a signature': [handmade(claims(), { header: { alg: 'none' } }), TOKEN_INCORRECT],
  'alg HS512 in the header': [handmade(claims(), { header: { alg: 'HS512' } }), TOKEN_INCORRECT],
  'another secret': [handmade(claims(), { secret: 'another secret of more than 32 bytes' }), TOKEN_INCORRECT],
  'another app': [handmade(claims({ aud: 'other-app' })), TOKEN_INCORRECT],
  'no app': [handmade(claims({ aud: undefined })), TOKEN_INCORRECT],
  expired: [handmade(claims({ exp: seconds() - 120 })), TOKEN_EXPIRED],
  'no expiry': [handmade(claims({ exp: undefined })), TOKEN_INCORRECT],
  'not valid yet': [handmade(claims({ nbf: seconds() + 600 })), TOKEN_INCORRECT],
  truncated: [valid.slice(0, -5), TOKEN_INCORRECT],
  'claims changed after signing': [valid.replace(/\.[^.]+\./, `.${base64url(claims({ sub: 'eve' }))}.`), TOKEN_INCORRECT],
  'no name': [handmade(claims({ name: '' })), TOKEN_INCORRECT],
  'a name without visible characters': [handmade(claims({ name: ' \u200b ' })), TOKEN_INCORRECT],
  'an id with a control character': [handmade(claims({ sub: 'a\nb' })), TOKEN_INCORRECT],
  'the system role': [handmade(claims({ role: 'system' })), TOKEN_INCORRECT],
  'not a token': ['hello', TOKEN_INCORRECT],
};
for (const [what, [token, code]] of Object.entries(forged)) {
  test(`refused before anything else happens: ${what}`, async (t) => {
    const stage = await createStage(t);
    const probe = await stage.socket();
    probe.send({ k: 'auth', id: 1, v: 1, token });
    // Sent in the same breath, it must not reach a room.
    probe.send({ k: 'join', id: 2, room: 'r', create: true, want: 0 });
    const bye = await probe.next('bye');
    assert.deepEqual({ code: bye.code, again: bye.again }, { code, again: false });
    await probe.closed;
    assert.deepEqual(probe.frames.map((frame) => frame.k), ['bye']);
    assert.equal(stage.chat.stats.rooms, 0);
  });
}

test('clocks may differ by a minute, not more', async (t) => {
  const clock = new FakeClock();
  const stage = await createStage(t, { clock });
  const token = await stage.chat.issueToken({ id: 'ann', name: 'Ann' }, 10_000);
  clock.advance(10_000 + 58_000);
  await (await stage.socket()).auth(token);
  clock.advance(5_000);
  const late = await stage.socket();
  late.send({ k: 'auth', id: 1, v: 1, token });
  assert.equal((await late.next('bye')).code, TOKEN_EXPIRED);
});

test('whoever does not say who they are within ten seconds is closed and may come back', async (t) => {
  const clock = new FakeClock();
  const stage = await createStage(t, { clock });
  const probe = await stage.socket();
  clock.advance(9_900);
  assert.deepEqual(probe.frames, []);
  clock.advance(200);
  const bye = await probe.next('bye');
  assert.deepEqual({ code: bye.code, again: bye.again }, { code: TIMEOUT, again: true });
});

test('any other first frame, and a second greeting, end the connection', async (t) => {
  const stage = await createStage(t);
  const hasty = await stage.socket();
  hasty.send({ k: 'join', id: 1, room: 'r', create: true, want: 0 });
  assert.equal((await hasty.next('bye')).code, BAD_FRAME);
  const twice = await stage.user('ann');
  twice.send({ k: 'auth', id: 9, v: 1, token: 'x' });
  assert.equal((await twice.next('bye')).code, BAD_FRAME);
  assert.equal(stage.chat.stats.rooms, 0);
});

test('requests may follow the greeting without waiting for its answer', async (t) => {
  const stage = await createStage(t);
  const probe = await stage.socket();
  probe.send({ k: 'auth', id: 1, v: 1, token: valid });
  probe.send({ k: 'join', id: 2, room: 'r', create: true, want: 0 });
  assert.equal((await probe.next('hi')).id, 1);
  assert.equal((await probe.next('joined')).room, 'r');
});

test('a mistake in the options or the user is told at once', async (t) => {
  assert.throws(() => createChatServer({ appKey: APP_KEY, secret: 'x'.repeat(31) }), /at least 32 bytes/);
  assert.throws(() => createChatServer({ appKey: '', secret: SECRET }), /appKey/);
  const { chat } = await createStage(t);
  const wrong: [unknown, RegExp][] = [
    [{ id: '', name: 'Ann' }, /user id/],
    [{ id: 'x'.repeat(65), name: 'Ann' }, /user id/],
    [{ id: 'ann', name: '' }, /name/],
    [{ id: 'ann', name: 'n'.repeat(65) }, /name/],
    [{ id: 'ann', name: 'Ann', role: 'king' }, /role/],
  ];
  for (const [user, words] of wrong) await assert.rejects(chat.issueToken(user as TokenUser), { name: 'TypeError', message: words });
  await assert.rejects(chat.issueToken({ id: 'ann', name: 'Ann' }, -1), { name: 'TypeError' });
});
