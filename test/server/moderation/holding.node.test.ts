import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it, test, type TestContext } from 'node:test';
import type { ServerFrame, ServerFrameOf } from '../../../src/protocol/index.js';
import { type ChatServerOptions, SqliteStore } from '../../../src/server/index.js';
import { noRedis, type OwnRedis, startRedis } from '../../support/redis.js';
import { Caller } from '../api/caller.js';
import { createCluster } from '../bus/cluster.js';
import { appServer } from '../callbacks/app-server.js';
import { FakeClock } from '../fake-clock.js';
import type { Probe } from '../probe.js';
import { scratchFolder } from '../scratch.js';
import { createStage, type Stage } from '../stage.js';

const REJECTED = 90018;
const REVIEW_FULL = 90019;
const DAY_MS = 24 * 60 * 60 * 1000;

interface Held { chatRoomId: string; fromUserId: string; objectName: string; content: { content: string }; messageUID: string; reason: string; time: number }
interface Outcome { messageUID: string; state: string; offset?: number }

const answer = (frame: ServerFrame) => (frame.k === 'ack' ? (frame.state ?? frame.off ?? 'no place') : frame.k === 'err' ? frame.code : frame.k);
const words = (probe: Probe) => probe.received().map(({ c }) => c['content']);
/** Ids of messages that this person was told of as not let in. */
const refusals = (probe: Probe) => probe.extras().flatMap(({ t, c }) => (t === 'RC:RcCmd' ? [c['id']] : []));
const waiting = async (api: Caller, form: Record<string, string | number> = {}) => (await api.do('message/chatroom/held/query', form)) as unknown as { total: number; messages: Held[] };
const decide = async (api: Caller, verdict: 'approve' | 'reject', ids: string[], room = 'r') =>
  ((await api.do(`message/chatroom/held/${verdict}`, { chatroomId: room, messageUID: ids, operatorId: 'mia' }))['messages'] as Outcome[]);
const until = async (probe: Probe, done: () => boolean) => {
  while (!done()) await probe.next('b');
};

/** A room with Ann and Bob, where a casino is looked at first. */
async function enter(stage: Stage, api = Caller.at(stage.url)) {
  const [ann, bob] = [await stage.guest('ann', 'r'), await stage.guest('bob', 'r')];
  await api.do('sensitiveword/add', { word: 'casino', type: '3' });
  const mid = `${ann.namespace}held`;
  const bet = () => ann.say('r', 'a casino', { mid });
  return { stage, api, ann, bob, mid, bet };
}
const open = async (t: TestContext, options: Partial<ChatServerOptions> = {}) => enter(await createStage(t, { limits: { messagesPerSecond: 100 }, ...options }));

test('a held message has no place and nobody sees it; approved it is said once, under its own id, and no rule is asked again', async (t) => {
  const { api, ann, bob, mid, bet, stage } = await open(t);
  const ack = (await bet()) as ServerFrameOf<'ack'>;
  assert.deepEqual([ack.k, ack.state, ack.off], ['ack', 'held', undefined]);
  assert.equal(answer(await bob.say('r', 'hello')), 1);
  const { total, messages } = await waiting(api, { chatroomId: 'r' });
  assert.deepEqual([total, messages.map(({ chatRoomId, fromUserId, objectName, content, messageUID, reason }) => [chatRoomId, fromUserId, objectName, content.content, messageUID, reason])],
    [1, [['r', 'ann', 'RC:TxtMsg', 'a casino', mid, 'word']]]);
  const { h } = await (await stage.user('carl')).join('r');
  assert.deepEqual(h.map(({ c }) => c['content']), ['hello']);
  assert.deepEqual(await decide(api, 'approve', [mid]), [{ messageUID: mid, state: 'approved', offset: 2 }]);
  for (const probe of [ann, bob]) {
    await until(probe, () => words(probe).length === 2);
    const [, { i, o, c }] = probe.received() as [unknown, ReturnType<Probe['received']>[number]];
    assert.deepEqual([i, o, c['content'], c.user?.id], [mid, 2, 'a casino', 'ann']);
  }
  assert.deepEqual(await decide(api, 'approve', [mid, 'unknown']), [{ messageUID: mid, state: 'missing' }, { messageUID: 'unknown', state: 'missing' }]);
  assert.deepEqual([(await waiting(api)).total, answer(await bet())], [0, 2]);
  assert.deepEqual(words(bob), ['hello', 'a casino']);
});

test('its author, and nobody else, is told that it was rejected; on every device, and once more after a break', async (t) => {
  const { api, ann, bob, mid, bet, stage } = await open(t);
  const phone = await stage.guest('ann', 'r');
  await bet();
  assert.deepEqual(await decide(api, 'reject', [mid]), [{ messageUID: mid, state: 'rejected' }]);
  for (const probe of [ann, phone]) await until(probe, () => refusals(probe).includes(mid));
  assert.equal(answer(await bet()), REJECTED);
  assert.deepEqual(await decide(api, 'approve', [mid]), [{ messageUID: mid, state: 'missing' }]);
  const returned = await stage.user('ann');
  const { ep, off } = await returned.join('r');
  await returned.settled();
  // A page that begins anew has nothing to be told of.
  assert.deepEqual(refusals(returned), []);
  await returned.join('r', { ep, off });
  await until(returned, () => refusals(returned).includes(mid));
  await bob.join('r', { ep, off });
  await bob.settled();
  assert.deepEqual([refusals(bob), words(bob)], [[], []]);
});

test('many are decided at once, in the order in which they were written, whatever the order of the call', async (t) => {
  const { api, ann, bob } = await open(t);
  const mids = ['one', 'two', 'three', 'four'].map((name) => `${ann.namespace}${name}`);
  for (const mid of mids) assert.equal(answer(await ann.say('r', `casino ${mid.slice(ann.namespace.length)}`, { mid })), 'held');
  assert.deepEqual((await waiting(api, { chatroomId: 'r', page: 2, size: 3 })).messages.map(({ messageUID }) => messageUID), [mids[3]]);
  const [one, two, three, four] = mids as [string, string, string, string];
  assert.deepEqual((await decide(api, 'approve', [three, one, two])).map(({ state }) => state), ['approved', 'approved', 'approved']);
  await decide(api, 'reject', [four]);
  await until(bob, () => words(bob).length === 3);
  assert.deepEqual(words(bob), ['casino one', 'casino two', 'casino three']);
});

test('a message that was sent again because its answer was lost waits once, also where nothing may be said twice or soon', async (t) => {
  const { api, ann, mid, bet } = await open(t);
  await api.do('chatroom/talk/set', { chatroomId: 'r', noRepeat: 60, holdLinks: '1' });
  await api.do('chatroom/slow/add', { chatroomId: 'r', second: 60 });
  assert.deepEqual([answer(await bet()), answer(await bet())], ['held', 'held']);
  assert.equal((await waiting(api)).total, 1);
  // What waits counts for slow mode like what is said.
  assert.equal(answer(await ann.say('r', 'something else')), 20604);
  await api.do('sensitiveword/delete', { word: 'casino' });
  assert.deepEqual(await decide(api, 'approve', [mid]), [{ messageUID: mid, state: 'approved', offset: 1 }]);
});

test('a room may have links looked at first; who runs it may say anything, and what is refused is refused', async (t) => {
  const { stage, api, bob } = await open(t);
  const host = await stage.guest('host', 'r', { role: 'host' });
  await api.do('chatroom/talk/set', { chatroomId: 'r', holdLinks: '1' });
  assert.equal((await api.do('chatroom/talk/query', { chatroomId: 'r' }))['holdLinks'], true);
  assert.equal(answer(await bob.say('r', 'see example.com')), 'held');
  assert.deepEqual((await waiting(api)).messages.map(({ reason }) => reason), ['link']);
  assert.deepEqual([answer(await host.say('r', 'see example.com')), answer(await host.say('r', 'a casino'))], [1, 2]);
  await api.do('sensitiveword/add', { word: 'scam' });
  assert.equal(answer(await bob.say('r', 'a casino scam')), 21501);
  await api.do('chatroom/talk/set', { chatroomId: 'r', holdLinks: '1', noLinks: '1' });
  assert.equal(answer(await bob.say('r', 'see example.org')), 21501);
});

test('words that are held are a kind of their own, and leave those of the vendor as they are', async (t) => {
  const { api } = await open(t);
  await api.do('sensitiveword/add', { word: 'darn', replaceWord: '***' });
  await api.do('sensitiveword/batch/add', JSON.stringify({ words: [{ word: 'scam' }, { word: 'bet', type: '3' }] }));
  const list = async (form = {}) => ((await api.do('sensitiveword/list', form))['words'] as { type: string; word: string; replaceWord?: string }[]).map(({ type, word, replaceWord }) => [type, word, replaceWord]);
  assert.deepEqual(await list({ type: '0' }), [['0', 'darn', '***']]);
  assert.deepEqual(await list({ type: '1' }), [['1', 'scam', undefined]]);
  assert.deepEqual(await list({ type: '3' }), [['3', 'casino', undefined], ['3', 'bet', undefined]]);
  assert.equal((await list()).length, 4);
});

test('where too many wait the author is told, and nothing is lost', async (t) => {
  const { stage, api, ann, bob } = await open(t, { heldPerUser: 2, heldPerRoom: 3 });
  for (const n of [1, 2]) assert.equal(answer(await ann.say('r', `casino ${n}`)), 'held');
  assert.equal(answer(await ann.say('r', 'casino 3')), REVIEW_FULL);
  assert.deepEqual([answer(await bob.say('r', 'casino')), answer(await (await stage.guest('carl', 'r')).say('r', 'casino'))], ['held', REVIEW_FULL]);
  const { total, messages } = await waiting(api);
  assert.equal(total, 3);
  await decide(api, 'reject', [messages[0]!.messageUID]);
  assert.equal(answer(await ann.say('r', 'casino 4')), 'held');
});

test('over a restart they wait on, and what was decided is known', async (t) => {
  const file = join(scratchFolder(), 'rooms.db');
  const first = await open(t, { store: new SqliteStore(file) });
  const gone = `${first.ann.namespace}gone`;
  await first.bet();
  await first.ann.say('r', 'casino again', { mid: gone });
  await decide(first.api, 'reject', [gone]);
  const { ep, off } = await first.bob.join('r');
  await first.stage.chat.close({ graceMs: 200 });
  const second = await createStage(t, { store: new SqliteStore(file) });
  const api = Caller.at(second.url);
  const [ann, bob] = [await second.user('ann'), await second.guest('bob', 'r')];
  await ann.join('r', { ep, off });
  await until(ann, () => refusals(ann).length > 0);
  assert.deepEqual(refusals(ann), [gone]);
  assert.equal(answer(await ann.say('r', 'a casino', { mid: first.mid })), 'held');
  assert.deepEqual(await decide(api, 'approve', [first.mid]), [{ messageUID: first.mid, state: 'approved', offset: 1 }]);
  await until(bob, () => words(bob).length === 1);
});

test('one that nobody decides on in a day counts as rejected, and then it is forgotten', async (t) => {
  const clock = new FakeClock();
  const stage = await createStage(t, { clock, heartbeatMs: 1e12, roomIdleMinutes: 1e6 });
  const api = Caller.at(stage.url, () => clock.now());
  const { ann, mid, bet } = await enter(stage, api);
  await bet();
  clock.advance(DAY_MS - 60_000);
  assert.equal((await waiting(api)).total, 1);
  clock.advance(3 * 60_000);
  await until(ann, () => refusals(ann).includes(mid));
  assert.deepEqual([(await waiting(api)).total, answer(await bet())], [0, REJECTED]);
  assert.match(stage.chat.metrics(), /^live_chatroom_rejected_total 1$/m);
  clock.advance(DAY_MS + 1);
  assert.equal(answer(await bet()), 'held');
});

test('what waits goes with its room, and with its author, who can have it as JSON before', async (t) => {
  const { api, ann, bob, mid, bet } = await open(t);
  await bet();
  await ann.say('r', 'casino two', { mid: `${ann.namespace}2` });
  await decide(api, 'reject', [`${ann.namespace}2`]);
  await bob.say('r', 'casino of bob');
  const all = await api.do('user/data/export', { userId: 'ann' });
  assert.deepEqual((all['held'] as { room: string; id: string; content: { content: string } }[]).map(({ room, id, content }) => [room, id, content.content]), [['r', mid, 'a casino']]);
  assert.deepEqual((all['decided'] as { id: string; verdict: string }[]).map(({ id, verdict }) => [id, verdict]), [[`${ann.namespace}2`, 'rejected']]);
  assert.deepEqual((await api.do('user/data/erase', { userId: 'ann' }))['users'], [{ userId: 'ann', messages: 0, attributes: 0, held: 1, files: 0 }]);
  const after = await api.do('user/data/export', { userId: 'ann' });
  assert.deepEqual([after['held'], after['decided'], (await waiting(api)).messages.map(({ fromUserId }) => fromUserId)], [[], [], ['bob']]);
  await api.do('chatroom/destroy', { chatroomId: 'r' });
  while ((await waiting(api)).total > 0);
});

test('what is purged is rejected; what a room cannot take just now waits on for the same verdict', async (t) => {
  const { api, ann, bob, mid, bet } = await open(t);
  await bet();
  const bobs = `${bob.namespace}1`;
  await bob.say('r', 'casino of bob', { mid: bobs });
  assert.equal((await api.do('message/chatroom/purge', { chatroomId: 'r', userId: 'ann', operatorId: 'mia' }))['total'], 1);
  await until(ann, () => refusals(ann).includes(mid));
  assert.deepEqual((await waiting(api)).messages.map(({ messageUID }) => messageUID), [bobs]);
  await api.do('chatroom/message/stopDistribution', { chatroomId: 'r' });
  assert.deepEqual(await decide(api, 'approve', [bobs]), [{ messageUID: bobs, state: 'failed' }]);
  await api.do('chatroom/message/resumeDistribution', { chatroomId: 'r' });
  assert.deepEqual(await decide(api, 'reject', [bobs]), [{ messageUID: bobs, state: 'missing' }]);
  assert.deepEqual(await decide(api, 'approve', [bobs]), [{ messageUID: bobs, state: 'approved', offset: 1 }]);
  await until(ann, () => words(ann).length === 1);
});

test('the app server hears of it, and it is counted', async (t) => {
  const app = await appServer(t);
  const { stage, api, mid, ann, bet } = await open(t, { heldCallbackUrl: app.url });
  await bet();
  await app.called(1);
  const [event] = app.events as unknown as Held[];
  assert.deepEqual([event!.chatRoomId, event!.fromUserId, event!.content.content, event!.messageUID, event!.reason], ['r', 'ann', 'a casino', mid, 'word']);
  await ann.say('r', 'casino two');
  await decide(api, 'approve', [mid]);
  const value = (name: string) => Number(new RegExp(`^live_chatroom_${name} (\\d+)$`, 'm').exec(stage.chat.metrics())?.[1]);
  assert.deepEqual([value('held_messages'), value('held_total'), value('approved_total'), value('rejected_total')], [1, 2, 1, 0]);
});

describe('over Redis', { skip: noRedis }, () => {
  let redis: OwnRedis;
  before(async () => {
    redis = await startRedis();
  });
  after(() => redis.stop());

  it('any server knows what waits and may decide; of two who do so at once, it is said once', async (t) => {
    const [one, two] = (await createCluster(t, redis, 2, { limits: { messagesPerSecond: 100 } })) as [Stage, Stage];
    const [first, second] = [Caller.at(one.url), Caller.at(two.url)];
    const [ann, bob] = [await one.guest('ann', 'r'), await two.guest('bob', 'r')];
    await first.do('sensitiveword/add', { word: 'casino', type: '3' });
    const mid = `${ann.namespace}held`;
    assert.equal(answer(await ann.say('r', 'a casino', { mid })), 'held');
    assert.deepEqual((await waiting(second)).messages.map(({ messageUID }) => messageUID), [mid]);
    // Her phone is on the other server.
    const phone = await two.guest('ann', 'r');
    assert.equal(answer(await phone.say('r', 'a casino', { mid })), 'held');
    await Promise.all([decide(first, 'approve', [mid]), decide(second, 'approve', [mid])]);
    for (const probe of [ann, bob, phone]) await until(probe, () => words(probe).length > 0);
    await bob.say('r', 'hello');
    for (const probe of [ann, bob, phone]) {
      await until(probe, () => words(probe).includes('hello'));
      assert.deepEqual(words(probe), ['a casino', 'hello']);
    }
    assert.equal((await waiting(first)).total, 0);
  });

  it('an author is told on whichever server they are, and after a break on another', async (t) => {
    const [one, two] = (await createCluster(t, redis, 2, { limits: { messagesPerSecond: 100 } })) as [Stage, Stage];
    const api = Caller.at(two.url);
    const ann = await one.guest('ann', 'r');
    await two.guest('bob', 'r');
    await Caller.at(one.url).do('sensitiveword/add', { word: 'casino', type: '3' });
    const mid = `${ann.namespace}held`;
    assert.equal(answer(await ann.say('r', 'a casino', { mid })), 'held');
    await decide(api, 'reject', [mid]);
    await until(ann, () => refusals(ann).includes(mid));
    const back = await two.user('ann');
    const { ep, off } = await back.join('r');
    await back.join('r', { ep, off });
    await until(back, () => refusals(back).includes(mid));
  });
});
