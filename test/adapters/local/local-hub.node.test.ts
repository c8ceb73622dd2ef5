import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createLocalClient, LocalHub, type LocalClientOptions } from '../../../src/adapters/local/index.js';
import type { ChatRoom } from '../../../src/client/contract.js';
import { TYPE, textOf, type MembersContent } from '../../../src/protocol/message.js';
import { FakeEnvironment, settle } from '../../client/fakes.js';

function make(over: Partial<LocalClientOptions> = {}) {
  const environment = new FakeEnvironment();
  const hub = new LocalHub(environment);
  const enter = async (user: LocalClientOptions['user'], room = 'r') => {
    const client = createLocalClient({ user, hub, environment, ...over });
    const joined = await client.join(room);
    await settle();
    return { client, room: joined };
  };
  return { env: environment, hub, enter };
}

const texts = ({ messages }: ChatRoom) => messages.filter(({ type }) => type === TYPE.text).map(textOf);

describe('clients in one page', () => {
  it('meet in the same rooms without further ado', async () => {
    const ann = createLocalClient({ user: 'Ann' });
    const bob = createLocalClient({ user: 'Bob' });
    const stranger = createLocalClient({ user: 'Eve', hub: 'elsewhere' });
    const [a, b, e] = await Promise.all([ann, bob, stranger].map((client) => client.join('r')));
    await a!.send('hi');
    await settle();
    assert.deepEqual([texts(b!), texts(e!)], [['hi'], []]);
    for (const client of [ann, bob, stranger]) client.disconnect();
    ann.hub.close();
    stranger.hub.close();
  });

  it('have a name that serves as an id, or both', () => {
    assert.throws(() => createLocalClient({ user: '' }), TypeError);
    assert.throws(() => createLocalClient({ user: { id: ' ', name: 'x' } }), TypeError);
    assert.throws(() => createLocalClient({} as never), TypeError);
  });

  it('find what was prepared', async () => {
    const { enter, env } = make({
      seed: {
        r: {
          messages: ['first', { user: { id: 'z', name: 'Zoe' }, text: 'second' }, { type: 'card', content: { sku: 1 }, ago: 5 }],
          members: [{ id: 'h', name: 'Host', role: 'host' }],
          count: 12_345,
          likes: 99,
        },
      },
    });
    const { room } = await enter('Ann');
    const said = room.messages.filter(({ origin }) => origin === 'history');
    assert.deepEqual(said.map(({ sender }) => sender.name), ['Host', 'Zoe', 'Host']);
    assert.equal(env.time - said[2]!.sentAt, 5);
    assert.equal(room.likes, 99);
    assert.equal(room.members.count, 12_346);
    assert.deepEqual(room.members.list.map(({ name }) => name), ['Host', 'Ann']);
    await enter('Bob');
    assert.equal(room.messages.filter(({ origin }) => origin === 'history').length, 3);
  });
});

describe('a hub', () => {
  it('lets people without a client speak, like and come', async () => {
    const { env, hub, enter } = make();
    const { room } = await enter('Ann');
    hub.say('r', { id: 'z', name: 'Zoe' }, 'hello');
    hub.like('r', 5);
    hub.crowd('r', 1000);
    await env.pass(1000);
    assert.deepEqual([texts(room), room.likes, room.members.count], [['hello'], 5, 1000]);
  });

  it('cuts a connection, which comes back by itself', async () => {
    const { env, hub, enter } = make();
    const { client, room } = await enter('Ann');
    hub.cut(client);
    assert.deepEqual([client.state, room.state], ['connecting', 'joining']);
    hub.say('r', 'Zoe', 'while you were away');
    await env.pass(500);
    assert.deepEqual([client.state, room.state, texts(room)], ['connected', 'joined', ['while you were away']]);
  });

  it('stalls a line both ways: nothing comes, then all of it, in order, over the same connection', async () => {
    const { env, hub, enter } = make();
    const { client, room } = await enter('Ann');
    const { room: steady } = await enter('Bob');
    hub.stall(client, 1500);
    hub.say('r', 'Zoe', 'one');
    const mine = room.send('mine');
    hub.say('r', 'Zoe', 'two');
    await env.pass(1400);
    assert.deepEqual([texts(room).filter((text) => text !== 'mine'), texts(steady)], [[], ['one', 'two']]);
    await env.pass(200);
    await mine;
    assert.deepEqual([client.state, texts(room), texts(steady)], ['connected', ['one', 'two', 'mine'], ['one', 'two', 'mine']]);
  });

  it('goes offline and comes back', async () => {
    const { env, hub, enter } = make();
    const { client } = await enter('Ann');
    hub.offline = true;
    await env.pass(60_000);
    assert.deepEqual([client.state, client.status.reason!.name], ['connecting', 'network']);
    hub.offline = false;
    await env.pass(20_000);
    assert.equal(client.state, 'connected');
  });

  it('refuses the next message, and that one only', async () => {
    const { hub, enter } = make();
    const { room } = await enter('Ann');
    hub.refuse('muted');
    await assert.rejects(room.send('one'), { name: 'muted' });
    assert.equal((await room.retry(room.messages.at(-1)!.id)).state, 'sent');
  });

  it('holds messages back and lets them through', async () => {
    const { hub, enter } = make();
    const { room } = await enter('Ann');
    hub.pause();
    const sending = room.send('one');
    await settle();
    assert.equal(room.messages.at(-1)!.state, 'pending');
    hub.resume();
    assert.equal((await sending).state, 'sent');
  });

  it('puts people out', async () => {
    const { hub, enter } = make();
    const { room } = await enter('Ann');
    hub.expel('r', 'Ann');
    await settle();
    assert.deepEqual([room.state, room.status.reason!.name], ['left', 'kicked-from-room']);
  });

  it('forgets a room\'s past, and those who were there see the gap', async () => {
    const { hub, enter } = make();
    const { room } = await enter('Ann');
    await room.send('old');
    hub.forget('r');
    await settle();
    hub.say('r', 'Zoe', 'new');
    await settle();
    assert.deepEqual(room.messages.map(({ type }) => type).slice(-3), [TYPE.text, TYPE.gap, TYPE.text]);
  });

  it('merges arrivals to one notice a second, and a short absence makes none', async () => {
    const { env, hub, enter } = make();
    const { client, room } = await enter('Ann');
    const notices = () => room.messages.flatMap(({ type, content }) => (type === TYPE.members ? [content as MembersContent] : []));
    for (let i = 1; i <= 7; i++) await enter(`u${i}`);
    await env.pass(1000);
    assert.deepEqual(notices().map(({ joinedCount, joined }) => [joinedCount, joined.length]), [[1, 1], [7, 5]]);
    hub.cut(client);
    await env.pass(20_000);
    assert.equal(notices().length, 2);
  });

  it('tells of those who do not come back', async () => {
    const { env, hub, enter } = make();
    const { room } = await enter('Ann');
    const { client: bob } = await enter('Bob');
    bob.disconnect();
    await env.pass(9_999);
    assert.equal(room.members.count, 2);
    await env.pass(2_000);
    assert.equal(room.members.count, 1);
    hub.close();
    await env.pass(0);
  });

  it('delivers late when told to, in order', async () => {
    const { env, hub } = make();
    const client = createLocalClient({ user: 'Ann', hub, environment: env, latencyMs: 40 });
    const joining = client.join('r');
    await env.pass(40 * 5);
    const room = await joining;
    const sending = room.send('hi');
    await env.pass(79);
    assert.equal(room.messages.at(-1)!.state, 'pending');
    await env.pass(1);
    assert.equal((await sending).state, 'sent');
  });
});
