import type { MediaEnding } from './media-kinds.js';

/** How much of a file's beginning is looked at, bytes. */
export const HEAD_BYTES = 256 * 1024;

const AVIF_BRANDS: ReadonlySet<string> = new Set(['avif', 'avis']);
/** What recorders and encoders write in front of AAC; HEIC and video brands are not among them. */
const AUDIO_BRANDS: ReadonlySet<string> = new Set(['M4A ', 'M4B ', 'isom', 'iso2', 'iso4', 'iso5', 'iso6', 'mp41', 'mp42', 'dash']);

/**
 * What a file really is, by its own bytes; null for everything that is not taken. Names and declared types are not asked: they are
 * the sender's word.
 */
export function sniff(head: Buffer): MediaEnding | null {
  const text = (from: number, to: number) => head.toString('latin1', from, to);
  if (head.length < 12) return null;
  if (text(0, 3) === '\xff\xd8\xff') return 'jpg';
  if (text(0, 8) === '\x89PNG\r\n\x1a\n') return 'png';
  if (text(0, 6) === 'GIF87a' || text(0, 6) === 'GIF89a') return 'gif';
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'webp';
  if (text(0, 4) === 'OggS') return isAudioOgg(head) ? 'ogg' : null;
  if (text(0, 4) === '\x1a\x45\xdf\xa3') return isAudioWebm(head) ? 'webm' : null;
  if (text(4, 8) === 'ftyp') return isoMedia(head);
  return null;
}

function isAudioOgg(head: Buffer): boolean {
  return (head.includes('OpusHead') || head.includes('\x01vorbis', 0, 'latin1')) && !head.includes('theora');
}

/** Tracks name their codecs as text: A_OPUS, V_VP8 … */
function isAudioWebm(head: Buffer): boolean {
  return head.includes('webm') && head.includes('A_OPUS') && !/V_(VP|AV1|MPEG|THEORA)/.test(head.toString('latin1'));
}

function isoMedia(head: Buffer): MediaEnding | null {
  const brand = head.toString('latin1', 8, 12);
  if (AVIF_BRANDS.has(brand)) return 'avif';
  // The handler of a picture track; of a sound track it is `soun`.
  return AUDIO_BRANDS.has(brand) && !head.includes('vide') && head.includes('soun') ? 'm4a' : null;
}
