import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ChatError, type WireMessage } from '../../src/protocol/index.js';
import type { Accepted, Channel, Outcome } from '../../src/server/bus/bus.js';
import { Counters } from '../../src/server/counters.js';
import { DEFAULTS } from '../../src/server/index.js';
import { Intake } from '../../src/server/intake.js';
import { RoomLog } from '../../src/server/room-log.js';
import { chance } from './chance.js';
import { FakeClock } from './fake-clock.js';

/** A room on a bus that answers when the test says so. */
function makeIntake() {
  const passed: number[] = [];
  const slots: { slot: readonly Accepted[]; answer: (outcomes: Outcome[]) => void }[] = [];
  const channel: Channel = {
    log: new RoomLog({ epoch: 'e', offset: 0, entries: [] }),
    likes: 0,
    follow: () => {},
    publish: (slot) => new Promise((answer) => slots.push({ slot, answer })),
    pass: (extras, shed) => void passed.push(extras.length + shed),
    like: () => {},
    here: () => {},
    close: () => {},
  };
  const settings = { ...DEFAULTS, pendingMessages: 100, roomCapacity: { windowMs: 200, highOnly: 1e6, shared: 20 } };
  const intake = new Intake(channel, { clock: new FakeClock(), random: chance(1), counters: new Counters(), settings });
  return { intake, slots, passed };
}

const message = (id: string): WireMessage => ({ i: id, t: 'RC:TxtMsg', c: { content: id }, ts: 1 });

test('while the bus stands still a bounded number waits, twice as many of the exempt; all hear of their places when it goes on', async () => {
  const { intake, slots } = makeIntake();
  const told = new Map<string, Outcome>();
  const add = (id: string, exempt: boolean) => {
    try {
      intake.add({ message: message(id), hidden: false, exempt }, (outcome) => told.set(id, outcome));
      return true;
    } catch (error) {
      assert.ok(error instanceof ChatError && error.name === 'overloaded' && error.detail.retryInMs! > 0, String(error));
      return false;
    }
  };
  let published: Promise<void> | void = undefined;
  const taken = { ordinary: 0, exempt: 0 };
  for (let i = 0; i < 5000; i++) {
    if (add(`o${i}`, false)) taken.ordinary++;
    if (i === 50) published = intake.publish();
  }
  for (let i = 0; i < 5000; i++) if (add(`e${i}`, true)) taken.exempt++;
  assert.deepEqual(taken, { ordinary: 100, exempt: 100 });
  assert.equal(told.size, 0);
  const [first] = slots;
  first!.answer(first!.slot.map((_, i) => ({ offset: i + 1, ts: 1, dup: false })));
  await published;
  assert.equal(told.size, first!.slot.length);
  assert.equal(add('after', false), false);
  const rest = intake.publish();
  slots[1]!.answer(slots[1]!.slot.map(() => new ChatError('unavailable')));
  await rest;
  assert.equal(told.size, 200);
  assert.equal(intake.empty, true);
  assert.equal(add('after', false), true);
});

test('of messages without a place few are held, however many come, and each is passed on or counted', () => {
  const { intake, passed } = makeIntake();
  for (let i = 0; i < 100_000; i++) intake.addLow(message(`m${i}`));
  assert.ok(intake.extras.size <= 500);
  void intake.publish();
  assert.equal(passed.reduce((sum, count) => sum + count, 0), 100_000);
  assert.equal(intake.holdsLow, false);
});
