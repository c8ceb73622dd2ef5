import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Combo, stepMax, type ComboStep } from '../../../src/elements/gift-bar/combo.js';

/** Taps at these ms, with every message that falls due in between. */
function play(taps: [at: number, gift: string, count: number][], until = 20_000): (ComboStep & { at: number })[] {
  let ids = 0;
  const combo = new Combo(() => `c${++ids}`);
  const sent: (ComboStep & { at: number })[] = [];
  const rest = [...taps];
  for (let now = 0; now <= until; now += 10) {
    for (const step of combo.due(now)) sent.push({ ...step, at: now });
    while (rest[0] && rest[0][0] <= now) {
      const [, gift, count] = rest.shift()!;
      for (const step of [...combo.tap(gift, count, now), ...combo.due(now)]) sent.push({ ...step, at: now });
    }
  }
  return sent;
}

describe('a combo', () => {
  it('sends a single tap at once', () => {
    assert.deepEqual(play([[100, 'rose', 1]]), [{ at: 100, gift: 'rose', count: 1, combo: 'c1', total: 1 }]);
  });

  it('sends ten taps in three seconds as one combo, at most two messages a second, ending with the exact total', () => {
    const sent = play(Array.from({ length: 10 }, (_, i) => [i * 300, 'rose', 1]));
    assert.equal(new Set(sent.map((step) => step.combo)).size, 1);
    assert.equal(sent.reduce((sum, step) => sum + step.count, 0), 10);
    assert.equal(sent.at(-1)!.total, 10);
    sent.slice(1).forEach((step, i) => assert.ok(step.at - sent[i]!.at >= 500));
  });

  it('says in each message what has been sent so far', () => {
    let sum = 0;
    for (const step of play(Array.from({ length: 40 }, (_, i) => [i * 70, 'rose', 1 + (i % 3)]))) {
      sum += step.count;
      assert.equal(step.total, sum);
    }
    assert.equal(sum, Array.from({ length: 40 }, (_, i) => 1 + (i % 3)).reduce((a, b) => a + b));
  });

  it('is over after three seconds without a tap', () => {
    const sent = play([
      [0, 'rose', 1],
      [2990, 'rose', 1],
      [5990, 'rose', 1],
    ]);
    assert.deepEqual(sent.map(({ combo, total }) => [combo, total]), [['c1', 1], ['c1', 2], ['c2', 1]]);
  });

  it('sends the rest of one gift before another, losing nothing', () => {
    const sent = play([
      [0, 'rose', 1],
      [100, 'rose', 10],
      [200, 'crown', 1],
      [300, 'rose', 1],
    ]);
    assert.deepEqual(
      sent.map(({ gift, count, total }) => [gift, count, total]),
      [['rose', 1, 1], ['rose', 10, 11], ['crown', 1, 1], ['rose', 1, 1]],
    );
  });

  it('gives out what waits when the page goes, and only once', () => {
    const combo = new Combo(() => 'c');
    combo.tap('rose', 1, 0);
    combo.due(0);
    combo.tap('rose', 5, 100);
    assert.deepEqual(combo.flush(150).map(({ count, total }) => [count, total]), [[5, 6]]);
    assert.deepEqual(combo.flush(160), []);
    assert.deepEqual(combo.due(5000), []);
  });

  it('never puts more into a message than a server takes, and still gives out everything', () => {
    const sent = play([
      [0, 'rose', 9000],
      [100, 'rose', 9000],
      [200, 'rose', 9000],
    ]);
    assert.ok(sent.every(({ count }) => count <= stepMax));
    assert.deepEqual(sent.map(({ total }) => total), [9000, 18_999, 27_000]);
    assert.equal(new Set(sent.map((step) => step.combo)).size, 1);
  });

  it('goes on as another combo after a refusal, so that no total counts what was not given', () => {
    let ids = 0;
    const combo = new Combo(() => `c${++ids}`);
    combo.tap('rose', 2, 0);
    const [first] = combo.due(0);
    combo.tap('rose', 3, 100);
    combo.broke(first!.combo);
    combo.tap('rose', 1, 200);
    assert.deepEqual(combo.due(500), [{ gift: 'rose', count: 4, combo: 'c2', total: 4 }]);
    combo.broke(first!.combo);
    combo.tap('rose', 1, 600);
    assert.deepEqual(combo.due(1000), [{ gift: 'rose', count: 1, combo: 'c2', total: 5 }], 'an old refusal changes nothing');
  });
});
