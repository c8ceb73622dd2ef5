import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ConnectionState, RoomState } from '../../../src/client/contract.js';
import { type Allowed, availability, isHindrance } from '../../../src/elements/chat-input/availability.js';

const can = (connection: ConnectionState, room: RoomState, given = '', allowed: Partial<Allowed> = {}) => {
  const { reason, typing, sending } = availability(connection, room, given, { muted: false, frozen: false, ...allowed });
  return `${reason}${typing ? ' type' : ''}${sending ? ' send' : ''}`;
};

describe('availability', () => {
  it('of every state of client and room', () => {
    const table: [ConnectionState, RoomState, string][] = [
      ['connected', 'joined', 'null type send'],
      ['connected', 'joining', 'joining type'],
      ['connected', 'left', 'left type'],
      ['connecting', 'joined', 'connecting type send'],
      ['connecting', 'joining', 'connecting type send'],
      ['connecting', 'left', 'connecting type send'],
      ['disconnected', 'joined', 'disconnected type'],
      ['disconnected', 'joining', 'disconnected type'],
      ['disconnected', 'left', 'disconnected type'],
    ];
    for (const [connection, room, expected] of table) assert.equal(can(connection, room), expected, `${connection}, ${room}`);
  });

  it('lets what the app says go before everything else', () => {
    assert.equal(can('connected', 'joined', 'muted'), 'muted');
    assert.equal(can('connecting', 'joined', 'frozen'), 'frozen');
    assert.equal(can('connected', 'joined', 'Back at eight.'), 'Back at eight.');
  });

  it('lets the muted and the frozen go on typing, but not send', () => {
    assert.equal(can('connected', 'joined', '', { muted: true }), 'muted type');
    assert.equal(can('connected', 'joined', '', { frozen: true }), 'frozen type');
    assert.equal(can('connected', 'joined', '', { muted: true, frozen: true }), 'muted type');
    assert.equal(can('disconnected', 'joined', '', { muted: true }), 'disconnected type');
  });

  it('tells reasons that the labels know from sentences', () => {
    assert.equal(isHindrance('login'), true);
    assert.equal(isHindrance('Back at eight.'), false);
  });
});
