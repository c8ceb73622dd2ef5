import assert from 'node:assert/strict';
import { once } from 'node:events';
import { join } from 'node:path';
import { test } from 'node:test';
import type { ServerFrameOf } from '../../src/protocol/index.js';
import { SqliteStore } from '../../src/server/index.js';
import { scratchFolder } from './scratch.js';
import { signIn, spawnServer } from './spawned.js';
import { createStage } from './stage.js';

const GOING_AWAY = 90007;

test('kill -9 in the middle of a flood: all that was acknowledged is there afterwards, in its place, once', async (t) => {
  const data = scratchFolder();
  const first = await spawnServer(t, data);
  const senders = await Promise.all(Array.from({ length: 8 }, (_, i) => signIn(t, first.url, `user-${i}`)));
  const { ep } = (await Promise.all(senders.map((sender) => sender.join('r'))))[0]!;
  /** Message ids with the place they were promised. */
  const acked = new Map<string, number>();
  const flood = senders.map(async (sender) => {
    for (let i = 0; ; i++) {
      const mid = `${sender.namespace}${i}`;
      const answer = await sender.say('r', `text ${i}`, { mid });
      if (answer.k === 'ack') acked.set(mid, answer.off!);
      else await sender.next('b');
    }
  });
  const ends = Promise.allSettled(flood);
  while (acked.size < 25) await senders[0]!.next('b');
  first.child.kill('SIGKILL');
  await ends;

  const second = await spawnServer(t, data);
  const judge = await signIn(t, second.url, 'judge');
  const joined = await judge.join('r', { ep, off: 0 });
  assert.equal(joined.rec, 'full');
  const stored = new Map(joined.h.map((message) => [message.i, message.o]));
  assert.equal(stored.size, joined.h.length);
  for (const [mid, offset] of acked) assert.equal(stored.get(mid), offset, mid);
  assert.deepEqual(joined.h.map((message) => message.o), Array.from({ length: joined.off }, (_, i) => i + 1));

  // One who was not answered asks again: the message has its old place or a new one, never two.
  const returned = await signIn(t, second.url, 'user-0');
  await returned.join('r');
  const mid = [...acked.keys()].find((id) => id.startsWith(returned.namespace))!;
  const again = (await returned.say('r', 'text', { mid })) as ServerFrameOf<'ack'>;
  assert.deepEqual([again.off, again.dup], [acked.get(mid), true]);
  const next = (await returned.say('r', 'goes on', { mid: `${returned.namespace}next` })) as ServerFrameOf<'ack'>;
  assert.equal(next.off, joined.off + 1);
});

test('SIGTERM: everybody is told when to come back, at different times; the process ends by itself with 0', async (t) => {
  const { child, url } = await spawnServer(t, scratchFolder());
  const probes = await Promise.all(['a', 'b', 'c', 'd'].map((id) => signIn(t, url, id)));
  await probes[0]!.join('r');
  const ack = probes[0]!.say('r', 'last words');
  await ack;
  child.kill('SIGTERM');
  const byes = await Promise.all(probes.map((probe) => probe.next('bye')));
  assert.ok(byes.every(({ code, again, in: ms }) => code === GOING_AWAY && again && ms >= 500 && ms <= 2000));
  assert.ok(new Set(byes.map((bye) => bye.in)).size > 1);
  assert.deepEqual(await Promise.all(probes.map((probe) => probe.closed)), [1001, 1001, 1001, 1001]);
  assert.deepEqual(await once(child, 'exit'), [0, null]);
});

test('closing stores and acknowledges what is waiting, then a new server goes on from there', async (t) => {
  const file = join(scratchFolder(), 'rooms.db');
  const first = await createStage(t, { store: new SqliteStore(file), limits: { messagesPerSecond: 100 } });
  const ann = await first.guest('ann', 'r');
  const { ep } = await ann.join('r');
  const answers = Array.from({ length: 10 }, (_, i) => ann.say('r', `text ${i}`));
  await ann.settled();
  await first.chat.close();
  assert.deepEqual((await Promise.all(answers)).map((answer) => (answer as ServerFrameOf<'ack'>).off), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);

  const second = await createStage(t, { store: new SqliteStore(file) });
  const resumed = await (await second.user('ann')).join('r', { ep, off: 4 });
  assert.deepEqual([resumed.rec, resumed.off, resumed.h.map((message) => message.o)], ['full', 10, [5, 6, 7, 8, 9, 10]]);
});

test('a closing server takes nobody in, and a client that does not answer cannot hold it up', async (t) => {
  const stage = await createStage(t);
  const deaf = await stage.guest('deaf', 'r');
  deaf.ws.pause();
  const closing = stage.chat.close({ graceMs: 100 });
  await assert.rejects(stage.socket());
  await closing;
  assert.equal(stage.chat.stats.connections, 0);
});

test('people who come back after a restart are no news', async (t) => {
  const file = join(scratchFolder(), 'rooms.db');
  const first = await createStage(t, { store: new SqliteStore(file) });
  const { ep, off } = await (await first.user('ann')).join('r');
  await first.chat.close();
  const second = await createStage(t, { store: new SqliteStore(file), presenceEveryMs: 1 });
  const ann = await second.user('ann');
  await ann.join('r', { ep, off });
  await second.guest('new', 'r');
  await ann.next('b', (batch) => batch.n === 2);
  const joined = ann.extras().flatMap((message) => (message.c['joined'] as { id: string }[]).map((user) => user.id));
  assert.deepEqual(joined, ['new']);
});

test('a store that fails costs the messages of that moment, told to their senders, and nothing else', async (t) => {
  const store = new SqliteStore(join(scratchFolder(), 'rooms.db'));
  const stage = await createStage(t, { store });
  const ann = await stage.guest('ann', 'r');
  const append = t.mock.method(store, 'append', () => {
    throw new Error('disk full');
  });
  const failed = await ann.say('r', 'lost', { mid: `${ann.namespace}1` });
  assert.deepEqual([failed.k, failed.k === 'err' && failed.code], ['err', 90002]);
  append.mock.restore();
  const again = (await ann.say('r', 'lost', { mid: `${ann.namespace}1` })) as ServerFrameOf<'ack'>;
  assert.deepEqual([again.off, again.dup], [1, undefined]);
  assert.equal(stage.chat.stats.storeFailures, 1);
});

test('kill -9 right after gifts were acknowledged: their sum is told after the restart', async (t) => {
  const data = scratchFolder();
  const first = await spawnServer(t, data);
  const ann = await signIn(t, first.url, 'ann');
  await ann.join('r');
  for (const count of [1, 2, 4]) {
    const answer = await ann.say('r', '', { t: 'live:gift', c: { gift: 'rose', name: 'Rose', price: 10, count } });
    assert.equal(answer.k, 'ack');
  }
  first.child.kill('SIGKILL');
  await once(first.child, 'exit');
  const second = await spawnServer(t, data);
  const bob = await signIn(t, second.url, 'bob');
  await bob.join('r');
  await bob.settled();
  const [told] = bob.extras().filter(({ t: type }) => type === 'live:sums');
  assert.equal(told?.c['total'], 70);
  assert.deepEqual((told?.c['top'] as { user: { id: string }; value: number }[]).map(({ user, value }) => [user.id, value]), [['ann', 70]]);
});
