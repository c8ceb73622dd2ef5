import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MemoryStore } from '../../../src/server/index.js';
import { Moderation } from '../../../src/server/moderation/moderation.js';
import { Caller } from '../api/caller.js';
import { FakeClock } from '../fake-clock.js';
import { createStage } from '../stage.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NEVER = 1e12;

function make(store = new MemoryStore(), clock = new FakeClock()) {
  const ctl = { publish: () => Promise.resolve(true), subscribe: () => () => {} };
  return { clock, store, moderation: new Moderation({ clock, log: () => {}, store: store.rules, ctl }) };
}

test('an order counts for as long as it was given for, whatever the clock of who gave it says', () => {
  const { clock, moderation } = make();
  const at = clock.now() + 5 * HOUR;
  // Given for ten minutes, by a server five hours ahead, and heard four minutes late.
  moderation.applyOrder({ op: 'mute', room: 'r', user: 'ann', until: at + 10 * MINUTE, at }, { own: false, leftMs: 6 * MINUTE });
  clock.advance(6 * MINUTE - 1);
  assert.equal(moderation.rules.has('mute', 'r', 'ann'), true);
  clock.advance(1);
  assert.equal(moderation.rules.has('mute', 'r', 'ann'), false);
});

test('an order that is heard when its time is over has no effect', () => {
  const { clock, moderation } = make();
  moderation.applyOrder({ op: 'block', room: '', user: 'ann', until: clock.now() + MINUTE, at: clock.now() }, { own: false, leftMs: -5 });
  assert.equal(moderation.rules.has('block', '', 'ann'), false);
});

test('a clock that jumps makes no mute longer or shorter, and is told the end as it is by the clock that goes now', () => {
  for (const jump of [HOUR, -HOUR, 400 * HOUR]) {
    const { clock, moderation } = make();
    moderation.applyOrder({ op: 'mute', room: 'r', user: 'ann', until: clock.now() + 30 * MINUTE, at: clock.now() });
    clock.advance(10 * MINUTE);
    clock.wall += jump;
    assert.equal(moderation.rules.until('mute', 'r', 'ann'), clock.now() + 20 * MINUTE);
    clock.advance(20 * MINUTE - 1);
    assert.equal(moderation.rules.has('mute', 'r', 'ann'), true);
    clock.advance(1);
    assert.equal(moderation.rules.has('mute', 'r', 'ann'), false);
  }
});

test('what the store has is dated anew after a jump: a restart does not bring the old end back', () => {
  const { clock, store, moderation } = make();
  moderation.applyOrder({ op: 'mute', room: 'r', user: 'ann', until: clock.now() + 2 * HOUR, at: clock.now() });
  clock.wall -= 24 * HOUR;
  clock.advance(30 * MINUTE);
  const again = make(store, clock).moderation;
  clock.advance(90 * MINUTE - 1);
  assert.equal(again.rules.has('mute', 'r', 'ann'), true);
  clock.advance(1);
  assert.equal(again.rules.has('mute', 'r', 'ann'), false);
});

test('rooms live as long as they should when the clock jumps', async (t) => {
  const clock = new FakeClock();
  const stage = await createStage(t, { clock, heartbeatMs: NEVER });
  const caller = Caller.at(stage.url, () => clock.now());
  const there = async (room: string) => (await caller.post('chatroom/get', { chatroomId: room })).body.code === 200;
  await stage.guest('ann', 'idle');
  await caller.do('chatroom/create_new', { chatroomId: 'fixed', destroyType: 1, destroyTime: 90 });
  for (const jump of [3 * HOUR, -7 * HOUR, 5 * HOUR]) {
    clock.wall += jump;
    clock.advance(19 * MINUTE);
    assert.deepEqual([await there('idle'), await there('fixed')], [true, true]);
  }
  clock.advance(4 * MINUTE);
  assert.deepEqual([await there('idle'), await there('fixed')], [false, true]);
  clock.advance(30 * MINUTE);
  assert.equal(await there('fixed'), false);
  // Made, and ended by hand, before the moment in which it was made by the clock that went then.
  await caller.do('chatroom/create', { 'chatroom[r]': 'R' });
  clock.wall -= HOUR;
  await caller.do('chatroom/destroy', { chatroomId: 'r' });
  assert.equal(await there('r'), false);
});
