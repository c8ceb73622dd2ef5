import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ERRORS } from '../../src/protocol/errors.js';
import { settle, wire } from './fakes.js';
import { inRoom, make, named, online, show } from './worlds.js';

describe('joining', () => {
  it('asks for ten messages, and makes the room', async () => {
    const { server, client } = await online();
    void client.join('r');
    assert.deepEqual(server.socket.last('join'), { k: 'join', id: 2, room: 'r', create: true, want: 10 });
  });

  for (const [history, want] of [[-1, 0], [0, 10], [1, 1], [50, 50]] as const) {
    it(`with history ${history} asks for ${want}`, async () => {
      const { server, client } = await online();
      void client.join('r', { history, create: false });
      const { want: asked, create } = server.socket.last('join');
      assert.deepEqual([asked, create], [want, false]);
    });
  }

  it('refuses impossible wishes at once', async () => {
    const { server, client } = await online();
    for (const history of [-2, 51, 1.5, NaN, '10' as never]) assert.throws(() => client.join('r', { history }), TypeError);
    for (const id of ['', ' r', 'a\nb', 'x'.repeat(65), '室'.repeat(22), 5 as never]) assert.throws(() => client.join(id), TypeError);
    assert.equal(server.socket.of('join').length, 0);
  });

  it('is asked once, however often; joined, it resolves at once', async () => {
    const { server, client } = await online();
    const both = [client.join('r'), client.join('r')];
    await server.joined();
    const [one, two] = await Promise.all(both);
    assert.equal(one, two);
    assert.equal(await client.join('r'), client.room('r'));
    assert.equal(server.socket.of('join').length, 1);
  });

  it('connects first where needed', async () => {
    const { server, client } = make();
    const joining = client.join('r');
    assert.equal(client.room('r').state, 'joining');
    await server.welcome();
    await server.joined();
    await joining;
    assert.equal(client.room('r').state, 'joined');
  });

  it('does not hurry a server that is down', async () => {
    const { env, server, client } = await online();
    server.socket.drop();
    for (let i = 0; i < 5; i++) void client.join(`r${i}`);
    await settle();
    assert.equal(server.sockets.length, 1);
    await env.pass(500);
    assert.equal(server.sockets.length, 2);
  });

  for (const name of ['room-not-found', 'room-full', 'kicked-from-room'] as const) {
    it(`that the server refuses as ${name} rejects, and the status says so`, async () => {
      const { env, server, client, refuse } = await online();
      const joining = client.join('r');
      await refuse('join', name);
      await assert.rejects(joining, named(name));
      assert.deepEqual([client.room('r').state, client.room('r').status.reason!.name], ['left', name]);
      await env.pass(20_000);
      assert.equal(server.socket.of('join').length, 1);
    });
  }

  it('that is left again rejects, and the late answer changes nothing', async () => {
    const { server, client } = await online();
    const joining = client.join('r');
    const left = client.room('r').leave();
    await assert.rejects(joining, named('not-in-room'));
    await server.joined({ off: 1, h: [wire('a', { o: 1 })] });
    server.socket.say({ k: 'ok', id: server.socket.last('leave').id });
    await left;
    assert.deepEqual([client.room('r').state, client.room('r').messages.length], ['left', 0]);
  });

  it('that a listener undoes at once rejects, and leaves nothing behind', async () => {
    const { server, client } = await online();
    const room = client.room('r');
    const joining = client.join('r');
    room.on('state', ({ state }) => {
      if (state === 'joined') void room.leave();
    });
    await server.joined({ off: 1, h: [wire('a', { o: 1 })] });
    await assert.rejects(joining, named('not-in-room'));
    assert.deepEqual([room.state, room.messages.length], ['left', 0]);
  });

  it('that is not answered rejects in the end', async () => {
    const { env, client } = await online();
    const refused = assert.rejects(client.join('r'), named('timeout'));
    await env.pass(10_000);
    await refused;
    assert.equal(client.room('r').status.reason!.name, 'timeout');
  });

  it('can be repeated after leaving, and goes on where it was', async () => {
    const { server, client, room } = await inRoom();
    server.socket.say({ k: 'b', room: 'r', s: 1, m: [wire('a')] });
    void room.leave();
    const again = client.join('r');
    assert.deepEqual([server.socket.last('join').ep, server.socket.last('join').off], ['e1', 1]);
    await server.joined({ off: 2, rec: 'full', h: [wire('b', { o: 2 })] });
    await again;
    assert.deepEqual(show(room), ['a', 'b']);
  });

  it('survives the loss of the connection while it is under way', async () => {
    const { client, server, reconnect } = await online();
    const joining = client.join('r');
    await reconnect();
    await server.joined();
    assert.equal((await joining).state, 'joined');
  });

  it('is rejected when the connection is refused for good', async () => {
    const { server, client } = await online();
    const joining = client.join('r');
    server.socket.say({ k: 'bye', code: ERRORS['user-banned'].code, again: false, in: 0 });
    await assert.rejects(joining, named('user-banned'));
    assert.equal(client.room('r').status.reason!.name, 'user-banned');
  });
});
