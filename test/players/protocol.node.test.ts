import assert from 'node:assert/strict';
import { it } from 'node:test';
import { protocolOf } from '../../src/players/protocol.js';

const cases: [Parameters<typeof protocolOf>[0], ReturnType<typeof protocolOf>][] = [
  [{ src: '/live/tv/master.m3u8' }, 'hls'],
  [{ src: 'https://cdn.example/a.M3U8?token=x.mp4#t' }, 'hls'],
  [{ src: '/stream', type: 'application/x-mpegURL' }, 'hls'],
  [{ src: '/stream', type: 'application/vnd.apple.mpegurl; codecs="avc1.4d401f"' }, 'hls'],
  [{ src: '/a.mpd' }, 'dash'],
  [{ src: '/a.flv' }, 'flv'],
  [{ src: 'wss://example/live/a' }, 'ws-flv'],
  [{ src: 'https://example/rooms/7/whep' }, 'whep'],
  [{ src: '/clip.webm' }, 'file'],
  [{ src: '/clip', type: 'video/mp4' }, 'file'],
  [{ src: '/a.m3u8', protocol: 'file' }, 'file'],
  [{ src: '/whepper/index' }, null],
  [{ src: '/about' }, null],
];
for (const [source, expected] of cases) it(`${JSON.stringify(source)} is ${expected}`, () => assert.equal(protocolOf(source), expected));
