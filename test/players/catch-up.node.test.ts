import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CatchUp } from '../../src/players/catch-up.js';

/** Feeds one latency a second and returns what the last second asked for. */
function feed(rule: CatchUp, latencies: number[], from = 0) {
  let step = { rate: 1, jump: false };
  latencies.forEach((latency, i) => (step = rule.step(latency, from + i * 1000)));
  return step;
}
const seconds = (latency: number, count: number): number[] => Array<number>(count).fill(latency);

describe('making up for lost time', () => {
  it('takes the latency a stream settles at as its normal one', () => {
    const rule = new CatchUp();
    assert.deepEqual(feed(rule, [9, 7.4, 7, 7.2, ...seconds(7.5, 60)]), { rate: 1, jump: false });
    assert.equal(rule.behind(7), 0);
    assert.equal(rule.behind(12), 5);
  });

  it('plays faster after five seconds of being more than one and a half behind, until it has caught up', () => {
    const rule = new CatchUp();
    feed(rule, seconds(7, 10));
    assert.equal(feed(rule, seconds(11, 5), 10_000).rate, 1);
    const faster = rule.step(11, 15_000).rate;
    assert.ok(faster > 1 && faster <= 1.1, `rate ${faster}`);
    assert.equal(rule.step(8, 16_000).rate, faster, 'goes on until it is close');
    assert.equal(rule.step(7.5, 17_000).rate, 1);
  });

  it('does not run after a short peak', () => {
    const rule = new CatchUp();
    feed(rule, seconds(7, 10));
    assert.equal(feed(rule, [11, 11, 11, 8, 11, 11, 11, 8], 10_000).rate, 1);
  });

  it('jumps when more than eight seconds behind', () => {
    const rule = new CatchUp(7);
    assert.equal(rule.step(14.9, 0).jump, false);
    assert.equal(rule.step(15.1, 1000).jump, true);
  });

  it('aims for the latency that the page asks for', () => {
    assert.equal(new CatchUp(3).behind(7), 4);
  });
});
