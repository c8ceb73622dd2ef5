import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { oneCodecFamily } from '../../src/players/codec-family.js';

const AT = 'https://cdn.example/live/tv/master.m3u8?k=1';
const MIXED = `#EXTM3U
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="x",URI="sound.m3u8"
#EXT-X-STREAM-INF:BANDWIDTH=900,CODECS="avc1.4d401f,mp4a.40.2"
big.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=500,CODECS="vp09.00.21.08,opus"
vp9.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=300,CODECS="mp4a.40.2, avc1.42e01e"
/other/small.m3u8
`;
const uris = (text: string | null) => text?.split('\n').filter((line) => line && !line.startsWith('#'));

describe('a master playlist with several codecs', () => {
  it('keeps the first family that the browser plays, all its sizes, at absolute addresses', () => {
    const kept = oneCodecFamily(MIXED, AT, () => true);
    assert.deepEqual(uris(kept), ['https://cdn.example/live/tv/big.m3u8', 'https://cdn.example/other/small.m3u8']);
    assert.match(kept!, /URI="https:\/\/cdn\.example\/live\/tv\/sound\.m3u8"/);
    assert.doesNotMatch(kept!, /vp09/);
  });

  it('passes over what the browser does not play', () => {
    assert.deepEqual(uris(oneCodecFamily(MIXED, AT, (type) => type.includes('vp09'))), ['https://cdn.example/live/tv/vp9.m3u8']);
  });

  it('leaves alone what needs no choice: one family, no codecs, a media playlist, nothing playable', () => {
    assert.equal(oneCodecFamily(MIXED.replace(/vp09[^"]*/, 'avc1.640028,mp4a.40.2'), AT, () => true), null);
    assert.equal(oneCodecFamily('#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\na.m3u8\n', AT, () => true), null);
    assert.equal(oneCodecFamily('#EXTM3U\n#EXTINF:2,\na.ts\n', AT, () => true), null);
    assert.equal(oneCodecFamily(MIXED, AT, () => false), null);
  });
});
