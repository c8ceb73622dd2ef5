import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it, type TestContext } from 'node:test';
import { WebSocket } from 'ws';
import type { ChatRoom } from '../../src/client/contract.js';
import { SocketClient } from '../../src/client/socket-client.js';
import { WebSocketOrHttp } from '../../src/client/socket-or-http.js';
import { createChatServer, type ChatServer } from '../../src/server/index.js';
import { APP_KEY, SECRET } from '../server/stage.js';

const hears = (room: ChatRoom, text: string) =>
  new Promise<void>((resolve) => {
    room.on('messages', (batch) => {
      if (batch.some(({ content }) => content['content'] === text)) resolve();
    });
  });

describe('WebSocketOrHttp', () => {
  const place = globalThis as { WebSocket?: unknown };
  const own = place.WebSocket;
  before(() => (place.WebSocket = WebSocket));
  after(() => (place.WebSocket = own));

  /** The chat server behind something that deals with upgrades in its own way. */
  async function behind(t: TestContext, upgrades: 'pass' | 'refuse' | 'swallow') {
    const chat: ChatServer = createChatServer({ appKey: APP_KEY, secret: SECRET, log: false });
    const seen = { upgrades: 0, streams: 0 };
    const front: Server = createServer();
    chat.attach(front);
    if (upgrades !== 'pass') front.removeAllListeners('upgrade');
    front.on('upgrade', (_, socket) => {
      seen.upgrades++;
      if (upgrades === 'refuse') socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n');
      if (upgrades === 'swallow') t.after(() => socket.destroy());
    });
    front.prependListener('request', (request) => {
      if (request.url === '/chat/stream') seen.streams++;
    });
    front.listen(0, '127.0.0.1');
    await once(front, 'listening');
    const url = `ws://127.0.0.1:${(front.address() as AddressInfo).port}/chat`;
    t.after(async () => {
      await chat.close({ graceMs: 500 });
      front.closeAllConnections();
      front.close();
    });
    const join = async (id: string) => {
      const client = new SocketClient({ url, token: () => chat.issueToken({ id, name: id }), WebSocket: WebSocketOrHttp });
      t.after(() => client.disconnect());
      return { client, room: await client.join('r') };
    };
    return { seen, join };
  }

  it('stays with WebSockets where they pass', async (t) => {
    const { seen, join } = await behind(t, 'pass');
    const [ann, bo] = [await join('ann'), await join('bo')];
    const heard = hears(bo.room, 'hello');
    await ann.room.send('hello');
    await heard;
    assert.deepEqual(seen, { upgrades: 2, streams: 0 });
  });

  it('goes over HTTP where a proxy refuses them, both ways and in order, and remembers it', async (t) => {
    const { seen, join } = await behind(t, 'refuse');
    const [ann, bo] = [await join('ann'), await join('bo')];
    const texts = ['one', 'two', '三', '4️⃣'];
    const heard = hears(bo.room, texts.at(-1)!);
    await Promise.all(texts.map((text) => ann.room.send(text)));
    await heard;
    assert.deepEqual(bo.room.messages.filter(({ type }) => type === 'RC:TxtMsg').map(({ content }) => content['content']), texts);
    assert.deepEqual(seen, { upgrades: 1, streams: 2 });
  });

  it('goes over HTTP where a proxy swallows them', async (t) => {
    const { seen, join } = await behind(t, 'swallow');
    const ann = await join('ann');
    assert.equal(ann.client.state, 'connected');
    assert.deepEqual(seen, { upgrades: 1, streams: 1 });
  });

  it('says that it is closed when nobody is there at all', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    const socket = new WebSocketOrHttp(`ws://127.0.0.1:${port}/chat`, 'x');
    await new Promise<void>((resolve) => socket.addEventListener('close', resolve));
  });
});
