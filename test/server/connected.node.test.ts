import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Move, Rosters } from '../../src/server/bus/rosters.js';
import { Connected } from '../../src/server/connected.js';
import { FakeClock } from './fake-clock.js';

function make() {
  const clock = new FakeClock();
  const moves: string[] = [];
  const unasked = () => assert.fail('nobody asks');
  const rosters: Rosters = {
    move: ({ userId, exit }: Move) => moves.push(`${userId} ${exit ?? 'here'}`),
    follow: unasked, clear: unasked, has: unasked, count: unasked, arrivals: unasked,
  };
  return { clock, moves, connected: new Connected(rosters, clock, 10_000) };
}

test('who goes on purpose is gone at once; who is lost, after a while', () => {
  const { clock, moves, connected } = make();
  connected.come('ann');
  connected.come('bob');
  connected.go('ann', false);
  connected.go('bob', true);
  clock.advance(9999);
  assert.deepEqual(moves, ['ann here', 'bob here', 'ann left']);
  clock.advance(1);
  assert.deepEqual(moves.slice(3), ['bob lost']);
  connected.come('bob');
  assert.deepEqual(moves.slice(4), ['bob here']);
});

test('who is back in time has never been away, however often', () => {
  const { clock, moves, connected } = make();
  connected.come('ann');
  for (let i = 0; i < 5; i++) {
    connected.go('ann', true);
    clock.advance(9000);
    connected.come('ann');
  }
  clock.advance(60_000);
  assert.deepEqual(moves, ['ann here']);
});

test('a server that stops leaves those it waits for to the others', () => {
  const { clock, moves, connected } = make();
  connected.come('ann');
  connected.go('ann', true);
  connected.stop();
  clock.advance(60_000);
  assert.deepEqual(moves, ['ann here']);
});
