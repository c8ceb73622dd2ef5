import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { type ChatServerOptions, createChatServer, DiskMedia } from '../../../src/server/index.js';
import { FakeClock } from '../fake-clock.js';
import { scratchFolder } from '../scratch.js';
import { APP_KEY, createStage, SECRET } from '../stage.js';
import * as samples from './samples.js';

const TOKEN_INCORRECT = 31004;
const TOKEN_EXPIRED = 31020;
const FILE_TOO_LARGE = 90010;
const FILE_REFUSED = 90011;
const FILE_QUOTA = 90012;

interface Answer {
  readonly status: number;
  readonly uri: string;
  readonly type: string;
  readonly size: number;
  readonly code: number;
}

async function open(t: TestContext, options: Partial<ChatServerOptions> = {}) {
  const folder = scratchFolder();
  const stage = await createStage(t, { media: new DiskMedia(folder), ...options });
  const origin = stage.url.replace('ws:', 'http:').replace('/chat', '');
  const token = (id = 'ann') => stage.chat.issueToken({ id, name: id });
  const post = async (body: Buffer, headers: Record<string, string> = {}): Promise<Answer> => {
    const response = await fetch(`${origin}/media`, { method: 'POST', body: new Uint8Array(body), headers: { authorization: `Bearer ${await token()}`, ...headers } });
    return { ...((await response.json()) as object), status: response.status } as Answer;
  };
  return { stage, folder, origin, token, post, waiting: () => readdirSync(join(folder, 'incoming')) };
}

test('a picture comes back as it was sent, with the type its bytes have and nothing that runs', async (t) => {
  const { origin, post, waiting } = await open(t);
  const { status, uri, type, size } = await post(samples.png(), { 'content-type': 'text/html' });
  assert.deepEqual([status, type, size], [201, 'image/png', samples.png().length]);
  assert.match(uri, /^\/media\/[\w-]{22}\.png$/);
  const response = await fetch(origin + uri);
  assert.deepEqual(Buffer.from(await response.arrayBuffer()), samples.png());
  const { headers } = response;
  assert.equal(headers.get('content-type'), 'image/png');
  assert.equal(headers.get('x-content-type-options'), 'nosniff');
  assert.equal(headers.get('content-security-policy'), "default-src 'none'; sandbox");
  assert.match(headers.get('cache-control')!, /immutable/);
  assert.deepEqual(waiting(), []);
  const again = await fetch(origin + uri, { headers: { 'if-none-match': headers.get('etag')! } });
  assert.equal(again.status, 304);
});

test('two files of the same bytes have names of their own', async (t) => {
  const { post } = await open(t);
  assert.notEqual((await post(samples.png())).uri, (await post(samples.png())).uri);
});

test('clients are told in the greeting where files go; without a store they are told nothing, and there is nothing', async (t) => {
  const { stage } = await open(t, { mediaUrl: 'https://files.example.com/m/' });
  const probe = await stage.socket();
  probe.send({ k: 'auth', id: 1, v: 1, token: await stage.chat.issueToken({ id: 'bo', name: 'Bo' }) });
  const { limits } = await probe.next('hi');
  assert.deepEqual(limits.media, { url: '/media', files: 'https://files.example.com/m/', imageBytes: 10_485_760, voiceBytes: 2_097_152, voiceSeconds: 60 });
  const bare = await createStage(t);
  const other = await bare.socket();
  other.send({ k: 'auth', id: 1, v: 1, token: await bare.chat.issueToken({ id: 'bo', name: 'Bo' }) });
  assert.equal((await other.next('hi')).limits.media, undefined);
  assert.equal((await fetch(`${bare.url.replace('ws:', 'http:').replace('/chat', '')}/media`, { method: 'POST' })).status, 404);
});

test('only a good token opens', async (t) => {
  const clock = new FakeClock();
  const { origin, post, stage, waiting } = await open(t, { clock });
  const without = await fetch(`${origin}/media`, { method: 'POST', body: new Uint8Array(samples.png()) });
  assert.equal(without.status, 401);
  const wrong = await post(samples.png(), { authorization: 'Bearer nonsense' });
  assert.deepEqual([wrong.status, wrong.code], [401, TOKEN_INCORRECT]);
  const old = await stage.chat.issueToken({ id: 'ann', name: 'Ann' }, 1000);
  clock.advance(10 * 60_000);
  const late = await post(samples.png(), { authorization: `Bearer ${old}` });
  assert.deepEqual([late.status, late.code], [401, TOKEN_EXPIRED]);
  assert.deepEqual(waiting(), []);
});

for (const [what, file] of Object.entries({ SVG: samples.svg(), 'a page': samples.page(), HEIC: samples.heic(), 'a video': samples.webmVideo() })) {
  test(`${what} is refused, whatever it calls itself`, async (t) => {
    const { post, waiting, folder } = await open(t);
    const { status, code } = await post(file, { 'content-type': 'image/png' });
    assert.deepEqual([status, code], [415, FILE_REFUSED]);
    assert.deepEqual(waiting(), []);
    assert.deepEqual(readdirSync(folder), ['incoming']);
  });
}

test('too many bytes are refused, announced or not, and by kind', async (t) => {
  const mediaLimits = { imageBytes: 1000, voiceBytes: 500, voiceSeconds: 60 };
  const { origin, token, post, waiting } = await open(t, { mediaLimits });
  const big = Buffer.concat([samples.png(), Buffer.alloc(1000)]);
  assert.deepEqual([(await post(big)).status, (await post(big)).code], [413, FILE_TOO_LARGE]);
  const unannounced = new ReadableStream({
    start(controller) {
      controller.enqueue(new Uint8Array(big));
      controller.close();
    },
  });
  const streamed = await fetch(`${origin}/media`, { method: 'POST', body: unannounced, duplex: 'half', headers: { authorization: `Bearer ${await token()}` } } as RequestInit);
  assert.equal(streamed.status, 413);
  assert.equal((await post(samples.webmAudio(600))).code, FILE_TOO_LARGE);
  assert.equal((await post(samples.webmAudio(100))).status, 201);
  assert.deepEqual(waiting(), []);
});

test('a picture of few bytes that claims gigapixels is refused', async (t) => {
  const { post } = await open(t);
  assert.equal((await post(samples.png(60_000, 60_000))).code, FILE_TOO_LARGE);
});

test('nothing outside the folder is reachable, nor what is not finished', async (t) => {
  const { origin, folder } = await open(t);
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  writeFileSync(join(folder, 'incoming', 'AbCdEfGhIjKlMnOpQrStUv.png'), 'half');
  const { port } = new URL(origin);
  for (const path of ['/media/../secret.txt', '/media/..%2fsecret.txt', '/media/%2e%2e/secret.txt', '/media//etc/passwd', '/media/secret.txt', '/media/incoming/AbCdEfGhIjKlMnOpQrStUv.png', '/media/AbCdEfGhIjKlMnOpQrStUv.png', '/media/AbCdEfGhIjKlMnOpQrStUv.png%00.txt']) {
    // Not by fetch, which tidies the path.
    const request = httpRequest({ port, path });
    request.end();
    const [response] = await once(request, 'response');
    assert.equal(response.statusCode, 404, path);
    response.resume();
  }
});

test('a part of a voice message is to be had, for players that seek', async (t) => {
  const { origin, post } = await open(t);
  const file = samples.webmAudio(100);
  const { uri } = await post(file);
  const part = await fetch(origin + uri, { headers: { range: 'bytes=4-7' } });
  assert.equal(part.status, 206);
  assert.equal(part.headers.get('content-range'), `bytes 4-7/${file.length}`);
  assert.deepEqual(Buffer.from(await part.arrayBuffer()), file.subarray(4, 8));
  const beyond = await fetch(origin + uri, { headers: { range: 'bytes=100000-' } });
  assert.equal(beyond.status, 416);
  const head = await fetch(origin + uri, { method: 'HEAD' });
  assert.deepEqual([head.status, head.headers.get('content-length')], [200, String(file.length)]);
});

test('files a minute, and bytes a day, are counted by user', async (t) => {
  const clock = new FakeClock();
  const { post, token } = await open(t, { clock, uploadsPerMinute: 2, uploadBytesPerDay: 3 * samples.png().length });
  assert.equal((await post(samples.png())).status, 201);
  assert.equal((await post(samples.png())).status, 201);
  const third = await post(samples.png());
  assert.deepEqual([third.status, third.code], [429, FILE_QUOTA]);
  assert.equal((await post(samples.png(), { authorization: `Bearer ${await token('bo')}` })).status, 201);
  clock.advance(60_000);
  assert.equal((await post(samples.png())).status, 201);
  clock.advance(60_000);
  assert.equal((await post(samples.png())).code, FILE_QUOTA);
  clock.advance(24 * 60 * 60_000);
  assert.equal((await post(samples.png(), { authorization: `Bearer ${await token()}` })).status, 201);
});

test('an upload whose sender goes away leaves nothing, and another one can follow', async (t) => {
  const { origin, token, post, waiting, stage } = await open(t, { uploadsAtOnce: 1 });
  const { port } = new URL(origin);
  const socket = connect(Number(port), '127.0.0.1');
  await once(socket, 'connect');
  socket.write(`POST /media HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${await token()}\r\nContent-Length: 5000\r\n\r\n`);
  socket.write(samples.png());
  while (waiting().length === 0) await new Promise((resolve) => setImmediate(resolve));
  assert.equal((await post(samples.png())).code, FILE_QUOTA);
  socket.destroy();
  while (waiting().length > 0) await new Promise((resolve) => setImmediate(resolve));
  assert.equal((await post(samples.png())).status, 201);
  assert.equal(stage.chat.stats.uploads, 1);
});

test('an upload that stands still is given up', async (t) => {
  const { origin, token, waiting } = await open(t, { uploadStallMs: 30 });
  const { port } = new URL(origin);
  const request = httpRequest({ port, path: '/media', method: 'POST', headers: { authorization: `Bearer ${await token()}`, 'content-length': 5000 } });
  request.on('error', () => {});
  request.write(samples.png());
  const [response] = await once(request, 'response');
  assert.equal(response.statusCode, 408);
  assert.deepEqual(waiting(), []);
  request.destroy();
});

test('what an earlier run has left half done is gone after a start; what another server in the folder is taking just now is not', () => {
  const folder = scratchFolder();
  mkdirSync(join(folder, 'incoming'), { recursive: true });
  for (const name of ['abandoned', 'under-way']) writeFileSync(join(folder, 'incoming', name), 'x');
  const hourAgo = new Date(Date.now() - 3_600_000);
  utimesSync(join(folder, 'incoming', 'abandoned'), hourAgo, hourAgo);
  assert.deepEqual(readdirSync(new DiskMedia(folder).incoming), ['under-way']);
});

test('pages of other addresses may post where that is wanted', async (t) => {
  const everybody = await open(t);
  const preflight = await fetch(`${everybody.origin}/media`, { method: 'OPTIONS', headers: { origin: 'https://app.example.com' } });
  assert.equal(preflight.status, 204);
  assert.equal(preflight.headers.get('access-control-allow-origin'), '*');
  assert.match(preflight.headers.get('access-control-allow-headers')!, /authorization/);
  const some = await open(t, { mediaOrigins: ['https://app.example.com'] });
  const allowed = async (origin: string) => (await fetch(`${some.origin}/media`, { method: 'OPTIONS', headers: { origin } })).headers.get('access-control-allow-origin');
  assert.equal(await allowed('https://app.example.com'), 'https://app.example.com');
  assert.equal(await allowed('https://evil.example.com'), null);
});

test('on a server of yours, files are served beside your own pages, until it is detached', async (t) => {
  const chat = createChatServer({ appKey: APP_KEY, secret: SECRET, log: false, media: new DiskMedia(scratchFolder()) });
  const server = createServer((_, response) => response.end('my page'));
  const detach = chat.attach(server);
  server.listen(0);
  await once(server, 'listening');
  t.after(async () => {
    await chat.close();
    server.close();
    server.closeAllConnections();
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const body = new Uint8Array(samples.gif());
  const posted = await fetch(`${origin}/media`, { method: 'POST', body, headers: { authorization: `Bearer ${await chat.issueToken({ id: 'a', name: 'A' })}` } });
  assert.equal(posted.status, 201);
  assert.equal(await (await fetch(`${origin}/mediator`)).text(), 'my page');
  detach();
  assert.equal(await (await fetch(`${origin}/media/x`)).text(), 'my page');
});

test('a message may point to our files and to the web, and says nothing out of range', async (t) => {
  const { stage, post } = await open(t);
  const { uri } = await post(samples.jpeg());
  const { uri: sound } = await post(samples.webmAudio());
  const ann = await stage.guest('ann', 'r');
  const image = { content: samples.jpeg().toString('base64'), imageUri: uri, width: 40, height: 30 };
  const voice = { remoteUrl: sound, duration: 6, size: 1000, type: 'audio/webm', waveform: [0, 50, 100] };
  assert.equal((await ann.say('r', '', { t: 'RC:ImgMsg', c: image })).k, 'ack');
  assert.equal((await ann.say('r', '', { t: 'RC:HQVCMsg', c: voice })).k, 'ack');
  assert.equal((await ann.say('r', '', { t: 'RC:ImgMsg', c: { ...image, content: '', imageUri: 'https://example.com/a.jpg' } })).k, 'ack');
});

const bad: [string, string, object][] = [
  ['an address of a script', 'RC:ImgMsg', { imageUri: 'javascript:alert(1)' }],
  ['a plain http address', 'RC:ImgMsg', { imageUri: 'http://example.com/a.jpg' }],
  ['a data address', 'RC:ImgMsg', { imageUri: 'data:image/png;base64,AAAA' }],
  ['a way out of our files', 'RC:ImgMsg', { imageUri: '/media/../secret' }],
  ['another path of ours', 'RC:ImgMsg', { imageUri: '/media/x/y.jpg' }],
  ['a thumbnail that is no JPEG', 'RC:ImgMsg', { content: Buffer.from('<svg/>').toString('base64') }],
  ['a thumbnail that is too large', 'RC:ImgMsg', { content: `/9j/${'A'.repeat(6000)}` }],
  ['no width', 'RC:ImgMsg', { width: undefined }],
  ['a height of zero', 'RC:ImgMsg', { height: 0 }],
  ['a duration of 61 s', 'RC:HQVCMsg', { duration: 61 }],
  ['half a second', 'RC:HQVCMsg', { duration: 0.5 }],
  ['a waveform that is too long', 'RC:HQVCMsg', { waveform: Array<number>(41).fill(1) }],
  ['a voice at the address of a script', 'RC:HQVCMsg', { remoteUrl: 'javascript:alert(1)' }],
];
for (const [what, type, spoilt] of bad) {
  test(`refused before anybody sees it: ${what}`, async (t) => {
    const { stage } = await open(t);
    const ann = await stage.guest('ann', 'r');
    const good = type === 'RC:ImgMsg' ? { content: '', imageUri: 'https://example.com/a.jpg', width: 4, height: 3 } : { remoteUrl: 'https://example.com/a.webm', duration: 6 };
    const answer = await ann.say('r', '', { t: type, c: { ...good, ...spoilt } });
    assert.deepEqual(answer.k === 'err' && answer.code, 23412);
  });
}

test('a file is on disk where its name says, and nowhere else', async (t) => {
  const { post, folder } = await open(t);
  const id = (await post(samples.webp())).uri.slice('/media/'.length);
  assert.ok(existsSync(join(folder, id.slice(0, 2), id)));
});
