import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Connection } from '../../src/server/connection.js';
import { Heartbeat } from '../../src/server/heartbeat.js';
import { FakeClock } from './fake-clock.js';

function watched(clock: FakeClock, heartbeat: Heartbeat) {
  const seen = { pings: 0, terminated: 0 };
  const connection = { heardAt: clock.elapsed(), ping: () => void seen.pings++, terminate: () => void seen.terminated++ };
  return { seen, connection, unwatch: heartbeat.add(connection as unknown as Connection) };
}

test('every connection gets one ping per interval, and never all in the same moment', () => {
  const clock = new FakeClock();
  const heartbeat = new Heartbeat(clock, 25_000);
  const crowd = Array.from({ length: 100 }, () => watched(clock, heartbeat));
  const total = () => crowd.reduce((sum, { seen }) => sum + seen.pings, 0);
  let most = 0;
  for (let second = 0; second < 25; second++) {
    const before = total();
    clock.advance(1000);
    most = Math.max(most, total() - before);
  }
  assert.deepEqual([total(), most], [100, 4]);
  assert.ok(crowd.every(({ seen }) => seen.pings === 1));
  heartbeat.stop();
  clock.advance(100_000);
  assert.equal(total(), 100);
});

test('silence for two intervals ends a connection, any sign of life keeps it; one no longer watched is left alone', () => {
  const clock = new FakeClock();
  const heartbeat = new Heartbeat(clock, 25_000);
  const [silent, alive, gone] = [watched(clock, heartbeat), watched(clock, heartbeat), watched(clock, heartbeat)];
  gone.unwatch();
  for (let second = 0; second < 80; second++) {
    clock.advance(1000);
    if (second % 40 === 0) alive.connection.heardAt = clock.elapsed();
  }
  assert.ok(silent.seen.terminated > 0);
  assert.equal(alive.seen.terminated, 0);
  assert.deepEqual(gone.seen, { pings: 0, terminated: 0 });
});
