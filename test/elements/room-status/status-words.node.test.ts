import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ConnectionState, RoomState } from '../../../src/client/contract.js';
import { statusView } from '../../../src/elements/room-status/status-words.js';
import { enMore } from '../../../src/labels/en-more.js';
import { ChatError, ERRORS, type ErrorName } from '../../../src/protocol/errors.js';

interface Case {
  connection?: ConnectionState;
  room?: RoomState;
  because?: ErrorName;
  roomBecause?: ErrorName;
  returning?: boolean;
  online?: boolean;
}

function view({ connection = 'connected', room = 'joined', because, roomBecause, returning = false, online = true }: Case) {
  const reason = (name?: ErrorName) => (name ? new ChatError(name) : null);
  return statusView({
    connection: { state: connection, reason: reason(because), attempt: 0, retryAt: null },
    room: { state: room, reason: reason(roomBecause) },
    returning,
    online,
  });
}

describe('statusView', () => {
  it('of a good connection is good', () => {
    assert.deepEqual(view({}), { tone: 'good', key: 'status.connected', reason: null, way: null });
  });

  it('tells a first connection from a return, and both from a network that is off', () => {
    assert.equal(view({ connection: 'connecting' }).key, 'status.connecting');
    assert.equal(view({ connection: 'connecting', returning: true }).key, 'status.reconnecting');
    assert.equal(view({ connection: 'connecting', returning: true, online: false }).key, 'status.offline');
  });

  it('offers a way out where trying again can help, and none where it cannot', () => {
    assert.deepEqual(view({ connection: 'disconnected', because: 'token-expired' }), {
      tone: 'bad',
      key: 'status.disconnected',
      reason: 'error.token-expired',
      way: 'connect',
    });
    assert.equal(view({ connection: 'disconnected', because: 'user-banned' }).way, null);
    assert.equal(view({ room: 'left', roomBecause: 'room-not-found' }).way, 'join');
    assert.equal(view({ room: 'left', roomBecause: 'kicked-from-room' }).way, null);
  });

  it('of a room that was never joined is no trouble', () => {
    assert.equal(view({ room: 'left' }).tone, 'good');
    assert.equal(view({ room: 'joining' }).tone, 'busy');
  });

  it('has words for everything it can say', () => {
    for (const name of Object.keys(ERRORS) as ErrorName[]) {
      for (const each of [view({ connection: 'disconnected', because: name }), view({ room: 'left', roomBecause: name })]) {
        assert.ok(each.key in enMore, each.key);
        assert.ok(each.reason! in enMore, each.reason!);
      }
    }
  });
});
