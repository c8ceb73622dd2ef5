import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ServerFrameOf, WireMessage } from '../../src/protocol/index.js';
import { toDelivery, type Tick } from '../../src/server/batch.js';

const bounds = { batchMessages: 64, batchBytes: 32 * 1024, compressAbove: 256 };
const message = (id: string, text = 'x'): WireMessage => ({ i: id, t: 'RC:TxtMsg', c: { content: text }, ts: 1 });
const entry = (offset: number, text?: string) => {
  const wire = message(`m${offset}`, text);
  return { offset, id: wire.i, ts: 1, hidden: false, json: JSON.stringify(wire) };
};
const tick = (more: Partial<Tick>): Tick => ({ room: '房间"1"', entries: [], extras: [], ...more });
const read = (texts: readonly string[] | undefined) => (texts ?? []).map((text) => JSON.parse(text) as ServerFrameOf<'b'>);

test('nothing happened: nothing to send', () => {
  assert.equal(toDelivery(tick({}), bounds), null);
});

test('one frame with everything of a tick, and a thinner one for slow readers that says what it left out', () => {
  const delivery = toDelivery(tick({ entries: [entry(7), entry(8)], extras: [message('e1')], likes: [3, 40], members: 5 }), bounds);
  const head = { k: 'b', room: '房间"1"', s: 7, m: [message('m7'), message('m8')] };
  assert.deepEqual(read(delivery?.full.texts), [{ ...head, e: [message('e1')], l: [3, 40], n: 5 }]);
  assert.deepEqual(read(delivery?.thin?.texts), [{ ...head, x: 1, n: 5 }]);
  assert.deepEqual([delivery?.last, delivery?.messages], [8, 3]);
});

test('likes alone are nothing to a slow reader; messages alone are the same to all', () => {
  assert.equal(toDelivery(tick({ likes: [1, 1] }), bounds)?.thin, null);
  const delivery = toDelivery(tick({ entries: [entry(1)] }), bounds);
  assert.equal(delivery?.thin, delivery?.full);
});

test('a flood is cut into frames of 64 messages or 32 KiB, without a hole; what concerns the tick goes last', () => {
  const many = read(toDelivery(tick({ entries: Array.from({ length: 150 }, (_, i) => entry(i + 1)), members: 9 }), bounds)?.full.texts);
  assert.deepEqual(many.map(({ s, m, n }) => [s, m?.length, n]), [[1, 64, undefined], [65, 64, undefined], [129, 22, 9]]);
  const large = read(toDelivery(tick({ entries: [1, 2, 3, 4, 5].map((offset) => entry(offset, 'x'.repeat(15_000))) }), bounds)?.full.texts);
  assert.deepEqual(large.map(({ s, m }) => [s, m?.length]), [[1, 2], [3, 2], [5, 1]]);
});
