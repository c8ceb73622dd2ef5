import type { ArtFacts } from '../contract.js';
import type { Reader } from './reader.js';

/** PNG, animated or not. @see https://www.w3.org/TR/png-3/ */
export function inspectPng(file: Reader): ArtFacts | null {
  if (file.u32(0) !== 0x89504e47 || file.name(12) !== 'IHDR') return null;
  const colorType = file.u8(25);
  const facts = { format: 'png' as const, width: file.u32(16), height: file.u32(20), alpha: colorType === 4 || colorType === 6 || colorType === 3 };
  let frames = 0;
  let durationMs = 0;
  for (let at = 8; at + 12 <= file.length; ) {
    const size = file.u32(at);
    const name = file.name(at + 4);
    if (name === 'fcTL') {
      frames++;
      durationMs += (file.u16(at + 28) / (file.u16(at + 30) || 100)) * 1000;
    }
    at += 12 + size;
  }
  return { ...facts, frames: Math.max(1, frames), durationMs: Math.round(durationMs) };
}
