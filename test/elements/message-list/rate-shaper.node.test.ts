import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RateShaper, type Candidate } from '../../../src/elements/message-list/rate-shaper.js';
import { random } from './random.js';

const from = (senders: string[]): Candidate[] => senders.map((sender) => ({ sender, always: false }));

describe('RateShaper', () => {
  it('lets everything through while little comes, and everything when there is no limit', () => {
    const shaper = new RateShaper(30);
    for (let second = 0; second < 20; second++) assert.deepEqual(shaper.choose(from(['a', 'b', 'c']), second * 100), [true, true, true]);
    const open = new RateShaper(0);
    assert.equal(open.choose(from(Array(500).fill('a') as string[]), 0).filter(Boolean).length, 500);
  });

  it('never leaves out what must be shown, at any rate, in any mixture, whatever the clock does', () => {
    const next = random(7);
    for (let round = 0; round < 2000; round++) {
      const shaper = new RateShaper(Math.floor(next() * 40));
      let now = next() * 1e6;
      for (let batch = 0; batch < 5; batch++) {
        now += (next() - 0.3) * 3000;
        const candidates = Array.from({ length: Math.floor(next() * 60) }, () => ({ sender: `s${Math.floor(next() * 9)}`, always: next() < 0.3 }));
        const chosen = shaper.choose(candidates, now);
        assert.equal(chosen.length, candidates.length);
        candidates.forEach(({ always }, index) => always && assert.ok(chosen[index]));
      }
    }
  });

  it('keeps the rate through a flood, and after a long silence gives no more than a second of it', () => {
    const shaper = new RateShaper(30);
    const crowd = Array.from({ length: 100 }, (_, i) => `s${i}`);
    const rows = (at: number) => shaper.choose(from(crowd.slice(0, 20)), at).filter(Boolean).length;
    let sum = 0;
    for (let at = 0; at < 10_000; at += 100) sum += rows(at);
    // A second's worth was saved up at the start.
    assert.ok(sum >= 295 && sum <= 331, `${sum} rows in ten seconds`);
    assert.ok(rows(3_600_000) <= 31);
    assert.ok(rows(0) <= 31, 'a clock set back an hour');
  });

  it('spreads rows evenly over time', () => {
    const shaper = new RateShaper(30);
    const perStep: number[] = [];
    for (let at = 0; at < 10_000; at += 100) perStep.push(shaper.choose(from(Array.from({ length: 20 }, (_, i) => `s${at}-${i}`)), at).filter(Boolean).length);
    const steady = perStep.slice(15);
    assert.ok(Math.min(...steady) >= 2 && Math.max(...steady) <= 4, steady.join());
  });

  it('gives each person the same, however much one of them writes', () => {
    const shaper = new RateShaper(30);
    const shown = new Map<string, number>();
    const next = random(3);
    for (let at = 0; at < 20_000; at += 100) {
      // One writes 30 of 40, ten others one each.
      const senders = [...(Array(30).fill('loud') as string[]), ...Array.from({ length: 10 }, (_, i) => `quiet${i}`)].sort(() => next() - 0.5);
      shaper.choose(from(senders), at).forEach((chosen, i) => chosen && shown.set(senders[i]!, (shown.get(senders[i]!) ?? 0) + 1));
    }
    const counts = [...shown.values()];
    assert.equal(shown.size, 11);
    assert.ok(Math.max(...counts) / Math.min(...counts) < 1.7, JSON.stringify([...shown]));
  });

  it('shows the newest of somebody who is alone', () => {
    const shaper = new RateShaper(10);
    shaper.choose(from(Array(10).fill('a') as string[]), 0);
    const chosen = shaper.choose(from(Array(40).fill('a') as string[]), 100);
    assert.deepEqual(chosen.flatMap((yes, index) => (yes ? [index] : [])), [39]);
  });

  it('does not let what must be shown silence the others', () => {
    const shaper = new RateShaper(30);
    let others = 0;
    for (let at = 0; at < 10_000; at += 100) {
      const candidates = [...Array.from({ length: 20 }, (_, i) => ({ sender: `m${i}`, always: true })), ...from(['a', 'b', 'c', 'd'])];
      others += shaper.choose(candidates, at).slice(20).filter(Boolean).length;
    }
    assert.ok(others >= 60, `${others} in ten seconds`);
  });
});
