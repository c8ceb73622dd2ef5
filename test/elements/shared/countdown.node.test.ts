import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import { Countdown, secondsLeft } from '../../../src/elements/shared/countdown.js';

const HOUR = 3_600_000;

describe('secondsLeft', () => {
  it('says 1 until the very end, and never less than 0', () => {
    assert.deepEqual(
      [3000, 2001, 2000, 1, 0, -5].map((left) => secondsLeft(10_000 + left, 10_000)),
      [3, 3, 2, 1, 0, 0],
    );
    assert.equal(secondsLeft(null, 10_000), 0);
  });
});

describe('Countdown', () => {
  function host() {
    const seen: number[] = [];
    const countdown = new Countdown({
      addController: () => {},
      removeController: () => {},
      requestUpdate: () => void seen.push(countdown.seconds),
      updateComplete: Promise.resolve(true),
    });
    return { seen, countdown };
  }

  it('tells its host each second once and the end exactly, then rests', () => {
    mock.timers.enable({ apis: ['setTimeout', 'Date'] });
    const { seen, countdown } = host();
    countdown.hostConnected();
    countdown.set(2500);
    // Step by step: a tick sets the next one, which a single long step would not find.
    for (let ms = 0; ms < 4000; ms += 250) mock.timers.tick(250);
    assert.deepEqual(seen, [3, 2, 1, 0]);
    mock.timers.reset();
  });

  it('makes nobody wait longer when their clock is set back, and lets them go when it is set on', () => {
    mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 10 * HOUR });
    const { countdown } = host();
    countdown.set(10 * HOUR + 5000);
    assert.equal(countdown.seconds, 5);
    mock.timers.setTime(9 * HOUR);
    assert.equal(countdown.seconds, 5);
    mock.timers.setTime(11 * HOUR);
    assert.equal(countdown.seconds, 0);
    mock.timers.reset();
  });

  it('rests while its host is away, and goes on where time is when it is back', () => {
    mock.timers.enable({ apis: ['setTimeout', 'Date'] });
    const { seen, countdown } = host();
    countdown.hostConnected();
    countdown.set(5000);
    countdown.hostDisconnected();
    for (let ms = 0; ms < 3000; ms += 250) mock.timers.tick(250);
    assert.deepEqual(seen, [5]);
    countdown.hostConnected();
    for (let ms = 0; ms < 3000; ms += 250) mock.timers.tick(250);
    assert.deepEqual(seen, [5, 1, 0]);
    mock.timers.reset();
  });
});
