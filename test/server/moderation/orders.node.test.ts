import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Ctl } from '../../../src/server/bus/bus.js';
import { MemoryStore } from '../../../src/server/index.js';
import { Moderation } from '../../../src/server/moderation/moderation.js';
import { keyOf, type Order } from '../../../src/server/moderation/order.js';
import { FakeClock } from '../fake-clock.js';

/** One of each, in an order that makes sense. */
const ORDERS: Order[] = [
  { op: 'room', room: 'r', name: 'Room', madeAt: 5, life: { type: 'fixed', minutes: 60 }, at: 5 },
  { op: 'active', room: 'r', at: 6 },
  { op: 'mute', room: 'r', user: 'ann', until: Date.UTC(2030, 0), at: 7 },
  { op: 'mute', room: '', user: 'bob', until: Date.UTC(2030, 0), at: 7 },
  { op: 'block', room: 'r', user: 'carl', until: Date.UTC(2030, 0), at: 7 },
  { op: 'freeze', room: 'r', on: true, at: 8 },
  { op: 'exempt', room: 'r', user: 'dora', on: true, at: 8 },
  { op: 'slow', room: 'r', everyMs: 5000, at: 8 },
  { op: 'stop', room: 'r', on: true, at: 8 },
  { op: 'keep', room: 'r', on: true, at: 8 },
  { op: 'allow-user', room: 'r', user: 'dora', on: true, at: 8 },
  { op: 'allow-type', type: 'app:a', on: true, at: 8 },
  { op: 'low-type', type: 'app:b', on: true, at: 8 },
  { op: 'word', word: 'darn', replacement: '*', on: true, at: 8 },
  { op: 'word', word: 'casino', replacement: null, hold: true, on: true, at: 8 },
  { op: 'decide', room: 'r', mid: 'ann.2', user: 'ann', verdict: 'rejected', by: 'mia', until: Date.UTC(2030, 0), at: 8 },
  { op: 'attribute', room: 'r', key: 'topic', value: 'tea', user: 'ann', auto: false, version: 9, at: 9 },
  { op: 'last-version', version: 9, at: 9 },
  { op: 'expire-tokens', user: 'ann', before: 9, at: 9 },
  { op: 'deactivate', user: 'emil', on: true, at: 9 },
  { op: 'profile', user: 'ann', name: 'Anna', avatar: '', at: 9 },
  { op: 'tags', user: 'ann', tags: ['vip'], at: 9 },
  { op: 'blacklist', user: 'ann', other: 'bob', on: true, at: 9 },
  { op: 'forget-hour', hour: '2026010100', at: 9 },
  { op: 'receipt', id: 'receipt-1', room: 'r', mid: 'ann.1', until: Date.UTC(2030, 0), at: 9 },
  { op: 'forget-user', user: 'gone', at: 9 },
  { op: 'sign-in', user: 'ann', connection: 'c', at: 9 },
  { op: 'broadcast', to: 'rooms', message: { i: 'm', t: 'app:x', c: {}, ts: 9 }, at: 9 },
  { op: 'announce', room: 'r', what: 'muted', users: ['ann'], at: 9 },
];

const noCtl: Ctl = { publish: () => Promise.resolve(true), subscribe: () => () => {} };

function make() {
  const store = new MemoryStore();
  const moderation = new Moderation({ clock: new FakeClock(), log: () => {}, store: store.rules, ctl: noCtl });
  return { moderation, state: () => store.rules.all().map((rule) => JSON.stringify(rule)).sort() };
}

test('an order that is carried out twice, or goes over a wire, means the same', () => {
  const [once, twice] = [make(), make()];
  for (const order of ORDERS) {
    once.moderation.applyOrder(order);
    const copy = JSON.parse(JSON.stringify(order)) as Order;
    assert.deepEqual(copy, order);
    for (let n = 0; n < 2; n++) twice.moderation.applyOrder(copy);
  }
  assert.deepEqual(twice.state(), once.state());
  assert.equal(once.state().length, ORDERS.length - 4);
});

test('of orders with the same key only the last is needed', () => {
  const lifted: Order[] = ORDERS.flatMap((order): Order[] => {
    if ('on' in order) return [{ ...order, on: false, at: 20 }];
    if (order.op === 'mute' || order.op === 'block') return [{ ...order, until: null, at: 20 }];
    return [];
  });
  const all = [...ORDERS, ...lifted];
  const last = new Map(all.map((order, index) => [keyOf(order) ?? `over ${index}`, order]));
  const [every, kept] = [make(), make()];
  for (const order of all) every.moderation.applyOrder(order);
  for (const order of last.values()) kept.moderation.applyOrder(order);
  assert.deepEqual(kept.state(), every.state());
  assert.ok(last.size < all.length);
});

test('a destruction that comes late does not hit the room that was made since', () => {
  const { moderation } = make();
  for (const order of ORDERS) moderation.applyOrder(order);
  const destroy: Order = { op: 'destroy', room: 'r', by: 'call', at: 50 };
  moderation.applyOrder(destroy);
  assert.equal(moderation.rules.has('room', 'r'), false);
  assert.equal(moderation.rules.has('attribute', 'r', 'topic'), false);
  assert.equal(moderation.rules.has('mute', 'r', 'ann'), true);
  moderation.applyOrder({ op: 'room', room: 'r', name: 'Again', madeAt: 60, life: null, at: 60 });
  moderation.applyOrder(destroy);
  assert.equal(moderation.rules.get('room', 'r')?.name, 'Again');
});
