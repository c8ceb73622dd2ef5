/** A sample programme as stored: one fragmented MP4, half a second a fragment. */
import { boxes, decodeTimes, find, readTracks, restamp, type Track } from './mp4.js';

export interface Sample { init: Buffer; tracks: Track[]; fragments: Buffer[] }

export function readSample(file: Buffer): Sample {
  const init: Buffer[] = [], fragments: Buffer[] = [];
  for (const box of boxes(file)) {
    const bytes = file.subarray(box.start, box.end);
    if (box.type === 'ftyp' || box.type === 'moov') init.push(bytes);
    else if (box.type === 'moof') fragments.push(bytes);
    else if (box.type === 'mdat') fragments[fragments.length - 1] = Buffer.concat([fragments.at(-1)!, bytes]);
  }
  const head = Buffer.concat(init);
  return { init: head, tracks: readTracks(head), fragments };
}

/** Seconds at which a fragment's track begins. */
export function startOf(sample: Sample, fragment: Buffer, kind: Track['kind']): number {
  const track = sample.tracks.find((t) => t.kind === kind)!;
  return Number(decodeTimes(fragment).find((t) => t.track === track.id)!.value) / track.timescale;
}

/**
 * Cuts `seconds` out of a longer encode of the same loop, from `from` on, and sets the clock back to zero. Refuses a cut whose ends do
 * not meet: then a sound frame would be doubled or lost each time round.
 */
export function withoutSeam(sample: Sample, from: number, seconds: number): Buffer {
  const at = (time: number): number => {
    const index = sample.fragments.findIndex((f) => Math.abs(startOf(sample, f, 'video') - time) < 0.001);
    if (index < 0) throw new Error(`no fragment starts at ${time} s`);
    return index;
  };
  const first = at(from), end = at(from + seconds);
  const begin = new Map(decodeTimes(sample.fragments[first]!).map((t) => [t.track, t.value]));
  for (const { track, value } of decodeTimes(sample.fragments[end]!)) {
    const { timescale, kind } = sample.tracks.find((t) => t.id === track)!;
    const length = value - begin.get(track)!;
    if (length !== BigInt(seconds * timescale)) throw new Error(`${kind} does not close: ${length} ticks of ${timescale} for ${seconds} s`);
  }
  const shift = (track: number): bigint => -BigInt(from * sample.tracks.find((t) => t.id === track)!.timescale);
  const kept = sample.fragments.slice(first, end).map((fragment, i) => restamp(fragment, i + 1, shift));
  for (const fragment of kept) if ([...find(fragment, 'moof/traf')].length !== sample.tracks.length) throw new Error('a fragment lacks a track');
  return Buffer.concat([sample.init, ...kept]);
}
