import assert from 'node:assert/strict';
import { afterEach, test, type TestContext } from 'node:test';
import { WebSocket } from 'ws';
import { createLocalClient, LocalHub } from '../../src/adapters/local/index.js';
import { SocketClient, type SocketConstructor } from '../../src/client/index.js';
import { uploadMedia } from '../../src/client/upload.js';
import { ChatError } from '../../src/protocol/errors.js';
import { DiskMedia, type ChatServerOptions } from '../../src/server/index.js';
import { png } from '../server/media/samples.js';
import { scratchFolder } from '../server/scratch.js';
import { createStage } from '../server/stage.js';

const picture = () => new Blob([new Uint8Array(png())], { type: 'image/png' });

async function enter(t: TestContext, options: Partial<ChatServerOptions> = {}, tokens?: (good: string) => () => Promise<string>) {
  const stage = await createStage(t, { media: new DiskMedia(scratchFolder()), ...options });
  const good = await stage.chat.issueToken({ id: 'ann', name: 'Ann' });
  const client = new SocketClient({ url: stage.url, token: tokens?.(good) ?? good, WebSocket: WebSocket as unknown as SocketConstructor });
  t.after(() => client.disconnect());
  return { room: await client.join('r'), origin: stage.url.replace('ws:', 'http:').replace('/chat', '') };
}

const refusedAs = (name: string) => (error: unknown) => error instanceof ChatError && error.name === name;

test('a file gets to the server, and its address leads back to it', async (t) => {
  const { room, origin } = await enter(t);
  const parts: number[] = [];
  const { uri, type, size } = await uploadMedia(room, picture(), { onProgress: (part) => parts.push(part) });
  assert.deepEqual([type, size], ['image/png', png().length]);
  assert.equal(parts.at(-1), 1);
  const back = await fetch(origin + uri);
  assert.deepEqual(Buffer.from(await back.arrayBuffer()), png());
});

test('what is too large is not even sent', async (t) => {
  const { room } = await enter(t, { mediaLimits: { imageBytes: 10, voiceBytes: 20, voiceSeconds: 60 }, mediaPath: '/nowhere' });
  await assert.rejects(uploadMedia(room, picture()), refusedAs('file-too-large'));
});

test('what the server does not take is refused with its reason', async (t) => {
  const { room } = await enter(t);
  await assert.rejects(uploadMedia(room, new Blob(['<svg/>'], { type: 'image/png' })), refusedAs('file-refused'));
});

test('how long to wait is told when there were too many', async (t) => {
  const { room } = await enter(t, { uploadsPerMinute: 1 });
  await uploadMedia(room, picture());
  await assert.rejects(uploadMedia(room, picture()), (error: unknown) => refusedAs('file-quota')(error) && (error as ChatError).detail.retryInMs! > 0);
});

test('a token that has expired since is renewed once, and again the next time, however long the connection lasts', async (t) => {
  const asked: string[] = [];
  const { room } = await enter(t, {}, (good) => async () => {
    asked.push('token');
    return good;
  });
  // The socket is open; what is kept is spoilt from here on.
  const { files } = room.client;
  const get = files!.tokens!.get.bind(files!.tokens);
  let spoilt = true;
  files!.tokens!.get = async () => {
    const token = await get();
    if (!spoilt) return token;
    spoilt = false;
    return 'spoilt';
  };
  assert.match((await uploadMedia(room, picture())).uri, /\.png$/);
  assert.equal(asked.length, 2);
  spoilt = true;
  assert.match((await uploadMedia(room, picture())).uri, /\.png$/);
  assert.equal(asked.length, 3);
});

test('a server without files says so before anything is sent', async (t) => {
  const { room } = await enter(t, { media: undefined });
  await assert.rejects(uploadMedia(room, picture()), refusedAs('unavailable'));
});

test('a server that is not there is a matter of the network', async (t) => {
  const { room } = await enter(t, { mediaPath: '/media' });
  Object.assign(room.client, { files: { ...room.client.files, address: 'ws://127.0.0.1:1/chat' } });
  await assert.rejects(uploadMedia(room, picture()), refusedAs('network'));
});

test('it can be stopped', async (t) => {
  const { room } = await enter(t);
  const stop = new AbortController();
  const upload = uploadMedia(room, picture(), { signal: stop.signal });
  stop.abort();
  await assert.rejects(upload, { name: 'AbortError' });
});

test('in a room of the page, files stay in the page', async () => {
  const client = createLocalClient({ user: 'Ann', hub: new LocalHub() });
  const room = await client.join('r');
  const { uri } = await uploadMedia(room, picture());
  assert.equal(await (await fetch(uri)).text(), await picture().text());
  client.disconnect();
  client.hub.close();
});

// Pages have XMLHttpRequest, which alone tells how far an upload is; here one is played.
class FakeXhr {
  static last: FakeXhr;
  status = 0;
  responseText = '';
  upload: { onprogress: ((event: { loaded: number; total: number }) => void) | null } = { onprogress: null };
  onload: (() => void) | null = null;
  onerror: (() => void) | null = null;
  onabort: (() => void) | null = null;
  headers: Record<string, string> = {};
  url = '';
  constructor() {
    FakeXhr.last = this;
  }
  open(_: string, url: string) {
    this.url = url;
  }
  setRequestHeader(name: string, value: string) {
    this.headers[name] = value;
  }
  send() {}
  abort() {
    this.onabort?.();
  }
  answer(status: number, body: string) {
    Object.assign(this, { status, responseText: body });
    this.onload?.();
  }
}
const place = globalThis as { XMLHttpRequest?: unknown };
afterEach(() => {
  delete place.XMLHttpRequest;
});

async function inAPage(t: TestContext, options: Parameters<typeof uploadMedia>[2] = {}) {
  const { room, origin } = await enter(t);
  place.XMLHttpRequest = FakeXhr;
  const result = uploadMedia(room, picture(), options);
  result.catch(() => undefined);
  // The token is there at once, but as a promise.
  await new Promise((resolve) => setImmediate(resolve));
  return { result, xhr: FakeXhr.last, origin };
}

test('a page is told how far it is', async (t) => {
  const parts: number[] = [];
  const { result, xhr, origin } = await inAPage(t, { onProgress: (part) => parts.push(part) });
  assert.equal(xhr.url, `${origin}/media`);
  assert.match(xhr.headers['authorization']!, /^Bearer \S+$/);
  xhr.upload.onprogress!({ loaded: 25, total: 100 });
  xhr.upload.onprogress!({ loaded: 100, total: 100 });
  xhr.answer(201, '{"uri":"/media/a.png","type":"image/png","size":9}');
  assert.deepEqual(await result, { uri: '/media/a.png', type: 'image/png', size: 9 });
  assert.deepEqual(parts, [0.25, 1]);
});

test('what a proxy in between answers is understood as far as it goes', async (t) => {
  const first = await inAPage(t);
  first.xhr.answer(413, '<html>413</html>');
  await assert.rejects(first.result, refusedAs('file-too-large'));
  const second = await inAPage(t);
  second.xhr.answer(502, '');
  await assert.rejects(second.result, refusedAs('unavailable'));
  const third = await inAPage(t);
  third.xhr.answer(201, '{}');
  await assert.rejects(third.result, refusedAs('unknown'));
});

test('a page can stop it, and a lost line is told', async (t) => {
  const stop = new AbortController();
  const first = await inAPage(t, { signal: stop.signal });
  stop.abort();
  await assert.rejects(first.result, { name: 'AbortError' });
  const second = await inAPage(t);
  second.xhr.onerror!();
  await assert.rejects(second.result, refusedAs('network'));
});
