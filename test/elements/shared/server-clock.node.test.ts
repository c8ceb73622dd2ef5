import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ServerClock } from '../../../src/elements/shared/server-clock.js';

const HOUR = 3_600_000;

/** Both clocks of a machine, moved by hand. */
function machine(wall: number) {
  const at = { wall, steady: 5000 };
  const clock = new ServerClock(() => at.wall, () => at.steady);
  return { at, clock, pass: (ms: number) => ((at.wall += ms), (at.steady += ms)) };
}

describe('the server’s time', () => {
  it('is this machine’s until something is heard', () => {
    const { clock, pass } = machine(1_000_000);
    pass(500);
    assert.equal(clock.now, 1_000_500);
  });

  it('does not follow a machine whose clock is set while the page is open', () => {
    const { at, clock } = machine(1_000_000);
    at.wall += 10 * HOUR;
    assert.equal(clock.now, 1_000_000);
    at.wall -= 20 * HOUR;
    assert.equal(clock.now, 1_000_000);
  });

  it('is learnt from the first live message where the machine is an hour off', () => {
    for (const wrong of [HOUR, -HOUR]) {
      const { clock, pass } = machine(10 * HOUR + wrong);
      assert.equal(clock.live(10 * HOUR), true);
      assert.equal(clock.now, 10 * HOUR);
      pass(1000);
      assert.equal(clock.live(10 * HOUR + 1000), false);
    }
  });

  it('is not moved back by messages that come a little late, and is moved on by one that is ahead', () => {
    const { clock, pass } = machine(1_000_000);
    clock.live(1_000_000);
    pass(10_000);
    clock.live(1_003_000);
    assert.equal(clock.now, 1_010_000);
    // The machine has slept, and its steady clock with it.
    clock.live(1_500_000);
    assert.equal(clock.now, 1_500_000);
  });

  it('is never before what has already been said', () => {
    const { clock } = machine(1_000_000);
    assert.equal(clock.past(900_000), false);
    assert.equal(clock.past(1_200_000), true);
    assert.equal(clock.now, 1_200_000);
  });

  it('ignores times that are none', () => {
    const { clock } = machine(1_000_000);
    for (const time of [NaN, Infinity, -Infinity]) {
      clock.live(time);
      clock.past(time);
    }
    assert.equal(clock.now, 1_000_000);
  });
});
