import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { decodedBytes } from '../../src/effects/budget.js';
import { inspect } from '../../src/effects/inspect/index.js';
import { checkArt } from './check.js';

const file = (name: string) => join(import.meta.dirname, 'art', name);
const art = (name: string) => new Uint8Array(readFileSync(file(name)));

describe('what a file is, by its own bytes', () => {
  // 8 frames of 100 ms, as the script that makes them says; measured with ffprobe too.
  const moving = { width: 64, height: 64, frames: 8, durationMs: 800 };
  const cases: [name: string, facts: object][] = [
    ['probe.webm', { format: 'webm', ...moving, alpha: true }],
    ['probe-side.webm', { format: 'webm', ...moving, width: 128, alpha: false }],
    ['probe.png', { format: 'png', ...moving, alpha: true }],
    ['probe.avif', { format: 'avif', ...moving }],
    ['probe.json', { format: 'sprite', width: 256, height: 128, frames: 8, durationMs: 800 }],
    ['probe-poster.webp', { format: 'webp', width: 64, height: 64, frames: 1, durationMs: 0, alpha: true }],
  ];
  for (const [name, facts] of cases) it(name, () => assert.deepEqual(inspect(art(name)), facts));

  it('probe.webp', () => {
    const { alpha: _, ...facts } = inspect(art('probe.webp'))!;
    assert.deepEqual(facts, { format: 'webp', ...moving });
  });

  it('a Lottie file', () => {
    const json = JSON.stringify({ v: '5', w: 400, h: 300, fr: 30, ip: 0, op: 90, layers: [] });
    assert.deepEqual(inspect(new TextEncoder().encode(json)), { format: 'lottie', width: 400, height: 300, frames: 90, durationMs: 3000 });
  });

  it('nothing, for what is no art, is empty, cut, or lies about its parts', () => {
    const text = (words: string) => new TextEncoder().encode(words);
    for (const bytes of [new Uint8Array(), text('hello'), text('{"a":1}'), text('{broken'), text('<svg/>'), text('[]')]) assert.equal(inspect(bytes), null);
    for (const name of ['probe.webm', 'probe.png', 'probe.webp', 'probe.avif']) {
      const whole = art(name);
      // Whatever is cut off, it comes to an end and breaks nothing.
      for (let length = 0; length < whole.length; length++) inspect(whole.subarray(0, length));
      for (let at = 0; at < whole.length; at++) {
        const wrong = whole.slice();
        wrong[at] = 0xff;
        inspect(wrong);
      }
    }
  });
});

describe('what it costs', () => {
  it('is width × height × 4 × the frames that are in memory at once', () => {
    assert.equal(decodedBytes(inspect(art('probe.webm'))!), 64 * 64 * 4 * 6);
    assert.equal(decodedBytes(inspect(art('probe.json'))!), 256 * 128 * 4);
    assert.equal(decodedBytes(inspect(art('probe-poster.webp'))!), 64 * 64 * 4);
  });

  it('is checked on the command line too', () => {
    assert.deepEqual(checkArt(file('probe.webm')).faults, []);
    assert.match(checkArt(file('probe-side.webm')).notes.join(), /no alpha/);
    const small = { fileBytes: 500, decodedBytes: 50_000, frames: 4, durationMs: 200 };
    assert.deepEqual(
      checkArt(file('probe.webm'), small).faults.map((fault) => /file|memory|frames|lasts/.exec(fault)?.[0]),
      ['file', 'memory', 'frames', 'lasts'],
    );
    assert.match(checkArt(import.meta.filename).faults.join(), /no art/);
  });

  it('of the demo’s art is within the budget', () => {
    const demo = join(import.meta.dirname, '../../demo/public/effects');
    for (const name of ['rocket.webm', 'rocket-side.mp4', 'rocket-poster.webp', 'castle.json', 'castle-sheet.webp', 'castle-poster.webp']) {
      assert.deepEqual(checkArt(join(demo, name)).faults, [], name);
    }
  });
});
