import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ChatError } from '../../protocol/index.js';
import { HEAD_BYTES } from './sniff.js';

export interface ReceivedFile {
  readonly path: string;
  readonly size: number;
  /** Its beginning, at most `HEAD_BYTES`. */
  readonly head: Buffer;
}

/**
 * Writes a request's body to a file in `folder`, without ever holding it in memory. Whatever goes wrong, no file stays.
 * @throws {ChatError} file-too-large, timeout when nothing more arrives for `stallMs`, network when the sender is gone.
 */
export async function receiveFile(request: IncomingMessage, folder: string, limits: { maxBytes: number; stallMs: number }): Promise<ReceivedFile> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, randomBytes(16).toString('hex'));
  let size = 0;
  const stop = new AbortController();
  let refusal: ChatError | null = null;
  const end = (error: ChatError) => {
    refusal ??= error;
    stop.abort();
  };
  const stalled = () => end(new ChatError('timeout'));
  let timer = setTimeout(stalled, limits.stallMs);
  const meter = new Transform({
    transform(chunk: Buffer, _, done) {
      clearTimeout(timer);
      timer = setTimeout(stalled, limits.stallMs);
      size += chunk.length;
      if (size > limits.maxBytes) {
        end(new ChatError('file-too-large', { message: `at most ${limits.maxBytes} bytes` }));
        return;
      }
      done(null, chunk);
    },
  });
  const gone = () => end(new ChatError('network', { message: 'the sender is gone' }));
  request.once('aborted', gone);
  try {
    // The request itself is piped by hand: a pipeline would destroy it, and with it the way to answer.
    request.pipe(meter);
    await pipeline(meter, createWriteStream(path, { flags: 'wx', mode: 0o600 }), { signal: stop.signal });
    return { path, size, head: await headOf(path, size) };
  } catch (thrown) {
    request.unpipe(meter);
    await rm(path, { force: true });
    throw (refusal as ChatError | null) ?? thrown;
  } finally {
    clearTimeout(timer);
    request.off('aborted', gone);
  }
}

async function headOf(path: string, size: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const head = Buffer.alloc(Math.min(size, HEAD_BYTES));
    await file.read(head, 0, head.length, 0);
    return head;
  } finally {
    await file.close();
  }
}
