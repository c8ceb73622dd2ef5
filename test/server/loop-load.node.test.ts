import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Clock } from '../../src/server/index.js';
import { LoopLoad } from '../../src/server/loop-load.js';
import { FakeClock } from './fake-clock.js';

/** A clock whose timers come late, as those of a busy process do. */
class BusyClock extends FakeClock implements Clock {
  lateMs = 0;
  override after(ms: number, act: () => void): () => void {
    return super.after(ms + this.lateMs, act);
  }
}

test('a loop that is late doubles the ticks once a second, up to sixteen times; in time again, they shrink', () => {
  const clock = new BusyClock();
  const load = new LoopLoad(clock, 50);
  const seconds = (count: number) => clock.advance(count * 20 * (50 + clock.lateMs));
  seconds(1);
  assert.deepEqual([load.stretch, load.p95Ms, load.overloaded], [1, 0, false]);
  clock.lateMs = 80;
  // The timer that is under way was set before.
  clock.advance(50);
  const seen = [];
  for (let i = 0; i < 6; i++) {
    seconds(1);
    seen.push(load.stretch);
  }
  assert.deepEqual(seen, [2, 4, 8, 16, 16, 16]);
  assert.deepEqual([load.p95Ms, load.overloaded], [80, true]);
  clock.lateMs = 0;
  clock.advance(130);
  seconds(3);
  assert.ok(load.stretch <= 4);
  load.stop();
});
