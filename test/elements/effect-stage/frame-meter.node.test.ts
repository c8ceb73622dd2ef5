import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FrameMeter, STRIKES } from '../../../src/elements/effect-stage/frame-meter.js';

/** An effect of 100 frames, of which so many are long. */
function play(meter: FrameMeter, long: number, frames = 100, longMs = 50): boolean {
  meter.start();
  let now = 0;
  meter.frame(now);
  for (let i = 0; i < frames; i++) meter.frame((now += i < long ? longMs : 16.7));
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
  it('is forgiven a single bad one, and a tenth', () => {
    const meter = new FrameMeter();
    assert.deepEqual([play(meter, 50), play(meter, 0), play(meter, 50), play(meter, 10), play(meter, 50)], Array(5).fill(false));
  });
  it('so slow that an effect has few frames has had enough too', () => {
    const meter = new FrameMeter();
    // Two seconds at 4 frames a second.
    assert.deepEqual([play(meter, 8, 8, 250), play(meter, 8, 8, 250)], [false, true]);
  });
  it('is judged by several effects where each is short', () => {
    const meter = new FrameMeter();
    // 0.3 s each at 20 frames a second: after four of them there is something to say, and again after four more.
    const verdicts = Array.from({ length: 8 }, () => play(meter, 6, 6));
    assert.deepEqual(verdicts, [...Array(7).fill(false), true]);
  });
  it('says nothing by a hiccup in one short effect', () => {
    const meter = new FrameMeter();
    assert.deepEqual([play(meter, 1, 12, 400), play(meter, 0, 60), play(meter, 1, 12, 400), play(meter, 0, 60)], Array(4).fill(false));
  });
});
