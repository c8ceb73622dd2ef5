import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { ChatError } from '../../protocol/index.js';
import type { Counters } from '../counters.js';
import { pathOf } from '../http.js';
import { type Log, reason } from '../log.js';
import { Rates } from '../rates.js';
import { ApiError } from './api-error.js';
import type { Call, Desk } from './call.js';
import { CALLS, ELSEWHERE } from './calls.js';
import { parseFields, readBody } from './fields.js';
import { messagesOf } from './hour-log.js';
import type { Schema, Values } from './parameters.js';
import { checkSignature, type Signing } from './signature.js';

/** Bodies of calls that do not carry messages. @see RongCloud 1508 */
const BODY_BYTES = 100 * 1024;
const HISTORY_FILE = '/message/history/file/';

export interface ServerApiParts {
  readonly desk: Omit<Desk, 'origin' | 'seal'>;
  readonly signing: Signing;
  readonly log: Log;
  readonly counters: Counters;
}

/**
 * RongCloud's Server API over this server's rooms, so that back ends written for theirs need another address and nothing else.
 * POST forms, signed headers; `/path` and `/path.json` are the same.
 */
export class ServerApi {
  readonly #parts: ServerApiParts;
  readonly #rates: Rates;

  constructor(parts: ServerApiParts) {
    this.#parts = parts;
    this.#rates = new Rates(parts.desk.clock);
  }

  /** Whether a request is meant for this API. On a server with pages of an app (`shared`) a path alone says nothing: they may have the same. */
  claims(request: IncomingMessage, shared: boolean): boolean {
    const { method, headers } = request;
    if (method === 'GET' && pathOf(request).startsWith(HISTORY_FILE)) return true;
    const signed = headers['app-key'] !== undefined || headers['rc-app-key'] !== undefined;
    return (method === 'POST' && signed) || ((signed || !shared) && CALLS.has(nameOf(request)));
  }

  /** Answers; never rejects. */
  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const name = nameOf(request);
    try {
      if (pathOf(request).startsWith(HISTORY_FILE)) return await this.#historyFile(request, response);
      const answer = await this.#call(name, request);
      this.#parts.counters.called(200);
      send(response, 200, { code: 200, ...answer });
    } catch (thrown) {
      const error = this.#toApiError(thrown, name);
      this.#parts.counters.called(error.code);
      // What is left of a body that was not read would be taken for the next request.
      if (!request.complete) response.setHeader('connection', 'close');
      if (error.name === 'method') response.setHeader('allow', 'POST');
      send(response, error.status, { code: error.code, errorMessage: error.message, url: `/${name}.json` });
    }
  }

  async #call(name: string, request: IncomingMessage): Promise<object | void> {
    const { desk, signing } = this.#parts;
    if (request.method !== 'POST') throw new ApiError('method', 'Calls are made by POST.');
    checkSignature(request.headers, signing, desk.clock.now());
    const call = CALLS.get(name);
    if (!call) {
      if (ELSEWHERE.test(name)) throw new ApiError('not-enabled', 'This server has rooms only: no one-to-one chats, groups or pushes.');
      throw new ApiError('not-found', 'There is no such call.');
    }
    const perSecond = name === 'user/getToken' ? desk.settings.tokensPerSecond : desk.settings.apiPerSecond;
    if (this.#rates.message(name, perSecond) > 0) throw new ApiError('too-frequent', `At most ${perSecond} calls of this path a second.`);
    const body = await readBody(request, call.maxBody ?? BODY_BYTES);
    const needsData = Object.values(call.parameters).some(({ required }) => required);
    if (body === '' && needsData) throw new ApiError('no-data', 'The body is empty.');
    const nested = Object.keys(call.parameters).filter((key) => holdsObjects(call.parameters[key]!.schema));
    const fields = parseFields(body, request.headers['content-type'] ?? '', nested);
    const values = Object.fromEntries(Object.entries(call.parameters).map(([key, parameter]) => [key, parameter.read(fields, key)]));
    return call.act(values as Values<Call['parameters']>, this.#deskFor(request));
  }

  #deskFor(request: IncomingMessage): Desk {
    const { port } = request.socket.address() as AddressInfo;
    const scheme = (request.socket as TLSSocket).encrypted ? 'https' : 'http';
    return { ...this.#parts.desk, origin: `${scheme}://${request.headers.host ?? `127.0.0.1:${port}`}`, seal: (text) => this.#seal(text) };
  }

  #seal(text: string): string {
    return createHmac('sha256', this.#parts.signing.secrets[0] ?? '').update(text).digest('hex');
  }

  /** The link of `message/history` is its own permission. */
  async #historyFile(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://host');
    const date = url.pathname.slice(HISTORY_FILE.length);
    const expires = url.searchParams.get('expires') ?? '';
    const sealed = Buffer.from(this.#seal(`${HISTORY_FILE}${date}?expires=${expires}`));
    const given = Buffer.from(url.searchParams.get('signature') ?? '');
    if (given.length !== sealed.length || !timingSafeEqual(given, sealed)) throw new ApiError('signature', 'This link is not one of ours.');
    const desk = this.#deskFor(request);
    if (Number(expires) < desk.clock.now() || desk.moderation.rules.has('forgotten-hour', '', date)) {
      throw new ApiError('not-found', 'This link is over.');
    }
    const lines = await messagesOf(date, desk);
    response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
    response.end(lines.map((line) => `${line}\n`).join(''));
  }

  #toApiError(thrown: unknown, name: string): ApiError {
    if (thrown instanceof ApiError) return thrown;
    if (thrown instanceof ChatError && thrown.retryable) return new ApiError('timeout', 'The server cannot do this just now. Try again.');
    this.#parts.log('error', 'api-failed', { call: name, reason: reason(thrown) });
    return new ApiError('internal', 'Something went wrong in the server.');
  }
}

const nameOf = (request: IncomingMessage) => pathOf(request).slice(1).replace(/\.json$/, '');
const holdsObjects = ({ items, 'x-json': json }: Schema) => json === true || items?.type === 'object';

function send(response: ServerResponse, status: number, answer: object): void {
  const body = JSON.stringify(answer);
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', 'content-length': Buffer.byteLength(body) });
  response.end(body);
}
