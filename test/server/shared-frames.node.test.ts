import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { test, type TestContext } from 'node:test';
import WebSocket, { WebSocketServer } from 'ws';
import { SharedFrames, writeShared } from '../../src/server/shared-frames.js';

/**
 * Both ends of a connection as the server sets them up. These tests are the alarm for a `ws` that no longer lets us
 * write past it: framing, compression and order must come out right at a plain client.
 */
async function pair(t: TestContext, deflate: boolean) {
  const http = createServer();
  const upgrades = new WebSocketServer({ noServer: true, perMessageDeflate: { serverNoContextTakeover: true, clientNoContextTakeover: true } });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const client = new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}`, { perMessageDeflate: deflate });
  const received: string[] = [];
  client.on('message', (data: Buffer) => received.push(data.toString()));
  const [request, socket, head] = (await once(http, 'upgrade')) as [never, Duplex, Buffer];
  const server = await new Promise<WebSocket>((resolve) => upgrades.handleUpgrade(request, socket, head, resolve));
  t.after(() => {
    client.terminate();
    http.close();
  });
  /** All that was sent, once the client has it and has closed properly. */
  const end = async () => {
    server.close(1000);
    const [code] = (await once(client, 'close')) as [number];
    assert.equal(code, 1000);
    return received;
  };
  return { server, socket, client, end };
}

// One per header form: 7-bit, 16-bit and 64-bit length; and what UTF-8 makes longer.
const texts = ['short', 'x'.repeat(125), 'x'.repeat(126), '字👋'.repeat(3000), 'y'.repeat(65_535), 'z'.repeat(70_000), ''];

for (const deflate of [false, true]) {
  test(`shared frames arrive as they were, among frames of ws itself (${deflate ? 'deflated' : 'plain'})`, async (t) => {
    const { server, socket, end } = await pair(t, deflate);
    assert.equal(server.extensions.includes('permessage-deflate'), deflate);
    const frames = new SharedFrames(texts, 256);
    server.send('before', { compress: false });
    server.ping();
    const bytes = writeShared(server, socket, frames, deflate);
    server.send('between', { compress: false });
    writeShared(server, socket, frames, deflate);
    assert.deepEqual(await end(), ['before', ...texts, 'between', ...texts]);
    assert.equal(bytes, frames.bytes(deflate).length);
    if (deflate) assert.ok(bytes < new SharedFrames(texts, 256).bytes(false).length / 10);
  });
}

test('the same bytes serve every reader', () => {
  const frames = new SharedFrames(texts, 256);
  assert.equal(frames.bytes(true), frames.bytes(true));
  assert.equal(frames.bytes(false), frames.bytes(false));
});

test('without a socket to write to, ws sends', async (t) => {
  const { server, end } = await pair(t, true);
  assert.ok(writeShared(server, null, new SharedFrames(['one', 'two'], 256), true) > 0);
  assert.deepEqual(await end(), ['one', 'two']);
});

test('a closing connection gets nothing more', async (t) => {
  const { server, socket, client } = await pair(t, false);
  server.close(1000);
  assert.equal(writeShared(server, socket, new SharedFrames(['late'], 256), false), 0);
  await once(client, 'close');
});
