import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ERRORS } from '../../src/protocol/errors.js';
import { DEFAULT_LIMITS } from '../../src/protocol/limits.js';
import { TYPE } from '../../src/protocol/message.js';
import { settle, wire, type FakeServer } from './fakes.js';
import { inRoom, make, named, show } from './worlds.js';

describe('sending', () => {
  const ack = async (server: FakeServer, over: { off?: number; dup?: true } = {}) => {
    server.socket.say({ k: 'ack', id: server.socket.last('msg').id, ts: 99, ...over });
    await settle();
  };

  it('shows the message at once, and as sent when it has its place', async () => {
    const { server, room, told } = await inRoom();
    const sending = room.send('hi');
    const [mine] = room.messages;
    assert.deepEqual([mine!.state, mine!.origin, mine!.sender.name], ['pending', 'own', 'Ann']);
    const sent = server.socket.last('msg');
    assert.deepEqual(sent, { k: 'msg', id: sent.id, room: 'r', mid: mine!.id, t: 'RC:TxtMsg', c: { content: 'hi' } });
    assert.ok(sent.mid.startsWith('ann.') && sent.mid.length <= 64);
    await ack(server, { off: 1 });
    server.socket.say({ k: 'b', room: 'r', s: 1, m: [wire(sent.mid, { ts: 99 })] });
    const message = await sending;
    assert.deepEqual([message.state, message.offset, message.sentAt, message.id], ['sent', 1, 99, sent.mid]);
    assert.deepEqual(told, [`+own ${sent.mid} 0`, `~${sent.mid} sent`]);
  });

  it('gives each message an id of its own', async () => {
    const { room } = await inRoom();
    for (let i = 0; i < 5; i++) void room.send('same');
    assert.equal(new Set(room.messages.map(({ id }) => id)).size, 5);
  });

  it('again under the same id when nothing is heard', async () => {
    const { env, server, room } = await inRoom();
    const sending = room.send('hi');
    await env.pass(4999);
    assert.equal(server.socket.of('msg').length, 1);
    await env.pass(1);
    const [first, second] = server.socket.of('msg');
    assert.equal(second!.mid, first!.mid);
    assert.equal(room.messages[0]!.state, 'pending');
    server.socket.say({ k: 'pong', id: 1 });
    await ack(server, { dup: true });
    assert.equal((await sending).state, 'sent');
    assert.equal(room.messages.length, 1);
  });

  it('fails as timeout when the server is there but never answers', async () => {
    const { env, server, room } = await inRoom();
    const sending = room.send('hi');
    for (let i = 0; i < 3; i++) {
      await env.pass(5000);
      server.socket.say({ k: 'pong', id: 1 });
    }
    await assert.rejects(sending, named('timeout'));
    assert.equal(server.socket.of('msg').length, 3);
    assert.equal(room.messages[0]!.state, 'failed');
  });

  it('waits for the connection, and arrives once', async () => {
    const { server, room, env } = await inRoom();
    const before = room.send('before the tunnel');
    const { mid } = server.socket.last('msg');
    server.socket.drop();
    const inside = room.send('in the tunnel');
    assert.deepEqual(show(room), ['pending', 'pending']);
    await env.pass(500);
    await server.welcome();
    assert.equal(server.socket.of('msg').length, 0);
    // The first had arrived after all; only its acknowledgement was lost.
    await server.joined({ off: 1, rec: 'full', h: [wire(mid, { o: 1 })] });
    assert.equal((await before).state, 'sent');
    const [again, second] = server.socket.of('msg');
    assert.equal(again!.mid, mid);
    server.socket.say({ k: 'ack', id: again!.id, ts: 1, off: 1, dup: true });
    server.socket.say({ k: 'ack', id: second!.id, ts: 2, off: 2 });
    server.socket.say({ k: 'b', room: 'r', s: 2, m: [wire(second!.mid)] });
    await inside;
    assert.deepEqual(show(room), [mid, second!.mid]);
  });

  it('fails after a minute without connection; the text stays and can be retried', async () => {
    const { env, server, room } = await inRoom();
    server.socket.drop();
    env.connected = false;
    const sending = room.send('still here');
    await env.pass(60_000);
    await assert.rejects(sending, named('network'));
    const [message] = room.messages;
    assert.deepEqual([message!.state, message!.error!.name, message!.content['content']], ['failed', 'network', 'still here']);
    const retrying = room.retry(message!.id);
    assert.equal(room.messages[0]!.state, 'pending');
    env.connected = true;
    await env.pass(40_000);
    await server.welcome();
    await server.joined({ rec: 'full' });
    assert.equal(server.socket.last('msg').mid, message!.id);
    await ack(server);
    assert.equal((await retrying).id, message!.id);
  });

  it('fails at once where there is no connection and no room', async () => {
    const { client, server, room } = await inRoom();
    await assert.rejects(client.room('elsewhere').send('hi'), named('not-in-room'));
    client.disconnect();
    await assert.rejects(room.send('hi'), named('not-connected'));
    assert.deepEqual(show(room), ['failed']);
    assert.equal(server.socket.of('msg').length, 0);
  });

  it('fails what waits when the connection ends for good, with the reason', async () => {
    const { server, room } = await inRoom();
    const sending = room.send('hi');
    server.socket.say({ k: 'bye', code: ERRORS['user-banned'].code, again: false, in: 0 });
    await assert.rejects(sending, named('user-banned'));
    assert.equal(room.messages[0]!.error!.name, 'user-banned');
  });

  it('before anybody has connected fails, and a retry makes it a real message', async () => {
    const { server, client } = make();
    const room = client.room('r');
    await assert.rejects(room.send('early'), named('not-connected'));
    await assert.rejects(room.retry(room.messages[0]!.id), named('not-connected'));
    void client.join('r');
    await server.welcome();
    await server.joined();
    void room.retry(room.messages[0]!.id);
    assert.deepEqual([room.messages.length, room.messages[0]!.state, room.messages[0]!.sender.name], [1, 'pending', 'Ann']);
    assert.deepEqual(server.socket.last('msg').c, { content: 'early' });
  });

  for (const name of ['muted', 'word-blocked', 'rate-limited', 'sender-mismatch', 'repeated'] as const) {
    it(`fails with the server's reason: ${name}`, async () => {
      const { server, room, refuse } = await inRoom();
      const sending = room.send('hi');
      await refuse('msg', name, 800);
      await assert.rejects(sending, named(name));
      assert.deepEqual([room.messages[0]!.state, room.messages[0]!.error!.name], ['failed', name]);
      assert.equal(room.messages[0]!.error!.detail.retryInMs, 800);
      assert.equal(server.socket.of('msg').length, 1);
    });
  }

  it('stays pending while the server cannot take it, and is sent once it can', async () => {
    const { env, server, room, refuse } = await inRoom();
    const sending = room.send('hi');
    await refuse('msg', 'unavailable', 3000);
    assert.deepEqual(show(room), ['pending']);
    await env.pass(3249);
    assert.equal(server.socket.of('msg').length, 1);
    await env.pass(1);
    const [first, second] = server.socket.of('msg');
    assert.equal(second!.mid, first!.mid);
    await ack(server, { dup: true });
    assert.equal((await sending).state, 'sent');
  });

  it('too fast fails here already', async () => {
    const { server, room } = await inRoom();
    for (let i = 0; i < 5; i++) void room.send(`${i}`);
    await assert.rejects(room.send('6'), named('rate-limited'));
    assert.equal(server.socket.of('msg').length, 5);
  });

  it('enters the room again when the server has lost us, and sends then', async () => {
    const { server, room, refuse } = await inRoom();
    const sending = room.send('hi');
    await refuse('msg', 'not-in-room');
    await server.joined({ rec: 'full' });
    assert.equal(server.socket.of('msg').length, 2);
    await ack(server);
    assert.equal((await sending).state, 'sent');
  });

  it('rejects what is too long or blank without making a message of it', async () => {
    const { room, server } = await inRoom();
    await assert.rejects(room.send('a'.repeat(301)), named('too-large'));
    await assert.rejects(room.send({ type: 'card', content: { x: 'a'.repeat(9000) } }), named('too-large'));
    await assert.rejects(room.send('   '), named('bad-parameter'));
    assert.deepEqual([room.messages.length, server.socket.of('msg').length], [0, 0]);
  });

  it('throws at a program that sends what nobody can have typed', async () => {
    const { room } = await inRoom();
    assert.throws(() => void room.send(undefined as never), TypeError);
    assert.throws(() => void room.send({ type: 'my card', content: {} }), TypeError);
    assert.throws(() => void room.send({ type: TYPE.recall, content: {} }), TypeError);
  });

  it('keeps a failed message whose retry cannot become one', async () => {
    const { server, client } = make();
    const room = client.room('r');
    await assert.rejects(room.send('a'.repeat(300)), named('not-connected'));
    void client.connect();
    await server.welcome({ limits: { ...DEFAULT_LIMITS, textLength: 200 } });
    await assert.rejects(room.retry(room.messages[0]!.id), named('too-large'));
    assert.deepEqual(show(room), ['failed']);
  });

  it('can be retried twice in a row and is still one message', async () => {
    const { server, room, refuse } = await inRoom();
    const sending = room.send('hi');
    await refuse('msg', 'muted');
    await assert.rejects(sending);
    const { id } = room.messages[0]!;
    assert.equal(room.retry(id), room.retry(id));
    assert.equal(server.socket.of('msg').length, 2);
    await ack(server);
    assert.equal((await room.retry(id)).state, 'sent');
    await assert.rejects(room.retry('unknown'), named('message-not-found'));
  });

  it('an unheard rejection disturbs nobody', async () => {
    const { room, refuse } = await inRoom();
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', note);
    void room.send('hi');
    void room.send('a'.repeat(301));
    await refuse('msg', 'muted');
    void room.retry('nobody');
    await settle();
    process.off('unhandledRejection', note);
    assert.deepEqual(unhandled, []);
  });

  it('carries a type of the app as it says, both ways', async () => {
    const { server, client, room } = await inRoom();
    client.types.register<{ cents: number }>({
      name: 'price',
      persistence: 16,
      encode: ({ cents }) => ({ price: String(cents / 100) }),
      decode: ({ price }) => ({ cents: Number(price) * 100 }),
    });
    void room.send({ type: 'price', content: { cents: 150 } });
    assert.deepEqual(room.messages[0]!.content, { cents: 150 });
    const { c, p, t } = server.socket.last('msg');
    assert.deepEqual([c, p, t], [{ price: '1.5' }, 16, 'price']);
    server.socket.say({ k: 'b', room: 'r', s: 1, m: [wire('a', { t: 'price', c: { price: '2', user: { id: 'bob', name: 'Bob' } } })] });
    assert.deepEqual(room.messages[0]!.content, { cents: 200 });
    assert.equal(room.messages[0]!.sender.name, 'Bob');
  });
});

describe('here only', () => {
  it('messages are inserted and removed', async () => {
    const { server, room, told } = await inRoom();
    const note = room.insert({ type: TYPE.info, content: { message: 'Welcome' } });
    assert.deepEqual([note.origin, note.state, note.sender.name], ['local', 'sent', 'Ann']);
    const other = room.insert({ id: 'x', text: 'hello', sender: { id: 'eve', name: 'Eve' }, sentAt: 5 });
    assert.deepEqual([other.sender.name, other.sentAt, other.room], ['Eve', 5, 'r']);
    assert.throws(() => room.insert({ id: 'x', text: 'again' }), TypeError);
    assert.throws(() => room.insert({} as never), TypeError);
    room.remove([note.id, 'unknown']);
    room.remove('x');
    assert.equal(room.messages.length, 0);
    assert.deepEqual(told.slice(2), [`-${note.id}`, '-x']);
    assert.deepEqual(server.socket.sent.map(({ k }) => k), ['auth', 'join']);
  });

  it('a failed message can be discarded, a waiting one is not sent any more', async () => {
    const { server, room } = await inRoom();
    server.socket.drop();
    const sending = room.send('never mind');
    room.remove(room.messages[0]!.id);
    await assert.rejects(sending, named('message-not-found'));
    await server.env.pass(500);
    await server.welcome();
    await server.joined({ rec: 'full' });
    assert.equal(server.socket.of('msg').length, 0);
  });
});

describe('taking back', () => {
  it('asks the server; the message changes when everybody is told', async () => {
    const { server, room } = await inRoom();
    server.socket.say({ k: 'b', room: 'r', s: 1, m: [wire('a')] });
    const recalling = room.recall('a');
    const { id, mid } = server.socket.last('recall');
    assert.equal(mid, 'a');
    server.socket.say({ k: 'ok', id });
    await recalling;
    assert.equal(room.messages[0]!.type, TYPE.text);
  });

  it('is refused in words', async () => {
    const { room, refuse } = await inRoom();
    const refused = assert.rejects(room.recall('a'), named('recall-refused'));
    await refuse('recall', 'recall-refused');
    await refused;
    void room.send('hi');
    await assert.rejects(room.recall(room.messages[0]!.id), named('message-not-found'));
  });
});
