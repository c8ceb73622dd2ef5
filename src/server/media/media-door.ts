import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { ChatError, type ErrorName } from '../../protocol/index.js';
import type { Clock } from '../clock.js';
import type { Counters } from '../counters.js';
import type { Settings } from '../defaults.js';
import { pathOf } from '../http.js';
import { type Log, reason } from '../log.js';
import { byteRange } from './byte-range.js';
import { imageSize } from './image-size.js';
import { endingOf, MEDIA_KINDS, type MediaEnding } from './media-kinds.js';
import type { MediaKeeper } from './media-keeper.js';
import { mediaLimits } from './media-limits.js';
import type { MediaStore, StoredFile } from './media-store.js';
import { receiveFile, type ReceivedFile } from './receive-file.js';
import { sniff } from './sniff.js';
import { type SharedUploads, UploadQuota } from './upload-quota.js';

export interface MediaShare {
  readonly store: MediaStore;
  readonly keeper: MediaKeeper;
  /** Absent where this server counts alone. */
  readonly uploads?: SharedUploads | undefined;
  readonly settings: Settings;
  readonly clock: Clock;
  readonly counters: Counters;
  readonly log: Log;
  /** Who may come in with this token. @throws {ChatError} nobody. */
  admit(token: string): Promise<{ readonly id: string }>;
}

/** A refused sender may still send so many bytes, for the answer to reach them; then the line is cut. */
const DRAIN_BYTES = 16 * 1024 * 1024;
/** Files never change, so nobody needs to ask again, s. */
const KEEP_SECONDS = 365 * 24 * 60 * 60;

const STATUS: Partial<Record<ErrorName, number>> = {
  'token-incorrect': 401, 'token-expired': 401, 'user-banned': 403, 'file-too-large': 413, 'file-refused': 415, 'file-quota': 429, timeout: 408,
};

/**
 * Files of messages over HTTP: `POST <path>` takes one from whoever has a good token, `GET <path>/<id>` gives it to whoever knows its
 * name, which cannot be guessed. What a file is, its bytes say; a script in disguise is neither taken nor run.
 */
export class MediaDoor {
  readonly #share: MediaShare;
  readonly #quota: UploadQuota;

  constructor(share: MediaShare) {
    this.#share = share;
    this.#quota = new UploadQuota(share.clock, share.settings, share.uploads, (cause) => share.log('warn', 'upload-not-counted', { reason: reason(cause) }));
  }

  /** Whether the request is for it; then it answers. */
  handle(request: IncomingMessage, response: ServerResponse): boolean {
    const { mediaPath } = this.#share.settings;
    const path = pathOf(request);
    if (path !== mediaPath && !path.startsWith(`${mediaPath}/`)) return false;
    this.#allowOrigin(request, response);
    this.#route(request, response, path.slice(mediaPath.length + 1)).catch((cause: unknown) => this.#fail(request, response, cause));
    return true;
  }

  async #route(request: IncomingMessage, response: ServerResponse, id: string): Promise<void> {
    const { method } = request;
    const methods = id === '' ? 'POST, OPTIONS' : 'GET, HEAD, OPTIONS';
    if (method === 'OPTIONS') {
      response.setHeader('access-control-allow-methods', methods);
      response.setHeader('access-control-allow-headers', 'authorization, content-type, range');
      response.setHeader('access-control-max-age', '86400');
      response.writeHead(204).end();
    } else if (id === '' && method === 'POST') await this.#take(request, response);
    else if (id !== '' && (method === 'GET' || method === 'HEAD')) await this.#give(request, response, id);
    else response.writeHead(405, { allow: methods }).end();
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { settings, store, keeper, counters, log } = this.#share;
    const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (!token) throw new ChatError('token-incorrect', { message: 'send Authorization: Bearer <chat token>' });
    const user = await this.#share.admit(token);
    const maxBytes = Math.max(settings.mediaLimits.imageBytes, settings.mediaLimits.voiceBytes);
    if (Number(request.headers['content-length']) > maxBytes) throw new ChatError('file-too-large', { message: `at most ${maxBytes} bytes` });
    await keeper.checkRoom(user.id, Number(request.headers['content-length'] ?? 0));
    const upload = await this.#quota.begin(user.id);
    if ('waitMs' in upload) throw new ChatError('file-quota', { retryInMs: upload.waitMs });
    let stored = 0;
    try {
      const file = await receiveFile(request, store.incoming, { maxBytes, stallMs: settings.uploadStallMs });
      try {
        const ending = this.#judge(file);
        const { type } = MEDIA_KINDS[ending];
        const id = `${randomBytes(17).toString('base64url').slice(0, 22)}.${ending}`;
        await keeper.add(id, user.id, file.size);
        await this.#put(id, file, type);
        stored = file.size;
        counters.uploads++;
        counters.uploadBytes += file.size;
        log('info', 'upload', { user: user.id, file: id, bytes: file.size });
        answer(response, 201, { uri: `${mediaLimits(settings).files}${id}`, type, size: file.size });
      } finally {
        await rm(file.path, { force: true });
      }
    } finally {
      upload.end(stored);
    }
  }

  async #put(id: string, file: ReceivedFile, type: string): Promise<void> {
    const { store, keeper } = this.#share;
    try {
      await store.put(id, file.path, { type, size: file.size });
    } catch (cause) {
      keeper.remove({ id });
      throw cause;
    }
  }

  /** @throws {ChatError} file-refused, file-too-large */
  #judge({ head, size }: ReceivedFile): MediaEnding {
    const { mediaLimits, imagePixels } = this.#share.settings;
    const ending = sniff(head);
    if (!ending) throw new ChatError('file-refused', { message: `none of ${Object.values(MEDIA_KINDS).map(({ type }) => type).join(', ')}` });
    const isImage = MEDIA_KINDS[ending].kind === 'image';
    const max = isImage ? mediaLimits.imageBytes : mediaLimits.voiceBytes;
    if (size > max) throw new ChatError('file-too-large', { message: `at most ${max} bytes` });
    if (!isImage) return ending;
    const extent = imageSize(head, ending);
    if (!extent) throw new ChatError('file-refused', { message: 'the picture does not say how large it is' });
    if (extent.width * extent.height > imagePixels) throw new ChatError('file-too-large', { message: `at most ${imagePixels} pixels` });
    return ending;
  }

  async #give(request: IncomingMessage, response: ServerResponse, id: string): Promise<void> {
    const ending = endingOf(id);
    const file = ending && (await this.#share.store.open(id));
    if (!ending || !file) return void response.writeHead(404, { 'cache-control': 'no-store' }).end();
    if ('redirect' in file) return void response.writeHead(302, { location: file.redirect, 'cache-control': 'private, max-age=600' }).end();
    const headers = {
      'content-type': MEDIA_KINDS[ending].type,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'cross-origin',
      'cache-control': `public, max-age=${KEEP_SECONDS}, immutable`,
      'accept-ranges': 'bytes',
      etag: `"${id}"`,
    };
    if (request.headers['if-none-match'] === headers.etag) return void response.writeHead(304, headers).end();
    await send(request, response, file, headers);
  }

  #allowOrigin({ headers: { origin } }: IncomingMessage, response: ServerResponse): void {
    const { mediaOrigins } = this.#share.settings;
    if (mediaOrigins === '*') response.setHeader('access-control-allow-origin', '*');
    else {
      response.setHeader('vary', 'origin');
      if (origin && mediaOrigins.includes(origin)) response.setHeader('access-control-allow-origin', origin);
    }
  }

  #fail(request: IncomingMessage, response: ServerResponse, thrown: unknown): void {
    const { counters, log } = this.#share;
    if (!(thrown instanceof ChatError)) log('error', 'media-failed', { reason: reason(thrown) });
    const error = thrown instanceof ChatError ? thrown : new ChatError('unavailable', { retryInMs: 1000 });
    counters.refuse(error.name);
    if (response.headersSent || response.destroyed) return void response.destroy();
    drain(request);
    const { message, retryInMs } = error.detail;
    if (retryInMs !== undefined) response.setHeader('retry-after', Math.ceil(retryInMs / 1000));
    answer(response, STATUS[error.name] ?? 503, { code: error.code, error: error.name, ...(message ? { message } : {}), ...(retryInMs === undefined ? {} : { retryInMs }) });
  }
}

async function send(request: IncomingMessage, response: ServerResponse, file: StoredFile, headers: Record<string, string>): Promise<void> {
  const range = byteRange(request.headers.range, file.size);
  if (range === 'none') return void response.writeHead(416, { 'content-range': `bytes */${file.size}` }).end();
  const length = range ? range.end - range.start + 1 : file.size;
  response.writeHead(range ? 206 : 200, {
    ...headers,
    'content-length': length,
    ...(range ? { 'content-range': `bytes ${range.start}-${range.end}/${file.size}` } : {}),
  });
  if (request.method === 'HEAD') return void response.end();
  try {
    await pipeline(file.read(range ?? undefined), response);
  } catch (cause) {
    // People close pages while pictures load; that is no failure of ours.
    if ((cause as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw cause;
  }
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

/** Browsers read an answer only once they have sent all they had. */
function drain(request: IncomingMessage): void {
  let bytes = 0;
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > DRAIN_BYTES) request.destroy();
  });
  request.resume();
}
