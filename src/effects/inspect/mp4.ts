import type { ArtFacts } from '../contract.js';
import type { Reader } from './reader.js';

interface Box {
  readonly name: string;
  /** Where its contents begin and end. */
  readonly from: number;
  readonly to: number;
}

/** Boxes hold boxes; more levels than this are no honest file. */
const DEPTH_MAX = 12;

/** The boxes of a range; a broken size ends it. */
function* boxes(file: Reader, from: number, to: number): Generator<Box> {
  for (let at = from; at + 8 <= to; ) {
    const short = file.u32(at);
    const head = short === 1 ? 16 : 8;
    const size = short === 1 ? file.u64(at + 8) : short === 0 ? to - at : short;
    if (size < head || at + size > to) return;
    yield { name: file.name(at + 4), from: at + head, to: at + size };
    at += size;
  }
}

/** Everything of one name, wherever it stands below the given containers. */
function find(file: Reader, name: string, from: number, to: number, depth = 0): Box[] {
  if (depth > DEPTH_MAX) return [];
  return [...boxes(file, from, to)].flatMap((box) => {
    if (box.name === name) return [box];
    if (['moov', 'trak', 'mdia', 'minf', 'stbl', 'iprp', 'ipco'].includes(box.name)) return find(file, name, box.from, box.to, depth + 1);
    // A full box: version and flags come first.
    if (box.name === 'meta') return find(file, name, box.from + 4, box.to, depth + 1);
    return [];
  });
}

/** MP4 video, AVIF and AVIF sequences. @see ISO/IEC 14496-12, 23000-22 */
export function inspectMp4(file: Reader): ArtFacts | null {
  if (file.name(4) !== 'ftyp') return null;
  const brand = file.name(8);
  const isAvif = brand === 'avif' || brand === 'avis' || brand === 'mif1' || brand === 'msf1';
  const track = find(file, 'trak', 0, file.length).find(({ from, to }) => {
    const handler = find(file, 'hdlr', from, to)[0];
    return handler && ['vide', 'pict'].includes(file.name(handler.from + 8));
  });
  if (track) {
    const { from, to } = track;
    const [header] = find(file, 'tkhd', from, to);
    const [times] = find(file, 'mdhd', from, to);
    const [samples] = find(file, 'stsz', from, to);
    if (!header) return null;
    const long = times && file.u8(times.from) === 1;
    const scale = times ? file.u32(times.from + (long ? 20 : 12)) : 0;
    const duration = times ? (long ? file.u64(times.from + 24) : file.u32(times.from + 16)) : 0;
    return {
      format: isAvif ? 'avif' : 'mp4',
      // Fixed point, 16.16, the last two fields.
      width: file.u32(header.to - 8) >>> 16,
      height: file.u32(header.to - 4) >>> 16,
      frames: samples ? file.u32(samples.from + 8) : 0,
      durationMs: scale ? Math.round((duration / scale) * 1000) : 0,
    };
  }
  if (!isAvif) return null;
  // Thumbnails and alpha have sizes of their own; the picture's is the largest.
  const sizes = find(file, 'ispe', 0, file.length).map(({ from }) => [file.u32(from + 4), file.u32(from + 8)] as const);
  const [width, height] = sizes.sort((a, b) => b[0] * b[1] - a[0] * a[1])[0] ?? [0, 0];
  return { format: 'avif', width, height, frames: 1, durationMs: 0 };
}
