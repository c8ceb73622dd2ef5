import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { byteRange } from '../../../src/server/media/byte-range.js';
import { imageSize } from '../../../src/server/media/image-size.js';
import { endingOf, type MediaEnding } from '../../../src/server/media/media-kinds.js';
import { sniff } from '../../../src/server/media/sniff.js';
import * as samples from './samples.js';

describe('what a file is', () => {
  const taken: [MediaEnding, Buffer][] = [
    ['png', samples.png()], ['jpg', samples.jpeg()], ['gif', samples.gif()], ['webp', samples.webp()], ['avif', samples.avif()],
    ['webm', samples.webmAudio()], ['ogg', samples.ogg()], ['m4a', samples.m4a()],
  ];
  for (const [ending, file] of taken) it(`its bytes say: ${ending}`, () => assert.equal(sniff(file), ending));

  const refused = { SVG: samples.svg(), HTML: samples.page(), HEIC: samples.heic(), 'WebM with a picture': samples.webmVideo(), 'MP4 with a picture': samples.mp4Video(), 'nothing at all': Buffer.alloc(0), 'a few bytes': Buffer.from('\x89PNG') };
  for (const [what, file] of Object.entries(refused)) it(`not taken: ${what}`, () => assert.equal(sniff(file), null));
});

describe('how large a picture unfolds', () => {
  for (const [ending, file] of [['png', samples.png()], ['jpg', samples.jpeg()], ['gif', samples.gif()], ['webp', samples.webp()], ['avif', samples.avif()]] as [MediaEnding, Buffer][]) {
    it(ending, () => assert.deepEqual({ ...imageSize(file, ending) }, { width: 40, height: 30 }));
    it(`${ending}, cut short: not known`, () => assert.equal(imageSize(file.subarray(0, 9), ending), null));
  }
  it('a JPEG of nothing but markers ends', () => assert.equal(imageSize(Buffer.alloc(5000, 0xff), 'jpg'), null));
});

describe('names of files', () => {
  it('are 22 safe characters and a known ending', () => {
    assert.equal(endingOf('AbCdEfGhIjKlMnOpQrStUv.jpg'), 'jpg');
    for (const bad of ['', 'x.jpg', '../AbCdEfGhIjKlMnOpQr.jpg', 'AbCdEfGhIjKlMnOpQrStUv.svg', 'AbCdEfGhIjKlMnOpQrStUv.jpg/..', 'AbCdEfGhIjKlMnOpQrStU%2f.jpg', 'incoming', 'AbCdEfGhIjKlMnOpQrStUv.toString']) {
      assert.equal(endingOf(bad), null, bad);
    }
  });
});

// The examples of RFC 9110 §14.1.2, for a file of 10,000 bytes.
describe('ranges', () => {
  const cases: [string | undefined, ReturnType<typeof byteRange>][] = [
    ['bytes=0-499', { start: 0, end: 499 }],
    ['bytes=500-999', { start: 500, end: 999 }],
    ['bytes=-500', { start: 9500, end: 9999 }],
    ['bytes=9500-', { start: 9500, end: 9999 }],
    ['bytes=0-0', { start: 0, end: 0 }],
    ['bytes=9999-20000', { start: 9999, end: 9999 }],
    ['bytes=10000-', 'none'],
    ['bytes=-0', 'none'],
    ['bytes=5-4', null],
    ['bytes=0-1,5-6', null],
    ['items=0-1', null],
    [undefined, null],
  ];
  for (const [header, range] of cases) it(String(header), () => assert.deepEqual(byteRange(header, 10_000), range));
});
