import type { ArtFacts } from '../contract.js';

/** Frames in one picture, row by row from the top left. */
export interface SpriteSheet {
  /** Address of the picture, from where this description is. */
  readonly image: string;
  /** Pixels of one frame. */
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  readonly columns: number;
  /** Frames a second. */
  readonly fps: number;
}

/** JSON of a sprite sheet; null when it is something else. */
export function readSpriteSheet(bytes: Uint8Array): SpriteSheet | null {
  const json = readJson(bytes);
  const { image, width, height, frames, columns, fps } = json ?? {};
  const counts = [width, height, frames, columns].every((value) => Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 16_384);
  if (typeof image !== 'string' || !counts || typeof fps !== 'number' || !(fps >= 1 && fps <= 60)) return null;
  return json as unknown as SpriteSheet;
}

export function inspectJson(bytes: Uint8Array): ArtFacts | null {
  const sheet = readSpriteSheet(bytes);
  if (sheet) {
    const { width, height, frames, columns, fps } = sheet;
    const durationMs = Math.round((frames / fps) * 1000);
    return { format: 'sprite', width: width * columns, height: height * Math.ceil(frames / columns), frames, durationMs };
  }
  const { w, h, fr, ip, op } = readJson(bytes) ?? {};
  const numbers = [w, h, fr, ip, op].map(Number);
  if (![w, h, fr, op].every((value) => typeof value === 'number' && value > 0)) return null;
  const [width, height, rate, first, last] = numbers as [number, number, number, number, number];
  return { format: 'lottie', width, height, frames: Math.round(last - first), durationMs: Math.round(((last - first) / rate) * 1000) };
}

function readJson(bytes: Uint8Array): Record<string, unknown> | null {
  // `{`, after a byte order mark or white space.
  if (![0x7b, 0xef, 0x20, 0x0a, 0x0d, 0x09].includes(bytes[0] ?? 0)) return null;
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch {
    // Not JSON: no art that we know.
    return null;
  }
}
