import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nextState, PLAYER_STATES, PLAYER_TRIGGERS, type PlayerState } from '../../src/players/state.js';

/** Rows: states; columns: load frame silent lost gone end fatal stop. `.` is no change. */
const EXPECTED: Record<PlayerState, string> = {
  idle: 'connecting . . . . . . .',
  offline: 'connecting playing . reconnecting . ended error idle',
  connecting: '. playing . reconnecting offline ended error idle',
  playing: 'connecting . stalled reconnecting offline ended error idle',
  stalled: 'connecting playing . reconnecting offline ended error idle',
  reconnecting: 'connecting playing . . offline ended error idle',
  ended: 'connecting . . . . . . idle',
  error: 'connecting . . . . . . idle',
};

describe('the states of a picture', () => {
  for (const state of PLAYER_STATES) {
    const row = EXPECTED[state].split(' ');
    PLAYER_TRIGGERS.forEach((trigger, column) => {
      const expected = row[column] === '.' ? state : row[column];
      it(`${state} + ${trigger} → ${expected}`, () => assert.equal(nextState(state, trigger), expected));
    });
  }
});
