import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Histogram, type LoadSummary, passed, summaryText } from '../../../src/server/load/summary.js';

test('shares of latencies are right to four percent, whatever the range', () => {
  const histogram = new Histogram();
  for (let ms = 1; ms <= 10_000; ms++) histogram.add(ms);
  for (const [share, expected] of [[0.5, 5000], [0.95, 9500], [0.99, 9900]] as const) {
    assert.ok(Math.abs(histogram.at(share) / expected - 1) < 0.04, `${share}: ${histogram.at(share)}`);
  }
  assert.deepEqual([histogram.at(1), histogram.max], [10_000, 10_000]);
  assert.equal(new Histogram().at(0.5), 0);
});

const good: LoadSummary = {
  viewers: 10, rate: 5, seconds: 2, sent: 10, acked: 10, refused: {}, expected: 100, seen: 100, orders: 1, faults: 0, breaks: 0, lost: 0,
  arrivalMs: 100, p50: 1, p95: 2, p99: 3, max: 4,
};

test('it has passed when everybody has had everything in one order, and only then', () => {
  assert.equal(passed(good), true);
  for (const wrong of [{ seen: 99 }, { seen: 101 }, { orders: 2 }, { faults: 1 }, { acked: 0, expected: 0, seen: 0 }]) {
    assert.equal(passed({ ...good, ...wrong }), false, JSON.stringify(wrong));
  }
  // To be refused is no loss: the sender knows.
  assert.equal(passed({ ...good, sent: 20, refused: { 90001: 10 } }), true);
});

test('the summary says in words what was lost and why something was refused', () => {
  assert.match(summaryText({ ...good, refused: { 90001: 3 } }), /refused: 3 with code 90001/);
  assert.match(summaryText({ ...good, seen: 98 }), /98 of 100; lost: 2[\s\S]*NOT everything/);
  assert.match(summaryText(good), /p50 1\.0 ms, p95 2\.0 ms, p99 3\.0 ms[\s\S]*has reached everybody/);
});
