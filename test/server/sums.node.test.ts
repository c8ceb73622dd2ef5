import assert from 'node:assert/strict';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { type ChatServerOptions, MemoryStore, SqliteStore } from '../../src/server/index.js';
import { FakeClock } from './fake-clock.js';
import type { Probe } from './probe.js';
import { scratchFolder } from './scratch.js';
import { createStage } from './stage.js';
import { testStanding } from './standing.contract.js';
import { gift, type Servers, sums, testSums } from './sums.contract.js';

const inMemory = async (t: TestContext, options: Partial<ChatServerOptions>): Promise<Servers> => {
  const store = new MemoryStore();
  const stage = await createStage(t, { store, ...options });
  return {
    stages: [stage, stage],
    late: async () => stage,
    // All there is lives in the process, so this is as far as it can be killed.
    async afterKill() {
      await stage.chat.close();
      return createStage(t, { store, ...options });
    },
  };
};

const inFile = async (t: TestContext, options: Partial<ChatServerOptions>): Promise<Servers> => {
  const folder = scratchFolder();
  const stage = await createStage(t, { store: new SqliteStore(join(folder, 'rooms.db')), ...options });
  return {
    stages: [stage, stage],
    late: async () => stage,
    // What a kill leaves behind: the files as they are, of a store that nobody has closed.
    async afterKill() {
      const copy = scratchFolder();
      for (const name of ['rooms.db', 'rooms.db-wal']) copyFileSync(join(folder, name), join(copy, name));
      return createStage(t, { store: new SqliteStore(join(copy, 'rooms.db')), ...options });
    },
  };
};

testSums('in memory', inMemory);
testSums('in a file', inFile);
testStanding('in memory', inMemory);
testStanding('in a file', inFile);

const superchat = (amount: number, more: object = {}) => ({ t: 'live:superchat', c: { content: 'hi', amount, currency: 'coin', tier: 1, ...more } });
const pin = { t: 'live:pin', c: { content: 'Welcome' } };

test('what is given is summed here and told to all, at most once a second', async (t) => {
  const clock = new FakeClock();
  const stage = await createStage(t, { clock });
  const [ann, bob] = [await stage.guest('ann', 'r'), await stage.guest('bob', 'r')];
  clock.advance(2000);
  await ann.say('r', '', gift(10, 3));
  await ann.settled();
  for (let n = 0; n < 4; n++) {
    clock.advance(60);
    await bob.say('r', '', gift(25, 1));
  }
  await Promise.all([ann.settled(), bob.settled()]);
  assert.deepEqual(sums(bob).map(({ total }) => total), [30]);
  clock.advance(1000);
  clock.advance(60);
  await Promise.all([ann.settled(), bob.settled()]);
  for (const probe of [ann, bob]) {
    assert.deepEqual(sums(probe).map(({ total }) => total), [30, 130]);
    assert.deepEqual(sums(probe)[1]!.top.map(({ user, value }) => [user.name, value]), [['BOB', 100], ['ANN', 30]]);
  }
});

test('a newcomer is told where things stand, and alone', async (t) => {
  const stage = await createStage(t);
  const ann = await stage.guest('ann', 'r');
  await ann.say('r', '', gift(5, 2));
  await ann.next('b', (frame) => frame.e?.some((one) => one.t === 'live:sums') ?? false);
  const before = sums(ann).length;
  const late = await stage.guest('late', 'r');
  await late.settled();
  await ann.settled();
  assert.deepEqual(sums(late).map(({ total }) => total), [10]);
  assert.equal(sums(ann).length, before);
});

test('nobody makes sums up, pins or sets a goal without being in charge', async (t) => {
  const stage = await createStage(t);
  const ann = await stage.guest('ann', 'r');
  for (const message of [{ t: 'live:sums', c: { total: 9, top: [] } }, pin, { t: 'live:goal', c: { value: 5 } }]) {
    const answer = await ann.say('r', '', message);
    assert.equal(answer.k, 'err', message.t);
  }
  const host = await stage.guest('host', 'r', { role: 'host' });
  assert.equal((await host.say('r', '', pin)).k, 'ack');
  assert.equal((await host.say('r', '', { t: 'live:goal', c: { title: 'Microphone', value: 500 } })).k, 'ack');
  const late = await stage.guest('late', 'r');
  await late.settled();
  assert.deepEqual(sums(late).at(-1)!.goal, { title: 'Microphone', value: 500 });
});

test('a newcomer is told of the notice and the super chats that still run, however much was said since, and everybody when one is taken back', async (t) => {
  const stage = await createStage(t, { limits: { messagesPerSecond: 1000 }, framesBurst: 1000 });
  const host = await stage.guest('host', 'r', { role: 'host' });
  await host.say('r', '', pin);
  const ann = await stage.guest('ann', 'r');
  await ann.say('r', '', { ...superchat(30), mid: `${ann.namespace}words` });
  for (let n = 0; n < 60; n++) await ann.say('r', `lol ${n}`);
  const standing = (probe: Probe) => sums(probe).flatMap(({ standing }) => (standing ? [standing.map(({ t: type, c }) => [type, c['content']])] : []));
  const late = await stage.guest('late', 'r');
  await late.settled();
  assert.deepEqual(standing(late), [[['live:pin', 'Welcome'], ['live:superchat', 'hi']]]);
  host.send({ k: 'recall', id: 999, room: 'r', mid: `${ann.namespace}words` });
  await late.next('b', (frame) => frame.e?.some(({ c }) => Array.isArray(c['standing']) && c['standing'].length === 1) ?? false);
  assert.deepEqual(standing(late).at(-1), [['live:pin', 'Welcome']]);
});

test('a super chat pays for what it says', async (t) => {
  const stage = await createStage(t);
  const ann = await stage.guest('ann', 'r');
  assert.equal((await ann.say('r', '', superchat(30))).k, 'ack');
  for (const wrong of [superchat(-30), superchat(30, { tier: 5 }), superchat(30, { content: '🎉'.repeat(500) }), superchat(30, { currency: '' })]) {
    assert.equal((await ann.say('r', '', wrong)).k, 'err');
  }
});
