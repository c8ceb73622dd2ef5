import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SocketClient } from '../../src/client/socket-client.js';
import type { TokenProvider } from '../../src/client/token-source.js';
import { ERRORS } from '../../src/protocol/errors.js';
import { FakeEnvironment, FakeServer, settle } from './fakes.js';
import { make, named } from './worlds.js';

describe('making a client', () => {
  it('without any WebSocket says what to do', () => {
    // Node 20 has none of its own.
    if ('WebSocket' in globalThis) return;
    assert.throws(() => new SocketClient({ url: 'ws://test', token: 't' }), { name: 'TypeError', message: /WebSocket.*ws/ });
  });

  it('needs an address and a token', () => {
    const WebSocket = new FakeServer(new FakeEnvironment()).Socket;
    assert.throws(() => new SocketClient({ url: 'nonsense', token: 't', WebSocket }), TypeError);
    assert.throws(() => new SocketClient({ url: 'ws://test', token: '', WebSocket }), TypeError);
    assert.throws(() => new SocketClient({ url: 'ws://test', token: 5 as never, WebSocket }), TypeError);
  });
});

describe('connecting', () => {
  it('shows the token first, and knows then who we are', async () => {
    const { server, client, states } = make();
    assert.equal(client.state, 'disconnected');
    assert.equal(client.user, null);
    const connected = client.connect();
    assert.equal(client.state, 'connecting');
    const socket = await server.welcome({ limits: { ...client.limits, textLength: 50 } });
    assert.deepEqual(await connected, { id: 'ann', name: 'Ann' });
    assert.deepEqual(socket.sent, [{ k: 'auth', id: 1, v: 1, token: 'good' }]);
    assert.equal(client.limits.textLength, 50);
    assert.deepEqual(states, ['connecting - 1', 'connected - 0']);
  });

  it('is done once, however often it is asked for', async () => {
    const { server, client } = make();
    const both = [client.connect(), client.connect()];
    await server.welcome();
    await Promise.all([...both, client.connect()]);
    assert.equal(server.sockets.length, 1);
  });

  it('goes on trying while the server is away, and says why and when', async () => {
    const { env, server, client } = make();
    const connected = client.connect();
    await settle();
    server.socket.drop();
    // Half of the first bound, half a second.
    assert.deepEqual(client.status, { state: 'connecting', reason: client.status.reason, attempt: 1, retryAt: env.time + 250 });
    assert.equal(client.status.reason!.name, 'network');
    await env.pass(250);
    server.socket.drop();
    assert.equal(client.status.retryAt, env.time + 500);
    await env.pass(500);
    assert.equal(client.status.attempt, 3);
    await server.welcome();
    await connected;
    assert.deepEqual(client.status, { state: 'connected', reason: null, attempt: 0, retryAt: null });
  });

  it('does not wait for ever for a server that accepts and says nothing', async () => {
    const { env, server, client } = make();
    void client.connect();
    await settle();
    server.socket.open();
    await env.pass(10_000);
    assert.equal(client.status.reason!.name, 'network');
    assert.ok(server.sockets[0]!.closed);
  });

  it('ends when the app disconnects, and leaves nothing running', async () => {
    const { env, server, client, states } = make();
    const connected = client.connect();
    await settle();
    client.disconnect();
    await assert.rejects(connected, named('not-connected'));
    assert.deepEqual(states.at(-1), 'disconnected - 0');
    assert.ok(server.socket.closed);
    assert.equal(env.timers, 0);
    assert.equal(env.watchers, 0);
  });

  it('can begin anew after a disconnect', async () => {
    const { server, client } = make();
    void client.connect();
    await server.welcome();
    client.disconnect();
    const again = client.connect();
    await server.welcome();
    await again;
    assert.equal(server.sockets.length, 2);
    assert.equal(client.state, 'connected');
  });

  it('is not disturbed by a listener that throws', async () => {
    const { env, server, client } = make();
    client.on('state', () => {
      throw new Error('mine');
    });
    const connected = client.connect();
    await server.welcome();
    await connected;
    assert.deepEqual(env.reports.map(String), ['Error: mine', 'Error: mine']);
  });

  it('is not disturbed by a listener that disconnects', async () => {
    const { server, client } = make();
    client.on('state', ({ state }) => {
      if (state === 'connected') client.disconnect();
    });
    const connected = client.connect();
    const joined = client.join('r');
    await server.welcome();
    await assert.rejects(connected, named('not-connected'));
    await assert.rejects(joined, named('not-connected'));
    assert.equal(client.state, 'disconnected');
  });
});

describe('a connection', () => {
  async function online(provider?: TokenProvider) {
    const world = make(provider);
    void world.client.connect();
    await world.server.welcome();
    world.states.length = 0;
    return world;
  }

  it('that is lost comes back', async () => {
    const { env, server, client, states } = await online();
    server.socket.drop();
    assert.equal(client.state, 'connecting');
    await env.pass(500);
    await server.welcome();
    assert.deepEqual(states, ['connecting network 0', 'connecting network 1', 'connected - 0']);
  });

  it('comes back when the server has said, not before', async () => {
    const { env, server, client } = await online();
    const at = env.time + 7000;
    server.socket.say({ k: 'bye', code: ERRORS['going-away'].code, again: true, in: 7000 });
    assert.deepEqual([client.status.reason!.name, client.status.retryAt], ['going-away', at]);
    env.sign('online');
    await env.pass(6999);
    assert.equal(server.sockets.length, 1);
    await env.pass(1);
    assert.equal(server.sockets.length, 2);
  });

  for (const name of ['kicked-by-other-device', 'user-banned', 'bad-frame', 'app-key-wrong'] as const) {
    it(`is over when the server says ${name}`, async () => {
      const { env, server, client, states } = await online(() => Promise.resolve('t'));
      server.socket.say({ k: 'bye', code: ERRORS[name].code, again: false, in: 0 });
      await env.pass(60_000);
      assert.deepEqual(states, [`disconnected ${name} 0`]);
      assert.equal(client.status.reason!.name, name);
      assert.equal(server.sockets.length, 1);
    });
  }

  it('waits longer each time, until it has been good for half a minute', async () => {
    const { env, server, client } = await online();
    const wait = async () => {
      server.socket.drop();
      const ms = client.status.retryAt! - env.time;
      await env.pass(ms);
      return ms;
    };
    const waits = [await wait(), await wait()];
    await server.welcome();
    waits.push(await wait());
    await server.welcome();
    for (let i = 0; i < 3; i++) {
      await env.pass(10_000);
      server.socket.say({ k: 'pong', id: 1 });
    }
    waits.push(await wait());
    assert.deepEqual(waits, [250, 500, 1000, 250]);
  });

  it('that is silent is asked, and given up when nothing comes', async () => {
    const { env, server, client } = await online();
    await env.pass(24_999);
    assert.equal(server.socket.of('ping').length, 0);
    await env.pass(5_000);
    assert.equal(server.socket.of('ping').length, 1);
    assert.equal(client.state, 'connected');
    await env.pass(10_000);
    assert.equal(client.state, 'connecting');
    assert.match(client.status.reason!.message, /does not answer/);
  });

  it('that is silent but answers goes on', async () => {
    const { env, server, client } = await online();
    for (let i = 0; i < 10; i++) {
      await env.pass(30_000);
      server.socket.say({ k: 'pong', id: 1 });
    }
    assert.equal(client.state, 'connected');
    assert.equal(server.sockets.length, 1);
  });

  it('is checked at once after the machine has slept, and goes on when it still answers', async () => {
    const { env, server, client } = await online();
    await env.sleep(3_600_000);
    assert.equal(client.state, 'connected');
    assert.equal(server.socket.of('ping').length, 1);
    server.socket.say({ k: 'pong', id: 1 });
    await env.pass(6000);
    assert.equal(client.state, 'connected');
  });

  it('that did not survive the sleep is replaced within seconds', async () => {
    const { env, server, client } = await online();
    await env.sleep(3_600_000);
    await env.pass(5000);
    assert.equal(client.state, 'connecting');
    await env.pass(500);
    assert.equal(server.sockets.length, 2);
  });

  for (const sign of ['online', 'offline', 'awake'] as const) {
    it(`is checked when the machine says ${sign}`, async () => {
      const { env, server, client } = await online();
      env.sign(sign);
      assert.equal(server.socket.of('ping').length, 1);
      env.sign(sign);
      assert.equal(server.socket.of('ping').length, 1);
      await env.pass(5000);
      assert.equal(client.state, 'connecting');
    });
  }

  it('is not tried for in vain while the machine is offline, and at once when it is not any more', async () => {
    const { env, server, client } = await online();
    env.connected = false;
    server.socket.drop();
    // It may be wrong about that, so it is tried for now and then.
    assert.equal(client.status.retryAt, env.time + 20_000);
    await env.pass(4000);
    env.connected = true;
    env.sign('online');
    assert.equal(client.status.retryAt, env.time + 500);
    await env.pass(500);
    assert.equal(server.sockets.length, 2);
  });

  it('is tried for at once when the app asks again', async () => {
    const { env, server, client } = await online();
    server.socket.drop();
    assert.notEqual(client.status.retryAt, null);
    const connected = client.connect();
    await server.welcome();
    await connected;
    assert.equal(server.sockets.length, 2);
    await env.pass(1000);
    assert.equal(server.sockets.length, 2);
  });

  it('that brings nonsense is replaced', async () => {
    for (const nonsense of ['not json', '[]', '{"k":5}', new ArrayBuffer(8)]) {
      const { server, client } = await online();
      server.socket.raw(nonsense);
      assert.deepEqual([client.state, client.status.reason!.name], ['connecting', 'bad-frame']);
    }
  });

  it('ignores what a newer server may say', async () => {
    const { server, client } = await online();
    server.socket.raw('{"k":"confetti","colour":"red"}');
    assert.equal(client.state, 'connected');
  });

  it('that was replaced is not listened to any more', async () => {
    const { env, server, client } = await online();
    const [old] = server.sockets;
    old!.drop();
    await env.pass(1000);
    await server.welcome();
    old!.say({ k: 'bye', code: ERRORS['user-banned'].code, again: false, in: 0 });
    old!.drop();
    assert.equal(client.state, 'connected');
  });
});
