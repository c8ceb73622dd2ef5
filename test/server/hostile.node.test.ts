import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';
import WebSocket from 'ws';
import type { ServerFrameOf } from '../../src/protocol/index.js';
import { FakeClock } from './fake-clock.js';
import type { Probe } from './probe.js';
import { createStage } from './stage.js';

const BAD_FRAME = 90003;
const SLOW_READER = 90004;
const RATE_LIMITED = 20604;

const nested = (depth: number) => '{"a":'.repeat(depth) + '1' + '}'.repeat(depth);
const malformed: Record<string, string | Buffer> = {
  'no JSON': 'hello',
  'half of it': '{"k":"join"',
  'an array': '[]',
  null: 'null',
  'no kind': '{}',
  'an unknown kind': '{"k":"admin"}',
  'a kind of the server': '{"k":"b","room":"r"}',
  'a missing id': '{"k":"ping"}',
  'an id that is text': '{"k":"ping","id":"1"}',
  'a number out of range': '{"k":"like","room":"r","n":1e9}',
  'a room that is an object': '{"k":"leave","id":1,"room":{}}',
  'a room with a line break': '{"k":"leave","id":1,"room":"a\\nb"}',
  'a room name too long': JSON.stringify({ k: 'leave', id: 1, room: '字'.repeat(22) }),
  'content that is a list': '{"k":"msg","id":1,"room":"r","mid":"m","t":"x","c":[]}',
  'content nested too deep': `{"k":"msg","id":1,"room":"r","mid":"m","t":"x","c":${nested(40)}}`,
  'JSON nested absurdly deep': nested(2000),
  'binary data': Buffer.from('{"k":"ping","id":1}'),
  'a frame over the limit': JSON.stringify({ k: 'ping', id: 1, pad: 'x'.repeat(16 * 1024) }),
};
for (const [what, data] of Object.entries(malformed)) {
  test(`only the sender of it is closed, with the reason: ${what}`, async (t) => {
    const stage = await createStage(t);
    const [eve, ann] = [await stage.guest('eve', 'r'), await stage.guest('ann', 'r')];
    eve.ws.send(data);
    const bye = await eve.next('bye');
    assert.deepEqual([bye.code, bye.again], [BAD_FRAME, false]);
    await eve.closed;
    assert.equal(stage.chat.stats.badFrames, 1);
    assert.equal((await ann.say('r', 'still here')).k, 'ack');
  });
}

test('a frame far over the limit, broken UTF-8 and a broken protocol end the socket', async (t) => {
  const stage = await createStage(t);
  const ann = await stage.guest('ann', 'r');
  const closeCode = async (spoil: (probe: Probe) => void) => {
    const eve = await stage.guest('eve', 'r');
    spoil(eve);
    return eve.closed;
  };
  assert.equal(await closeCode((eve) => eve.ws.send('x'.repeat(200_000))), 1009);
  const socketOf = (probe: Probe) => (probe.ws as unknown as { _socket: { write(data: Buffer): void } })._socket;
  // A masked text frame (key 0) whose one byte is no UTF-8; an unmasked frame; one with reserved bits set.
  assert.equal(await closeCode((eve) => socketOf(eve).write(Buffer.from([0x81, 0x81, 0, 0, 0, 0, 0xff]))), 1007);
  assert.equal(await closeCode((eve) => socketOf(eve).write(Buffer.from([0x81, 0x01, 0x41]))), 1002);
  assert.equal(await closeCode((eve) => socketOf(eve).write(Buffer.from([0xf1, 0x80, 0, 0, 0, 0]))), 1002);
  // The header of a frame of a terabyte.
  assert.equal(await closeCode((eve) => socketOf(eve).write(Buffer.from([0x81, 0xff, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]))), 1009);
  assert.equal((await ann.say('r', 'still here')).k, 'ack');
});

test('a small frame that inflates to a huge one is not inflated', async (t) => {
  const stage = await createStage(t);
  const eve = await stage.socket({ perMessageDeflate: { threshold: 0 } });
  eve.ws.send('a'.repeat(5_000_000));
  assert.equal(await eve.closed, 1009);
});

test('who floods is closed and asked to stay away for a while', async (t) => {
  const stage = await createStage(t, { clock: new FakeClock() });
  const eve = await stage.user('eve');
  for (let i = 0; i < 250; i++) eve.send({ k: 'ping', id: 1000 + i });
  const bye = await eve.next('bye');
  assert.deepEqual([bye.code, bye.again], [RATE_LIMITED, true]);
  assert.ok(bye.in >= 1000);
});

test('other paths and other protocols are not for us', async (t) => {
  const stage = await createStage(t);
  const other = new WebSocket(stage.url.replace('/chat', '/other'));
  const [, response] = (await once(other, 'unexpected-response')) as [unknown, { statusCode: number }];
  assert.equal(response.statusCode, 404);
  const health = await fetch(stage.url.replace('ws:', 'http:').replace('/chat', '/healthz'));
  assert.equal(health.status, 200);
  assert.equal(((await health.json()) as { status: string }).status, 'ok');
});

test('a full house answers 503 before any work', async (t) => {
  const stage = await createStage(t, { connectionsMax: 1 });
  await stage.user('ann');
  const late = new WebSocket(stage.url);
  const [, response] = (await once(late, 'unexpected-response')) as [unknown, { statusCode: number; headers: Record<string, string> }];
  assert.equal(response.statusCode, 503);
  assert.ok(Number(response.headers['retry-after']) > 0);
});

/**
 * Stops a probe from reading, fills the kernel's buffers until the server notices, and keeps the room going with `text`s.
 * Returns how to send one more.
 */
async function stalled(t: Parameters<typeof createStage>[0], options: Parameters<typeof createStage>[1] = {}) {
  const clock = new FakeClock();
  const stage = await createStage(t, { clock, limits: { messagesPerSecond: 1e6 }, framesBurst: 1e6, framesPerSecond: 1e6, compress: false, ...options });
  const [slow, ann] = [await stage.guest('slow', 'r'), await stage.guest('ann', 'r')];
  clock.advance(2000);
  await slow.settled();
  slow.ws.pause();
  const say = async () => {
    const answer = ann.say('r', '', { t: 'app:blob', c: { blob: 'x'.repeat(8000) } });
    await ann.settled();
    clock.advance(50);
    return (await answer) as ServerFrameOf<'ack'>;
  };
  return { clock, stage, slow, ann, say };
}

test('a reader that stops gets less, then nothing and the truth about it once it reads again; it can mend the gap', async (t) => {
  const { stage, slow, ann, say } = await stalled(t, { slowClose: 1e9 });
  while (stage.chat.stats.skipped < 3) await say();
  const { off } = await say();
  const before = slow.received().length;
  slow.ws.resume();
  const gap = await slow.next('gap');
  assert.equal(gap.room, 'r');
  assert.equal(gap.to, off);
  const received = slow.received();
  assert.ok(received.length > before);
  const last = received.at(-1)!.o;
  // What it got is without a hole, what it did not get it can ask for.
  assert.deepEqual(received.map((message) => message.o), Array.from({ length: last }, (_, i) => i + 1));
  assert.ok(last < gap.to!);
  const { ep } = await ann.join('r');
  const mended = await slow.join('r', { ep, off: last });
  // 8 KB each: more than one answer may weigh is lost, and then said so.
  if (mended.rec === 'full') assert.equal(mended.h.length, mended.off - last);
  else assert.equal(mended.rec, 'lost');
});

test('a reader that stays behind for ten seconds is closed, and nobody else notices', async (t) => {
  const { clock, stage, slow, ann, say } = await stalled(t, { slowClose: 1e9 });
  while (stage.chat.stats.skipped < 1) await say();
  assert.equal(stage.chat.stats.connections, 2);
  clock.advance(10_000);
  await ann.settled();
  assert.equal(stage.chat.stats.closedFor['slow-reader'], 1);
  slow.ws.resume();
  assert.equal((await slow.next('bye')).code, SLOW_READER);
  assert.equal((await say()).k, 'ack');
});

test('a reader that lets too much pile up is closed at once', async (t) => {
  const { stage, slow, say } = await stalled(t, { slowSkipAll: 1e9, slowClose: 1024 * 1024 });
  while (!stage.chat.stats.closedFor['slow-reader']) await say();
  slow.ws.resume();
  assert.equal((await slow.next('bye')).code, SLOW_READER);
});

test('a socket that is silent for two intervals is dead; one that answers pings is not', async (t) => {
  const clock = new FakeClock();
  const stage = await createStage(t, { clock });
  const [ann, mute] = [await stage.user('ann'), await stage.user('mute')];
  mute.ws.pause();
  for (let passed = 0; passed < 100 && stage.chat.stats.connections === 2; passed++) {
    clock.advance(1000);
    await ann.settled();
  }
  assert.equal(stage.chat.stats.connections, 1);
  await ann.settled();
});

test('an upgrade that never ends its request holds nobody up', async (t) => {
  const stage = await createStage(t);
  const { port } = new URL(stage.url);
  const raw = connect(Number(port), '127.0.0.1');
  await once(raw, 'connect');
  raw.write('GET /chat HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n');
  assert.equal((await (await stage.guest('ann', 'r')).say('r', 'x')).k, 'ack');
  raw.destroy();
});
