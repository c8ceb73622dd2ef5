/**
 * The demo's live picture: an endless HLS stream out of a half-minute sample, in pure Node, without state.
 *
 * Numbers, dates and bytes all follow from the wall clock, so a restart continues the same timeline and several processes agree.
 * The loop closes exactly (see make-sample.ts), so there is no discontinuity and no seam.
 */
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { SEGMENT_MS, SegmentLoop, segmentAt, startOfSegment } from './segments.js';

export type Programme = 'tv' | 'host';
export interface Channel {
  programme: Programme;
  /** Plays the programme this many segments ahead, so that two channels do not look alike. */
  offset?: number;
}

export interface RollingHlsOptions {
  /** By name, as in `/live/<name>/master.m3u8`. */
  channels?: Readonly<Record<string, Channel>>;
  /** Path before the channel's name. */
  base?: string;
  /** Segments in a playlist. Eight (16 s) leave room for a tunnel and for a short look back. */
  windowSegments?: number;
  /** Wall clock, ms since 1970. */
  now?: () => number;
  /** False while a channel is off air; its addresses then answer 404. */
  isLive?: (channel: string) => boolean;
  /** Folder of the sample files. */
  samples?: string;
}

export const DEFAULT_CHANNELS: Readonly<Record<string, Channel>> = {
  tv: { programme: 'tv' },
  'tv-2': { programme: 'tv', offset: 5 },
  'tv-3': { programme: 'tv', offset: 11 },
  host: { programme: 'host' },
  'host-2': { programme: 'host', offset: 7 },
};

const SIZES: Record<Programme, string> = { tv: '640x360', host: '432x768' };
/** H.264 first: the widest support; VP9 for browsers built without it. */
const CODECS = ['h264', 'vp9'] as const;
type Codec = (typeof CODECS)[number];
/** Segments still served after they have left the playlist, for a player that has just read the older one. */
const GRACE_SEGMENTS = 6;

/** Returns whether the request was for a stream, and then has answered it. */
export type StreamHandler = (request: IncomingMessage, response: ServerResponse) => boolean;

export function createRollingHls(options: RollingHlsOptions = {}): StreamHandler {
  const {
    channels = DEFAULT_CHANNELS, base = '/live/', windowSegments = 8, now = Date.now, isLive = () => true,
    samples = join(import.meta.dirname, 'sample'),
  } = options;
  const loops = new Map<string, SegmentLoop>();
  const loop = (programme: Programme, codec: Codec): SegmentLoop => {
    const name = `${programme}-${codec}.mp4`;
    let found = loops.get(name);
    if (!found) loops.set(name, (found = new SegmentLoop(join(samples, name))));
    return found;
  };

  const posters = new Map<Programme, Buffer>();
  const poster = (programme: Programme): Buffer => {
    let found = posters.get(programme);
    if (!found) posters.set(programme, (found = readFileSync(join(samples, `${programme}.jpg`))));
    return found;
  };

  const answer = (path: string): Answer => {
    const [name = '', file = '', ...more] = path.split('/');
    const channel = Object.hasOwn(channels, name) ? channels[name] : undefined;
    if (!channel || more.length > 0) return missing(`no such channel; there are: ${Object.keys(channels).join(', ')}`);
    // Also while nobody sends: it is what a viewer sees then.
    if (file === 'poster.jpg') return { status: 200, type: 'image/jpeg', cache: 'max-age=3600', body: poster(channel.programme) };
    if (!isLive(name)) return missing(`${name} is off air`);
    if (file === 'master.m3u8') return playlist(master(channel, loop));
    const wanted = /^(h264|vp9)(?:-(init\.mp4|(\d{1,12})\.m4s)|\.m3u8)$/.exec(file);
    if (!wanted) return missing('no such file; begin with master.m3u8');
    const codec = wanted[1] as Codec, source = loop(channel.programme, codec);
    // The newest segment is the last one that is over: what has not happened cannot be served.
    const newest = segmentAt(now()) - 1, oldest = newest - windowSegments + 1;
    if (wanted[2] === undefined) return playlist(media(codec, oldest, newest));
    if (wanted[3] === undefined) return { status: 200, type: 'video/mp4', cache: 'max-age=60', body: source.init };
    const number = Number(wanted[3]);
    if (number > newest) return missing('this segment has not happened yet');
    if (number < oldest - GRACE_SEGMENTS) return missing('this segment is over');
    return { status: 200, type: 'video/mp4', cache: 'max-age=60', body: source.segment(number, channel.offset) };
  };

  return (request, response) => {
    const path = (request.url ?? '').split('?', 1)[0]!;
    if (!path.startsWith(base)) return false;
    const method = request.method ?? 'GET';
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Access-Control-Allow-Methods', 'GET, HEAD, OPTIONS');
    response.setHeader('X-Content-Type-Options', 'nosniff');
    if (method === 'OPTIONS') { response.writeHead(204).end(); return true; }
    const { status, type, cache, body } = method === 'GET' || method === 'HEAD'
      ? answer(path.slice(base.length))
      : { status: 405, type: 'text/plain; charset=utf-8', cache: 'no-store', body: 'only GET and HEAD' };
    const bytes = typeof body === 'string' ? Buffer.from(body) : body;
    response.writeHead(status, { 'Content-Type': type, 'Cache-Control': cache, 'Content-Length': bytes.length });
    response.end(method === 'HEAD' ? undefined : bytes);
    return true;
  };
}

interface Answer { status: number; type: string; cache: string; body: string | Buffer }

const missing = (why: string): Answer => ({ status: 404, type: 'text/plain; charset=utf-8', cache: 'no-store', body: why });
const playlist = (lines: string[]): Answer => ({
  status: 200, type: 'application/vnd.apple.mpegurl', cache: 'no-store', body: `${lines.join('\n')}\n`,
});

function master({ programme }: Channel, loop: (programme: Programme, codec: Codec) => SegmentLoop): string[] {
  return ['#EXTM3U', '#EXT-X-VERSION:7', '#EXT-X-INDEPENDENT-SEGMENTS', ...CODECS.flatMap((codec) => {
    const { peakBandwidth, averageBandwidth, codecs } = loop(programme, codec);
    return [
      `#EXT-X-STREAM-INF:BANDWIDTH=${peakBandwidth},AVERAGE-BANDWIDTH=${averageBandwidth},CODECS="${codecs}",RESOLUTION=${SIZES[programme]},FRAME-RATE=30.000`,
      `${codec}.m3u8`,
    ];
  })];
}

function media(codec: Codec, oldest: number, newest: number): string[] {
  const lines = ['#EXTM3U', '#EXT-X-VERSION:7', '#EXT-X-INDEPENDENT-SEGMENTS', `#EXT-X-TARGETDURATION:${SEGMENT_MS / 1000}`, `#EXT-X-MEDIA-SEQUENCE:${oldest}`, `#EXT-X-MAP:URI="${codec}-init.mp4"`];
  for (let n = oldest; n <= newest; n++) {
    lines.push(`#EXT-X-PROGRAM-DATE-TIME:${new Date(startOfSegment(n)).toISOString()}`, `#EXTINF:${(SEGMENT_MS / 1000).toFixed(3)},`, `${codec}-${n}.m4s`);
  }
  return lines;
}
