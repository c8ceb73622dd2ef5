import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it, type TestContext } from 'node:test';
import { WebSocket } from 'ws';
import type { ChatRoom } from '../../src/client/contract.js';
import { SocketClient } from '../../src/client/socket-client.js';
import { TYPE, type Message } from '../../src/protocol/message.js';
import { type ChatServerOptions, createChatServer, SqliteStore } from '../../src/server/index.js';
import { Caller } from '../server/api/caller.js';
import { APP_KEY, SECRET } from '../server/stage.js';
import { named } from './worlds.js';

/** A server on a file that can be started again, and people in a room where a casino is looked at first. */
async function open(t: TestContext, options: Partial<ChatServerOptions> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'held-'));
  const start = () => createChatServer({ appKey: APP_KEY, secret: SECRET, log: false, store: new SqliteStore(join(folder, 'rooms.db')), random: () => 0, ...options });
  let server = start();
  const { port } = await server.listen(0);
  const clients: SocketClient[] = [];
  t.after(async () => {
    for (const client of clients) client.disconnect();
    await server.close({ graceMs: 500 });
    rmSync(folder, { recursive: true });
  });
  const enter = async (id: string) => {
    const client = new SocketClient({
      url: `ws://127.0.0.1:${port}/chat`, token: () => server.issueToken({ id, name: id }), WebSocket, environment: { random: () => Math.random() * 0.05 },
    });
    clients.push(client);
    return client.join('r');
  };
  const api = new Caller(`http://127.0.0.1:${port}`);
  const decide = (verdict: 'approve' | 'reject', { id }: Message) => api.do(`message/chatroom/held/${verdict}`, { chatroomId: 'r', messageUID: id });
  const down = () => server.close({ graceMs: 500 });
  const up = async () => {
    server = start();
    await server.listen(port);
  };
  const [ann, bob] = [await enter('ann'), await enter('bob')];
  await api.do('sensitiveword/add', { word: 'casino', type: '3' });
  return { ann, bob, enter, decide, down, up };
}

/** Texts with their states, top to bottom. */
const list = (room: ChatRoom) => room.messages.filter(({ type }) => type === TYPE.text).map(({ content, state }) => `${String(content['content'])} ${state}`);

function shows(room: ChatRoom, ...wanted: string[]): Promise<void> {
  return new Promise((resolve) => {
    const undo: (() => void)[] = [];
    const look = () => {
      if (list(room).join() !== wanted.join()) return;
      for (const stop of undo) stop();
      resolve();
    };
    for (const name of ['messages', 'updated', 'reordered', 'state'] as const) undo.push(room.on(name, look));
    look();
  });
}

it('what a moderator looks at first is held, for its author alone, while the room talks on; approved it is there for all, once', async (t) => {
  const { ann, bob, decide } = await open(t);
  const held = await ann.send('a casino');
  assert.deepEqual([held.state, held.offset, held.error], ['held', undefined, undefined]);
  await bob.send('hello');
  await ann.send('hi');
  await shows(ann, 'a casino held', 'hello sent', 'hi sent');
  await shows(bob, 'hello sent', 'hi sent');
  await decide('approve', held);
  for (const room of [ann, bob]) await shows(room, 'hello sent', 'hi sent', 'a casino sent');
  const [own, seen] = [ann.messages.at(-1)!, bob.messages.at(-1)!];
  assert.deepEqual([own.id, own.offset, own.sentAt, own.origin], [held.id, seen.offset, seen.sentAt, 'own']);
  assert.equal(seen.id, held.id);
});

it('rejected it has failed, with its words still there, and stays so when it is sent again', async (t) => {
  const { ann, bob, decide, down, up } = await open(t);
  const held = await ann.send('a casino');
  await decide('reject', held);
  await shows(ann, 'a casino failed');
  assert.equal(ann.messages.at(-1)!.error!.name, 'rejected');
  await assert.rejects(ann.retry(held.id), named('rejected'));
  await bob.send('hello');
  await shows(ann, 'a casino failed', 'hello sent');
  // Told once more after a break: the words stay.
  await down();
  await up();
  await bob.send('again');
  await shows(ann, 'a casino failed', 'hello sent', 'again sent');
  await shows(bob, 'hello sent', 'again sent');
});

it('where too many wait, the author is told', async (t) => {
  const { ann } = await open(t, { heldPerUser: 1 });
  await ann.send('casino one');
  await assert.rejects(ann.send('casino two'), named('review-full'));
  assert.deepEqual(list(ann), ['casino one held', 'casino two failed']);
});

it('what was decided while its author was away shows when they are back, over a restart of the server too; nothing is doubled', async (t) => {
  const { ann, bob, enter, decide, down, up } = await open(t);
  const [one, two, three] = [await ann.send('casino one'), await ann.send('casino two'), await ann.send('casino three')];
  await down();
  await up();
  await shows(ann, 'casino one held', 'casino two held', 'casino three held');
  await decide('reject', two);
  await decide('approve', one);
  await shows(ann, 'casino two failed', 'casino three held', 'casino one sent');
  await shows(bob, 'casino one sent');
  // Away: decided before the page that waits is back.
  const gone = new Promise<void>((resolve) => ann.client.on('state', ({ state }) => state === 'connecting' && resolve()));
  await down();
  await gone;
  await up();
  await decide('approve', three);
  await shows(ann, 'casino two failed', 'casino one sent', 'casino three sent');
  await shows(await enter('ann'), 'casino one sent', 'casino three sent');
});
