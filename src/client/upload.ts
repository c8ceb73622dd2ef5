import { ChatError } from '../protocol/errors.js';
import type { ChatRoom } from './contract.js';

/**
 * Files for messages, over plain HTTP beside the socket. Apart from the SDK's core, which must stay small: a page loads this when somebody
 * sends the first file.
 */

/** A `Blob` or `File`, of a page or of Node. */
export interface FileLike {
  readonly size: number;
  readonly type: string;
}

export interface UploadOptions {
  /** Told the part that is on its way, 0…1. Where there is no XMLHttpRequest (Node) only the end is told. */
  onProgress?(part: number): void;
  signal?: AbortSignal;
}

export interface UploadedFile {
  /** As it goes into a message; may be a path on the chat server. */
  readonly uri: string;
  /** What the server has found it to be. */
  readonly type: string;
  /** Bytes. */
  readonly size: number;
}

/** An upload of which nothing moves for so long has failed, ms. */
const STALL_MS = 30_000;

interface Answer {
  readonly status: number;
  readonly body: string;
}

interface Post {
  readonly url: string;
  readonly token: string;
  readonly file: FileLike;
  readonly options: UploadOptions;
}

interface XhrLike {
  readonly status: number;
  readonly responseText: string;
  readonly upload: { onprogress: ((event: { loaded: number; total: number }) => void) | null };
  onload: (() => void) | null;
  onerror: (() => void) | null;
  onabort: (() => void) | null;
  open(method: string, url: string): void;
  setRequestHeader(name: string, value: string): void;
  send(body: FileLike): void;
  abort(): void;
}

/** What may or may not be there. */
const place = globalThis as unknown as {
  XMLHttpRequest?: new () => XhrLike;
  fetch(url: string, init: object): Promise<{ status: number; text(): Promise<string> }>;
};

/**
 * Sends a file to where the room's server keeps them.
 * @throws {ChatError} file-too-large (known before it is sent), file-refused, file-quota, network, timeout, unavailable where no files are
 * taken, and what is wrong with the token.
 */
export async function uploadMedia(room: ChatRoom, file: FileLike, options: UploadOptions = {}): Promise<UploadedFile> {
  const { files, limits } = room.client;
  const { media } = limits;
  if (!files || !media) throw new ChatError('unavailable', { message: 'this server takes no files' });
  const max = file.type.startsWith('audio/') ? media.voiceBytes : media.imageBytes;
  if (file.size > max) throw new ChatError('file-too-large', { message: `${file.size} bytes, at most ${max} are allowed` });
  options.signal?.throwIfAborted();
  if (files.store) {
    const uri = await files.store(file);
    options.onProgress?.(1);
    return { uri, type: file.type, size: file.size };
  }
  if (!files.tokens) throw new ChatError('unavailable', { message: 'this client sends no files' });
  const url = new URL(media.url, files.address.replace(/^ws/, 'http')).href;
  for (;;) {
    const token = await files.tokens.get();
    const answer = await (place.XMLHttpRequest ? postByXhr(place.XMLHttpRequest, { url, token, file, options }) : postByFetch({ url, token, file, options }));
    if (answer.status === 201) {
      // The connection may last for days, and this token end before it does.
      files.tokens.proved();
      return readUploaded(answer.body);
    }
    const error = readError(answer);
    // A token may have expired since the socket was opened with it; another one is asked for once.
    if (answer.status !== 401 || !files.tokens.refused(error)) throw error;
  }
}

function postByXhr(Xhr: new () => XhrLike, { url, token, file, options: { onProgress, signal } }: Post): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const xhr = new Xhr();
    let reason = new ChatError('network');
    const abort = () => xhr.abort();
    const stalled = () => {
      reason = new ChatError('timeout');
      abort();
    };
    let timer = setTimeout(stalled, STALL_MS);
    const done = (settle: () => void) => () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      settle();
    };
    xhr.upload.onprogress = ({ loaded, total }) => {
      clearTimeout(timer);
      timer = setTimeout(stalled, STALL_MS);
      if (total > 0) onProgress?.(loaded / total);
    };
    xhr.onload = done(() => resolve({ status: xhr.status, body: xhr.responseText }));
    xhr.onerror = done(() => reject(reason));
    xhr.onabort = done(() => reject(signal?.aborted ? signal.reason : reason));
    signal?.addEventListener('abort', abort, { once: true });
    xhr.open('POST', url);
    xhr.setRequestHeader('authorization', `Bearer ${token}`);
    xhr.send(file);
  });
}

async function postByFetch({ url, token, file, options: { onProgress, signal } }: Post): Promise<Answer> {
  try {
    const response = await place.fetch(url, { method: 'POST', headers: { authorization: `Bearer ${token}` }, body: file, signal });
    const body = await response.text();
    onProgress?.(1);
    return { status: response.status, body };
  } catch (cause) {
    if (signal?.aborted) throw signal.reason;
    throw new ChatError('network', { cause });
  }
}

function readUploaded(body: string): UploadedFile {
  const { uri, type, size } = parse(body);
  if (typeof uri !== 'string' || typeof type !== 'string' || typeof size !== 'number') throw new ChatError('unknown', { message: 'an upload was answered without an address' });
  return { uri, type, size };
}

/** What stands between may answer too, a proxy for example, and it knows no codes of ours. */
function readError({ status, body }: Answer): ChatError {
  const { code, message, retryInMs } = parse(body);
  if (typeof code === 'number') {
    return ChatError.fromCode(code, {
      ...(typeof message === 'string' ? { message } : {}),
      ...(typeof retryInMs === 'number' ? { retryInMs } : {}),
    });
  }
  return new ChatError(status === 413 ? 'file-too-large' : 'unavailable', { message: `HTTP ${status}` });
}

function parse(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    // Not JSON: a page of a proxy. The status says enough.
    return {};
  }
}
