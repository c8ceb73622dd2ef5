import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MemoryStore } from '../../../src/server/index.js';
import { Caller } from '../api/caller.js';
import { FakeClock } from '../fake-clock.js';
import type { Probe } from '../probe.js';
import { createStage } from '../stage.js';

const TOO_FAST = 20604;
const gift = { t: 'live:gift', c: { gift: 'rose', name: 'Rose', price: 1, count: 1 } };

/** Says something and lets the room's tick pass. Resolves with when it was taken, or with why and for how long it was not. */
async function say(clock: FakeClock, probe: Probe, more: Parameters<Probe['say']>[2] = {}): Promise<number | [code: number, waitMs: number | undefined]> {
  const answer = probe.say('r', 'words', more);
  await probe.settled();
  clock.advance(100);
  const frame = await answer;
  assert.ok(frame.k === 'ack' || frame.k === 'err');
  return frame.k === 'ack' ? frame.ts : [frame.code, frame.in];
}

test('one message in so much time, from the moment of the call; the refusal says how long to wait; staff and gifts pass', async (t) => {
  const clock = new FakeClock();
  const stage = await createStage(t, { clock });
  const api = Caller.at(stage.url, () => clock.now());
  const [ann, host, mod] = [await stage.guest('ann', 'r'), await stage.guest('host', 'r', { role: 'host' }), await stage.guest('mod', 'r', { role: 'moderator' })];
  const before = await say(clock, ann);
  clock.advance(4000);
  await api.do('chatroom/slow/add', { chatroomId: 'r', second: 30 });
  assert.deepEqual(await ann.next('may'), { k: 'may', room: 'r', slow: 30_000 });
  assert.deepEqual(await host.next('may'), { k: 'may', room: 'r' });
  // What was said before counts.
  let waitMs = Number(before) + 30_000 - clock.now();
  assert.ok(waitMs > 25_000);
  assert.deepEqual(await say(clock, ann), [TOO_FAST, waitMs]);
  assert.equal(typeof (await say(clock, ann, gift)), 'number');
  clock.advance(waitMs);
  const second = await say(clock, ann);
  assert.equal(typeof second, 'number');
  clock.advance(10_000);
  waitMs = Number(second) + 30_000 - clock.now();
  assert.deepEqual(await say(clock, ann), [TOO_FAST, waitMs]);
  for (const staff of [host, mod]) for (let n = 0; n < 2; n++) assert.equal(typeof (await say(clock, staff)), 'number');
  // Of low priority is no way around it.
  waitMs = Number(second) + 30_000 - clock.now();
  assert.deepEqual(await say(clock, ann, { p: 16 }), [TOO_FAST, waitMs]);

  assert.equal((await api.do('chatroom/slow/check', { chatroomId: 'r' }))['second'], 30);
  await api.do('chatroom/slow/rollback', { chatroomId: 'r', needNotify: 1 });
  assert.deepEqual(await ann.next('may'), { k: 'may', room: 'r' });
  assert.equal((await ann.next('notice')).what, 'unslowed');
  for (let n = 0; n < 2; n++) assert.equal(typeof (await say(clock, ann)), 'number');
  assert.equal((await api.do('chatroom/slow/check', { chatroomId: 'r' }))['second'], 0);
});

test('who joins is told; neither another connection nor a restart shortens the wait', async (t) => {
  const clock = new FakeClock();
  const store = new MemoryStore();
  const first = await createStage(t, { clock, store });
  const ann = await first.guest('ann', 'r');
  await Caller.at(first.url, () => clock.now()).do('chatroom/slow/add', { chatroomId: 'r', second: 10, needNotify: 1 });
  assert.equal((await ann.next('notice')).what, 'slowed');
  const said = Number(await say(clock, ann));
  const second = await first.user('ann');
  assert.deepEqual((await second.join('r')).info.may, { slow: 10_000 });
  clock.advance(1000);
  assert.deepEqual(await say(clock, second), [TOO_FAST, said + 10_000 - (clock.now() - 100)]);
  await first.chat.close();

  const next = await createStage(t, { clock, store });
  const back = await next.guest('ann', 'r');
  const waitMs = said + 10_000 - clock.now();
  assert.deepEqual(await say(clock, back), [TOO_FAST, waitMs]);
  clock.advance(waitMs);
  assert.equal(typeof (await say(clock, back)), 'number');
});

const HOUR = 3_600_000;

for (const jump of [-5 * HOUR, 5 * HOUR]) {
  test(`a clock that is set ${jump < 0 ? 'back' : 'forth'} by hours changes no wait`, async (t) => {
    const clock = new FakeClock();
    const stage = await createStage(t, { clock });
    const [ann, bob] = [await stage.guest('ann', 'r'), await stage.guest('bob', 'r')];
    await Caller.at(stage.url, () => clock.now()).do('chatroom/slow/add', { chatroomId: 'r', second: 30 });
    const start = clock.elapsed();
    assert.equal(typeof (await say(clock, ann)), 'number');
    clock.advance(10_000);
    clock.wall += jump;
    assert.deepEqual(await say(clock, ann), [TOO_FAST, start + 30_000 - (clock.elapsed() - 100)]);
    assert.equal(typeof (await say(clock, bob)), 'number');
    clock.advance(start + 30_000 - clock.elapsed());
    assert.equal(typeof (await say(clock, ann)), 'number');
    // And goes on as before.
    const refused = await say(clock, ann);
    assert.deepEqual(refused, [TOO_FAST, 29_900]);
  });
}

test('a clock that is set back while the server is off holds nobody for longer than one wait', async (t) => {
  const clock = new FakeClock();
  const store = new MemoryStore();
  const first = await createStage(t, { clock, store });
  const ann = await first.guest('ann', 'r');
  await Caller.at(first.url, () => clock.now()).do('chatroom/slow/add', { chatroomId: 'r', second: 10 });
  assert.equal(typeof (await say(clock, ann)), 'number');
  await first.chat.close();
  clock.wall -= 5 * HOUR;
  const next = await createStage(t, { clock, store });
  const back = await next.guest('ann', 'r');
  assert.deepEqual(await say(clock, back), [TOO_FAST, 10_000]);
  // The wait runs from there, not from each try.
  assert.deepEqual(await say(clock, back), [TOO_FAST, 9900]);
  clock.advance(9800);
  assert.equal(typeof (await say(clock, back)), 'number');
});

test('a message the room refuses does not cost a wait, and one that is sent again is no second one', async (t) => {
  const clock = new FakeClock();
  const stage = await createStage(t, { clock, roomCapacity: { windowMs: 10_000, highOnly: 1, shared: 0 } });
  const [ann, bob] = [await stage.guest('ann', 'r'), await stage.guest('bob', 'r')];
  await Caller.at(stage.url, () => clock.now()).do('chatroom/slow/add', { chatroomId: 'r', second: 60 });
  assert.equal(typeof (await say(clock, bob)), 'number');
  const refused = await say(clock, ann);
  assert.equal(Array.isArray(refused) && refused[0], 90001);
  clock.advance(10_000);
  const mid = `${ann.namespace}same`;
  const taken = await say(clock, ann, { mid });
  assert.equal(typeof taken, 'number');
  assert.equal(await say(clock, ann, { mid }), taken);
});

test('only rooms that are there can be slow', async (t) => {
  const stage = await createStage(t);
  const { status, body } = await Caller.at(stage.url).post('chatroom/slow/add', { chatroomId: 'nowhere', second: 5 });
  assert.deepEqual([status, body.code], [404, 23410]);
});
