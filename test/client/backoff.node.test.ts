import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Backoff } from '../../src/client/backoff.js';
import { seeded } from './fakes.js';

describe('waiting before the next try', () => {
  it('is at most half a second at first, doubles its bound, and never exceeds 20 seconds', () => {
    const almostOne = new Backoff(() => 1 - Number.EPSILON);
    const waits = Array.from({ length: 9 }, () => almostOne.next());
    assert.deepEqual(waits, [500, 1000, 2000, 4000, 8000, 16_000, 20_000, 20_000, 20_000]);
  });

  it('may be nothing at all', () => {
    const zero = new Backoff(() => 0);
    assert.deepEqual([zero.next(), zero.next(), zero.next()], [0, 0, 0]);
  });

  it('spreads many clients over the whole time', () => {
    const random = seeded(7);
    const waits = Array.from({ length: 1000 }, () => {
      const client = new Backoff(random);
      client.next();
      return client.next();
    });
    for (const quarter of [0, 1, 2, 3]) {
      const within = waits.filter((wait) => wait >= quarter * 250 && wait < (quarter + 1) * 250).length;
      assert.ok(within > 200 && within < 300, `${within} of 1000 wait in quarter ${quarter} of the first second`);
    }
  });

  it('begins anew after a good time', () => {
    const backoff = new Backoff(() => 1 - Number.EPSILON);
    for (let i = 0; i < 6; i++) backoff.next();
    backoff.reset();
    assert.equal(backoff.next(), 500);
  });

  it('stays within bounds after a thousand failures', () => {
    const backoff = new Backoff(() => 1 - Number.EPSILON);
    let wait = 0;
    for (let i = 0; i < 1000; i++) wait = backoff.next();
    assert.equal(wait, 20_000);
  });
});
