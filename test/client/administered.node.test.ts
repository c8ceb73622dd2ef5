import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Notice, Permissions } from '../../src/client/contract.js';
import { nobody, settle, wire } from './fakes.js';
import { inRoom, online } from './worlds.js';

it('tells by our own clock until when we are muted, however wrong that clock is', async () => {
  const { env, server, client } = await online();
  server.socket.drop();
  await env.pass(20_000);
  // The server's clock is an hour ahead.
  await server.welcome({ now: env.time + 3_600_000 });
  const joining = client.join('r');
  await server.joined({ info: { ...nobody, may: { muted: env.time + 3_600_000 + 60_000 } } });
  const room = await joining;
  assert.deepEqual(room.permissions, { mutedUntil: env.time + 60_000, frozen: false, slow: 0 });
});

it('tells what we may with every join, and of each change', async () => {
  const { server, room, env, reconnect } = await inRoom();
  const told: Permissions[] = [];
  room.on('permissions', (permissions) => told.push(permissions));
  await reconnect();
  await server.joined({ ep: 'e1' });
  assert.deepEqual(told.splice(0), [{ mutedUntil: 0, frozen: false, slow: 0 }]);
  server.socket.say({ k: 'may', room: 'r', frozen: true });
  server.socket.say({ k: 'may', room: 'r', muted: env.time + 1000 });
  server.socket.say({ k: 'may', room: 'r' });
  await settle();
  assert.deepEqual(told, [{ mutedUntil: 0, frozen: true, slow: 0 }, { mutedUntil: env.time + 1000, frozen: false, slow: 0 }, { mutedUntil: 0, frozen: false, slow: 0 }]);
});

it('hands on notices as they come, and what a newer server says without harm', async () => {
  const { server, room } = await inRoom();
  const told: Notice[] = [];
  room.on('notice', (notice) => told.push(notice));
  server.socket.say({ k: 'notice', room: 'r', what: 'blocked', users: ['bob'], until: 5, extra: 'x', at: 1 });
  server.socket.raw(JSON.stringify({ k: 'of a newer server', room: 'r' }));
  server.socket.raw(JSON.stringify({ k: 'of a newer server' }));
  server.socket.say({ k: 'notice', room: 'elsewhere', what: 'frozen', users: [], at: 1 });
  await settle();
  assert.deepEqual(told.map(({ what, users, until, extra, at }) => [what, users, until, extra, at]), [['blocked', ['bob'], 5, 'x', 1]]);
  assert.equal(room.state, 'joined');
});

it('hears what is said to everybody, in a room or not', async () => {
  const { server, client } = await online();
  const told: unknown[] = [];
  client.on('broadcast', ({ room, type, content, sender }) => told.push([room, type, content['content'], sender.name]));
  server.socket.say({ k: 'cast', m: wire('m1') });
  await settle();
  assert.deepEqual(told, [['', 'RC:TxtMsg', 'text m1', 'Bob']]);
});
