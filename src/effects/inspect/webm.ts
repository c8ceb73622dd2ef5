import type { ArtFacts } from '../contract.js';
import type { Reader } from './reader.js';

const ID = {
  ebml: 0x1a45dfa3,
  segment: 0x18538067,
  info: 0x1549a966,
  scale: 0x2ad7b1,
  duration: 0x4489,
  tracks: 0x1654ae6b,
  entry: 0xae,
  number: 0xd7,
  kind: 0x83,
  video: 0xe0,
  width: 0xb0,
  height: 0xba,
  alpha: 0x53c0,
  cluster: 0x1f43b675,
  simple: 0xa3,
  group: 0xa0,
  block: 0xa1,
};
const CONTAINERS = new Set([ID.segment, ID.info, ID.tracks, ID.entry, ID.video, ID.cluster, ID.group]);
const VIDEO = 1;

/** WebM. Elements follow one another; a container's contents follow its head, so one walk sees everything. @see RFC 8794, 9559 */
export function inspectWebm(file: Reader): ArtFacts | null {
  if (file.u32(0) !== ID.ebml) return null;
  const found = { width: 0, height: 0, frames: 0, alpha: false };
  let scale = 1_000_000;
  let duration = 0;
  /** Of the track being described, and of the one that is the picture. */
  let track = 0;
  let picture = 0;
  for (let at = 0; at < file.length; ) {
    const id = vint(file, at, false);
    const size = vint(file, at + id.length, true);
    if (id.length === 0 || size.length === 0) break;
    const data = at + id.length + size.length;
    const number = () => unsigned(file, data, size.value);
    switch (id.value) {
      case ID.scale: scale = number(); break;
      case ID.duration: duration = file.float(data, size.value); break;
      case ID.number: track = number(); break;
      case ID.kind: if (number() === VIDEO) picture ||= track; break;
      case ID.width: found.width = number(); break;
      case ID.height: found.height = number(); break;
      case ID.alpha: found.alpha = number() === 1; break;
      case ID.simple:
      case ID.block: if (vint(file, data, true).value === picture) found.frames++;
    }
    at = CONTAINERS.has(id.value) ? data : data + size.value;
  }
  return { format: 'webm', ...found, durationMs: Math.round((duration * scale) / 1e6) };
}

/** A number that says its own length; `length` 0 is none. An unknown size (all ones) is larger than any file. */
function vint(file: Reader, at: number, masked: boolean): { value: number; length: number } {
  const first = file.u8(at);
  if (first === 0 || at >= file.length) return { value: 0, length: 0 };
  const length = Math.clz32(first) - 23;
  let value = masked ? first & (0xff >> length) : first;
  for (let i = 1; i < length; i++) value = value * 256 + file.u8(at + i);
  return { value, length };
}

function unsigned(file: Reader, at: number, bytes: number): number {
  let value = 0;
  for (let i = 0; i < Math.min(bytes, 8); i++) value = value * 256 + file.u8(at + i);
  return value;
}
