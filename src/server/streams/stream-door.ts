import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Settings } from '../defaults.js';
import { pathOf } from '../http.js';
import { StreamSocket } from './stream-socket.js';

export interface StreamShare {
  readonly settings: Settings;
  /** Why nobody can come in now, as an HTTP status; null when they can. */
  refusal(): number | null;
  accept(socket: StreamSocket): void;
}

/** Nobody guesses 24 random bytes; base64url makes 32 letters of them. */
const KEY_BYTES = 24;
const KEY_LENGTH = 32;
/** Of one request; a client sends what has come together since its last one. */
const BODY_FRAMES = 4;
/** A page anywhere may come in, as with WebSockets: what counts is the token inside, and no cookie is looked at. */
const ANY_PAGE = { 'access-control-allow-origin': '*', 'access-control-max-age': '86400' };

/**
 * The way in for clients whose proxy blocks WebSockets:
 * `POST <path>/stream` answers with an endless stream of events, the first of which is `{ key, beat }`;
 * `POST <path>/send` takes the key and, a line each, frames of that connection. An empty one each `beat` ms says that somebody is there.
 */
export class StreamDoor {
  readonly #share: StreamShare;
  readonly #open = new Map<string, StreamSocket>();

  constructor(share: StreamShare) {
    this.#share = share;
  }

  /** Whether the request is for it; then it answers. */
  handle(request: IncomingMessage, response: ServerResponse): boolean {
    const { path } = this.#share.settings;
    const at = pathOf(request);
    if (at !== `${path}/stream` && at !== `${path}/send`) return false;
    if (request.method === 'OPTIONS') response.writeHead(204, { ...ANY_PAGE, 'access-control-allow-methods': 'POST' }).end();
    else if (request.method !== 'POST') answer(response, 405, { allow: 'POST' });
    else if (at.endsWith('stream')) this.#stream(request, response);
    else this.#receive(request, response);
    return true;
  }

  #stream(request: IncomingMessage, response: ServerResponse): void {
    request.resume();
    const refusal = this.#share.refusal();
    if (refusal !== null) return answer(response, refusal, { 'retry-after': '5' });
    response.writeHead(200, {
      ...ANY_PAGE,
      'content-type': 'text/event-stream',
      // Proxies must neither keep it back nor squeeze it.
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    });
    response.socket?.setNoDelay(true);
    const key = randomBytes(KEY_BYTES).toString('base64url');
    const socket = new StreamSocket(response);
    this.#open.set(key, socket);
    socket.once('close', () => this.#open.delete(key));
    socket.send(JSON.stringify({ key, beat: this.#share.settings.heartbeatMs }));
    this.#share.accept(socket);
  }

  #receive(request: IncomingMessage, response: ServerResponse): void {
    const most = BODY_FRAMES * this.#share.settings.limits.frameBytes + KEY_LENGTH + BODY_FRAMES;
    const parts: Buffer[] = [];
    let size = 0;
    request.on('data', (part: Buffer) => {
      size += part.length;
      if (size <= most) parts.push(part);
      else {
        parts.length = 0;
        answer(response, 413, { connection: 'close' });
        request.destroy();
      }
    });
    request.on('error', () => response.destroy());
    request.on('end', () => {
      if (size > most) return;
      const [key = '', ...lines] = Buffer.concat(parts).toString().split('\n');
      const socket = this.#open.get(key);
      // Another node of a cluster, or a connection that has ended: only a new one helps.
      if (!socket) return answer(response, 404);
      // While the server closes it reads nothing more; the client will say it again elsewhere.
      if (socket.isPaused) return answer(response, 503);
      socket.emit('pong');
      for (const line of lines) if (line !== '') socket.emit('message', Buffer.from(line), false);
      answer(response, 204);
    });
  }
}

function answer(response: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  if (!response.headersSent) response.writeHead(status, { ...ANY_PAGE, 'cache-control': 'no-store', ...headers }).end();
}
