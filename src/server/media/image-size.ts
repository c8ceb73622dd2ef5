import type { MediaEnding } from './media-kinds.js';

export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/** How large a picture unfolds, from its header; null when the header does not say. A few bytes can claim gigapixels. */
export function imageSize(head: Buffer, ending: MediaEnding): ImageSize | null {
  try {
    const size = READERS[ending]?.(head) ?? null;
    return size && size.width > 0 && size.height > 0 ? size : null;
  } catch (error) {
    // The header ends before it has said it.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

const READERS: Partial<Record<MediaEnding, (head: Buffer) => ImageSize | null>> = {
  png: (head) => ({ width: head.readUInt32BE(16), height: head.readUInt32BE(20) }),
  gif: (head) => ({ width: head.readUInt16LE(6), height: head.readUInt16LE(8) }),
  jpg: jpegSize,
  webp: webpSize,
  avif: avifSize,
};

/** @see ITU T.81 B.2.2: start-of-frame segments are C0 to CF but for C4, C8 and CC. */
function jpegSize(head: Buffer): ImageSize | null {
  for (let at = 2; ; ) {
    if (head.readUInt8(at) !== 0xff) return null;
    const marker = head.readUInt8(at + 1);
    if (marker === 0xff) {
      at++;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return { height: head.readUInt16BE(at + 5), width: head.readUInt16BE(at + 7) };
    at += 2 + head.readUInt16BE(at + 2);
  }
}

/** @see RFC 9649 §2.5–2.7 */
function webpSize(head: Buffer): ImageSize | null {
  const chunk = head.toString('latin1', 12, 16);
  if (chunk === 'VP8X') return { width: 1 + head.readUIntLE(24, 3), height: 1 + head.readUIntLE(27, 3) };
  if (chunk === 'VP8 ') return { width: head.readUInt16LE(26) & 0x3fff, height: head.readUInt16LE(28) & 0x3fff };
  if (chunk !== 'VP8L') return null;
  const bits = head.readUInt32LE(21);
  return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >> 14) & 0x3fff) };
}

/** The largest of its `ispe` properties: a picture may be made of tiles. @see ISO/IEC 23008-12 §6.5.3 */
function avifSize(head: Buffer): ImageSize | null {
  let largest: ImageSize | null = null;
  for (let at = head.indexOf('ispe'); at >= 0; at = head.indexOf('ispe', at + 4)) {
    const size = { width: head.readUInt32BE(at + 8), height: head.readUInt32BE(at + 12) };
    if (!largest || size.width * size.height > largest.width * largest.height) largest = size;
  }
  return largest;
}
