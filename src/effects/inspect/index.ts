import type { ArtFacts } from '../contract.js';
import { inspectMp4 } from './mp4.js';
import { inspectPng } from './png.js';
import { Reader } from './reader.js';
import { inspectJson } from './sprite.js';
import { inspectWebm } from './webm.js';
import { inspectWebp } from './webp.js';

/** What a file is, by its own bytes, whatever it is called; null when it is no art that can be played. Decodes nothing. */
export function inspect(bytes: Uint8Array): ArtFacts | null {
  const file = new Reader(bytes);
  const facts = inspectWebp(file) ?? inspectPng(file) ?? inspectWebm(file) ?? inspectMp4(file) ?? inspectJson(bytes);
  return facts && facts.width > 0 && facts.height > 0 ? facts : null;
}

export { readSpriteSheet, type SpriteSheet } from './sprite.js';
