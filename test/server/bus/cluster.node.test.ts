import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test, type TestContext } from 'node:test';
import type { ServerFrame, ServerFrameOf } from '../../../src/protocol/index.js';
import { noRedis, type OwnRedis, startRedis } from '../../support/redis.js';
import { Caller } from '../api/caller.js';
import type { Probe } from '../probe.js';
import { scratchFolder } from '../scratch.js';
import { signIn, spawnServer } from '../spawned.js';
import { APP_KEY, type Stage } from '../stage.js';
import { createCluster } from './cluster.js';

const RATE_LIMITED = 20604;
const fast = { limits: { messagesPerSecond: 1000 }, framesBurst: 10_000, framesPerSecond: 10_000 };

let redis: OwnRedis;
before(async () => {
  if (!noRedis) redis = await startRedis();
});
after(() => redis?.stop());

const check = (what: string, run: (t: TestContext) => Promise<void>): void =>
  void test(`several nodes: ${what}`, { skip: noRedis, timeout: 40_000 }, run);

const ids = (probe: Probe) => probe.received().map((message) => message.i);
/** Waits until a probe has had everything up to an offset. */
const upTo = (probe: Probe, offset: number) => probe.next('b', (frame) => frame.s !== undefined && frame.s + (frame.m?.length ?? 0) > offset);
const notices = (probe: Probe) => probe.extras().filter(({ t: type }) => type === 'live:members').map(({ c }) => c);
/** Waits until somebody is named among those who have come or gone. */
async function told(probe: Probe, which: 'joined' | 'left', id: string): Promise<void> {
  const names = (content: Record<string, unknown>) => (content[which] as { id: string }[]).some((user) => user.id === id);
  while (!notices(probe).some(names)) await probe.next('b');
}
const code = (frame: ServerFrame) => (frame.k === 'err' ? frame.code : frame.k);

check('whoever speaks on whichever node, everybody sees the same, in one order', async (t) => {
  const stages = await createCluster(t, redis, 3, fast);
  const people = await Promise.all(stages.map((stage, n) => stage.guest(`user${n}`, 'r')));
  const answers = await Promise.all(people.flatMap((probe) => Array.from({ length: 30 }, (_, i) => probe.say('r', `text ${i}`))));
  assert.ok(answers.every((answer) => answer.k === 'ack'));
  await Promise.all(people.map(async (probe) => probe.received().length === 90 || upTo(probe, 90)));
  for (const probe of people) {
    assert.deepEqual(ids(probe), ids(people[0]!));
    assert.deepEqual(probe.received().map((message) => message.o), Array.from({ length: 90 }, (_, i) => i + 1));
  }
  const acked = answers.map((answer) => (answer as ServerFrameOf<'ack'>).off!).sort((a, b) => a - b);
  assert.deepEqual(acked, Array.from({ length: 90 }, (_, i) => i + 1));
});

check('a client that comes back on another node gets exactly what it missed', async (t) => {
  const [one, two] = await createCluster(t, redis, 2, fast);
  const ann = await one!.guest('ann', 'r');
  const bob = await one!.user('bob');
  const { ep } = await bob.join('r');
  for (let i = 1; i <= 4; i++) await ann.say('r', `text ${i}`);
  await upTo(bob, 4);
  bob.ws.terminate();
  for (let i = 5; i <= 9; i++) await ann.say('r', `text ${i}`);
  const joined = await (await two!.user('bob')).join('r', { ep, off: 4 });
  assert.deepEqual([joined.rec, joined.ep, joined.off], ['full', ep, 9]);
  assert.deepEqual(joined.h.map((message) => message.c['content']), ['text 5', 'text 6', 'text 7', 'text 8', 'text 9']);
});

check('a message that is sent again on another node has its old place', async (t) => {
  const [one, two] = await createCluster(t, redis, 2);
  const here = await one!.guest('ann', 'r');
  const there = await two!.guest('ann', 'r');
  const mid = `${here.namespace}same`;
  const first = (await here.say('r', 'once', { mid })) as ServerFrameOf<'ack'>;
  const again = (await there.say('r', 'once', { mid })) as ServerFrameOf<'ack'>;
  assert.deepEqual([first.off, first.dup, again.off, again.dup], [1, undefined, 1, true]);
});

check('a node ends in the middle of a flood: nothing that was acknowledged is missing, nothing is there twice', async (t) => {
  const [one, two] = await createCluster(t, redis, 2, fast);
  const judge = await two!.user('judge');
  const { ep } = await judge.join('r');
  const writers = await Promise.all(Array.from({ length: 6 }, (_, i) => one!.guest(`writer${i}`, 'r')));
  const acked = new Set<string>();
  const floods = writers.map(async (writer) => {
    for (let i = 0; ; i++) {
      const mid = `${writer.namespace}${i}`;
      if ((await writer.say('r', `text ${i}`, { mid })).k === 'ack') acked.add(mid);
    }
  });
  const ended = Promise.allSettled(floods);
  while (acked.size < 60) await judge.next('b');
  for (const writer of writers) writer.ws.terminate();
  await one!.chat.close({ graceMs: 0 });
  await ended;
  const after = await (await two!.user('late')).join('r', { ep, off: 0 });
  assert.equal(after.rec, 'full');
  const kept = after.h.map((message) => message.i);
  assert.equal(new Set(kept).size, kept.length);
  assert.deepEqual([...acked].filter((mid) => !kept.includes(mid)), []);
  if (judge.received().length < kept.length) await upTo(judge, kept.length);
  assert.deepEqual(ids(judge), kept);
});

check('five messages a second for one person on two nodes; the sixth says when', async (t) => {
  const [one, two] = await createCluster(t, redis, 2);
  const [here, there] = [await one!.guest('ann', 'r'), await two!.guest('ann', 'r')];
  const answers = await Promise.all(Array.from({ length: 10 }, (_, i) => (i % 2 ? here : there).say('r', `text ${i}`)));
  assert.equal(answers.filter((answer) => answer.k === 'ack').length, 5);
  const refused = answers.filter((answer) => answer.k === 'err');
  assert.ok(refused.every((answer) => answer.code === RATE_LIMITED && answer.in! > 0 && answer.in! <= 1000));
});

check('messages with and without a place count together, on whichever node; who waits as long as told gets through', async (t) => {
  const [one, two] = await createCluster(t, redis, 2);
  const [here, there] = [await one!.guest('ann', 'r'), await two!.guest('ann', 'r')];
  const low = { t: 'app:cheer', c: {}, p: 16 as const };
  const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => (i % 2 ? here : there).say('r', 'text', i % 3 ? low : {})));
  assert.equal(answers.filter((answer) => answer.k === 'ack').length, 5);
  const waits = answers.flatMap((answer) => (answer.k === 'err' && answer.code === RATE_LIMITED ? [answer.in!] : []));
  assert.equal(waits.length, 15);
  await new Promise((wake) => setTimeout(wake, Math.max(...waits)));
  assert.equal((await there.say('r', 'again')).k, 'ack');
});

check('the count is of all nodes, and everybody is listed on each; arrivals are told everywhere', async (t) => {
  const [one, two] = await createCluster(t, redis, 2, { presenceEveryMs: 20 });
  const ann = await one!.guest('ann', 'r');
  const bob = await two!.guest('bob', 'r', { role: 'host' });
  await ann.next('b', (frame) => frame.n === 2);
  assert.ok(ann.extras().some(({ t: type, c }) => type === 'live:members' && (c['joined'] as { id: string }[]).some(({ id }) => id === 'bob')));
  const { info } = await (await one!.user('carl')).join('r');
  assert.deepEqual([info.n, info.members.map(({ id }) => id)], [3, ['bob', 'carl', 'ann']]);
  await bob.next('b', (frame) => frame.n === 3);
  assert.equal(two!.chat.memberCount('r'), 3);
});

check('one person on two nodes is one in the count and in the notices, and has left with the last one', async (t) => {
  const [one, two] = await createCluster(t, redis, 2, { presenceEveryMs: 20 });
  const watcher = await one!.guest('watcher', 'r');
  const [desk, phone] = [await one!.guest('ann', 'r'), await two!.guest('ann', 'r')];
  const leave = async (probe: Probe) => {
    const id = probe.id();
    probe.send({ k: 'leave', id, room: 'r' });
    await probe.reply(id);
  };
  // What is told on a node comes in the order in which it happened there: whoever is last has nothing before them left to tell.
  const last = async (stage: Stage, id: string) => {
    await stage.guest(id, 'r');
    await told(watcher, 'joined', id);
  };
  await last(two!, 'bob');
  await leave(desk);
  await last(one!, 'carl');
  for (const [stage, probe] of [[one!, watcher], [two!, phone]] as const) while (stage.chat.memberCount('r') !== 4) await probe.next('b');
  await leave(phone);
  await told(watcher, 'left', 'ann');
  const names = (which: 'joined' | 'left') => notices(watcher).flatMap((c) => c[which] as { id: string }[]).map(({ id }) => id);
  assert.deepEqual([names('joined').filter((id) => id === 'ann'), names('left')], [['ann'], ['ann']]);
});

check('in a room of more than are listed nobody counts twice either', async (t) => {
  const [one, two] = await createCluster(t, redis, 2, { presenceEveryMs: 20 });
  const [ann, bob] = [await one!.guest('ann', 'r'), await two!.guest('bob', 'r')];
  const crowd = Array.from({ length: 600 }, (_, n) => `viewer${n}`);
  const seat = async (stage: Stage, users: readonly string[]) => {
    const caller = Caller.at(stage.url);
    for (let from = 0; from < users.length; from += 50) await caller.do('chatroom/join', { chatroomId: 'r', userId: users.slice(from, from + 50) });
  };
  await seat(one!, crowd);
  await seat(two!, crowd.slice(0, 550));
  for (const probe of [ann, bob]) await probe.next('b', (frame) => frame.n === 602);
  const dora = await two!.guest('dora', 'r');
  await ann.next('b', (frame) => frame.n === 603);
  dora.send({ k: 'leave', id: 1, room: 'r' });
  await dora.reply(1);
  for (const probe of [ann, bob]) await probe.next('b', (frame) => frame.n === 602);
});

check('who asks for the members of a room of some size is told all of them, each once', async (t) => {
  const [one, two] = await createCluster(t, redis, 2, { presenceEveryMs: 20 });
  const names = Array.from({ length: 60 }, (_, i) => `user${i}`);
  await Promise.all(names.map((name) => one!.guest(name, 'r')));
  await two!.guest('user7', 'r');
  const ann = await two!.guest('ann', 'r');
  for (;;) {
    const id = ann.id();
    ann.send({ k: 'ask', id, room: 'r', what: 'members', n: 500 });
    const { members = [], n } = (await ann.reply(id)) as ServerFrameOf<'ok'>;
    if (n === 61) {
      assert.deepEqual(members.map((member) => member.id).sort(), [...names, 'ann'].sort());
      break;
    }
    await ann.next('b', (frame) => frame.n !== undefined);
  }
});

check('a server that is killed: who comes back on another one was never gone, the others are told as gone, all in one notice, and count no more', async (t) => {
  // Where the program itself puts an app.
  const prefix = `live-chatroom:${APP_KEY}`;
  const folder = scratchFolder();
  const settings = join(folder, 'settings.json');
  const options = { offlineGraceMs: 500, presenceEveryMs: 20 };
  writeFileSync(settings, JSON.stringify(options));
  const [two, three] = await createCluster(t, redis, 2, { prefix, ...options });
  const { child, url } = await spawnServer(t, folder, 0, ['--redis', redis.url, '--settings', settings]);
  const [bob, carl] = [await two!.guest('bob', 'r'), await three!.guest('carl', 'r')];
  for (const name of ['ann', 'ben', 'back']) await (await signIn(t, url, name)).join('r');
  for (const probe of [bob, carl]) await probe.next('b', (frame) => frame.n === 5);
  child.kill('SIGKILL');
  await two!.guest('back', 'r');
  for (const probe of [bob, carl]) {
    await told(probe, 'left', 'ann');
    const left = notices(probe).filter((content) => (content['left'] as unknown[]).length > 0);
    assert.deepEqual(left.map((content) => [(content['left'] as { id: string }[]).map(({ id }) => id).sort(), content['leftCount']]), [[['ann', 'ben'], 2]]);
    assert.equal(notices(probe).some((content) => (content['joined'] as { id: string }[]).filter(({ id }) => id === 'back').length > 1), false);
  }
  for (const [stage, probe] of [[two!, bob], [three!, carl]] as const) {
    while (stage.chat.memberCount('r') !== 3) await probe.next('b');
    // Down from five by those two: never as if the one who came back had been gone.
    const counts = probe.frames.flatMap((frame) => (frame.k === 'b' && frame.n !== undefined ? [frame.n] : []));
    assert.ok(counts.slice(counts.indexOf(5)).every((n) => n >= 3), String(counts));
  }
});

check('likes and messages without a place reach every node', async (t) => {
  const [one, two] = await createCluster(t, redis, 2);
  const [ann, bob] = [await one!.guest('ann', 'r'), await two!.guest('bob', 'r')];
  ann.send({ k: 'like', room: 'r', n: 4 });
  bob.send({ k: 'like', room: 'r', n: 3 });
  for (const probe of [ann, bob]) await probe.next('b', (frame) => frame.l?.[1] === 7);
  await ann.say('r', '', { t: 'app:typing', c: { on: true }, p: 16 });
  await bob.next('b', (frame) => frame.e?.some((message) => message.t === 'app:typing') ?? false);
});

check('a recall on one node takes the words from all, also from the history', async (t) => {
  const [one, two] = await createCluster(t, redis, 2);
  const [ann, bob] = [await one!.guest('ann', 'r'), await two!.guest('bob', 'r', { role: 'moderator' })];
  const mid = `${ann.namespace}bad`;
  await ann.say('r', 'a bad word', { mid });
  await upTo(bob, 1);
  bob.send({ k: 'recall', id: 7, room: 'r', mid });
  assert.equal((await bob.reply(7)).k, 'ok');
  await ann.next('b', (frame) => frame.m?.some((message) => message.t === 'RC:RcCmd') ?? false);
  for (const stage of [one!, two!]) {
    const { h } = await (await stage.user('late')).join('r');
    assert.deepEqual(h.map((message) => message.t), ['RC:RcNtf']);
    assert.ok(!JSON.stringify(h).includes('bad word'));
  }
});

check('a room that nobody has made is found on no node; one made elsewhere is', async (t) => {
  const [one, two] = await createCluster(t, redis, 2);
  const [ann, bob] = [await one!.user('ann'), await two!.user('bob')];
  assert.equal(code(await bob.join('r', { create: false })), 23410);
  await ann.join('r');
  assert.equal((await bob.join('r', { create: false })).k, 'joined');
});
