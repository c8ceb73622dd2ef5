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

let redis: OwnRedis;
let prefixes = 0;
before(async () => {
  if (!noRedis) redis = await startRedis();
});
after(() => redis?.stop());

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

testBus('over Redis', async (t) => (await nodes(t)).map(({ bus }) => bus) as [Bus, Bus], { skip: noRedis });

const check = (what: string, run: (t: TestContext) => Promise<void>): void =>
  void test(`over Redis: ${what}`, { skip: noRedis, timeout: 30_000 }, run);

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
  const [a, b] = await nodes(t);
  const [one, two] = [await Listener.open(a!.bus, 'r'), await Listener.open(b!.bus, 'r')];
  one.channel.here({ count: 2, users: [{ id: 'ann', name: 'Ann' }] });
  await two.until(({ news }) => news.some(({ elsewhere }) => elsewhere?.count === 2 && elsewhere.users[0]?.id === 'ann'));
  await one.channel.close();
  const heard = two.news.length;
  await two.until(({ news }) => news.slice(heard).some(({ elsewhere }) => elsewhere?.count === 0));
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
  await a!.bus.ctl.publish({ user: 'a', on: true }, 'a');
  await a!.bus.ctl.publish({ user: 'b', on: true }, 'b');
  await a!.bus.ctl.publish({ user: 'a', on: false }, 'a');
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
