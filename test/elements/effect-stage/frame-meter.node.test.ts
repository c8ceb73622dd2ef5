import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FrameMeter, STRIKES } from '../../../src/elements/effect-stage/frame-meter.js';

/** An effect of 100 frames, of which so many are long. */
function play(meter: FrameMeter, long: number, frames = 100): boolean {
  meter.start();
  let now = 0;
  meter.frame(now);
  for (let i = 0; i < frames; i++) meter.frame((now += i < long ? 50 : 16.7));
  return meter.end();
}

describe('a device', () => {
  it('has had enough when two effects in a row stutter in more than a tenth of their frames', () => {
    const meter = new FrameMeter();
    assert.equal(play(meter, 11), false);
    assert.equal(meter.share, 0.11);
    assert.equal(play(meter, 30), true);
    assert.equal(STRIKES, 2);
  });
  it('is forgiven a single bad one, a tenth, and what is too short to judge', () => {
    const meter = new FrameMeter();
    assert.deepEqual([play(meter, 50), play(meter, 0), play(meter, 50), play(meter, 10), play(meter, 30, 30), play(meter, 50)], Array(6).fill(false));
  });
});
