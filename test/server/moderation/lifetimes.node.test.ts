import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Caller } from '../api/caller.js';
import { FakeClock } from '../fake-clock.js';
import { createStage } from '../stage.js';

const MINUTE = 60_000;
/** No ping finds a probe silent when hours pass in an instant, ms. */
const NEVER = 1e12;
/** Rooms are looked at this often. */
const LOOK = 30_000;
const NO_ROOM = 23410;

async function scene(t: Parameters<typeof createStage>[0]) {
  const clock = new FakeClock();
  const stage = await createStage(t, { clock, heartbeatMs: NEVER });
  const caller = Caller.at(stage.url, () => clock.now());
  const there = async (room: string) => (await caller.post('chatroom/get', { chatroomId: room })).body.code === 200;
  return { clock, stage, caller, there };
}

test('a room in which nothing happens for an hour ends, and everybody in it is told', async (t) => {
  const { clock, stage, there } = await scene(t);
  const ann = await stage.guest('ann', 'r');
  clock.advance(59 * MINUTE);
  await ann.say('r', 'still here');
  clock.advance(59 * MINUTE);
  assert.equal(await there('r'), true);
  clock.advance(MINUTE + LOOK);
  const gone = await ann.next('ctl');
  assert.deepEqual([gone.op, gone.code, await there('r')], ['destroyed', NO_ROOM, false]);
  const { h, off } = await ann.join('r');
  assert.deepEqual([h, off], [[], 0]);
});

test('joining counts as something happening', async (t) => {
  const { clock, stage, there } = await scene(t);
  await stage.guest('ann', 'r');
  clock.advance(40 * MINUTE);
  await stage.guest('bob', 'r');
  clock.advance(40 * MINUTE);
  assert.equal(await there('r'), true);
  clock.advance(20 * MINUTE + LOOK);
  assert.equal(await there('r'), false);
});

test('a room that was given more time has it; one made for a fixed time ends however busy it is', async (t) => {
  const { clock, stage, caller, there } = await scene(t);
  await caller.do('chatroom/create_new', { chatroomId: 'long', destroyType: 0, destroyTime: 300 });
  await caller.do('chatroom/create_new', { chatroomId: 'fixed', destroyType: 1, destroyTime: 120 });
  const ann = await stage.guest('ann', 'fixed');
  for (let minutes = 0; minutes < 119; minutes++) {
    clock.advance(MINUTE);
    await ann.say('fixed', 'x');
  }
  assert.deepEqual([await there('fixed'), await there('long')], [true, true]);
  clock.advance(MINUTE + LOOK);
  assert.deepEqual([await there('fixed'), await there('long')], [false, true]);
  clock.advance(180 * MINUTE);
  assert.equal(await there('long'), false);
});

test('a room that is kept alive stays, and can be joined by those who make none', async (t) => {
  const { clock, stage, caller, there } = await scene(t);
  await caller.do('chatroom/create', { 'chatroom[kept]': 'K' });
  await caller.do('chatroom/keepalive/add', { chatroomId: 'kept' });
  clock.advance(48 * 60 * MINUTE);
  assert.equal(await there('kept'), true);
  const ann = await stage.user('ann');
  assert.equal((await ann.join('kept', { create: false })).k, 'joined');
  await caller.do('chatroom/keepalive/remove', { chatroomId: 'kept' });
  clock.advance(61 * MINUTE);
  assert.equal((await ann.next('ctl')).room, 'kept');
});
