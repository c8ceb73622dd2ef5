/** The smallest files that say of themselves what they are, byte by byte from their standards. */

const bytes = (...parts: (string | number[] | Buffer)[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))));
const u32 = (value: number) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];

export function png(width = 40, height = 30): Buffer {
  return bytes('\x89PNG\r\n\x1a\n', u32(13), 'IHDR', u32(width), u32(height), [8, 6, 0, 0, 0], u32(0), u32(0), 'IEND', u32(0xae426082));
}

/** With an EXIF segment in front of the frame, as cameras write it. */
export function jpeg(width = 40, height = 30): Buffer {
  const exif = bytes([0xff, 0xe1, 0, 10], 'Exif\0\0xx');
  return bytes([0xff, 0xd8], exif, [0xff, 0xc0, 0, 11, 8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0, 0xff, 0xd9]);
}

export const gif = (): Buffer => bytes('GIF89a', [40, 0, 30, 0, 0, 0, 0], [0x3b]);
export const webp = (): Buffer => bytes('RIFF', [22, 0, 0, 0], 'WEBPVP8X', [10, 0, 0, 0, 0, 0, 0, 0, 39, 0, 0, 29, 0, 0]);
export const avif = (): Buffer => bytes(u32(20), 'ftypavif', u32(0), 'mif1', u32(20), 'ispe', u32(0), u32(40), u32(30));
export const heic = (): Buffer => bytes(u32(20), 'ftypheic', u32(0), 'mif1', u32(20), 'ispe', u32(0), u32(40), u32(30));
export const webmAudio = (fill = 0): Buffer => bytes([0x1a, 0x45, 0xdf, 0xa3], 'xxxxwebmxxxxA_OPUSxx', Buffer.alloc(fill, 7));
export const webmVideo = (): Buffer => bytes([0x1a, 0x45, 0xdf, 0xa3], 'xxxxwebmxxxxV_VP8xxxA_OPUSxx');
export const ogg = (): Buffer => bytes('OggS', [0, 2, 0, 0, 0, 0, 0, 0, 0, 0], 'xxxxxxxxxxxxxxOpusHead');
export const m4a = (): Buffer => bytes(u32(20), 'ftypM4A ', u32(0), 'isom', 'xxxxhdlrxxxxxxxxsounxxxx');
export const mp4Video = (): Buffer => bytes(u32(20), 'ftypisom', u32(0), 'isom', 'xxxxhdlrxxxxxxxxvidexxxxsoun');
export const svg = (): Buffer => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
export const page = (): Buffer => Buffer.from('<!doctype html><script>alert(1)</script>');
