import assert from 'node:assert/strict';
import { after, before, test, type TestContext } from 'node:test';
import { noRedis, type OwnRedis, startRedis } from '../support/redis.js';
import { Caller } from './api/caller.js';
import { createCluster } from './bus/cluster.js';
import { appServer } from './callbacks/app-server.js';

let redis: OwnRedis;
before(async () => {
  if (!noRedis) redis = await startRedis();
});
after(() => redis?.stop());

const check = (what: string, run: (t: TestContext) => Promise<void>): void =>
  void test(`on several servers: ${what}`, { skip: noRedis, timeout: 40_000 }, run);

/** Asks until the answer fits: what happens on one server is known to the others within a second. */
async function until<T>(ask: () => Promise<T>, fits: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (fits(answer)) return answer;
    await new Promise((wake) => setTimeout(wake, 20));
  }
}

check('every server knows who is connected, to whichever', async (t) => {
  const stages = await createCluster(t, redis, 3);
  const callers = stages.map(({ url }) => Caller.at(url));
  const online = async (userId: string) => (await Promise.all(callers.map((caller) => caller.do('user/checkOnline', { userId })))).map(({ status }) => status).join('');
  assert.equal(await online('ann'), '000');
  const [phone, laptop] = [await stages[0]!.user('ann'), await stages[1]!.user('ann')];
  await until(() => online('ann'), (answer) => answer === '111');
  await phone.close();
  await until(() => callers[0]!.do('user/checkOnline', { userId: 'ann' }), ({ status }) => status === '1');
  await laptop.close();
  await until(() => online('ann'), (answer) => answer === '000');
});

check('members of a room are listed, found and counted on all, also on one where nobody is in', async (t) => {
  const [one, two, three] = await createCluster(t, redis, 3);
  await one!.guest('ann', 'r');
  await two!.guest('bob', 'r');
  await two!.guest('ann', 'r');
  const caller = Caller.at(three!.url);
  const query = async (order: 1 | 2) => {
    const { total, users } = await caller.do('chatroom/user/query', { chatroomId: 'r', count: 10, order });
    return [total, ...(users as { id: string }[]).map(({ id }) => id)];
  };
  await until(() => query(1), ([total]) => total === 2);
  assert.deepEqual([await query(1), await query(2)], [[2, 'ann', 'bob'], [2, 'bob', 'ann']]);
  const { result } = await caller.do('chatroom/users/exist', { chatroomId: 'r', userId: ['bob', 'carl', 'ann'] });
  assert.deepEqual(result, [{ userId: 'bob', isInChrm: 1 }, { userId: 'carl', isInChrm: 0 }, { userId: 'ann', isInChrm: 1 }]);
  assert.equal((await caller.do('chatroom/user/exist', { chatroomId: 'r', userId: 'bob' }))['isInChrm'], true);
  assert.equal((await caller.do('chatroom/get', { chatroomId: 'r' }))['memberCount'], 2);
});

check('rooms made and ended, members come and gone: the app hears of each once', async (t) => {
  const app = await appServer(t);
  const [one, two] = await createCluster(t, redis, 2, { callbackUrl: app.url });
  const [phone, laptop] = await Promise.all([one!.guest('ann', 'r'), two!.guest('ann', 'r')]);
  const bob = await two!.guest('bob', 'r');
  phone.send({ k: 'leave', id: 1, room: 'r' });
  await phone.reply(1);
  await until(() => Caller.at(one!.url).do('chatroom/user/query', { chatroomId: 'r' }), ({ total }) => total === 2);
  bob.send({ k: 'leave', id: 1, room: 'r' });
  await bob.reply(1);
  laptop.send({ k: 'leave', id: 1, room: 'r' });
  await laptop.reply(1);
  // Both at once: one of them ends it, the other finds that it is over.
  await Promise.all([one!, two!].map(({ url }) => Caller.at(url).do('chatroom/destroy', { chatroomId: 'r' })));
  await until(async () => app.events, (events) => events.some(({ type }) => type === 3) && events.flatMap(({ type, userIds }) => (type === 2 ? userIds : [])).length >= 2);
  // What else there might be is told when the servers close.
  await Promise.all([one!, two!].map(({ chat }) => chat.close({ graceMs: 500 })));
  const told = (type: number) => app.events.filter((event) => event.type === type).flatMap(({ userIds }) => (userIds.length ? userIds : ['-'])).sort();
  assert.deepEqual([told(0), told(1), told(2), told(3)], [['-'], ['ann', 'bob'], ['ann', 'bob'], ['-']]);
});

check('a room that ends takes its people out everywhere, and a new one of the same name begins empty', async (t) => {
  const [one, two] = await createCluster(t, redis, 2);
  const [ann, bob] = [await one!.guest('ann', 'r'), await two!.guest('bob', 'r')];
  await ann.say('r', 'before');
  await Caller.at(two!.url).do('chatroom/join', { chatroomId: 'r', userId: 'recorder' });
  await Caller.at(one!.url).do('chatroom/destroy', { chatroomId: 'r' });
  for (const probe of [ann, bob]) assert.equal((await probe.next('ctl')).op, 'destroyed');
  const total = async () => (await Caller.at(two!.url).do('chatroom/user/query', { chatroomId: 'r' }))['total'];
  await until(total, (count) => count === 0);
  // Again and again, from the other side as soon as it is out: nobody ends the new room for the old one's sake.
  for (let round = 0; round < 5; round++) {
    const { off, h } = await bob.join('r');
    assert.deepEqual([off, h], [0, []]);
    await until(() => bob.say('r', `round ${round}`), ({ k }) => k === 'ack');
    await Caller.at(one!.url).do('chatroom/destroy', { chatroomId: 'r' });
    await bob.next('ctl');
  }
});

check('what was on its way when a room ended is refused at once, and is not in the room that is made next', async (t) => {
  const [one, two] = await createCluster(t, redis, 2, { limits: { messagesPerSecond: 1000 }, framesBurst: 10_000, framesPerSecond: 10_000 });
  const caller = Caller.at(one!.url);
  for (let round = 0; round < 6; round++) {
    const writers = [await one!.guest('ann', 'r'), await two!.guest('bob', 'r')];
    for (const { h } of await Promise.all(writers.map((writer) => writer.join('r')))) assert.deepEqual(h, []);
    const before = `round ${round}`;
    const sent = writers.map((writer) => Array.from({ length: 20 }, () => writer.say('r', before)));
    const ended = caller.do('chatroom/destroy', { chatroomId: 'r' });
    const late = writers.map((writer) => Array.from({ length: 20 }, () => writer.say('r', before)));
    // Those who come while it is ending.
    const guests = [await one!.user('carl'), await two!.user('dora')];
    await ended;
    const joined = await Promise.all(guests.map((guest) => guest.join('r')));
    assert.deepEqual(joined.map(({ h, off }) => [h, off]), [[[], 0], [[], 0]]);
    await Promise.all([...sent, ...late].flat());
    const answers = await Promise.all(guests.map((guest) => guest.say('r', 'new')));
    assert.deepEqual(answers.map((answer) => answer.k), ['ack', 'ack']);
    for (const { h } of await Promise.all(guests.map((guest) => guest.join('r', { want: 50 })))) {
      assert.ok(h.every((message) => message.c['content'] === 'new'), JSON.stringify(h));
    }
    for (const probe of [...writers, ...guests]) await probe.close();
    await caller.do('chatroom/destroy', { chatroomId: 'r' });
  }
});
