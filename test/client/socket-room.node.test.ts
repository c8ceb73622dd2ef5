import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ERRORS } from '../../src/protocol/errors.js';
import { TYPE } from '../../src/protocol/message.js';
import { nobody, wire } from './fakes.js';
import { inRoom, named, online, show } from './worlds.js';

describe('the history', () => {
  it('fills the list, and is told as history', async () => {
    const { server, client } = await online();
    const room = client.room('r');
    const told: string[] = [];
    room.on('messages', (batch) => told.push(`${batch.origin} ${batch.length} ${batch.left}`));
    void client.join('r', { history: 2 });
    await server.joined({ off: 9, h: [wire('a', { o: 8 }), wire('b', { o: 9 })] });
    assert.deepEqual(told, ['history 2 0']);
    assert.deepEqual(room.messages.map(({ id, origin, offset, sender }) => [id, origin, offset, sender.name]), [
      ['a', 'history', 8, 'Bob'],
      ['b', 'history', 9, 'Bob'],
    ]);
  });

  it('older than what is known is put in front', async () => {
    const { server, client } = await online();
    void client.join('r');
    await server.joined({ off: 9, h: [wire('i', { o: 9 })] });
    const room = client.room('r');
    let reread: readonly string[] = [];
    room.on('reordered', (messages) => (reread = messages.map(({ id }) => id)));
    const loading = room.loadHistory(2);
    const ask = server.socket.last('ask');
    assert.deepEqual(ask, { k: 'ask', id: ask.id, room: 'r', what: 'history', before: 9, n: 2 });
    server.socket.say({ k: 'ok', id: ask.id, h: [wire('g', { o: 7 }), wire('h', { o: 8 })], more: true });
    assert.deepEqual((await loading).map(({ id, origin }) => `${id} ${origin}`), ['g history', 'h history']);
    assert.deepEqual(reread, ['g', 'h', 'i']);
    const more = room.loadHistory();
    server.socket.say({ k: 'ok', id: server.socket.last('ask').id, h: [], more: false });
    assert.deepEqual(await more, []);
  });

  it('is not there without a connection, and its size is checked', async () => {
    const { client, room } = await inRoom();
    await assert.rejects(room.loadHistory(51), TypeError);
    client.disconnect();
    await assert.rejects(room.loadHistory(), named('not-connected'));
  });
});

describe('receiving', () => {
  it('shows what comes, with who said it and when', async () => {
    const { server, room, told } = await inRoom();
    const user = { id: 'bob', name: 'Bob', portrait: 'b.svg', role: 'host' as const };
    server.socket.say({ k: 'b', room: 'r', s: 1, m: [wire('a', { c: { content: 'hi', user }, ts: 77 })] });
    assert.deepEqual(room.messages, [
      {
        ...{ id: 'a', room: 'r', type: 'RC:TxtMsg', content: { content: 'hi', user } },
        ...{ sender: { id: 'bob', name: 'Bob', avatar: 'b.svg', role: 'host' } },
        ...{ sentAt: 77, offset: 1, state: 'sent', origin: 'live' },
      },
    ]);
    assert.deepEqual(told, ['+live a 0']);
  });

  it('tells a burst in batches of 64 and counts down', async () => {
    const { server, room, told } = await inRoom();
    const m = Array.from({ length: 150 }, (_, i) => wire(`m${i}`));
    server.socket.say({ k: 'b', room: 'r', s: 1, m });
    assert.deepEqual(told.map((line) => line.split(' ').at(-1)), ['86', '22', '0']);
    assert.equal(room.messages.length, 150);
  });

  it('takes nothing of other rooms, nor of one that was left', async () => {
    const { server, client, room } = await inRoom();
    server.socket.say({ k: 'b', room: 'other', s: 1, m: [wire('x')] });
    void room.leave();
    server.socket.say({ k: 'b', room: 'r', s: 1, m: [wire('a')] });
    assert.deepEqual([room.messages.length, client.room('other').messages.length], [0, 0]);
  });

  it('keeps several rooms apart on one socket', async () => {
    const { server, client, room } = await inRoom();
    void client.join('two');
    await server.joined();
    server.socket.say({ k: 'b', room: 'two', s: 1, m: [wire('x')] });
    server.socket.say({ k: 'b', room: 'r', s: 1, m: [wire('a')] });
    assert.deepEqual([show(room), show(client.room('two'))], [['a'], ['x']]);
    assert.equal(server.sockets.length, 1);
  });

  it('asks for what is missing instead of showing what comes after it', async () => {
    const { server, room } = await inRoom();
    server.socket.say({ k: 'b', room: 'r', s: 1, m: [wire('a')] });
    server.socket.say({ k: 'b', room: 'r', s: 3, m: [wire('c')], e: [wire('low')] });
    server.socket.say({ k: 'b', room: 'r', s: 4, m: [wire('d')] });
    assert.deepEqual(show(room), ['a', 'low']);
    assert.equal(room.state, 'joined');
    assert.equal(server.socket.of('join').length, 2);
    const { ep, off } = server.socket.last('join');
    assert.deepEqual([ep, off], ['e1', 1]);
    await server.joined({ off: 4, rec: 'full', h: [wire('b', { o: 2 }), wire('c', { o: 3 }), wire('d', { o: 4 })] });
    server.socket.say({ k: 'b', room: 'r', s: 5, m: [wire('e')] });
    assert.deepEqual(show(room), ['a', 'low', 'b', 'c', 'd', 'e']);
  });

  it('asks also when the server says that it has skipped some', async () => {
    const { server } = await inRoom();
    server.socket.say({ k: 'gap', room: 'r', to: 0 });
    assert.equal(server.socket.of('join').length, 1);
    server.socket.say({ k: 'gap', room: 'r', to: 5 });
    assert.equal(server.socket.of('join').length, 2);
  });

  it('goes on asking while the server is too busy to answer', async () => {
    const { env, server, room, refuse } = await inRoom();
    server.socket.say({ k: 'gap', room: 'r', to: 5 });
    await refuse('join', 'overloaded', 3000);
    assert.equal(room.state, 'joined');
    await env.pass(2999);
    assert.equal(server.socket.of('join').length, 2);
    await env.pass(1);
    assert.equal(server.socket.of('join').length, 3);
  });

  it('enters again when the room has a new epoch', async () => {
    const { server, room } = await inRoom();
    server.socket.say({ k: 'b', room: 'r', s: 1, m: [wire('a')] });
    server.socket.say({ k: 'b', room: 'r', ep: 'e2' });
    await server.joined({ ep: 'e2', off: 1, rec: 'lost', h: [wire('x', { o: 1 })] });
    assert.deepEqual(show(room), ['a', 'gap null', 'x']);
  });

  it('replaces what was taken back', async () => {
    const { server, room, told } = await inRoom();
    server.socket.say({ k: 'b', room: 'r', s: 1, m: [wire('a')] });
    const c = { id: 'a', operatorId: 'mod', recallTime: 5 };
    server.socket.say({ k: 'b', room: 'r', s: 2, m: [wire('order', { t: TYPE.recall, c }), wire('b')] });
    assert.equal(room.messages[0]!.type, TYPE.recalled);
    assert.equal(room.messages[0]!.content['operatorId'], 'mod');
    assert.deepEqual(show(room), ['a', 'b']);
    assert.deepEqual(told, ['+live a 0', '~a sent', '+live b 0']);
  });

  it('tells what listeners cause after what they are being told', async () => {
    const { server, room, told } = await inRoom();
    const undo = room.on('messages', () => {
      undo();
      room.insert({ id: 'reply', text: 'auto' });
    });
    server.socket.say({ k: 'b', room: 'r', s: 1, m: Array.from({ length: 65 }, (_, i) => wire(`m${i}`)) });
    assert.deepEqual(told.map((line) => line.slice(0, 7)), ['+live m', '+live m', '+local ']);
    assert.equal(room.messages.at(-1)!.id, 'reply');
  });

  it('survives messages that are not as they should be', async () => {
    const { server, room } = await inRoom();
    const odd = [{ i: 'a', t: 'x', c: null, ts: 'now' }, { i: 'b', t: 'y', c: { user: 'Bob' }, ts: 1 }];
    server.socket.raw(JSON.stringify({ k: 'b', room: 'r', s: 1, m: odd }));
    assert.deepEqual(room.messages.map(({ sender, sentAt }) => [sender.id, sentAt]), [['system', 0], ['system', 1]]);
  });

  it('says when low-priority messages were not delivered', async () => {
    const { server, room } = await inRoom();
    const shed: number[] = [];
    room.on('shed', (n) => shed.push(n));
    server.socket.say({ k: 'b', room: 'r', x: 12 });
    assert.deepEqual(shed, [12]);
  });

  it('leaves when the server says so', async () => {
    const { server, room } = await inRoom();
    server.socket.say({ k: 'ctl', room: 'r', op: 'kicked', code: ERRORS['kicked-from-room'].code });
    assert.deepEqual([room.state, room.status.reason!.name], ['left', 'kicked-from-room']);
  });
});

describe('after a break', () => {
  it('everything missed is there, in order, nothing twice; only what is fresh counts as live', async () => {
    const { env, server, room, told, reconnect } = await inRoom();
    server.socket.say({ k: 'b', room: 'r', s: 1, m: [wire('a')] });
    await reconnect();
    assert.equal(room.state, 'joining');
    const { ep, off } = server.socket.last('join');
    assert.deepEqual([ep, off], ['e1', 1]);
    const old = wire('b', { o: 2, ts: env.time - 10_001 });
    const fresh = wire('c', { o: 3, ts: env.time - 9_999 });
    await server.joined({ off: 3, rec: 'full', h: [old, fresh] });
    assert.deepEqual(show(room), ['a', 'b', 'c']);
    assert.deepEqual(told, ['+live a 0', '+history b 1', '+live c 0']);
  });

  it('what cannot be told any more leaves a visible gap', async () => {
    const { server, room, reconnect } = await inRoom();
    server.socket.say({ k: 'b', room: 'r', s: 1, m: [wire('a')] });
    await reconnect();
    await server.joined({ off: 700, rec: 'lost', h: [wire('y', { o: 699 }), wire('z', { o: 700 })] });
    assert.deepEqual(show(room), ['a', 'gap 697', 'y', 'z']);
  });

  it('a room that is gone meanwhile is left, with the reason', async () => {
    const { room, reconnect, refuse } = await inRoom();
    await reconnect();
    await refuse('join', 'room-not-found');
    assert.deepEqual([room.state, room.status.reason!.name], ['left', 'room-not-found']);
  });

  it('a room that is full meanwhile is asked for until there is a place', async () => {
    const { env, server, room, reconnect, refuse } = await inRoom();
    await reconnect();
    await refuse('join', 'room-full');
    assert.equal(room.state, 'joining');
    await env.pass(1000);
    await server.joined();
    assert.equal(room.state, 'joined');
  });

  it('that was final, rooms come back with the next connect, except those that were left', async () => {
    const { server, client, room } = await inRoom();
    void client.join('two');
    await server.joined();
    void client.room('two').leave();
    server.socket.say({ k: 'bye', code: ERRORS['kicked-by-other-device'].code, again: false, in: 0 });
    assert.deepEqual([room.state, room.status.reason!.name], ['left', 'kicked-by-other-device']);
    void client.connect();
    await server.welcome();
    await server.joined({ rec: 'full' });
    assert.equal(room.state, 'joined');
    assert.deepEqual(server.socket.of('join').map(({ room: id }) => id), ['r']);
  });
});

describe('likes', () => {
  it('go out merged, and those of others are told apart from ours', async () => {
    const { env, server, room } = await inRoom();
    const told: unknown[] = [];
    room.on('likes', (likes) => told.push(likes));
    room.like();
    room.like(4);
    await env.pass(1000);
    assert.deepEqual(server.socket.of('like').map(({ n }) => n), [1, 4]);
    server.socket.say({ k: 'b', room: 'r', l: [7, 107] });
    assert.deepEqual(told, [{ delta: 7, own: 5, total: 107 }]);
    assert.equal(room.likes, 107);
  });

  it('are counted on from where the room is', async () => {
    const { server, client } = await online();
    const told: unknown[] = [];
    client.room('r').on('likes', (likes) => told.push(likes));
    void client.join('r');
    await server.joined({ info: { ...nobody, likes: 41 } });
    assert.deepEqual(told, [{ delta: 0, own: 0, total: 41 }]);
  });

  it('in a room that one is not in are nothing', async () => {
    const { server, client } = await online();
    client.room('r').like(5);
    void client.join('r');
    await server.joined();
    assert.equal(server.socket.of('like').length, 0);
  });

  it('tapped during a break are sent after it', async () => {
    const { env, server, room } = await inRoom();
    server.socket.drop();
    room.like(3);
    await env.pass(500);
    await server.welcome();
    await server.joined({ rec: 'full' });
    assert.deepEqual(server.socket.of('like').map(({ n }) => n), [3]);
  });
});

describe('members', () => {
  it('are those of the join, of notices and of counts', async () => {
    const { env, server, client } = await online();
    void client.join('r');
    await server.joined({ info: { n: 2, likes: 0, members: [{ id: 'h', name: 'Host', role: 'host' }, { id: 'ann', name: 'Ann' }] } });
    const room = client.room('r');
    const c = { joined: [{ id: 'bob', name: 'Bob' }], joinedCount: 1, left: [], leftCount: 0, user: { id: 'system', name: '' } };
    server.socket.say({ k: 'b', room: 'r', e: [wire('n', { t: TYPE.members, c })], n: 3 });
    await env.pass(1000);
    assert.equal(room.members.count, 3);
    assert.deepEqual(room.members.list.map(({ name }) => name), ['Host', 'Bob', 'Ann']);
    assert.equal(room.messages.at(-1)!.type, TYPE.members);
    void room.leave();
    assert.equal(room.members.count, 0);
  });
});

describe('when all is over', () => {
  it('nothing is left running', async () => {
    const { env, server, client, room } = await inRoom();
    void room.send('hi');
    room.like(500);
    server.socket.say({ k: 'gap', room: 'r', to: 9 });
    client.disconnect();
    await env.pass(1000);
    assert.equal(env.timers, 0);
    assert.equal(env.watchers, 0);
  });

  it('a room keeps two thousand messages', async () => {
    const { server, room } = await inRoom();
    for (let i = 0; i < 50; i++) {
      server.socket.say({ k: 'b', room: 'r', s: i * 50 + 1, m: Array.from({ length: 50 }, (_, j) => wire(`m${i * 50 + j}`)) });
    }
    assert.equal(room.messages.length, 2000);
    assert.equal(room.messages[0]!.id, 'm500');
  });
});
