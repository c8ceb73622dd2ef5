import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HoldRepeat } from '../../../src/elements/shared/hold-repeat.js';

test('what is held repeats after 350 ms, every 110 ms, until it is let go', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const hold = new HoldRepeat();
  let acts = 0;
  hold.start(() => ++acts > 0);
  t.mock.timers.tick(349);
  assert.equal(acts, 0);
  t.mock.timers.tick(1);
  assert.equal(acts, 1);
  for (let i = 0; i < 3; i++) t.mock.timers.tick(110);
  assert.equal(acts, 4);
  hold.stop();
  t.mock.timers.tick(1000);
  assert.equal(acts, 4);
});

test('what is held ends by itself when it could not act, or is stopped by what it does', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const hold = new HoldRepeat();
  let acts = 0;
  hold.start(() => ++acts < 2);
  for (let i = 0; i < 10; i++) t.mock.timers.tick(350);
  assert.equal(acts, 2);
  hold.start(() => {
    acts++;
    hold.stop();
    return true;
  });
  for (let i = 0; i < 10; i++) t.mock.timers.tick(350);
  assert.equal(acts, 3);
});
