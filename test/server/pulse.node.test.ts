import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Pulse } from '../../src/server/pulse.js';
import { FakeClock } from './fake-clock.js';

test('at once when it has been quiet, then once per interval however often it is asked', () => {
  const clock = new FakeClock();
  const start = clock.elapsed();
  const runs: number[] = [];
  const pulse = new Pulse(clock, () => 50, () => void runs.push(clock.elapsed() - start));
  pulse.poke();
  pulse.poke();
  pulse.poke();
  assert.deepEqual(runs, [0]);
  clock.advance(49);
  assert.deepEqual(runs, [0]);
  clock.advance(1);
  assert.deepEqual(runs, [0, 50]);
  clock.advance(200);
  assert.deepEqual(runs, [0, 50]);
  pulse.poke();
  assert.deepEqual(runs, [0, 50, 250]);
});

test('never twice at a time: what is asked for while it runs comes after it', async () => {
  const clock = new FakeClock();
  const ends: (() => void)[] = [];
  const pulse = new Pulse(clock, () => 50, () => new Promise<void>((resolve) => ends.push(resolve)));
  pulse.poke();
  clock.advance(500);
  pulse.poke();
  assert.equal(ends.length, 1);
  ends[0]!();
  await new Promise(setImmediate);
  assert.equal(ends.length, 2);
});

test('work that throws does not stop the pulse; stopping does', () => {
  const clock = new FakeClock();
  let runs = 0;
  const pulse = new Pulse(clock, () => 50, () => {
    runs++;
    throw new Error('broken');
  });
  assert.throws(() => pulse.poke());
  clock.advance(60);
  assert.throws(() => pulse.poke());
  assert.equal(runs, 2);
  const stopped = new Pulse(clock, () => 50, () => void runs++);
  stopped.poke();
  stopped.poke();
  stopped.stop();
  clock.advance(100);
  assert.equal(runs, 3);
});
