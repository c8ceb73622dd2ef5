import assert from 'node:assert/strict';
import { after, before, test, type TestContext } from 'node:test';
import type { Bus, Order } from '../../../src/server/bus/bus.js';
import { redisBus } from '../../../src/server/bus/redis-bus.js';
import { systemClock } from '../../../src/server/clock.js';
import { Counters } from '../../../src/server/counters.js';
import { DEFAULTS, type Settings } from '../../../src/server/index.js';
import { noRedis, type OwnRedis, startRedis } from '../../support/redis.js';
import { testBus } from './bus.contract.js';
import { Listener, message } from './listener.js';

/** Address of a Redis or Valkey to be emptied and used instead of one of our own: another make, a password, TLS. */
const given = process.env['LIVE_CHATROOM_TEST_REDIS'];
const skip = given ? false : noRedis;
let redis: Pick<OwnRedis, 'url'> & { stop?: () => Promise<void> };
let prefixes = 0;
before(async () => {
  if (!skip) redis = given ? { url: given } : await startRedis();
});
after(() => redis?.stop?.());

const ample: Settings = { ...DEFAULTS, roomCapacity: { windowMs: 200, highOnly: 100_000, shared: 100_000 } };

async function nodes(t: TestContext, count = 2, settings = ample): Promise<{ bus: Bus; counters: Counters }[]> {
  const prefix = `test${++prefixes}`;
  const made = await Promise.all(
    Array.from({ length: count }, async () => {
      const counters = new Counters();
      const make = await redisBus({ url: redis.url, prefix });
      return { bus: make({ clock: systemClock, counters, log: () => {}, settings }), counters };
    }),
  );
  t.after(() => Promise.all(made.map(async ({ bus }) => bus.close())));
  return made;
}

testBus('over Redis', async (t) => (await nodes(t)).map(({ bus }) => bus) as [Bus, Bus], { skip });

const check = (what: string, run: (t: TestContext) => Promise<void>): void =>
  void test(`over Redis: ${what}`, { skip, timeout: 30_000 }, run);

check('three nodes hear the same messages in the same order, whoever says them, each once', async (t) => {
  const listeners = await Promise.all((await nodes(t, 3)).map(({ bus }) => Listener.open(bus, 'r')));
  await Promise.all(
    listeners.map(async (listener, n) => {
      for (let i = 0; i < 40; i++) await listener.say(`${n}.${i}a`, `${n}.${i}b`);
    }),
  );
  await Promise.all(listeners.map((listener) => listener.until(({ ids }) => ids.length >= 240)));
  for (const { ids } of listeners) assert.deepEqual(ids, listeners[0]!.ids);
  assert.equal(new Set(listeners[0]!.ids).size, 240);
});

check('the same message said on two nodes at once, and again later, has one place', async (t) => {
  const [one, two] = await Promise.all((await nodes(t)).map(({ bus }) => Listener.open(bus, 'r')));
  const places = (await Promise.all([one!.say('m'), two!.say('m'), one!.say('m'), two!.say('m', 'm')])).flat();
  assert.deepEqual(places.map((place) => typeof place === 'object' && place.offset), [1, 1, 1, 1, 1]);
  assert.equal(places.filter((place) => typeof place === 'object' && !place.dup).length, 1);
  await two!.until(({ ids }) => ids.length === 1);
  assert.equal(one!.channel.log.offset, 1);
});

check('five a second, counted over both nodes; a message refused for that has no place', async (t) => {
  const [one, two] = await Promise.all((await nodes(t)).map(({ bus }) => Listener.open(bus, 'r')));
  const say = (listener: Listener, id: string) =>
    Promise.resolve(listener.channel.publish([{ message: message(id), hidden: false, rate: { userId: 'ann', perSecond: 5 } }]));
  const outcomes = (await Promise.all(Array.from({ length: 12 }, (_, i) => say(i % 2 ? one! : two!, `m${i}`)))).flat();
  const refused = outcomes.filter((outcome) => 'name' in outcome && outcome.name === 'rate-limited');
  assert.equal(refused.length, 7);
  await one!.until(({ ids }) => ids.length === 5);
  assert.equal(one!.channel.log.offset, 5);
});

check('the capacity of a room counts over both nodes; the exempt are not counted', async (t) => {
  const settings = { ...DEFAULTS, roomCapacity: { windowMs: 60_000, highOnly: 6, shared: 4 } };
  const [one, two] = await Promise.all((await nodes(t, 2, settings)).map(({ bus }) => Listener.open(bus, 'r')));
  const outcomes = (await Promise.all(Array.from({ length: 30 }, (_, i) => (i % 2 ? one! : two!).say(`m${i}`)))).flat();
  assert.equal(outcomes.filter((outcome) => outcome === 'overloaded').length, 20);
  const exempt = await one!.channel.publish([{ message: message('vip'), hidden: false, exempt: true }]);
  assert.deepEqual(exempt, [{ offset: 11, ts: message('vip').ts, dup: false }]);
});

check('likes of both nodes are one sum, heard by both', async (t) => {
  const [one, two] = await Promise.all((await nodes(t)).map(({ bus }) => Listener.open(bus, 'r')));
  one!.channel.like(3);
  two!.channel.like(5);
  await Promise.all([one!, two!].map((listener) => listener.until(({ channel }) => channel.likes === 8)));
  const sums = [one!, two!].map(({ news }) => news.reduce((sum, { likes }) => sum + (likes?.[0] ?? 0), 0));
  assert.deepEqual(sums, [8, 8]);
});

check('each node knows who is on the others, and forgets a node that leaves', async (t) => {
  const [a, b] = await nodes(t, 2, { ...DEFAULTS, offlineGraceMs: 500 });
  const [one, two] = [await Listener.open(a!.bus, 'r'), await Listener.open(b!.bus, 'r')];
  one.channel.here({ count: 2, users: [{ id: 'ann', name: 'Ann' }] });
  await two.until(({ news }) => news.some(({ elsewhere }) => elsewhere?.users[0]?.id === 'ann'));
  await one.channel.close();
  const heard = two.news.length;
  await two.until(({ news }) => news.slice(heard).some(({ elsewhere }) => elsewhere?.users.length === 0));
});

check('what was said while the subscription was cut is filled in', async (t) => {
  const [a, b] = await nodes(t);
  const [one, two] = [await Listener.open(a!.bus, 'r'), await Listener.open(b!.bus, 'r')];
  await one.say('before');
  await two.until(({ ids }) => ids.length === 1);
  const { Redis } = await import('ioredis');
  const operator = new Redis(redis.url);
  t.after(() => operator.disconnect());
  await operator.call('CLIENT', 'KILL', 'TYPE', 'pubsub');
  await one.say('meanwhile 1', 'meanwhile 2');
  await two.until(({ ids }) => ids.length === 3);
  assert.deepEqual(two.ids, ['before', 'meanwhile 1', 'meanwhile 2']);
});

check('a subscription that is cut again and again, also just when it is taken up, costs nothing in the end', async (t) => {
  const [a, b] = await nodes(t);
  const [one, two] = [await Listener.open(a!.bus, 'r'), await Listener.open(b!.bus, 'r')];
  const { Redis } = await import('ioredis');
  const operator = new Redis(redis.url);
  t.after(() => operator.disconnect());
  // Those that have said SUBSCRIBE, and those that are about to. A rejection that nobody catches fails the test by itself.
  for (let i = 0; i < 300; i++) {
    const mine = Number(await operator.call('CLIENT', 'ID'));
    for (const client of String(await operator.call('CLIENT', 'LIST')).split('\n')) {
      const id = Number(/^id=(\d+)/.exec(client)?.[1]);
      if (id && id !== mine && !client.includes('cmd=evalsha')) await operator.call('CLIENT', 'KILL', 'ID', id);
    }
    await new Promise((wake) => setTimeout(wake, i % 7));
  }
  while (typeof (await one.say('after'))[0] !== 'object') await new Promise((wake) => setTimeout(wake, 50));
  await two.until(({ ids }) => ids.includes('after'));
});

check('a recall that was missed takes the words out of what is remembered, too', async (t) => {
  const [a, b] = await nodes(t);
  const [one, two] = [await Listener.open(a!.bus, 'r'), await Listener.open(b!.bus, 'r')];
  await one.say('bad', 'good');
  await Promise.all([one, two].map((listener) => listener.until(({ ids }) => ids.length === 2)));
  const { Redis } = await import('ioredis');
  const operator = new Redis(redis.url);
  t.after(() => operator.disconnect());
  await operator.call('CLIENT', 'KILL', 'TYPE', 'pubsub');
  const replaces = { entry: one.channel.log.find('bad')!, message: message('bad', 'gone') };
  await one.channel.publish([{ message: message('order'), hidden: true, replaces }]);
  await two.until(({ ids }) => ids.includes('order'));
  assert.deepEqual(two.channel.log.entries.map(({ id, json }) => [id, (JSON.parse(json) as { c: object }).c]), [
    ['bad', { content: 'gone' }],
    ['good', { content: 'text of good' }],
    ['order', { content: 'text of order' }],
  ]);
});

check('emptied in the middle: a new epoch, and the messages come back from the memory of the nodes', async (t) => {
  const [a, b] = await nodes(t);
  const [one, two] = [await Listener.open(a!.bus, 'r'), await Listener.open(b!.bus, 'r')];
  await one.say('a', 'b', 'c');
  await two.until(({ ids }) => ids.length === 3);
  const { epoch } = one.channel.log;
  const { Redis } = await import('ioredis');
  const operator = new Redis(redis.url);
  t.after(() => operator.disconnect());
  await operator.flushall();
  const [place] = await two.say('d');
  assert.deepEqual(place, { offset: 4, ts: message('d').ts, dup: false });
  await one.until(({ channel }) => channel.log.offset === 4);
  for (const { channel, news } of [one, two]) {
    assert.deepEqual(channel.log.entries.map(({ id }) => id), ['a', 'b', 'c', 'd']);
    assert.notEqual(channel.log.epoch, epoch);
    assert.ok(news.some((each) => each.epoch === channel.log.epoch));
  }
  assert.deepEqual(await one.say('a'), [{ offset: 1, ts: message('a').ts, dup: true }]);
});

check('orders: who comes later hears what still counts, last word only; an emptied Redis gets them back', async (t) => {
  const [a, b] = await nodes(t);
  const heard: Order[] = [];
  a!.bus.ctl.subscribe(() => {});
  await a!.bus.ctl.publish({ user: 'a', on: true }, { key: 'a' });
  await a!.bus.ctl.publish({ user: 'b', on: true }, { key: 'b' });
  await a!.bus.ctl.publish({ user: 'a', on: false }, { key: 'a' });
  await a!.bus.ctl.publish({ once: true });
  b!.bus.ctl.subscribe((order) => heard.push(order));
  await b!.bus.ready;
  assert.deepEqual(heard, [{ user: 'b', on: true }, { user: 'a', on: false }]);
  const { Redis } = await import('ioredis');
  const operator = new Redis(redis.url);
  t.after(() => operator.disconnect());
  await operator.flushall();
  const state = `test${prefixes}:ctl:state`;
  for (;;) {
    if ((await operator.hlen(state)) === 2) break;
    await new Promise((wake) => setTimeout(wake, 20));
  }
});

check('kept is what counts: what was lifted, is over or belonged to a room that has ended takes no room', async (t) => {
  const [a, b] = await nodes(t);
  const { Redis } = await import('ioredis');
  const operator = new Redis(redis.url);
  t.after(() => operator.disconnect());
  const prefix = `test${prefixes}`;
  const { ctl } = a!.bus;
  ctl.subscribe(() => {});
  for (let i = 0; i < 40; i++) await ctl.publish({ mute: i }, { key: `mute ${i}`, forMs: 60_000 });
  for (let i = 0; i < 40; i++) await ctl.publish({ lift: i }, { key: `mute ${i}`, forMs: 0 });
  for (let i = 0; i < 40; i++) await ctl.publish({ brief: i }, { key: `brief ${i}`, forMs: 1 });
  for (let i = 0; i < 10; i++) await ctl.publish({ of: i }, { key: `of ${i}`, room: 'r' });
  for (let i = 0; i < 5; i++) await ctl.publish({ of: i }, { key: `of ${i}`, room: 's' });
  for (let i = 0; i < 5; i++) await ctl.publish({ not: i }, { key: `of ${i}`, room: 's', forMs: 0 });
  for (let i = 0; i < 3; i++) await ctl.publish({ about: i }, { key: `about ${i}` });
  await ctl.publish({ about: 3 }, { key: 'about 3', room: 't' });
  await ctl.publish({ forget: true }, { lifts: [...[0, 1, 2].map((i) => ({ key: `about ${i}` })), { key: 'about 3', room: 't' }] });
  await ctl.publish({ long: true }, { key: 'long', forMs: 60_000 });
  await ctl.publish({ good: true }, { key: 'good' });
  await ctl.publish({ end: 'r' }, { ends: 'r' });
  assert.deepEqual((await operator.hkeys(`${prefix}:ctl:state`)).sort(), ['good', 'long']);
  assert.deepEqual((await operator.keys(`${prefix}:*ctl*`)).sort(), [`${prefix}:ctl`, `${prefix}:ctl:state`, `${prefix}:ctl:until`]);
  assert.deepEqual(await operator.zrange(`${prefix}:ctl:until`, 0, '-1'), ['long']);
  const heard: [Order, boolean, number | undefined][] = [];
  b!.bus.ctl.subscribe((order, { own, leftMs }) => heard.push([order, own, leftMs]));
  await b!.bus.ready;
  assert.deepEqual(heard.map(([order, own]) => [order, own]), [[{ long: true }, false], [{ good: true }, false]]);
  assert.ok(heard[0]![2]! > 50_000 && heard[0]![2]! < 60_000 && heard[1]![2] === undefined);
});

check('a Redis that falls back gets the newer word again, also that something was lifted and a room has ended', async (t) => {
  const [a] = await nodes(t);
  const { Redis } = await import('ioredis');
  const operator = new Redis(redis.url);
  t.after(() => operator.disconnect());
  const prefix = `test${prefixes}`;
  const { ctl } = a!.bus;
  ctl.subscribe(() => {});
  await ctl.publish({ user: 'a', on: true }, { key: 'a' });
  await ctl.publish({ user: 'b', word: 1 }, { key: 'b' });
  await ctl.publish({ room: 'r' }, { key: 'r', room: 'r' });
  const keys = [`${prefix}:ctl`, `${prefix}:ctl:state`, `${prefix}:ctl:rooms`, `${prefix}:{r}:ctl`];
  const then = await Promise.all(keys.map((key) => operator.dumpBuffer(key)));
  await ctl.publish({ user: 'a', on: false }, { key: 'a', forMs: 0 });
  await ctl.publish({ user: 'b', word: 2 }, { key: 'b' });
  await ctl.publish({ end: 'r' }, { ends: 'r' });
  const back = operator.multi();
  keys.forEach((key, i) => back.restore(key, 0, then[i]!, 'REPLACE'));
  await back.exec();
  const words = async () => (await operator.hvals(`${prefix}:ctl:state`)).map((text) => text.split('\t')[2]);
  while (JSON.stringify(await words()) !== '["{\\"user\\":\\"b\\",\\"word\\":2}"]' || (await operator.exists(keys[3]!))) await new Promise((wake) => setTimeout(wake, 20));
});

check('what was known of a room that has ended does not get into the next one of its name', async (t) => {
  const [a, b, c] = await nodes(t, 3);
  a!.bus.ctl.subscribe(() => {});
  const [old, fresh] = [await Listener.open(b!.bus, 'r'), () => Listener.open(c!.bus, 'r')];
  await old.say('a', 'b');
  old.channel.like(3);
  await old.until(({ channel }) => channel.likes === 3);
  old.channel.like(4);
  await a!.bus.ctl.publish({ end: 'r' }, { ends: 'r' });
  old.channel.ended!();
  const next = await fresh();
  await next.say('new');
  assert.deepEqual(await old.say('late'), ['unavailable']);
  await old.channel.close();
  await next.say('newer');
  assert.deepEqual([next.channel.log.entries.map(({ id }) => id), next.channel.likes], [['new', 'newer'], 0]);
});
