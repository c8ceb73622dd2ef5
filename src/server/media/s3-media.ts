import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { endingOf } from './media-kinds.js';
import type { MediaStore } from './media-store.js';
import { signedHeaders, signedUrl, type SigningKey } from './sig-v4.js';

export interface S3Options extends SigningKey {
  /** The service's address, `https://s3.eu-central-1.amazonaws.com` or any that speaks S3. */
  readonly endpoint: string;
  readonly bucket: string;
  /** In front of every name, such as `chat/`. */
  readonly prefix?: string;
  /** Where uploads gather on this machine. Default: a folder for temporary files. */
  readonly incoming?: string;
}

/** Viewers are sent to an address that is good for so long, s. */
const LINK_SECONDS = 3600;
/** A service that is silent for so long has failed, ms. */
const SILENCE_MS = 30_000;

/** Files in a bucket, by plain signed HTTP. Viewers fetch them from there: this server only tells where. */
export class S3Media implements MediaStore {
  readonly incoming: string;
  readonly #options: S3Options;

  constructor(options: S3Options) {
    this.#options = options;
    this.incoming = options.incoming ?? join(tmpdir(), 'live-chatroom-incoming');
  }

  async put(id: string, file: string, { type, size }: { readonly type: string; readonly size: number }): Promise<void> {
    await this.#request('PUT', id, { 'content-type': type, 'cache-control': 'public, max-age=31536000, immutable' }, { file, size });
    await rm(file, { force: true });
  }

  async open(id: string): Promise<{ readonly redirect: string } | null> {
    return { redirect: signedUrl(this.#url(id), LINK_SECONDS, this.#options, new Date()) };
  }

  async delete(id: string): Promise<void> {
    await this.#request('DELETE', id, {});
  }

  #url(id: string): URL {
    if (!endingOf(id)) throw new TypeError('not the name of a stored file');
    const { endpoint, bucket, prefix = '' } = this.#options;
    // By path: buckets of services other than Amazon's have no host name of their own.
    return new URL(`${endpoint.replace(/\/$/, '')}/${bucket}/${prefix}${id}`);
  }

  async #request(method: string, id: string, headers: Record<string, string>, body?: { file: string; size: number }): Promise<void> {
    const url = this.#url(id);
    const signed = signedHeaders(method, url, headers, this.#options, new Date());
    const request = (url.protocol === 'http:' ? httpRequest : httpsRequest)(url, {
      method,
      headers: { ...signed, ...(body ? { 'content-length': body.size } : {}) },
      timeout: SILENCE_MS,
    });
    request.on('timeout', () => request.destroy(new Error(`no answer within ${SILENCE_MS} ms`)));
    const answered = new Promise<number>((resolve, reject) => {
      request.on('error', reject);
      request.on('response', (response) => {
        response.resume();
        response.on('end', () => resolve(response.statusCode ?? 0));
        response.on('error', reject);
      });
    });
    const sent = body ? pipeline(createReadStream(body.file), request) : Promise.resolve(request.end());
    const [status] = await Promise.all([answered, sent]);
    if (status < 200 || status >= 300) throw new Error(`${method} to the bucket was answered ${status}`);
  }
}
