import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { WebSocket } from 'ws';
import type { ChatRoom } from '../../src/client/contract.js';
import { SocketClient } from '../../src/client/socket-client.js';
import { TYPE } from '../../src/protocol/message.js';
import { createChatServer, SqliteStore } from '../../src/server/index.js';

const shows = (room: ChatRoom, wanted: string) =>
  new Promise<void>((resolve) => {
    const look = () => {
      if (room.messages.some(({ content, state }) => content['content'] === wanted && state === 'sent')) resolve();
    };
    room.on('messages', look);
    room.on('updated', look);
    look();
  });

it('people type on while the server restarts: it says when to come back, and everything arrives once', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'restart-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const start = () =>
    createChatServer({
      appKey: 'restart',
      secret: 'a secret of at least thirty-two bytes',
      log: false,
      store: new SqliteStore(join(folder, 'rooms.db')),
      random: () => 0,
    });
  const first = start();
  const { port } = await first.listen(0);
  const client = (id: string) =>
    new SocketClient({
      url: `ws://127.0.0.1:${port}/chat`,
      token: () => first.issueToken({ id, name: id }),
      WebSocket,
      environment: { random: () => Math.random() * 0.05 },
    });
  const [ann, bob] = [client('ann'), client('bob')];
  const [a, b] = [await ann.join('r'), await bob.join('r')];
  await a.send('before');
  await shows(b, 'before');

  await first.close({ graceMs: 1000 });
  assert.deepEqual([ann.state, ann.status.reason!.name], ['connecting', 'going-away']);
  const [one, two] = [a.send('from ann, meanwhile'), b.send('from bob, meanwhile')];
  assert.deepEqual([a.messages.at(-1)!.state, b.messages.at(-1)!.state], ['pending', 'pending']);

  const second = start();
  await second.listen(port);
  await Promise.all([one, two, shows(a, 'from bob, meanwhile'), shows(b, 'from ann, meanwhile')]);
  const list = (room: ChatRoom) => room.messages.filter(({ type }) => type === TYPE.text).map(({ offset, content }) => [offset, content['content']]);
  assert.deepEqual(list(a), list(b));
  assert.deepEqual(list(a).map(([offset]) => offset), [1, 2, 3]);
  assert.ok(![...a.messages, ...b.messages].some(({ type }) => type === TYPE.gap));
  ann.disconnect();
  bob.disconnect();
  await second.close({ graceMs: 1000 });
});
