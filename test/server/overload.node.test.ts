import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ServerFrame } from '../../src/protocol/index.js';
import { DEFAULTS } from '../../src/server/index.js';
import type { Probe } from './probe.js';
import { Caller } from './api/caller.js';
import { createStage } from './stage.js';

const OVERLOADED = 90001;
const seed = { roomCapacity: DEFAULTS.roomCapacity, limits: { messagesPerSecond: 10_000 }, framesBurst: 10_000 };
const code = (frame: ServerFrame) => (frame.k === 'err' ? frame.code : frame.k);
const count = (probe: Probe, pick: (frame: Extract<ServerFrame, { k: 'b' }>) => number) =>
  probe.frames.reduce((sum, frame) => sum + (frame.k === 'b' ? pick(frame) : 0), 0);

test('beyond its capacity a room refuses, with when to try again; what it has taken everybody gets', async (t) => {
  const stage = await createStage(t, seed);
  const [ann, bob] = [await stage.guest('ann', 'r'), await stage.guest('bob', 'r')];
  const answers = await Promise.all(Array.from({ length: 300 }, (_, i) => ann.say('r', `text ${i}`)));
  const acked = answers.filter((answer) => answer.k === 'ack');
  const refused = answers.filter((answer) => answer.k === 'err');
  assert.ok(refused.length > 0 && refused.every((answer) => answer.code === OVERLOADED && answer.in! > 0 && answer.in! <= 400));
  while (bob.received().length < acked.length) await bob.next('b');
  assert.deepEqual(bob.received().map((message) => message.o), Array.from({ length: acked.length }, (_, i) => i + 1));
  assert.equal(stage.chat.stats.refused.overloaded, refused.length);
});

test('messages without a place are sampled; those that came and those that did not make up all', async (t) => {
  const stage = await createStage(t, seed);
  const [ann, bob] = [await stage.guest('ann', 'r'), await stage.guest('bob', 'r')];
  const answers = await Promise.all(Array.from({ length: 200 }, () => ann.say('r', '', { t: 'app:cheer', c: {}, p: 16 })));
  assert.ok(answers.every((answer) => code(answer) === 'ack'));
  const seen = () => bob.extras().filter((message) => message.t === 'app:cheer').length;
  while (seen() + count(bob, ({ x = 0 }) => x) < 200) await bob.next('b');
  assert.equal(seen() + count(bob, ({ x = 0 }) => x), 200);
  assert.ok(seen() >= 20 && seen() < 200, String(seen()));
  assert.equal(stage.chat.stats.shed, count(bob, ({ x = 0 }) => x));
});

test('the sum of what waits for slow readers has a ceiling: those furthest behind are closed first', async (t) => {
  // Each alone is far from being closed; the kernel's own buffers take the first megabytes, the rest waits here.
  const stage = await createStage(t, { ...seed, roomCapacity: { windowMs: 200, highOnly: 1e5, shared: 1e5 }, queuedBytesMax: 2_000_000, slowSkipAll: 1e9, slowClose: 1e9, slowCloseMs: 1e9, compress: false });
  const ann = await stage.guest('ann', 'r');
  const deaf = await Promise.all(['d1', 'd2', 'd3'].map((id) => stage.guest(id, 'r')));
  for (const probe of deaf) probe.ws.pause();
  const text = 'x'.repeat(250);
  while (stage.chat.stats.connections > 1) {
    // Few enough at a time that who reads them is never behind.
    const answers = await Promise.all(Array.from({ length: 50 }, () => ann.say('r', text, { t: 'app:bulk', c: { content: text.repeat(20) } })));
    assert.ok(answers.every((answer) => answer.k === 'ack'));
  }
  assert.equal(stage.chat.stats.closedFor['slow-reader'], 3);
  assert.equal(code(await ann.say('r', 'still here')), 'ack');
});

test('ten times what a room takes, over sockets: nothing taken is lost, the exempt get through, all adds up', { timeout: 40_000 }, async (t) => {
  // 40 a second; 40 people and 2 exempt ones say 400 a second for three seconds, seven tenths of it low.
  const capacity = { windowMs: 200, highOnly: 4, shared: 4 };
  const stage = await createStage(t, { ...seed, roomCapacity: capacity });
  const caller = Caller.at(stage.url);
  await caller.do('chatroom/create', { 'chatroom[r]': 'R' });
  await caller.do('chatroom/user/whitelist/add', { chatroomId: 'r', userId: ['vip'] });
  await caller.do('chatroom/whitelist/add', { objectnames: 'app:score' });
  const judge = await stage.guest('judge', 'r');
  const crowd = await Promise.all(Array.from({ length: 40 }, (_, i) => stage.guest(`user${i}`, 'r')));
  const vip = await stage.guest('vip', 'r');
  const sent = { low: 0, exempt: 0 };
  const answers = { acked: new Map<string, number>(), refused: 0 };
  const waiting: Promise<void>[] = [];
  const say = async (probe: Probe, kind: 'low' | 'high' | 'exempt') => {
    const mid = `${probe.namespace}${probe.id()}`;
    const type = kind === 'low' ? { t: 'app:cheer', c: {}, p: 16 as const } : kind === 'exempt' && probe !== vip ? { t: 'app:score', c: {} } : {};
    if (kind !== 'high') sent[kind]++;
    const answer = await probe.say('r', 'text', { mid, ...type });
    if (answer.k === 'ack') {
      if (kind !== 'low') answers.acked.set(mid, answer.off!);
    } else {
      assert.deepEqual([kind, code(answer)], ['high', OVERLOADED]);
      answers.refused++;
    }
  };
  for (let step = 0; step < 75; step++) {
    for (let i = 0; i < 16; i++) waiting.push(say(crowd[(step * 16 + i) % 40]!, i === 15 ? 'exempt' : i % 10 < 7 ? 'low' : 'high'));
    waiting.push(say(vip, 'exempt'));
    await new Promise((wake) => setTimeout(wake, 40));
  }
  await Promise.all(waiting);
  const cheers = () => judge.extras().filter(({ t: type }) => type === 'app:cheer').length;
  const shed = () => count(judge, ({ x = 0 }) => x);
  while (judge.received().length < answers.acked.size || cheers() + shed() < sent.low) await judge.next('b');
  assert.deepEqual(new Map(judge.received().map(({ i, o }) => [i, o])), answers.acked);
  assert.equal(judge.received().length, answers.acked.size);
  assert.equal(cheers() + shed(), sent.low);
  assert.equal(stage.chat.stats.shed, shed());
  assert.equal(stage.chat.stats.refused.overloaded, answers.refused);
  assert.ok(answers.refused > 0 && shed() > sent.low / 2, `${answers.refused} refused, ${shed()} of ${sent.low} shed`);
});
