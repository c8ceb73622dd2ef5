import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { STATE, TRANSITIONS, type Phase, type Trigger } from '../../src/client/connection-machine.js';

const phases: Phase[] = ['idle', 'asking', 'opening', 'greeting', 'online', 'waiting', 'stopped'];
const triggers: Trigger[] = ['connect', 'token', 'open', 'hi', 'lost', 'retry', 'renew', 'refuse', 'disconnect'];

/** A row per phase, a column per trigger, in the order above; a dash changes nothing. */
const expected = `
  idle      asking  -        -         -       -        -       -       -        -
  asking    -       opening  -         -       waiting  -       -       stopped  idle
  opening   -       -        greeting  -       waiting  -       -       -        idle
  greeting  -       -        -         online  waiting  -       asking  stopped  idle
  online    -       -        -         -       waiting  -       asking  stopped  idle
  waiting   asking  -        -         -       -        asking  -       -        idle
  stopped   asking  -        -         -       -        -       -       -        idle`
  .trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/));

describe('the life of a connection', () => {
  for (const [phase, ...row] of expected) {
    triggers.forEach((trigger, column) => {
      it(`${phase}, ${trigger} → ${row[column]}`, () => {
        assert.equal(TRANSITIONS[phase as Phase][trigger] ?? '-', row[column]);
      });
    });
  }

  it('has no phase that is not in the table', () => {
    assert.deepEqual(Object.keys(TRANSITIONS).sort(), [...phases].sort());
    assert.deepEqual(Object.keys(STATE).sort(), [...phases].sort());
  });

  it('shows connected in one phase only, and disconnected only where nothing is being tried', () => {
    assert.deepEqual(phases.filter((phase) => STATE[phase] === 'connected'), ['online']);
    assert.deepEqual(phases.filter((phase) => STATE[phase] === 'disconnected'), ['idle', 'stopped']);
  });

  it('can be ended from everywhere, and nothing but a new connect goes on from there', () => {
    for (const phase of phases) assert.equal(TRANSITIONS[phase].disconnect ?? phase, 'idle');
    assert.deepEqual(Object.keys(TRANSITIONS.idle), ['connect']);
  });
});
