import type { Content } from './message.js';

/** What a server takes and how much of it; absent from `Limits` where it takes no files. */
export interface MediaLimits {
  /** Where files are posted to: absolute, or a path on the chat server. */
  url: string;
  /** What the addresses of its files begin with. */
  files?: string;
  /** One picture, bytes. */
  imageBytes: number;
  /** One voice message, bytes … */
  voiceBytes: number;
  /** … and seconds. @see RongCloud c3 (60 s) */
  voiceSeconds: number;
}

export const DEFAULT_MEDIA_LIMITS: Readonly<Omit<MediaLimits, 'url'>> = Object.freeze({
  imageBytes: 10 * 1024 * 1024,
  voiceBytes: 2 * 1024 * 1024,
  voiceSeconds: 60,
});

/** Base64 characters of a thumbnail: with the rest of the content it stays below `contentBytes`, for it goes to every viewer. */
export const THUMBNAIL_LENGTH = 6000;
/** Bars of a voice message's picture, each 0…100. */
export const WAVEFORM_BARS = 40;
/** An edge of a picture, px; more is a mistake or an attack on the viewers' memory. */
const EDGE_MAX = 20_000;
const URI_LENGTH = 2048;

export interface ImageContent extends Content {
  /** A small JPEG as base64, without a data-URI head; empty when there is none. */
  readonly content: string;
  /** The picture: `https:`, or a path on the chat server. */
  readonly imageUri: string;
  /** Of the picture, px. */
  readonly width: number;
  readonly height: number;
  /** What can be seen in it, for those who cannot see it. */
  readonly alt?: string;
}

export interface VoiceContent extends Content {
  readonly remoteUrl: string;
  /** Seconds, whole, at least 1. */
  readonly duration: number;
  /** Bytes. */
  readonly size: number;
  /** MIME type. */
  readonly type: string;
  /** Loudness over time, at most `WAVEFORM_BARS` numbers of 0…100. */
  readonly waveform?: readonly number[];
}

/** What is wrong with a picture's content, or null. @param own Where the server's own files are. */
export function imageFault(content: Content, own: string): string | null {
  const { content: thumbnail, imageUri, width, height, alt } = content;
  // Base64 of FF D8 FF, with which every JPEG begins.
  const isJpeg = (text: string) => text === '' || /^\/9j\/[A-Za-z0-9+/]*={0,2}$/.test(text);
  if (typeof thumbnail !== 'string' || thumbnail.length > THUMBNAIL_LENGTH || !isJpeg(thumbnail)) {
    return `content is a JPEG as base64, at most ${THUMBNAIL_LENGTH} characters`;
  }
  if (!isMediaUri(imageUri, own)) return 'imageUri is https: or a file of this server';
  if (!isCount(width, 1, EDGE_MAX) || !isCount(height, 1, EDGE_MAX)) return `width and height are 1 to ${EDGE_MAX}`;
  if (alt !== undefined && (typeof alt !== 'string' || alt.length > 500)) return 'alt has at most 500 characters';
  return null;
}

/** What is wrong with a voice message's content, or null. @param own Where the server's own files are. */
export function voiceFault(content: Content, own: string, limits: Readonly<Pick<MediaLimits, 'voiceBytes' | 'voiceSeconds'>>): string | null {
  const { remoteUrl, duration, size, type, waveform } = content;
  if (!isMediaUri(remoteUrl, own)) return 'remoteUrl is https: or a file of this server';
  if (!isCount(duration, 1, limits.voiceSeconds)) return `duration is 1 to ${limits.voiceSeconds} whole seconds`;
  if (size !== undefined && !isCount(size, 1, limits.voiceBytes)) return `size is 1 to ${limits.voiceBytes} bytes`;
  if (type !== undefined && (typeof type !== 'string' || type.length > 64)) return 'type is a MIME type';
  const isWaveform = (bars: unknown) => Array.isArray(bars) && bars.length <= WAVEFORM_BARS && bars.every((bar) => isCount(bar, 0, 100));
  return waveform === undefined || isWaveform(waveform) ? null : `waveform is at most ${WAVEFORM_BARS} numbers of 0 to 100`;
}

/** The address of a file for use in a page, or null where it must not be loaded. @param chat The chat server's own address. */
export function mediaAddress(uri: unknown, chat: string): string | null {
  if (typeof uri !== 'string' || uri === '') return null;
  const base = chat.replace(/^ws/, 'http');
  // Made by this page for itself.
  if (uri.startsWith('blob:') || /^data:(image|audio)\//.test(uri)) return uri;
  try {
    const address = new URL(uri, base || undefined);
    const ours = base !== '' && address.origin === new URL(base).origin;
    return address.protocol === 'https:' || ours ? address.href : null;
  } catch {
    return null;
  }
}

function isMediaUri(uri: unknown, own: string): boolean {
  if (typeof uri !== 'string' || uri.length > URI_LENGTH || /[\s\p{Cc}\\]/u.test(uri)) return false;
  if (own !== '' && uri.startsWith(own) && /^[\w-]+\.\w+$/.test(uri.slice(own.length))) return true;
  try {
    return new URL(uri).protocol === 'https:';
  } catch {
    return false;
  }
}

function isCount(value: unknown, min: number, max: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;
}
