import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TokenProvider } from '../../src/client/token-source.js';
import { ERRORS } from '../../src/protocol/errors.js';
import { settle, type FakeServer } from './fakes.js';
import { make, named } from './worlds.js';

describe('tokens', () => {
  const provider = (...tokens: (string | Error)[]) => {
    const asked: string[] = [];
    const give: TokenProvider = (why) => {
      asked.push(why);
      const token = tokens[asked.length - 1] ?? tokens.at(-1)!;
      return token instanceof Error ? Promise.reject(token) : Promise.resolve(token);
    };
    return { asked, give };
  };
  const refuse = async (server: FakeServer, name: 'token-expired' | 'token-incorrect') => {
    await settle();
    server.socket.open();
    server.socket.say({ k: 'err', id: 1, code: ERRORS[name].code });
    await settle();
  };

  for (const name of ['token-expired', 'token-incorrect'] as const) {
    it(`are asked for once more when the server says ${name}`, async () => {
      const { asked, give } = provider('old', 'new');
      const { server, client } = make(give);
      const connected = client.connect();
      await refuse(server, name);
      const socket = await server.welcome();
      await connected;
      assert.deepEqual(asked, ['connect', name.slice('token-'.length)]);
      assert.equal(socket.last('auth').token, 'new');
    });

    it(`are not asked for a third time: ${name} is final then`, async () => {
      const { asked, give } = provider('old', 'bad');
      const { env, server, client } = make(give);
      const connected = client.connect();
      await refuse(server, name);
      await refuse(server, name);
      await assert.rejects(connected, named(name));
      await env.pass(3_600_000);
      assert.equal(asked.length, 2);
      assert.equal(server.sockets.length, 2);
      assert.deepEqual([client.state, client.status.reason!.name], ['disconnected', name]);
      assert.equal(env.timers, 0);
    });
  }

  it('that are fixed and refused end it at once', async () => {
    const { server, client } = make('fixed');
    const connected = client.connect();
    await refuse(server, 'token-incorrect');
    await assert.rejects(connected, named('token-incorrect'));
    assert.equal(server.sockets.length, 1);
  });

  it('are kept for reconnecting', async () => {
    const { asked, give } = provider('t');
    const { env, server, client } = make(give);
    void client.connect();
    (await server.welcome()).drop();
    await env.pass(1000);
    await server.welcome();
    assert.deepEqual(asked, ['connect']);
    assert.equal(client.state, 'connected');
  });

  it('that expire again much later are renewed again', async () => {
    const { asked, give } = provider('t');
    const { env, server, client } = make(give);
    void client.connect();
    for (let day = 0; day < 3; day++) {
      await server.welcome();
      await env.pass(1000);
      // Keeps the line alive for a while.
      for (let i = 0; i < 4; i++) {
        await env.pass(10_000);
        server.socket.say({ k: 'pong', id: 1 });
      }
      server.socket.say({ k: 'bye', code: ERRORS['token-expired'].code, again: false, in: 0 });
      await settle();
    }
    assert.deepEqual(asked, ['connect', 'expired', 'expired', 'expired']);
    assert.equal(client.state, 'connecting');
  });

  it('accepted and then called expired at once are not renewed in a loop', async () => {
    const { asked, give } = provider('t');
    const { server, client } = make(give);
    void client.connect();
    for (let i = 0; i < 2; i++) {
      await server.welcome();
      server.socket.say({ k: 'bye', code: ERRORS['token-expired'].code, again: false, in: 0 });
      await settle();
    }
    assert.equal(asked.length, 2);
    assert.equal(client.status.reason!.name, 'token-expired');
    assert.equal(client.state, 'disconnected');
  });

  it('that cannot be fetched are tried for again, and the status says why', async () => {
    const { asked, give } = provider(new Error('app server down'), 't');
    const { env, server, client } = make(give);
    const connected = client.connect();
    await settle();
    assert.deepEqual([client.state, client.status.reason!.name], ['connecting', 'network']);
    assert.match(client.status.reason!.message, /app server down/);
    await env.pass(1000);
    await server.welcome();
    await connected;
    assert.deepEqual(asked, ['connect', 'connect']);
  });

  it('that are no tokens end it', async () => {
    const { client } = make(() => Promise.resolve(undefined as never));
    await assert.rejects(client.connect(), named('token-incorrect'));
  });

  it('that never come count as trouble', async () => {
    const { env, client } = make(() => new Promise(() => {}));
    void client.connect();
    await env.pass(30_000);
    assert.equal(client.status.reason!.name, 'network');
    assert.notEqual(client.status.retryAt, null);
  });
});
