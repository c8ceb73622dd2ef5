import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ChatServer } from '../../src/server/index.js';
import { ROOMS } from './rooms.js';
import { sell } from './shop.js';
import { BadRequest, toVisitor } from './sessions.js';

/** A sign-in form is small. */
const BODY_BYTES = 8 * 1024;
const TOKEN_LIFE_MS = 24 * 60 * 60 * 1000;

export interface ApiOptions {
  readonly chat: Pick<ChatServer, 'issueToken' | 'memberCount'>;
  /** Signs sessions; the chat's own secret does. */
  readonly secret: string;
  /** Receipts are for this app. */
  readonly appKey?: string;
  /** Wall clock, ms since 1970. */
  readonly now?: () => number;
}

/**
 * The part every real app brings along itself: who may come in, and what is on. Holds the secret; browsers only get tokens.
 * Returns whether the request was for it, and then answers it.
 */
export function createApi({ chat, secret, appKey = '', now = Date.now }: ApiOptions): (request: IncomingMessage, response: ServerResponse) => boolean {
  const rooms = () => ({ rooms: ROOMS.map((room) => ({ ...room, viewers: chat.memberCount(room.id) })) });
  const session = async (request: IncomingMessage) => {
    const { user, session } = toVisitor(await readJson(request), secret);
    return { token: await chat.issueToken(user, TOKEN_LIFE_MS), user, session, expiresAt: now() + TOKEN_LIFE_MS };
  };
  const routes: Record<string, Record<string, (request: IncomingMessage) => unknown>> = {
    '/api/rooms': { GET: rooms },
    '/api/session': { POST: session },
    '/api/receipt': { POST: async (request) => sell(await readJson(request), { appKey, secret, now }) },
  };
  return (request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    if (!path.startsWith('/api/')) return false;
    const methods = routes[path];
    const act = methods?.[request.method ?? 'GET'];
    if (!methods) reply(response, 404, { error: 'not-found', message: 'There is nothing at this address.' });
    else if (!act) {
      response.setHeader('allow', Object.keys(methods).join(', '));
      reply(response, 405, { error: 'method-not-allowed', message: `Use ${Object.keys(methods).join(' or ')}.` });
    } else void run(act, request, response);
    return true;
  };
}

async function run(act: (request: IncomingMessage) => unknown, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    reply(response, 200, await act(request));
  } catch (error) {
    if (error instanceof BadRequest) return reply(response, 400, { error: error.error, message: error.message });
    console.error('demo api:', error);
    reply(response, 500, { error: 'internal', message: 'That did not work. Please try again.' });
  }
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > BODY_BYTES) throw new BadRequest('too-large', `Send at most ${BODY_BYTES} bytes.`);
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString()) as unknown;
  } catch {
    throw new BadRequest('bad-body', 'Send a JSON object.');
  }
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}
