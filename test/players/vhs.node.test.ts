import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { VhsClock } from '../../src/players/vhs.js';

const T = Date.UTC(2026, 10, 23, 20, 0, 0);
const segment = (index: number, start?: number) => ({ duration: 2, dateTimeObject: new Date(T + index * 2000), ...(start !== undefined && { start }) });

describe('the clock of an HLS stream', () => {
  it('gives the date of the frame on screen, also when its segment has left the playlist', () => {
    const clock = new VhsClock(() => 0);
    assert.equal(clock.programTime(1), null);
    clock.read({ mediaSequence: 100, segments: [segment(0, 10), segment(1), segment(2)] });
    assert.equal(clock.programTime(11.5), T + 1500);
    clock.read({ mediaSequence: 103, segments: [segment(3), segment(4)] });
    assert.equal(clock.programTime(12), T + 2000);
  });

  it('tells the latency by the newest segment when the viewer\'s clock is wrong', () => {
    let now = 50_000;
    const clock = new VhsClock(() => now);
    clock.read({ mediaSequence: 100, segments: [segment(0, 0), segment(1), segment(2), segment(3)] });
    now += 700;
    clock.read({ mediaSequence: 100, segments: [segment(0, 0), segment(1), segment(2), segment(3)] });
    // Newest end: T + 8 s, seen 0.7 s ago; on screen: T + 2 s. The viewer's clock is an hour off.
    assert.equal(clock.latency(2, T + 3_600_000), 6.7);
  });

  it('tells it by the viewer\'s clock when that agrees, being finer', () => {
    const clock = new VhsClock(() => 0);
    clock.read({ mediaSequence: 1, segments: [segment(0, 0), segment(1), segment(2)] });
    assert.equal(clock.latency(1, T + 7300), 6.3);
  });

  it('finds the live edge by the dates when a long break has misled VHS about what is seekable', () => {
    const clock = new VhsClock(() => 0);
    assert.equal(clock.liveEdge(6, 2), 6);
    clock.read({ mediaSequence: 1, segments: [segment(0, 10), segment(1), segment(2), segment(3), segment(4), segment(5)] });
    assert.equal(clock.liveEdge(16, 2), 16, 'ends at 22, six seconds are held back');
    clock.read({ mediaSequence: 20, segments: [segment(19, 48), segment(20)] });
    assert.equal(clock.liveEdge(40.5, 2), 46, 'ends at 52');
    assert.equal(clock.liveEdge(36, 2), 41.5, 'never further than VHS lets it');
  });

  it('knows nothing without dates', () => {
    const clock = new VhsClock(() => 0);
    clock.read({ segments: [{ duration: 2, start: 0 }] });
    assert.equal(clock.latency(1), null);
    assert.equal(clock.programTime(1), null);
  });
});
