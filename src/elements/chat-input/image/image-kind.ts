export type ImageKind = 'jpeg' | 'png' | 'webp' | 'gif' | 'avif' | 'heic';

/** Bytes of a file's beginning that are enough to tell. */
export const KIND_BYTES = 32;

/** What a file really is, by its first bytes; its name and type may be wrong. Null: no picture that could be sent. */
export function imageKind(head: Uint8Array): ImageKind | null {
  const text = String.fromCharCode(...head.slice(0, KIND_BYTES));
  if (text.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (/^GIF8[79]a/.test(text)) return 'gif';
  if (/^RIFF[^]{4}WEBP/.test(text)) return 'webp';
  const brand = /^[^]{4}ftyp([^]{4})/.exec(text)?.[1];
  if (brand === 'avif' || brand === 'avis') return 'avif';
  return brand !== undefined && /^(hei[cxms]|hev[cx]|mif1|msf1)$/.test(brand) ? 'heic' : null;
}
