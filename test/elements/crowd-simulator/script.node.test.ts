import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { CrowdRunner, type CrowdVenue } from '../../../src/elements/crowd-simulator/crowd-runner.js';
import { SCENARIOS, type Scenario } from '../../../src/elements/crowd-simulator/scenarios.js';
import { crowdScript, type CrowdEvent, type CrowdPlan } from '../../../src/elements/crowd-simulator/script.js';
import { textOf, toContent } from '../../../src/protocol/message.js';
import { superchatFault } from '../../../src/protocol/superchat.js';

function until(ms: number, plan: CrowdPlan): CrowdEvent[] {
  const events: CrowdEvent[] = [];
  for (const event of crowdScript(plan)) {
    if (event.at >= ms) return events;
    events.push(event);
  }
  return events;
}
const plan = (more: Partial<CrowdPlan> = {}): CrowdPlan => ({ scenario: 'busy', seed: 7, viewers: 20_000, ...more });
const kinds = (events: CrowdEvent[], kind: CrowdEvent['kind']) => events.filter((event) => event.kind === kind).length;

describe('what a crowd does', () => {
  it('is the same for the same seed, and another for another', () => {
    const print = (seed: number) => createHash('sha256').update(JSON.stringify(until(60_000, plan({ seed, scenario: 'worst-day' })))).digest('hex');
    assert.equal(print(7), print(7));
    assert.notEqual(print(7), print(8));
  });

  for (const scenario of Object.keys(SCENARIOS) as Scenario[]) {
    it(`comes in order, for ever: ${scenario}`, () => {
      const events = until(150_000, plan({ scenario }));
      assert.ok(events.every(({ at }, i) => i === 0 || at >= events[i - 1]!.at));
      assert.ok(events.at(-1)!.at > 149_000);
      assert.ok(kinds(events, 'say') > 100);
    });
  }

  it('happens about as often as its scenario says', () => {
    const minute = until(60_000, plan());
    const near = (found: number, wanted: number) => assert.ok(Math.abs(found - wanted) < wanted * 0.25 + 4, `${found} should be about ${wanted}`);
    near(kinds(minute, 'say'), 12 * 60);
    near(kinds(minute, 'gift'), 0.7 * 60);
    near(kinds(minute, 'superchat'), 0.05 * 60);
    assert.equal(kinds(minute, 'cut'), 0);
    const worst = until(62_000, plan({ scenario: 'worst-day' }));
    for (const kind of ['say', 'gift', 'superchat', 'join', 'like', 'count', 'recall', 'cut', 'loss', 'sleep', 'staff'] as const) assert.ok(kinds(worst, kind) > 0, kind);
  });

  it('is what a server would accept: whole streaks, honest super chats, no more talkers than viewers', () => {
    const totals = new Map<unknown, number>();
    const talkers = new Set<string>();
    for (const event of until(120_000, plan({ scenario: 'gift-storm', viewers: 30 }))) {
      if (!('draft' in event)) continue;
      if (event.kind === 'say') talkers.add(event.who.id);
      const { content = {} } = event.draft;
      if (event.kind === 'superchat') assert.equal(superchatFault(content), null);
      if (event.kind !== 'gift' || content['combo'] === undefined) continue;
      const total = (totals.get(content['combo']) ?? 0) + (content['count'] as number);
      totals.set(content['combo'], total);
      assert.equal(content['total'], total);
    }
    assert.ok(totals.size > 10);
    assert.ok(talkers.size <= 30 && talkers.size > 10);
  });
});

/** A venue that notes, and a clock moved by hand. */
function stage(events: CrowdEvent[]) {
  const notes: string[] = [];
  const timers: { at: number; run: () => void }[] = [];
  let now = 1_000_000;
  let ids = 0;
  const venue: CrowdVenue = {
    say: (_room, { name }, draft) => (notes.push(`${name}: ${textOf({ content: toContent(draft).content })}`), `id-${++ids}`),
    recall: (_room, id) => notes.push(`recall ${id}`),
    like: (_room, count) => notes.push(`like ${count}`),
    crowd: (_room, count) => notes.push(`count ${count}`),
    cut: () => notes.push('cut'),
    stall: (ms) => notes.push(`stall ${ms}`),
    sleep: (asleep) => notes.push(asleep ? 'asleep' : 'awake'),
  };
  const clock = {
    now: () => now,
    after: (ms: number, run: () => void) => {
      const timer = { at: now + ms, run };
      timers.push(timer);
      return () => void (timers.includes(timer) && timers.splice(timers.indexOf(timer), 1));
    },
  };
  const pass = (ms: number) => {
    const end = now + ms;
    for (;;) {
      const next = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      timers.splice(timers.indexOf(next), 1);
      now = Math.max(now, next.at);
      next.run();
    }
    now = Math.max(now, end);
  };
  return { notes, pass, jump: (ms: number) => (now += ms), runner: new CrowdRunner(venue, 'r', events[Symbol.iterator](), clock) };
}
const ann = { id: 'a', name: 'Ann' };
const say = (at: number, text: string): CrowdEvent => ({ at, kind: 'say', who: ann, draft: { text } });

describe('a crowd in a room', () => {
  it('acts when it is time, stops, and goes on where it stopped', () => {
    const { notes, pass, runner } = stage([say(0, 'one'), say(500, 'two'), say(1000, 'three')]);
    runner.start();
    assert.deepEqual(notes, ['Ann: one']);
    pass(600);
    runner.stop();
    pass(60_000);
    assert.deepEqual(notes, ['Ann: one', 'Ann: two']);
    runner.start();
    pass(500);
    assert.equal(notes.at(-1), 'Ann: three');
  });

  it('takes back what was said, and no more than was said', () => {
    const back: CrowdEvent = { at: 10, kind: 'recall', back: 2 };
    const { notes, pass, runner } = stage([say(0, 'one'), say(0, 'two'), say(0, 'three'), back, back, back, back]);
    runner.start();
    pass(100);
    assert.deepEqual(notes.slice(3), ['recall id-2', 'recall id-1', 'recall id-3']);
    assert.equal(runner.counts.recalls, 3);
  });

  it('loses connections and packets, counted', () => {
    const { notes, pass, runner } = stage([{ at: 0, kind: 'cut' }, { at: 10, kind: 'loss', ms: 700 }]);
    runner.start();
    pass(100);
    assert.deepEqual(notes, ['cut', 'stall 700']);
    assert.equal(runner.counts.breaks, 2);
  });

  it('sleeps and wakes, once at a time, and is awake when it is stopped', () => {
    const sleep = (at: number): CrowdEvent => ({ at, kind: 'sleep', ms: 3000 });
    const { notes, pass, runner } = stage([sleep(0), sleep(1000), sleep(5000)]);
    runner.start();
    pass(5100);
    assert.deepEqual(notes, ['asleep', 'awake', 'asleep']);
    runner.stop();
    assert.equal(notes.at(-1), 'awake');
  });

  it('leaves out what it is too late for, counted; how many watch is always told', () => {
    const { notes, pass, jump, runner } = stage([say(0, 'one'), say(2000, 'missed'), { at: 3000, kind: 'count', count: 50 }, say(60_000, 'now')]);
    runner.start();
    jump(60_000);
    pass(100);
    assert.deepEqual(notes, ['Ann: one', 'count 50', 'Ann: now']);
    assert.equal(runner.counts.skipped, 1);
  });
});
