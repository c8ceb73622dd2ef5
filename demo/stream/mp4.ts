/** The few MP4 boxes (ISO/IEC 14496-12) that the rolling server reads or rewrites. */
export interface Box { type: string; start: number; end: number; body: number }

export function* boxes(bytes: Buffer, from = 0, to = bytes.length): Generator<Box> {
  while (from + 8 <= to) {
    let size = bytes.readUInt32BE(from), body = from + 8;
    if (size === 1) { size = Number(bytes.readBigUInt64BE(body)); body += 8; }
    if (size === 0) size = to - from;
    if (size < body - from || from + size > to) throw new Error(`damaged MP4: box at byte ${from} claims ${size} bytes`);
    yield { type: bytes.toString('latin1', from + 4, from + 8), start: from, end: from + size, body };
    from += size;
  }
}

/** All boxes reached by a path such as `moof/traf/tfdt`. */
export function* find(bytes: Buffer, path: string, from = 0, to = bytes.length): Generator<Box> {
  const [head, ...rest] = path.split('/');
  for (const box of boxes(bytes, from, to)) {
    if (box.type !== head) continue;
    if (rest.length === 0) yield box;
    else yield* find(bytes, rest.join('/'), box.body, box.end);
  }
}

export interface Track { id: number; timescale: number; kind: 'video' | 'audio' }

export function readTracks(init: Buffer): Track[] {
  return [...find(init, 'moov/trak')].map((trak) => {
    const tkhd = [...find(init, 'tkhd', trak.body, trak.end)][0]!;
    const mdhd = [...find(init, 'mdia/mdhd', trak.body, trak.end)][0]!;
    const hdlr = [...find(init, 'mdia/hdlr', trak.body, trak.end)][0]!;
    const wide = (box: Box): number => (init[box.body] === 1 ? 20 : 12);
    return {
      id: init.readUInt32BE(tkhd.body + wide(tkhd)),
      timescale: init.readUInt32BE(mdhd.body + wide(mdhd)),
      kind: init.toString('latin1', hdlr.body + 8, hdlr.body + 12) === 'vide' ? 'video' : 'audio',
    };
  });
}

/** Where each track's 64-bit decode time stands inside a fragment. */
export function decodeTimes(fragment: Buffer): { track: number; at: number; value: bigint }[] {
  return [...find(fragment, 'moof/traf')].map((traf) => {
    const tfhd = [...find(fragment, 'tfhd', traf.body, traf.end)][0]!;
    const tfdt = [...find(fragment, 'tfdt', traf.body, traf.end)][0]!;
    if (fragment[tfdt.body] !== 1) throw new Error('sample fragment has a 32-bit decode time; encode it with 64-bit ones');
    return { track: fragment.readUInt32BE(tfhd.body + 4), at: tfdt.body + 4, value: fragment.readBigUInt64BE(tfdt.body + 4) };
  });
}

/** A copy with another sequence number and every decode time moved by `shift(track)` ticks. */
export function restamp(fragment: Buffer, sequence: number, shift: (track: number) => bigint): Buffer {
  const out = Buffer.from(fragment);
  for (const mfhd of find(out, 'moof/mfhd')) out.writeUInt32BE(sequence >>> 0, mfhd.body + 4);
  for (const { track, at, value } of decodeTimes(out)) out.writeBigUInt64BE(value + shift(track), at);
  return out;
}
