import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test, type TestContext } from 'node:test';
import { DiskMedia, SqliteStore } from '../../../src/server/index.js';
import { noRedis, type OwnRedis, startRedis } from '../../support/redis.js';
import { Caller } from '../api/caller.js';
import { createCluster } from '../bus/cluster.js';
import { png } from '../media/samples.js';
import { scratchFolder } from '../scratch.js';
import { createStage } from '../stage.js';

const ACCOUNT_DELETED = 31029;
/** Spelled so that they cannot be in a file by chance. */
const ID = 'user-zebra-4711';
const NAME = 'Quetzalcoatl Zimmermann';
const WORDS = 'my grandmother has a purple submarine';
/** Waits for a moderator. */
const HELD = 'my aunt collects tangerine zeppelins';

const give = (count: number) => ({ t: 'live:gift', c: { gift: 'rose', name: 'Rose', price: 10, count } });

/** A server on files, somebody who has left traces of every kind, and somebody who has written to them. */
async function open(t: TestContext) {
  const folder = scratchFolder();
  const stage = await createStage(t, {
    store: new SqliteStore(join(folder, 'rooms.db')), media: new DiskMedia(join(folder, 'media')), limits: { messagesPerSecond: 100 },
  });
  const api = Caller.at(stage.url);
  const [person, bob] = [await stage.guest(ID, 'r', { name: NAME }), await stage.guest('bob', 'r')];
  const origin = stage.url.replace('ws:', 'http:').replace('/chat', '');
  const token = await stage.chat.issueToken({ id: ID, name: NAME });
  const posted = await fetch(`${origin}/media`, { method: 'POST', body: new Uint8Array(png()), headers: { authorization: `Bearer ${token}` } });
  const { uri } = (await posted.json()) as { uri: string };
  await person.say('r', WORDS);
  await person.say('r', '', { t: 'RC:ImgMsg', c: { imageUri: uri, content: '', width: 40, height: 30 } });
  await person.say('r', '', give(3));
  const mid = `${person.namespace}oops`;
  await person.say('r', 'oops', { mid });
  person.send({ k: 'recall', id: 9, room: 'r', mid });
  await person.reply(9);
  await bob.say('r', '', { c: { content: `hello @${NAME}, welcome`, mentionedInfo: { userIdList: [ID, 'carl'] } } });
  await api.do('sensitiveword/add', { word: 'zeppelin', type: '3' });
  for (const name of ['held', 'rejected']) await person.say('r', HELD, { mid: `${person.namespace}${name}` });
  await api.do('message/chatroom/held/reject', { chatroomId: 'r', messageUID: `${person.namespace}rejected` });
  await api.do('user/refresh', { userId: ID, name: NAME });
  await api.do('user/tag/set', { userId: ID, tags: 'vip' });
  await api.do('user/blacklist/add', { userId: ID, blackUserId: 'carl' });
  await api.do('user/blacklist/add', { userId: 'carl', blackUserId: ID });
  await api.do('chatroom/user/whitelist/add', { chatroomId: 'r', userId: ID });
  await api.do('chatroom/user/gag/add', { chatroomId: 'elsewhere', userId: ID, minute: 60 });
  await api.do('chatroom/entry/set', { chatroomId: 'r', userId: ID, key: 'seat', value: 'front row' });
  const files = () => readdirSync(join(folder, 'media'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length;
  const bytes = () => readdirSync(folder).filter((name) => name.startsWith('rooms.db')).map((name) => readFileSync(join(folder, name), 'latin1')).join('');
  return { stage, api, person, bob, uri, origin, files, bytes };
}

test('what is kept about a user can be had as JSON', async (t) => {
  const { api, uri } = await open(t);
  const all = await api.do('user/data/export', { userId: ID });
  const messages = all['messages'] as { room: string; type: string; content: { content?: string; user: { name: string } } }[];
  assert.deepEqual(messages.map(({ type }) => type), ['RC:TxtMsg', 'RC:ImgMsg', 'live:gift', 'RC:RcNtf']);
  assert.deepEqual([messages[0]!.content.content, messages[0]!.content.user.name, messages[0]!.room], [WORDS, NAME, 'r']);
  assert.deepEqual((all['files'] as { url: string; bytes: number }[]).map(({ url, bytes }) => [url, bytes]), [[uri, png().length]]);
  assert.deepEqual((all['mutes'] as { room: string }[]).map(({ room }) => room), ['elsewhere']);
  assert.deepEqual((all['attributes'] as { key: string; value: string }[]).map(({ key, value }) => [key, value]), [['seat', 'front row']]);
  assert.deepEqual((all['held'] as { content: { content: string } }[]).map(({ content }) => content.content), [HELD]);
  assert.deepEqual((all['decided'] as { verdict: string }[]).map(({ verdict }) => verdict), ['rejected']);
  assert.deepEqual([all['tags'], all['blacklist'], all['allowedIn'], all['connections']], [['vip'], ['carl'], ['r'], 1]);
  assert.equal((all['profile'] as { name: string }).name, NAME);
  const nobody = await api.do('user/data/export', { userId: 'nobody' });
  assert.deepEqual([nobody['messages'], nobody['files'], nobody['given'], nobody['profile']], [[], [], [], null]);
});

test('after erasure no byte of a user is left: not in the data file, not on the disk, not for who is here or comes', async (t) => {
  const { stage, api, person, bob, uri, origin, files, bytes } = await open(t);
  for (const trace of [ID, NAME, WORDS, HELD]) assert.ok(bytes().includes(trace), trace);
  assert.equal(files(), 1);
  // Sums are written within a second.
  await bob.next('b', (batch) => batch.e?.some(({ t: type }) => type === 'live:sums') === true);

  const { users } = (await api.do('user/data/erase', { userId: ID })) as unknown as { users: object[] };
  assert.deepEqual(users, [{ userId: ID, messages: 4, attributes: 1, held: 1, files: 1 }]);
  const bye = await person.next('bye');
  assert.deepEqual([bye.code, bye.again], [ACCOUNT_DELETED, false]);
  const own = bob.received().filter(({ c }) => c.user?.id === ID).map(({ i }) => i);
  const dropped = () => bob.received().filter(({ t: type }) => type === 'RC:RcCmd').map(({ c }) => c['id']);
  while (!own.every((id) => dropped().includes(id))) await bob.next('b');
  assert.equal(files(), 0);
  assert.equal((await fetch(origin + uri)).status, 404);
  for (const trace of [ID, NAME, WORDS, HELD, 'front row', uri.slice(7)]) assert.ok(!bytes().includes(trace), trace);

  assert.equal(stage.chat.memberCount('r'), 1);

  // What others said is still there, without the name; what was given still counts, without the giver.
  const late = await stage.user('late');
  const { h } = await late.join('r', { want: 50 });
  assert.deepEqual(h.map(({ c }) => [c['content'], c['mentionedInfo']]), [['hello @…, welcome', { userIdList: ['carl'] }]]);
  await late.settled();
  const sums = late.extras().filter(({ t: type }) => type === 'live:sums').at(-1);
  assert.deepEqual([sums?.c['total'], sums?.c['top']], [30, []]);
  const left = await api.do('user/data/export', { userId: ID });
  assert.deepEqual(['messages', 'held', 'decided', 'files', 'given', 'mutes', 'attributes', 'tags', 'blacklist', 'allowedIn'].map((name) => (left[name] as unknown[]).length), Array(10).fill(0));
  assert.deepEqual((await api.do('user/blacklist/query', { userId: 'carl' }))['users'], []);
  // Once more is no mistake.
  assert.deepEqual((await api.do('user/data/erase', { userId: ID }))['users'], [{ userId: ID, messages: 0, attributes: 0, held: 0, files: 0 }]);
  await stage.chat.close();
  for (const trace of [ID, NAME, WORDS, HELD]) assert.ok(!bytes().includes(trace), `${trace} after the end`);
});

let redis: OwnRedis;
before(async () => {
  if (!noRedis) redis = await startRedis();
});
after(() => redis?.stop());

test('on several servers, whichever is asked, all forget', { skip: noRedis }, async (t) => {
  const [one, two] = await createCluster(t, redis, 2, {});
  const [person, bob] = [await two!.guest(ID, 'r', { name: NAME }), await two!.guest('bob', 'r')];
  await person.say('r', WORDS);
  await bob.say('r', 'stays');
  const api = Caller.at(one!.url);
  await Caller.at(two!.url).do('sensitiveword/add', { word: 'zeppelin', type: '3' });
  await person.say('r', HELD);
  await api.do('chatroom/user/gag/add', { chatroomId: 'r', userId: ID, minute: 60 });
  assert.deepEqual((await api.do('user/data/erase', { userId: ID }))['users'], [{ userId: ID, messages: 1, attributes: 0, held: 1, files: 0 }]);
  assert.equal((await person.next('bye')).code, ACCOUNT_DELETED);
  await bob.next('b', (batch) => batch.m?.some(({ t: type }) => type === 'RC:RcCmd') === true);
  for (const stage of [one!, two!]) {
    const { h } = await (await stage.user('late')).join('r', { want: 50 });
    assert.deepEqual(h.map(({ c }) => c['content']), ['stays']);
  }
  assert.deepEqual((await Caller.at(two!.url).do('chatroom/user/gag/list', { chatroomId: 'r' }))['users'], []);
  assert.equal((await Caller.at(two!.url).do('message/chatroom/held/query', { chatroomId: 'r' }))['total'], 0);
});
