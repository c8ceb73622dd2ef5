import type { ArtFacts } from '../contract.js';
import type { Reader } from './reader.js';

/** WebP, animated or not. @see https://developers.google.com/speed/webp/docs/riff_container */
export function inspectWebp(file: Reader): ArtFacts | null {
  if (file.name(0) !== 'RIFF' || file.name(8) !== 'WEBP') return null;
  let size = { width: 0, height: 0, alpha: false };
  let frames = 0;
  let durationMs = 0;
  for (let at = 12; at + 8 <= file.length; ) {
    const data = at + 8;
    switch (file.name(at)) {
      case 'VP8X':
        size = { width: 1 + file.u24(data + 4, true), height: 1 + file.u24(data + 7, true), alpha: (file.u8(data) & 0x10) !== 0 };
        break;
      case 'VP8 ':
        if (size.width === 0) size = { width: file.u16(data + 6, true) & 0x3fff, height: file.u16(data + 8, true) & 0x3fff, alpha: false };
        break;
      case 'VP8L': {
        const bits = file.u32(data + 1, true);
        if (size.width === 0) size = { width: 1 + (bits & 0x3fff), height: 1 + ((bits >> 14) & 0x3fff), alpha: ((bits >> 28) & 1) === 1 };
        break;
      }
      case 'ANMF':
        frames++;
        durationMs += file.u24(data + 12, true);
    }
    const length = file.u32(at + 4, true);
    at = data + length + (length % 2);
  }
  return { format: 'webp', ...size, frames: Math.max(1, frames), durationMs };
}
