import assert from 'node:assert/strict';
import { it, type TestContext } from 'node:test';
import { encode, ERRORS, PROTOCOL_VERSION, type ServerFrame } from '../../../src/protocol/index.js';
import type { ChatServerOptions } from '../../../src/server/index.js';
import { createStage } from '../stage.js';

/** A bare connection over HTTP. */
async function open(t: TestContext, options: Partial<ChatServerOptions> = {}) {
  const stage = await createStage(t, options);
  const base = stage.url.replace(/^ws/, 'http');
  const over = new AbortController();
  t.after(() => over.abort());
  const response = await fetch(`${base}/stream`, { method: 'POST', signal: over.signal });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  const read = async () => {
    while (!rest.includes('\n\n')) {
      const { done, value } = await reader.read();
      if (done) return null;
      rest += value;
    }
    const at = rest.indexOf('\n\n');
    const event = rest.slice(0, at);
    rest = rest.slice(at + 2);
    return event;
  };
  /** Frames only: comments are signs of life. */
  const next = async () => {
    for (;;) {
      const event = await read();
      if (event === null) return null;
      if (event.startsWith('data: ')) return JSON.parse(event.slice(6)) as ServerFrame;
    }
  };
  const greeting = (await next()) as unknown as { key: string; beat: number };
  const send = (...lines: string[]) => fetch(`${base}/send`, { method: 'POST', body: [greeting.key, ...lines].join('\n') });
  return { stage, base, response, read, next, greeting, send, over };
}

it('streams events, and takes frames that belong to them', async (t) => {
  const { stage, response, next, send, greeting } = await open(t);
  assert.equal(response.headers.get('content-type'), 'text/event-stream');
  assert.match(greeting.key, /^[\w-]{32}$/);
  const token = await stage.chat.issueToken({ id: 'ann', name: 'Ann' });
  assert.equal((await send(encode({ k: 'auth', id: 1, v: PROTOCOL_VERSION, token }), encode({ k: 'ping', id: 2 }))).status, 204);
  assert.equal((await next())?.k, 'hi');
  const bo = await stage.guest('bo', 'r');
  await send(encode({ k: 'join', id: 3, room: 'r', create: true, want: 0 }));
  assert.equal((await next())?.k, 'pong');
  assert.equal((await next())?.k, 'joined');
  await bo.say('r', 'line\nbreak');
  for (let frame = await next(); ; frame = await next()) {
    if (frame?.k !== 'b' || !frame.m) continue;
    assert.equal(frame.m[0]!.c['content'], 'line\nbreak');
    break;
  }
});

it('ends the stream with a reason when a frame cannot be read', async (t) => {
  const { next, send } = await open(t);
  await send('not json');
  const bye = await next();
  assert.equal(bye?.k === 'bye' && bye.code, ERRORS['bad-frame'].code);
  assert.equal(await next(), null);
});

it('knows nobody by a wrong key, and takes neither too much nor another method', async (t) => {
  const { stage, base, send, over } = await open(t);
  assert.equal((await fetch(`${base}/send`, { method: 'POST', body: 'x'.repeat(32) })).status, 404);
  assert.equal((await fetch(`${base}/send`, { method: 'POST' })).status, 404);
  assert.equal((await fetch(`${base}/stream`)).status, 405);
  assert.equal((await fetch(`${base}/send`, { method: 'OPTIONS' })).headers.get('access-control-allow-origin'), '*');
  const much = await send('x'.repeat(5 * 16 * 1024)).then(({ status }) => status, () => 'cut off');
  assert.ok(much === 413 || much === 'cut off');
  // Whoever goes away is gone: the key opens nothing any more.
  over.abort();
  while (stage.chat.stats.connections > 0) await new Promise((resolve) => setTimeout(resolve, 10));
  assert.equal((await send()).status, 404);
});

it('takes no more connections than the server may have', async (t) => {
  const { base } = await open(t, { connectionsMax: 1 });
  assert.equal((await fetch(`${base}/stream`, { method: 'POST' })).status, 503);
});

it('stays open with a sign of life each interval, and ends without', async (t) => {
  const { read, send, next } = await open(t, { heartbeatMs: 500 });
  assert.equal(await read(), ':');
  for (let i = 0; i < 3; i++) {
    assert.equal((await send()).status, 204);
    assert.equal(await read(), ':');
  }
  assert.equal(await next().catch(() => null), null);
});
