import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ChatError, type ServerFrameOf, type WireMessage } from '../../src/protocol/index.js';
import { toDelivery } from '../../src/server/batch.js';
import type { Outcome } from '../../src/server/bus/bus.js';
import { LocalBus } from '../../src/server/bus/local-bus.js';
import { Counters } from '../../src/server/counters.js';
import { Due } from '../../src/server/due.js';
import { DEFAULTS, MemoryStore } from '../../src/server/index.js';
import { Intake } from '../../src/server/intake.js';
import { chance } from './chance.js';
import { FakeClock } from './fake-clock.js';

/** One room from its intake to the frames of one viewer, with time and chance in the test's hands. */
function makeRoom(seed: number) {
  const clock = new FakeClock();
  const random = chance(seed);
  const counters = new Counters();
  const parts = { clock, random, counters, settings: DEFAULTS, log: () => {} };
  const channel = new LocalBus({ ...parts, store: new MemoryStore() }).open('r', true)!;
  const intake = new Intake(channel, parts);
  const due = new Due('r', 2 * DEFAULTS.roomCapacity.shared, random);
  channel.follow((news) => due.add(news));
  const frames: ServerFrameOf<'b'>[] = [];
  const tick = () => {
    void intake.publish();
    for (const text of toDelivery(due.take(), DEFAULTS)?.full.texts ?? []) frames.push(JSON.parse(text) as ServerFrameOf<'b'>);
  };
  return { clock, random, counters, intake, channel, frames, tick };
}

for (const seed of [1, 2, 3, 4, 5]) {
  test(`ten times what a room takes (chance ${seed}): all adds up, nothing acknowledged is lost, the exempt get through`, () => {
    const { clock, random, counters, intake, channel, frames, tick } = makeRoom(seed);
    const acked = new Map<string, number>();
    const sent = { high: 0, low: 0, exempt: 0, likes: 0 };
    const refused: Outcome[] = [];
    // 20 s in steps of 10 ms: about 2000 messages a second where 200 are taken, 70 % of them low.
    for (let step = 0; step < 2000; step++) {
      for (let i = 0; i < 20; i++) {
        const id = `m${step}.${i}`;
        const message: WireMessage = { i: id, t: 'RC:TxtMsg', c: { content: id }, ts: clock.now() };
        if (random() < 0.7) {
          sent.low++;
          intake.addLow(message);
          continue;
        }
        const exempt = random() < 0.05;
        sent[exempt ? 'exempt' : 'high']++;
        const settle = (outcome: Outcome) => {
          if (!(outcome instanceof ChatError)) acked.set(id, outcome.offset!);
          else refused.push(outcome);
        };
        try {
          intake.add({ message, hidden: false, exempt }, settle);
        } catch (error) {
          assert.ok(error instanceof ChatError && error.name === 'overloaded' && !exempt, String(error));
          assert.ok(error.detail.retryInMs! > 0 && error.detail.retryInMs! <= 400);
          refused.push(error);
        }
      }
      sent.likes++;
      channel.like(1);
      clock.advance(10);
      if (step % 5 === 4) tick();
    }
    clock.advance(200);
    tick();

    const seen = frames.flatMap(({ s, m = [] }) => m.map((message, i) => [message.i, s! + i] as const));
    assert.deepEqual(new Map(seen), acked);
    assert.deepEqual(seen.map(([, offset]) => offset), Array.from({ length: acked.size }, (_, i) => i + 1));
    assert.equal(acked.size + refused.length, sent.high + sent.exempt);
    const low = frames.reduce((sum, { e = [] }) => sum + e.length, 0);
    const shed = frames.reduce((sum, { x = 0 }) => sum + x, 0);
    assert.equal(low + shed, sent.low);
    assert.equal(shed, counters.shed);
    assert.ok(shed > sent.low / 2 && low > 0);
    assert.deepEqual(frames.filter(({ l }) => l).at(-1)?.l?.[1], sent.likes);
    assert.equal(frames.reduce((sum, { l }) => sum + (l?.[0] ?? 0), 0), sent.likes);
    // 101 windows of 40, and whoever is exempt.
    assert.ok(acked.size + low <= 101 * 40 + sent.exempt, `${acked.size} + ${low}`);
    assert.ok(acked.size >= 100 * 20, String(acked.size));
  });
}
