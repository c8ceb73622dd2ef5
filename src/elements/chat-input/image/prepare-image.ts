import { THUMBNAIL_LENGTH } from '../../../protocol/media.js';
import { imageKind, KIND_BYTES, type ImageKind } from './image-kind.js';

export interface PreparedImage {
  readonly file: Blob;
  /** A JPEG as base64. */
  readonly thumbnail: string;
  readonly width: number;
  readonly height: number;
}

/** Why a file cannot be sent, as the end of a label's key. */
export type ImageFault = 'not-an-image' | 'heic' | 'broken' | 'too-big';

export class UnusableImage extends Error {
  constructor(
    readonly fault: ImageFault,
    /** What it may have, megabytes. */
    readonly megabytes = 0,
  ) {
    super(`media.${fault}`);
  }
}

/** The longest edge of what is sent, px: sharp on any phone, and a tenth of what its camera makes. */
const EDGE = 1920;
/** More is not even opened, bytes. */
const SOURCE_BYTES = 40 * 1024 * 1024;
const MEGABYTE = 1024 * 1024;
/** Tried in order until the file is small enough. */
const QUALITIES = [0.85, 0.7, 0.5];
const THUMBNAILS: readonly (readonly [edge: number, quality: number])[] = [
  [240, 0.6], [240, 0.4], [200, 0.4], [160, 0.35], [120, 0.3], [64, 0.3],
];

/**
 * A picture as it is sent: upright, at most 1920 px, and without what the camera wrote about place and owner, for it is drawn anew. Only a
 * GIF stays the file it was, so that it still moves. Decoding, scaling and encoding are done by the browser in the background.
 * @throws {UnusableImage}
 */
export async function prepareImage(source: Blob, { imageBytes }: { readonly imageBytes: number }): Promise<PreparedImage> {
  if (source.size > SOURCE_BYTES) throw new UnusableImage('too-big', SOURCE_BYTES / MEGABYTE);
  const kind = imageKind(new Uint8Array(await source.slice(0, KIND_BYTES).arrayBuffer()));
  if (!kind) throw new UnusableImage('not-an-image');
  const original = await decode(source, kind);
  try {
    const picture = await scaled(original, EDGE);
    try {
      const canvas = drawn(picture);
      const file = kind === 'gif' ? source : await encode(canvas, kind, imageBytes);
      if (file.size > imageBytes) throw new UnusableImage('too-big', Math.floor(imageBytes / MEGABYTE));
      const { width, height } = kind === 'gif' ? original : picture;
      return { file, thumbnail: await thumbnail(picture), width, height };
    } finally {
      picture.close();
    }
  } finally {
    original.close();
  }
}

async function decode(source: Blob, kind: ImageKind): Promise<ImageBitmap> {
  try {
    // Turned as the camera was held. @see https://html.spec.whatwg.org/#dom-imagebitmapoptions-imageorientation
    return await createImageBitmap(source, { imageOrientation: 'from-image' });
  } catch (cause) {
    throw Object.assign(new UnusableImage(kind === 'heic' ? 'heic' : 'broken'), { cause });
  }
}

function scaled(bitmap: ImageBitmap, edge: number): Promise<ImageBitmap> {
  const scale = Math.min(1, edge / Math.max(bitmap.width, bitmap.height));
  const size = (px: number) => Math.max(1, Math.round(px * scale));
  return createImageBitmap(bitmap, { resizeWidth: size(bitmap.width), resizeHeight: size(bitmap.height), resizeQuality: 'high' });
}

function drawn(bitmap: ImageBitmap, ground?: string): OffscreenCanvas {
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext('2d')!;
  if (ground) {
    context.fillStyle = ground;
    context.fillRect(0, 0, canvas.width, canvas.height);
  }
  context.drawImage(bitmap, 0, 0);
  return canvas;
}

/** Drawings stay drawings where that is not dearer, and what can be seen through stays so; photographs become JPEGs. */
async function encode(canvas: OffscreenCanvas, kind: ImageKind, most: number): Promise<Blob> {
  const clear = kind !== 'jpeg' && kind !== 'heic' && (await seeThrough(canvas));
  const types = clear ? ['image/webp', 'image/png'] : kind === 'png' ? ['image/png', 'image/jpeg'] : ['image/jpeg'];
  let smallest: Blob | null = null;
  for (const quality of QUALITIES) {
    for (const type of types) {
      const blob = await canvas.convertToBlob({ type, quality });
      // What a browser cannot write becomes PNG; it is judged as what it is.
      if (!smallest || blob.size < smallest.size) smallest = blob;
    }
    if (smallest && smallest.size <= most) break;
  }
  return smallest!;
}

/** Looked for in a small copy. */
async function seeThrough(canvas: OffscreenCanvas): Promise<boolean> {
  const scale = Math.min(1, 128 / Math.max(canvas.width, canvas.height));
  const small = new OffscreenCanvas(Math.max(1, Math.round(canvas.width * scale)), Math.max(1, Math.round(canvas.height * scale)));
  const context = small.getContext('2d', { willReadFrequently: true })!;
  context.drawImage(canvas, 0, 0, small.width, small.height);
  const { data } = context.getImageData(0, 0, small.width, small.height);
  for (let at = 3; at < data.length; at += 4) if (data[at]! < 250) return true;
  return false;
}

async function thumbnail(bitmap: ImageBitmap): Promise<string> {
  for (const [edge, quality] of THUMBNAILS) {
    const small = await scaled(bitmap, edge);
    const blob = await drawn(small, 'white').convertToBlob({ type: 'image/jpeg', quality });
    small.close();
    const base64 = await toBase64(blob);
    if (base64.length <= THUMBNAIL_LENGTH) return base64;
  }
  // A picture that cannot be made that small goes without.
  return '';
}

async function toBase64(blob: Blob): Promise<string> {
  return btoa(String.fromCharCode(...new Uint8Array(await blob.arrayBuffer())));
}
