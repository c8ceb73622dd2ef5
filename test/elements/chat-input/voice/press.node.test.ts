import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Press } from '../../../../src/elements/chat-input/voice/press.js';
import { toWaveform } from '../../../../src/elements/chat-input/voice/recorder.js';

it('a short press is a tap, a long one sends, one that slid away discards, and can think better of it', () => {
  assert.equal(new Press(0, 0, 1000).release(1200), 'tap');
  assert.equal(new Press(0, 0, 1000).release(3000), 'send');
  const press = new Press(100, 100, 1000);
  press.move(30, 100);
  assert.equal(press.away, true);
  assert.equal(press.release(3000), 'discard');
  press.move(90, 95);
  assert.equal(press.release(3000), 'send');
});

it('many peaks become 40 bars, each the loudest of its part; few stay few', () => {
  assert.deepEqual(toWaveform([0, 0.5, 1], 40), [0, 50, 100]);
  assert.deepEqual(toWaveform([0.1, 0.9, 0.2, 0.3], 2), [90, 30]);
  assert.equal(toWaveform(Array<number>(600).fill(0.25), 40).length, 40);
  assert.deepEqual(toWaveform([], 40), []);
});
