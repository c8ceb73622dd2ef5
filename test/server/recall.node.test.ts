import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ServerFrame, ServerFrameOf } from '../../src/protocol/index.js';
import { Caller } from './api/caller.js';
import type { Probe } from './probe.js';
import { createStage } from './stage.js';

const NOT_FOUND = 25101;
const REFUSED = 25107;

const code = (frame: ServerFrame) => (frame.k === 'err' ? frame.code : frame.k);
async function recall(probe: Probe, mid: string): Promise<ServerFrame> {
  const id = probe.id();
  probe.send({ k: 'recall', id, room: 'r', mid });
  return probe.reply(id);
}

test('a recalled message is taken back everywhere: by an order with a place, and in the history', async (t) => {
  const stage = await createStage(t);
  const ann = await stage.guest('ann', 'r');
  const { ep } = await ann.join('r');
  const bob = await stage.guest('bob', 'r');
  const mid = `${ann.namespace}oops`;
  const ack = (await ann.say('r', 'oops', { mid })) as ServerFrameOf<'ack'>;
  await ann.say('r', 'better');
  assert.equal(code(await recall(ann, mid)), 'ok');

  await bob.next('b', (batch) => batch.m?.some((message) => message.t === 'RC:RcCmd') === true);
  const order = bob.received().at(-1);
  assert.equal(order?.o, 3);
  assert.equal(order?.c['id'], mid);
  assert.equal(order?.c['operatorId'], 'ann');
  const recallTime = order?.c['recallTime'] as number;
  assert.ok(recallTime >= ack.ts);

  const { h, off } = await (await stage.user('carl')).join('r');
  assert.equal(off, 3);
  assert.deepEqual(h.map((message) => [message.o, message.t]), [[1, 'RC:RcNtf'], [2, 'RC:TxtMsg']]);
  assert.deepEqual(h[0], {
    i: mid,
    t: 'RC:RcNtf',
    c: { operatorId: 'ann', recallTime, originalObjectName: 'RC:TxtMsg', user: { id: 'ann', name: 'ANN' } },
    ts: ack.ts,
    o: 1,
  });
  const resumed = await bob.join('r', { ep, off: 2 });
  assert.deepEqual(resumed.h.map((message) => message.t), ['RC:RcCmd']);
});

test('hosts and moderators may take back what others wrote; others may not', async (t) => {
  const stage = await createStage(t);
  const ann = await stage.guest('ann', 'r');
  const mids = ['1', '2'].map((name) => ann.namespace + name);
  for (const mid of mids) await ann.say('r', 'x', { mid });
  assert.equal(code(await recall(await stage.guest('bob', 'r'), mids[0]!)), REFUSED);
  assert.equal(code(await recall(await stage.guest('mod', 'r', { role: 'moderator' }), mids[0]!)), 'ok');
  assert.equal(code(await recall(await stage.guest('host', 'r', { role: 'host' }), mids[1]!)), 'ok');
});

test('a message that is not there cannot be taken back; one already taken back is no mistake', async (t) => {
  const stage = await createStage(t);
  const ann = await stage.guest('ann', 'r');
  assert.equal(code(await recall(ann, `${ann.namespace}never`)), NOT_FOUND);
  const mid = `${ann.namespace}x`;
  await ann.say('r', 'x', { mid });
  const both = await Promise.all([recall(ann, mid), recall(ann, mid)]);
  assert.deepEqual(both.map(code), ['ok', 'ok']);
  assert.equal(code(await recall(ann, mid)), 'ok');
  await ann.settled();
  const orders = ann.received().filter((message) => message.t === 'RC:RcCmd');
  assert.equal(orders.length, 1);
  assert.equal(code(await recall(ann, orders[0]!.i)), NOT_FOUND);
});

test('by the Server API a message can go without a line in its place, also one that was taken back before', async (t) => {
  const stage = await createStage(t);
  const ann = await stage.guest('ann', 'r');
  const mids = ['first', 'second', 'third'].map((name) => ann.namespace + name);
  for (const mid of mids) await ann.say('r', 'x', { mid });
  const caller = Caller.at(stage.url);
  const back = (messageUID: string, isDelete: number) => caller.do('message/recall', { fromUserId: 'app', targetId: 'r', messageUID, isDelete });
  await back(mids[0]!, 1);
  await back(mids[1]!, 0);
  const types = async (id: string) => (await (await stage.user(id)).join('r')).h.map(({ i, t: type }) => [i, type]);
  assert.deepEqual(await types('bob'), [[mids[1], 'RC:RcNtf'], [mids[2], 'RC:TxtMsg']]);
  await back(mids[1]!, 1);
  assert.deepEqual(await types('carl'), [[mids[2], 'RC:TxtMsg']]);
  // Who is here is told of each by an order with a place.
  await ann.next('b', (batch) => batch.m?.some(({ t: type, c }) => type === 'RC:RcCmd' && c['id'] === mids[0]) === true);
  assert.equal((await caller.post('message/recall', { fromUserId: 'app', targetId: 'r', messageUID: mids[0]! })).body.code, 1002);
});
