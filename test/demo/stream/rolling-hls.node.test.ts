import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { createRollingHls, type RollingHlsOptions } from '../../../demo/stream/rolling-hls.js';

/** A Monday evening, in the middle of a segment. */
const EVENING = Date.UTC(2026, 10, 23, 20, 15, 7, 345);
const clock = { now: EVENING };
const offAir = new Set<string>();
const servers: Server[] = [];

/** A server of its own, as after a restart or on another machine. */
async function serve(options: RollingHlsOptions = {}): Promise<(path: string, init?: RequestInit) => Promise<Response>> {
  const handler = createRollingHls({ now: () => clock.now, isLive: (channel) => !offAir.has(channel), ...options });
  const server = createServer((request, response) => {
    if (!handler(request, response)) response.writeHead(418).end('not mine');
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return (path, init) => fetch(`http://127.0.0.1:${port}${path}`, init);
}

interface Media { sequence: number; target: number; dates: number[]; durations: number[]; uris: string[] }
function parse(text: string): Media {
  const all = (pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1]!);
  return {
    sequence: Number(all(/^#EXT-X-MEDIA-SEQUENCE:(\d+)$/gm)[0]),
    target: Number(all(/^#EXT-X-TARGETDURATION:(\d+)$/gm)[0]),
    dates: all(/^#EXT-X-PROGRAM-DATE-TIME:(.+)$/gm).map(Date.parse),
    durations: all(/^#EXTINF:([\d.]+),$/gm).map(Number),
    uris: text.split('\n').filter((line) => line && !line.startsWith('#')),
  };
}

/** Per track of a segment: the decode time of each fragment, and where its samples end. Read without the code under test. */
function timesOf(bytes: Buffer): Map<number, { start: bigint; end: bigint }[]> {
  const tracks = new Map<number, { start: bigint; end: bigint }[]>();
  const walk = (from: number, to: number, visit: (type: string, body: number, end: number) => void): void => {
    for (let at = from; at < to; at += bytes.readUInt32BE(at)) visit(bytes.toString('latin1', at + 4, at + 8), at + 8, at + bytes.readUInt32BE(at));
  };
  walk(0, bytes.length, (moof, body, end) => moof === 'moof' && walk(body, end, (traf, body, end) => {
    if (traf !== 'traf') return;
    let id = 0, each = 0, start = 0n, length = 0n;
    walk(body, end, (type, at) => {
      const flags = bytes.readUInt32BE(at) & 0xffffff;
      if (type === 'tfhd') {
        id = bytes.readUInt32BE(at + 4);
        const skip = (flags & 1 ? 8 : 0) + (flags & 2 ? 4 : 0);
        if (flags & 8) each = bytes.readUInt32BE(at + 8 + skip);
      } else if (type === 'tfdt') start = bytes.readBigUInt64BE(at + 4);
      else if (type === 'trun') {
        const count = bytes.readUInt32BE(at + 4), stride = [0x100, 0x200, 0x400, 0x800].filter((bit) => flags & bit).length * 4;
        const first = at + 8 + (flags & 1 ? 4 : 0) + (flags & 4 ? 4 : 0);
        for (let i = 0; i < count; i++) length += BigInt(flags & 0x100 ? bytes.readUInt32BE(first + i * stride) : each);
      }
    });
    tracks.set(id, [...(tracks.get(id) ?? []), { start, end: start + length }]);
  }));
  return tracks;
}

describe('the rolling live stream', () => {
  let get: Awaited<ReturnType<typeof serve>>;
  before(async () => {
    get = await serve();
  });
  after(() => servers.forEach((server) => server.close()));

  const media = async (path = '/live/tv/h264.m3u8', from = get): Promise<Media> => parse(await (await from(path)).text());

  it('offers H.264 first and VP9 for browsers without it, each with its codecs and size', async () => {
    const text = await (await get('/live/tv/master.m3u8')).text();
    const variants = [...text.matchAll(/CODECS="([^"]+)",RESOLUTION=(\S+?),.*\n(\S+)/g)].map((match) => match.slice(1));
    assert.equal(variants.length, 2);
    assert.match(variants[0]![0]!, /^avc1\.4d40[0-9a-f]{2},mp4a\.40\.2$/);
    assert.match(variants[1]![0]!, /^vp09\.00\.\d\d\.08,opus$/);
    assert.deepEqual(variants.map(([, size, file]) => [size, file]), [['640x360', 'h264.m3u8'], ['640x360', 'vp9.m3u8']]);
    assert.match(await (await get('/live/host/master.m3u8')).text(), /RESOLUTION=432x768/);
  });

  it('lists eight segments of two seconds, all of them over, the newest less than two seconds ago', async () => {
    const { durations, uris, dates, target } = await media();
    assert.deepEqual(durations, Array(8).fill(2));
    assert.equal(uris.length, 8);
    assert.equal(target, 2);
    const end = dates.at(-1)! + 2000;
    assert.ok(end <= clock.now && clock.now - end < 2000, `ends ${clock.now - end} ms ago`);
    assert.deepEqual(dates.slice(1).map((date, i) => date - dates[i]!), Array(7).fill(2000));
  });

  it('goes on where it was after a restart, in every process alike', async () => {
    const other = await serve();
    assert.deepEqual(await media(), await media(undefined, other));
    const { uris } = await media();
    const bytes = await Promise.all([get, other].map(async (from) => Buffer.from(await (await from(`/live/tv/${uris[3]}`)).arrayBuffer())));
    assert.ok(bytes[0]!.equals(bytes[1]!));
  });

  it('never goes back: the sequence number rises by one every two seconds', async () => {
    const sequences: number[] = [];
    for (let step = 0; step <= 20; step++) {
      clock.now = EVENING + step * 500;
      const { sequence, dates } = await media();
      sequences.push(sequence);
      assert.equal(dates[0]! % 2000, 0);
    }
    clock.now = EVENING;
    assert.ok(sequences.every((n, i) => i === 0 || (n >= sequences[i - 1]! && n <= sequences[i - 1]! + 1)));
    assert.equal(sequences.at(-1)! - sequences[0]!, 5);
  });

  for (const codec of ['h264', 'vp9']) {
    it(`joins sound and picture without gap or overlap over the end of the loop (${codec})`, async () => {
      // 20 segments are 40 s: whichever place of the 32 s loop they begin at, they pass its end.
      const ends = new Map<number, bigint>();
      let fragments = 0;
      for (let step = 0; step < 20; step++) {
        clock.now = EVENING + step * 2000;
        const { uris } = await media(`/live/host/${codec}.m3u8`);
        const bytes = Buffer.from(await (await get(`/live/host/${uris.at(-1)}`)).arrayBuffer());
        for (const [track, list] of timesOf(bytes)) {
          for (const { start, end } of list) {
            fragments++;
            if (ends.has(track)) assert.equal(start, ends.get(track), `track ${track}, step ${step}`);
            ends.set(track, end);
          }
        }
      }
      clock.now = EVENING;
      assert.equal(ends.size, 2);
      assert.equal(fragments, 20 * 4 * 2);
    });
  }

  it('stamps the media with the same time as the playlist', async () => {
    const { uris, dates } = await media();
    const [first, second] = await Promise.all([0, 5].map(async (i) => timesOf(Buffer.from(await (await get(`/live/tv/${uris[i]}`)).arrayBuffer())).get(1)![0]!.start));
    const init = Buffer.from(await (await get('/live/tv/h264-init.mp4')).arrayBuffer());
    const mdhd = init.indexOf('mdhd', 0, 'latin1') + 4, timescale = init.readUInt32BE(mdhd + 12);
    assert.equal(Number(second! - first!) / timescale, (dates[5]! - dates[0]!) / 1000);
  });

  it('shows two channels of one programme at different places', async () => {
    const segment = async (channel: string): Promise<Buffer> => Buffer.from(await (await get(`/live/${channel}/${(await media()).uris[0]}`)).arrayBuffer());
    const [one, two] = [await segment('tv'), await segment('tv-2')];
    assert.ok(!one.equals(two));
    assert.deepEqual(timesOf(one).get(1)!.map(({ start }) => start), timesOf(two).get(1)!.map(({ start }) => start));
  });

  it('refuses the future and the past, and says so', async () => {
    const { sequence, uris } = await media();
    const status = async (n: number) => { const response = await get(`/live/tv/h264-${n}.m4s`); return [response.status, await response.text()]; };
    assert.deepEqual(await status(sequence + uris.length), [404, 'this segment has not happened yet']);
    assert.deepEqual(await status(sequence - 100), [404, 'this segment is over']);
    assert.equal((await get(`/live/tv/h264-${sequence - 2}.m4s`)).status, 200, 'a player may still be fetching what has just left the list');
  });

  it('answers 404 for a channel off air, an unknown one, and other paths below it; leaves everything else to others', async () => {
    offAir.add('host');
    const text = async (path: string) => { const response = await get(path); return `${response.status} ${await response.text()}`; };
    assert.equal(await text('/live/host/master.m3u8'), '404 host is off air');
    assert.equal(await text('/live/host/h264.m3u8'), '404 host is off air');
    assert.equal((await get('/live/host/poster.jpg')).headers.get('content-type'), 'image/jpeg', 'the poster is what is seen then');
    offAir.delete('host');
    assert.equal((await get('/live/host/master.m3u8')).status, 200);
    assert.match(await text('/live/nowhere/master.m3u8'), /^404 no such channel; there are: tv,/);
    assert.match(await text('/live/__proto__/master.m3u8'), /^404 no such channel/);
    assert.match(await text('/live/tv/../../package.json'), /^418/);
    assert.match(await text('/live/tv/secret.txt'), /^404 no such file/);
    assert.equal(await text('/other'), '418 not mine');
  });

  it('may be read by any page, and is cached only where it may be', async () => {
    const { uris } = await media();
    const headers = async (file: string) => { const { headers } = await get(`/live/tv/${file}`); return [headers.get('access-control-allow-origin'), headers.get('content-type'), headers.get('cache-control')]; };
    assert.deepEqual(await headers('master.m3u8'), ['*', 'application/vnd.apple.mpegurl', 'no-store']);
    assert.deepEqual(await headers('h264.m3u8'), ['*', 'application/vnd.apple.mpegurl', 'no-store']);
    assert.deepEqual(await headers(uris[0]!), ['*', 'video/mp4', 'max-age=60']);
    assert.equal((await get('/live/tv/master.m3u8', { method: 'HEAD' })).headers.get('content-length'), String((await (await get('/live/tv/master.m3u8')).arrayBuffer()).byteLength));
    assert.equal((await get('/live/tv/master.m3u8', { method: 'POST' })).status, 405);
    assert.equal((await get('/live/tv/master.m3u8', { method: 'OPTIONS' })).status, 204);
  });
});
