import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RESUME_WINDOW, type ServerFrame, type ServerFrameOf, type WireMessage } from '../../src/protocol/index.js';
import type { Probe } from './probe.js';
import { createStage } from './stage.js';

const NOT_IN_ROOM = 23406;
const ROOM_NOT_FOUND = 23410;
const BAD_PARAMETER = 23412;

const texts = (messages: readonly WireMessage[] | undefined) => (messages ?? []).map((message) => message.c['content']);
const code = (frame: ServerFrame) => (frame.k === 'err' ? frame.code : frame.k);

/** Says `count` texts, `text 1` first. */
async function fill(probe: Probe, room: string, count: number): Promise<void> {
  const sent = Array.from({ length: count }, (_, i) => probe.say(room, `text ${i + 1}`));
  const answers = await Promise.all(sent);
  assert.ok(answers.every((answer) => answer.k === 'ack'));
}

test('history on join: none, so many, at most what there is, oldest first, each with its place', async (t) => {
  const stage = await createStage(t, { limits: { messagesPerSecond: 1000 } });
  await fill(await stage.guest('ann', 'r'), 'r', 12);
  const bob = await stage.user('bob');
  assert.deepEqual(texts((await bob.join('r', { want: 0 })).h), []);
  const three = await bob.join('r', { want: 3 });
  assert.deepEqual(texts(three.h), ['text 10', 'text 11', 'text 12']);
  assert.deepEqual(three.h.map((message) => message.o), [10, 11, 12]);
  assert.equal(three.off, 12);
  assert.equal(three.rec, 'none');
  assert.equal((await bob.join('r', { want: 50 })).h.length, 12);
});

test('a room that nobody has made can be joined only when it may be made', async (t) => {
  const stage = await createStage(t);
  const ann = await stage.user('ann');
  assert.equal(code(await ann.join('nowhere', { create: false })), ROOM_NOT_FOUND);
  await ann.join('nowhere');
  assert.equal((await ann.join('nowhere', { create: false })).k, 'joined');
});

test('what needs a room is refused outside it', async (t) => {
  const stage = await createStage(t);
  await stage.guest('ann', 'r');
  const bob = await stage.user('bob');
  assert.equal(code(await bob.say('r', 'hello')), NOT_IN_ROOM);
  for (const frame of [
    { k: 'recall', id: 1, room: 'r', mid: 'x' },
    { k: 'ask', id: 2, room: 'r', what: 'members', n: 5 },
    { k: 'ask', id: 3, room: 'r', what: 'history', before: 9, n: 5 },
  ] as const) {
    bob.send(frame);
    assert.equal(code(await bob.reply(frame.id)), NOT_IN_ROOM);
  }
  bob.send({ k: 'leave', id: 4, room: 'r' });
  assert.equal((await bob.reply(4)).k, 'ok');
});

test('a newcomer is told who is there: host and moderators first, then the latest', async (t) => {
  const stage = await createStage(t);
  await stage.guest('a', 'r');
  await stage.guest('h', 'r', { role: 'host', avatar: '/h.svg' });
  await stage.guest('b', 'r');
  const { info } = await (await stage.user('c')).join('r');
  assert.equal(info.n, 4);
  assert.deepEqual(info.members.map((member) => member.id), ['h', 'c', 'b', 'a']);
  assert.deepEqual(info.members[0], { id: 'h', name: 'H', portrait: '/h.svg', role: 'host' });
  assert.equal(stage.chat.memberCount('r'), 4);
});

test('one socket may be in several rooms and hears each under its name; after leaving it hears nothing', async (t) => {
  const stage = await createStage(t);
  const ann = await stage.guest('ann', 'r1');
  await ann.join('r2');
  const bob = await stage.guest('bob', 'r1');
  await bob.join('r2');
  await bob.say('r1', 'one');
  await bob.say('r2', 'two');
  await ann.next('b', (batch) => batch.room === 'r2' && texts(batch.m).includes('two'));
  assert.deepEqual(texts(ann.received()), ['one', 'two']);
  ann.send({ k: 'leave', id: 50, room: 'r1' });
  await ann.reply(50);
  await bob.say('r1', 'three');
  await ann.settled();
  assert.deepEqual(texts(ann.received()), ['one', 'two']);
  assert.equal(code(await ann.say('r1', 'four')), NOT_IN_ROOM);
});

test('a connection has its fill of rooms', async (t) => {
  const stage = await createStage(t, { limits: { roomsPerConnection: 2 } });
  const ann = await stage.guest('ann', 'r1');
  await ann.join('r2');
  assert.equal(code(await ann.join('r3')), BAD_PARAMETER);
  assert.equal((await ann.join('r2')).k, 'joined');
});

test('resume: exactly what was missed, also nothing', async (t) => {
  const stage = await createStage(t, { limits: { messagesPerSecond: 1000 } });
  const ann = await stage.guest('ann', 'r');
  const { ep } = await ann.join('r');
  await fill(ann, 'r', 5);
  const bob = await stage.user('bob');
  const missed = await bob.join('r', { want: 1, ep, off: 2 });
  assert.deepEqual({ rec: missed.rec, off: missed.off, ep: missed.ep }, { rec: 'full', off: 5, ep });
  assert.deepEqual(missed.h.map((message) => [message.o, message.c['content']]), [[3, 'text 3'], [4, 'text 4'], [5, 'text 5']]);
  const nothing = await bob.join('r', { ep, off: 5 });
  assert.deepEqual([nothing.rec, nothing.h], ['full', []]);
});

test('resume: another epoch, a position from the future or from before the window is lost and starts anew', async (t) => {
  const stage = await createStage(t, { limits: { messagesPerSecond: 10_000 }, framesBurst: 10_000 });
  const ann = await stage.guest('ann', 'r');
  const { ep } = await ann.join('r');
  await fill(ann, 'r', RESUME_WINDOW + 3);
  const bob = await stage.user('bob');
  const start = async (position: { ep: string; off: number }) => {
    const { rec, h, off } = await bob.join('r', { want: 2, ...position });
    return { rec, h: h.map((message) => message.o), off };
  };
  const anew = { rec: 'lost', h: [RESUME_WINDOW + 2, RESUME_WINDOW + 3], off: RESUME_WINDOW + 3 };
  assert.deepEqual(await start({ ep: 'other', off: 5 }), anew);
  assert.deepEqual(await start({ ep, off: RESUME_WINDOW + 4 }), anew);
  assert.deepEqual(await start({ ep, off: 2 }), anew);
  const oldest = await start({ ep, off: 3 });
  assert.equal(oldest.rec, 'full');
  assert.equal(oldest.h.length, RESUME_WINDOW);
});

test('resume: more than one answer should weigh is lost, never handed out in part', async (t) => {
  const stage = await createStage(t, { limits: { messagesPerSecond: 1000 }, resumeBytes: 2000 });
  const ann = await stage.guest('ann', 'r');
  const { ep } = await ann.join('r');
  await Promise.all(Array.from({ length: 12 }, () => ann.say('r', 'x'.repeat(200))));
  const bob = await stage.user('bob');
  assert.equal((await bob.join('r', { want: 1, ep, off: 10 })).rec, 'full');
  const lost = await bob.join('r', { want: 1, ep, off: 0 });
  assert.deepEqual([lost.rec, lost.h.length], ['lost', 1]);
});

test('older history in pages, until there is no more', async (t) => {
  const stage = await createStage(t, { limits: { messagesPerSecond: 1000 } });
  const ann = await stage.guest('ann', 'r');
  await fill(ann, 'r', 5);
  const page = async (before: number) => {
    const id = ann.id();
    ann.send({ k: 'ask', id, room: 'r', what: 'history', before, n: 3 });
    const { h, more } = (await ann.reply(id)) as ServerFrameOf<'ok'>;
    return { offsets: h?.map((message) => message.o), more };
  };
  assert.deepEqual(await page(6), { offsets: [3, 4, 5], more: true });
  assert.deepEqual(await page(3), { offsets: [1, 2], more: false });
  assert.deepEqual(await page(1), { offsets: [], more: false });
});

test('members in numbers and names, on request', async (t) => {
  const stage = await createStage(t);
  await stage.guest('ann', 'r');
  const bob = await stage.guest('bob', 'r');
  bob.send({ k: 'ask', id: 7, room: 'r', what: 'members', n: 1 });
  const answer = (await bob.reply(7)) as ServerFrameOf<'ok'>;
  assert.equal(answer.n, 2);
  assert.deepEqual(answer.members?.map((member) => member.id), ['bob']);
});
