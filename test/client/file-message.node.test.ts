import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { createLocalClient, LocalHub } from '../../src/adapters/local/index.js';
import type { ChatRoom, FileDoor } from '../../src/client/contract.js';
import { FileMessage, type FileDraft } from '../../src/client/file-message.js';
import { ChatError } from '../../src/protocol/errors.js';
import type { Message } from '../../src/protocol/message.js';

/** Uploads that end when the test says so. */
interface Gate {
  pass(uri: string): void;
  fail(error: ChatError): void;
}

async function open(t: TestContext) {
  const client = createLocalClient({ user: 'Ann', hub: new LocalHub() });
  t.after(() => {
    client.disconnect();
    client.hub.close();
  });
  const room = await client.join('r');
  const gates: Gate[] = [];
  const files: FileDoor = { address: '', store: () => new Promise((resolve, reject) => gates.push({ pass: resolve, fail: reject })) };
  Object.assign(client, { files });
  let released = 0;
  const draft: FileDraft = {
    type: 'RC:ImgMsg',
    file: new Blob(['picture'], { type: 'image/png' }),
    preview: { content: '', imageUri: 'blob:mine', width: 4, height: 3 },
    content: ({ uri }) => ({ content: '', imageUri: uri, width: 4, height: 3 }),
    release: () => void released++,
  };
  return { client, room, gates, draft, released: () => released, settle: () => new Promise((resolve) => setImmediate(resolve)) };
}

const rows = (room: ChatRoom) => room.messages.filter(({ type }) => type === 'RC:ImgMsg');
const address = (message: Message | undefined) => message?.content['imageUri'];

test('a row is there at once, and becomes the message without a moment of two rows or none', async (t) => {
  const { room, gates, draft, settle, released } = await open(t);
  const file = new FileMessage(room, draft);
  assert.deepEqual(rows(room).map((row) => [row.state, address(row)]), [['pending', 'blob:mine']]);
  assert.equal(rows(room)[0]!.content['upload'], file);
  await settle();
  gates[0]!.pass('/media/a.png');
  const counts = new Set<number>();
  const watch = () => queueMicrotask(() => counts.add(rows(room).length));
  t.after(room.on('removed', watch));
  t.after(room.on('messages', watch));
  const message = await file.sent;
  assert.deepEqual([message.state, address(message)], ['sent', '/media/a.png']);
  assert.deepEqual([...counts], [1]);
  assert.equal('upload' in message.content, false);
  await settle();
  assert.equal(released(), 1);
});

test('what fails stays, with its reason, where it was; a retry needs no second choice', async (t) => {
  const { room, gates, draft, settle, client } = await open(t);
  const file = new FileMessage(room, draft);
  await settle();
  gates[0]!.fail(new ChatError('network'));
  await settle();
  assert.deepEqual([file.state, file.error?.name], ['failed', 'network']);
  client.hub.say('r', 'Bo', 'meanwhile');
  await settle();
  const place = room.messages.findIndex(({ content }) => content['upload'] === file);
  assert.ok(place >= 0 && place < room.messages.length - 1, 'it does not stay below what comes after it');
  file.retry();
  assert.equal(file.state, 'uploading');
  await settle();
  gates[1]!.pass('/media/b.png');
  assert.equal(address(await file.sent), '/media/b.png');
  assert.equal(rows(room).length, 1);
});

test('given up by its own button, or by whoever takes its row away: nothing is sent', async (t) => {
  const { room, gates, draft, settle, released } = await open(t);
  const first = new FileMessage(room, draft);
  await settle();
  first.cancel();
  const second = new FileMessage(room, draft);
  room.remove(rows(room)[0]!.id);
  await settle();
  for (const gate of gates) gate.pass('/media/late.png');
  await assert.rejects(first.sent, { name: 'message-not-found' });
  await assert.rejects(second.sent, { name: 'message-not-found' });
  await settle();
  assert.equal(rows(room).length, 0);
  assert.equal(released(), 2);
});

test('a file that has arrived but whose message is refused is a failed message like any other', async (t) => {
  const { room, gates, draft, settle, client } = await open(t);
  client.hub.refuse('muted');
  const file = new FileMessage(room, draft);
  await settle();
  gates[0]!.pass('/media/c.png');
  await assert.rejects(file.sent, { name: 'muted' });
  assert.deepEqual(rows(room).map((row) => [row.state, row.error?.name, address(row)]), [['failed', 'muted', '/media/c.png']]);
  const sent = await room.retry(rows(room)[0]!.id);
  assert.equal(address(sent), '/media/c.png');
});

test('a file whose message is too large stays as its row, with the reason', async (t) => {
  const { room, gates, draft, settle, released } = await open(t);
  const file = new FileMessage(room, { ...draft, content: () => ({ content: 'a'.repeat(9000) }) });
  await settle();
  gates[0]!.pass('/media/e.png');
  await settle();
  assert.deepEqual([file.state, file.error?.name, released()], ['failed', 'too-large', 0]);
  assert.deepEqual(rows(room).map((row) => row.content['upload']), [file]);
});

test('tells those who show it of each change', async (t) => {
  const { room, gates, draft, settle } = await open(t);
  const file = new FileMessage(room, draft);
  const states: string[] = [];
  const undo = file.subscribe(() => states.push(file.state));
  await settle();
  gates[0]!.fail(new ChatError('file-refused'));
  await settle();
  file.retry();
  await settle();
  gates[1]!.pass('/media/d.png');
  await file.sent;
  undo();
  assert.equal(states[0], 'failed');
  assert.equal(states.at(-1), 'done');
});
