import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { roomDanmaku } from '../../../src/elements/live-chatroom/room-danmaku.js';
import { toMessage } from '../../../src/protocol/message.js';

const item = { text: 'what would fly' };
const gift = (price: unknown, count: unknown) => toMessage({ type: 'live:gift', content: { gift: 'g', name: 'G', price, count } });

describe('what flies over a room', () => {
  it('is what people say, and dear gifts; small ones have their banners', () => {
    assert.equal(roomDanmaku(toMessage('hello'), item), item);
    assert.equal(roomDanmaku(gift(1, 1), item), null);
    assert.equal(roomDanmaku(gift(66, 7), item), null);
    assert.equal(roomDanmaku(gift(66, 8), item), item);
    assert.equal(roomDanmaku(gift(1314, 1), item), item);
  });

  it('is not what only claims to be dear', () => {
    assert.equal(roomDanmaku(gift('1e9', 'many'), item), null);
    assert.equal(roomDanmaku(gift(NaN, 5), item), null);
    assert.equal(roomDanmaku(gift(Infinity, 5), item), null);
  });
});
