import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Ctl } from '../../../src/server/bus/bus.js';
import { MemoryStore } from '../../../src/server/index.js';
import { keepingOf } from '../../../src/server/moderation/keeping.js';
import { Moderation } from '../../../src/server/moderation/moderation.js';
import type { Order } from '../../../src/server/moderation/order.js';
import { chance } from '../chance.js';
import { FakeClock } from '../fake-clock.js';

const noCtl: Ctl = { publish: () => Promise.resolve(true), subscribe: () => () => {} };

function make() {
  const store = new MemoryStore();
  const moderation = new Moderation({ clock: new FakeClock(), log: () => {}, store: store.rules, ctl: noCtl });
  return { moderation, state: () => store.rules.all().map((rule) => JSON.stringify(rule)).sort() };
}

const AT = Date.UTC(2026, 0);
const FAR = Date.UTC(2030, 0);
/** Orders about one of two rooms and one of two people, given and lifted. */
function orders(room: string, user: string, on: boolean, at: number): Order[] {
  return [
    { op: 'mute', room, user, until: on ? FAR : null, at },
    { op: 'block', room: '', user, until: on ? FAR : null, at },
    { op: 'freeze', room, on, at },
    { op: 'slow', room, everyMs: on ? 5000 : null, at },
    { op: 'exempt', room, user, on, at },
    { op: 'stop', room, on, at },
    { op: 'keep', room, on, at },
    { op: 'allow-user', room, user, on, at },
    { op: 'allow-type', type: `app:${user}`, on, at },
    { op: 'low-type', type: `app:${user}`, on, at },
    { op: 'word', word: user, replacement: null, on, at },
    { op: 'decide', room, mid: `${user}.1`, user, verdict: on ? 'approved' : 'rejected', by: 'mia', until: FAR, at },
    { op: 'room', room, name: `Room ${at}`, madeAt: at, life: null, at },
    { op: 'active', room, at },
    { op: 'attribute', room, key: user, value: on ? 'tea' : null, user, auto: false, version: at, at },
    { op: 'last-version', version: at, at },
    { op: 'expire-tokens', user, before: at, at },
    { op: 'deactivate', user, on, at },
    { op: 'profile', user, name: `Ann ${at}`, avatar: '', at },
    { op: 'tags', user, tags: on ? ['vip'] : [], at },
    { op: 'blacklist', user, other: 'bob', on, at },
    { op: 'forget-user', user, at },
    { op: 'announce', room, what: 'muted', users: [user], at },
    { op: 'destroy', room, by: 'call', at },
  ];
}

for (const seed of [1, 2, 3]) {
  test(`who hears only what is kept knows what holds, and nothing else is kept (chance ${seed})`, () => {
    const random = chance(seed);
    const one = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)]!;
    const all = make();
    const kept = new Map<string, { order: Order; room: string | undefined }>();
    for (let n = 0; n < 1500; n++) {
      const order = one(orders(one(['r', 's']), one(['ann', 'bob']), random() < 0.6, AT + n));
      const { key, forMs, room, ends, lifts = [] } = keepingOf(order, all.moderation.rules);
      all.moderation.applyOrder(order);
      for (const lift of lifts) kept.delete(lift.key);
      if (ends !== undefined) for (const [each, its] of kept) if (its.room === ends) kept.delete(each);
      if (key === undefined) continue;
      kept.delete(key);
      if (forMs !== 0) kept.set(key, { order, room });
    }
    const late = make();
    for (const { order } of kept.values()) late.moderation.applyOrder(order);
    assert.deepEqual(late.state(), all.state());
    assert.equal(kept.size, all.state().length);
  });
}

test('a mute is kept for as long as it was given for', () => {
  assert.deepEqual(keepingOf({ op: 'mute', room: 'r', user: 'ann', until: AT + 60_000, at: AT }, make().moderation.rules), { key: '["mute","r","ann"]', forMs: 60_000 });
});

test('of those who use one receipt the first stays the first for who comes later', () => {
  const receipt = (mid: string, at: number): Order => ({ op: 'receipt', id: 'x', room: 'r', mid, until: FAR, at });
  const all = [receipt('a', AT), receipt('b', AT + 1), receipt('a', AT + 2)];
  const kept = new Map(all.map((order) => [keepingOf(order, make().moderation.rules).key, order]));
  const late = make();
  for (const order of kept.values()) late.moderation.applyOrder(order);
  assert.equal(late.moderation.rules.get('receipt', '', 'x')?.mid, 'a');
});
