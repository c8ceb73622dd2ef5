import assert from 'node:assert/strict';
import { after, before, test, type TestContext } from 'node:test';
import { type Clock, systemClock } from '../../../src/server/clock.js';
import { redisBus } from '../../../src/server/bus/redis-bus.js';
import type { Move, Rosters } from '../../../src/server/bus/rosters.js';
import { Counters } from '../../../src/server/counters.js';
import { DEFAULTS } from '../../../src/server/index.js';
import { noRedis, type OwnRedis, startRedis } from '../../support/redis.js';
import { FakeClock } from '../fake-clock.js';

let redis: OwnRedis;
let prefixes = 0;
before(async () => {
  if (!noRedis) redis = await startRedis();
});
after(() => redis?.stop());

const check = (what: string, run: (t: TestContext) => Promise<void>): void =>
  void test(`rosters over Redis: ${what}`, { skip: noRedis, timeout: 40_000 }, run);

/** One node, and the news it tells as `+user` and `-user`. */
async function open(t: TestContext, prefix: string, clock: Clock = systemClock): Promise<{ rosters: Rosters; news: string[]; heard(count: number): Promise<void> }> {
  const make = await redisBus({ url: redis.url, prefix });
  const bus = make({ clock, counters: new Counters(), log: () => {}, settings: { ...DEFAULTS, offlineGraceMs: 100 } });
  t.after(() => bus.close());
  const news: string[] = [];
  const waiting: (() => void)[] = [];
  bus.rosters!.follow(({ userId, exit }) => {
    news.push(`${exit === null ? '+' : '-'}${userId}`);
    for (const wake of waiting.splice(0)) wake();
  });
  const heard = async (count: number) => {
    while (news.length < count) await new Promise<void>((wake) => waiting.push(wake));
  };
  return { rosters: bus.rosters!, news, heard };
}

const move = (userId: string, exit: Move['exit'], at = 1, room: string | null = 'r'): Move => ({ room, userId, exit, at });

check('the first to come and the last to go are news, on the node where it happens', async (t) => {
  const prefix = `rosters${++prefixes}`;
  const [one, two] = [await open(t, prefix), await open(t, prefix)];
  one.rosters.move(move('ann', null, 5));
  assert.deepEqual(await one.rosters.has('r', ['ann', 'bob']), [true, false]);
  two.rosters.move(move('ann', null, 7));
  two.rosters.move(move('bob', null, 6));
  assert.deepEqual(await two.rosters.arrivals('r', 5, 'oldest'), [{ id: 'ann', since: 5 }, { id: 'bob', since: 6 }]);
  one.rosters.move(move('ann', 'left'));
  assert.equal(await one.rosters.count('r'), 2);
  two.rosters.move(move('ann', 'left'));
  two.rosters.move(move('bob', 'left'));
  two.rosters.move(move('bob', null));
  assert.equal(await two.rosters.count('r'), 1);
  assert.deepEqual([one.news, two.news], [['+ann'], ['+bob', '-ann', '-bob', '+bob']]);
  assert.deepEqual(await one.rosters.has(null, ['bob']), [false]);
});

check('three nodes, everybody comes and goes at random: the news of all add up to who is there', async (t) => {
  const prefix = `rosters${++prefixes}`;
  const nodes = [await open(t, prefix), await open(t, prefix), await open(t, prefix)];
  const here = nodes.map(() => new Set<string>());
  for (let i = 0; i < 900; i++) {
    const n = (i * 7919) % 3;
    const user = `user${(i * 104_729) % 11}`;
    const [node, set] = [nodes[n]!, here[n]!];
    if (set.has(user)) set.delete(user);
    else set.add(user);
    node.rosters.move(move(user, set.has(user) ? null : 'left', i));
    if (i % 50 === 0) await node.rosters.count('r');
  }
  for (const { rosters } of nodes) await rosters.count('r');
  const there = [...new Set(here.flatMap((set) => [...set]))].sort();
  const all = (await nodes[0]!.rosters.arrivals('r', 100, 'oldest')).map(({ id }) => id).sort();
  assert.deepEqual(all, there);
  const balance = new Map<string, number>();
  for (const line of nodes.flatMap(({ news }) => news)) balance.set(line.slice(1), (balance.get(line.slice(1)) ?? 0) + (line.startsWith('+') ? 1 : -1));
  assert.deepEqual([...balance].filter(([, count]) => count === 1).map(([user]) => user).sort(), there);
  assert.ok([...balance.values()].every((count) => count === 0 || count === 1));
});

check('when a node dies, another tells of those who did not come back elsewhere', async (t) => {
  const prefix = `rosters${++prefixes}`;
  // Its time stands still, so it never says again that it lives.
  const clock = new FakeClock();
  const dead = await open(t, prefix, clock);
  clock.advance(1);
  dead.rosters.move(move('ann', null));
  dead.rosters.move(move('bob', null));
  dead.rosters.move(move('ann', null, 1, null));
  assert.deepEqual([await dead.rosters.count('r'), await dead.rosters.count(null)], [2, 1]);
  const alive = await open(t, prefix);
  alive.rosters.move(move('bob', null));
  await alive.heard(1);
  assert.deepEqual(alive.news.filter((line) => line === '-ann').length, 1);
  while ((await alive.rosters.count(null)) > 0) await alive.heard(alive.news.length + 1);
  assert.deepEqual((await alive.rosters.arrivals('r', 9, 'oldest')).map(({ id }) => id), ['bob']);
  assert.deepEqual([...alive.news].sort(), ['-ann', '-ann']);
});

check('an emptied Redis is told again who is there; that is no news', async (t) => {
  const prefix = `rosters${++prefixes}`;
  const one = await open(t, prefix);
  one.rosters.move(move('ann', null));
  assert.equal(await one.rosters.count('r'), 1);
  await redis.kill();
  await redis.restart({ empty: true });
  for (;;) {
    const there = await one.rosters.has('r', ['ann']).catch(() => [false]);
    if (there[0]) break;
    await new Promise((wake) => setTimeout(wake, 20));
  }
  assert.deepEqual(one.news, ['+ann']);
});
