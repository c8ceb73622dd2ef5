import type { LiveSource, Protocol } from './contract.js';

const BY_TYPE: readonly (readonly [RegExp, Protocol])[] = [
  [/mpegurl/i, 'hls'],
  [/dash\+xml/i, 'dash'],
  [/x-flv/i, 'flv'],
  [/mp2t/i, 'ts'],
  [/application\/sdp/i, 'whep'],
  [/^(video|audio)\//i, 'file'],
];
const BY_ENDING: Readonly<Record<string, Protocol>> = { m3u8: 'hls', mpd: 'dash', flv: 'flv', ts: 'ts', mp4: 'file', m4v: 'file', webm: 'file', ogv: 'file' };

/** How a source is fetched: said by the page, else by its MIME type, else guessed from its address. */
export function protocolOf(source: LiveSource): Protocol | null {
  if (source.protocol) return source.protocol;
  const typed = source.type && BY_TYPE.find(([pattern]) => pattern.test(source.type!));
  if (typed) return typed[1];
  if (/^wss?:/i.test(source.src)) return 'ws-flv';
  const path = source.src.replace(/[?#].*$/s, '');
  if (/\/whep(\/|$)/i.test(path)) return 'whep';
  return BY_ENDING[/\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? ''] ?? null;
}
