import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ServerFrame, ServerFrameOf } from '../../../src/protocol/index.js';
import { type ChatServer, createChatServer } from '../../../src/server/index.js';
import { Probe } from '../probe.js';
import { APP_KEY, SECRET } from '../stage.js';
import { functionsOf, officialSdk, type Sdk, type SdkResult } from './sdk.js';

const MUTED = 23408;
const KICKED = 23409;
const NO_ROOM = 23410;
const BLOCKED = 31009;
const WORD_REFUSED = 21501;
const WORD_MASKED = 21502;

const code = (frame: ServerFrame) => (frame.k === 'err' ? frame.code : frame.k);
const ids = (list: unknown) => (list as { id: string }[]).map(({ id }) => id);

describe('rongcloud-sdk as published, pointed at this server', () => {
  let chat: ChatServer;
  let url: string;
  let sdk: Sdk;
  const used = new Set<string>();
  const probes: Probe[] = [];

  before(async () => {
    chat = createChatServer({ appKey: APP_KEY, secret: SECRET, log: false });
    const { port } = await chat.listen(0);
    url = `ws://127.0.0.1:${port}/chat`;
    sdk = officialSdk(`http://127.0.0.1:${port}`, APP_KEY, SECRET);
  });
  after(async () => {
    for (const probe of probes) probe.ws.terminate();
    await chat.close({ graceMs: 1000 });
  });

  /** Calls one function by its path; it must succeed unless another code is expected. */
  async function call(path: string, parameters?: unknown, expected: number | string = 200): Promise<SdkResult> {
    used.add(path);
    const target = path.split('.').reduce<Sdk>((tree, name) => tree[name]!, sdk) as unknown as (parameters?: unknown) => Promise<SdkResult>;
    const result = await target(parameters);
    assert.equal(result.code, expected, `${path}: ${JSON.stringify(result)}`);
    return result;
  }
  /** A user with a token from the SDK, in rooms. */
  async function guest(id: string, ...rooms: string[]): Promise<Probe> {
    const { token } = await call('User.register', { id, name: id.toUpperCase(), portrait: 'https://example.com/a.png' });
    const probe = await Probe.open(url);
    probes.push(probe);
    await probe.auth(token as string);
    for (const room of rooms) await probe.join(room);
    return probe;
  }
  const members = (...list: string[]) => list.map((id) => ({ id }));

  it('User: token, new name, presence', async () => {
    const ann = await guest('u-ann', 'u-room');
    assert.equal((await call('User.OnlineStatus.get', { id: 'u-ann' }))['status'], '1');
    assert.equal((await call('User.OnlineStatus.get', { id: 'u-nobody' }))['status'], '0');
    await call('User.update', { id: 'u-ann', name: '安妮', portrait: 'https://example.com/b.png' });
    await ann.say('u-room', 'hello');
    await ann.next('b', (batch) => batch.m !== undefined);
    assert.deepEqual(ann.received()[0]?.c.user, { id: 'u-ann', name: '安妮', portrait: 'https://example.com/b.png' });
  });

  it('User.Block: out at once, and not in again until lifted', async () => {
    const ann = await guest('b-ann', 'b-room');
    await call('User.Block.add', { id: 'b-ann', minute: 10 });
    const bye = await ann.next('bye');
    assert.deepEqual([bye.code, bye.again], [BLOCKED, false]);
    await ann.closed;
    const { users } = await call('User.Block.getList');
    assert.deepEqual((users as { userId: string }[]).map(({ userId }) => userId), ['b-ann']);
    const { token } = await call('User.register', { id: 'b-ann', name: 'Ann', portrait: 'p' });
    const again = await Probe.open(url);
    again.send({ k: 'auth', id: 1, v: 1, token: token as string });
    assert.equal((await again.next('bye')).code, BLOCKED);
    await call('User.Block.remove', { id: 'b-ann' });
    assert.equal((await call('User.Block.getList'))['users'] instanceof Array, true);
    await guest('b-ann', 'b-room');
  });

  it('User.Blacklist and User.Tag: kept for the app', async () => {
    await call('User.Blacklist.add', { id: 'l-ann', blacklist: members('l-bob', 'l-carl') });
    await call('User.Blacklist.remove', { id: 'l-ann', blacklist: members('l-bob') });
    assert.deepEqual(ids((await call('User.Blacklist.getList', { id: 'l-ann' }))['users']), ['l-carl']);
    await call('User.Tag.set', { id: 'l-ann', tags: ['vip', 'new'] });
    await call('User.Tag.batchSet', { users: members('l-bob', 'l-carl'), tags: ['old'] });
    assert.deepEqual((await call('User.Tag.getList', members('l-ann', 'l-bob')))['tags'], { 'l-ann': ['vip', 'new'], 'l-bob': ['old'] });
    await call('User.Tag.remove', { id: 'l-ann' });
    await call('User.Tag.batchRemove', { users: members('l-bob') });
    assert.deepEqual((await call('User.Tag.getList', members('l-ann', 'l-bob', 'l-carl')))['tags'], { 'l-ann': [], 'l-bob': [], 'l-carl': ['old'] });
  });

  it('Chatroom: made, looked at, ended', async () => {
    await call('Chatroom.create', [{ id: 'c-1', name: 'One' }, { id: 'c-2', name: '第二 &=' }]);
    const ann = await guest('c-ann');
    assert.equal((await ann.join('c-1', { create: false })).k, 'joined');
    const bob = await guest('c-bob', 'c-1');
    const { total, members: listed } = await call('Chatroom.get', { id: 'c-1', count: 10, order: 1 });
    assert.deepEqual([total, ids(listed)], [2, ['c-ann', 'c-bob']]);
    assert.deepEqual(ids((await call('Chatroom.get', { id: 'c-1', count: 1, order: 2 }))['members']), ['c-bob']);
    const { members: exist } = await call('Chatroom.isExist', { id: 'c-1', members: members('c-bob', 'c-zoe') });
    assert.deepEqual(exist, [{ id: 'c-bob', isInChrm: 1 }, { id: 'c-zoe', isInChrm: 0 }]);
    await call('Chatroom.destroy', { id: 'c-1' });
    for (const probe of [ann, bob]) {
      const gone = await probe.next('ctl');
      assert.deepEqual([gone.room, gone.op, gone.code], ['c-1', 'destroyed', NO_ROOM]);
    }
    assert.equal(code(await ann.join('c-1', { create: false })), NO_ROOM);
    await call('Chatroom.destory', { id: 'c-2' });
    assert.equal(code(await ann.join('c-2', { create: false })), NO_ROOM);
  });

  it('Chatroom.Gag: the muted one reads on', async () => {
    const [ann, bob] = [await guest('g-ann', 'g-1', 'g-2'), await guest('g-bob', 'g-1')];
    const before = Date.now();
    await call('Chatroom.Gag.add', { id: 'g-1', members: members('g-ann'), minute: 5 });
    const until = (await ann.next('may')).muted!;
    assert.ok(Math.abs(until - before - 5 * 60_000) < 5000);
    const refused = (await ann.say('g-1', 'x')) as ServerFrameOf<'err'>;
    assert.equal(refused.code, MUTED);
    assert.ok(refused.in! > 290_000 && refused.in! <= 300_000);
    assert.equal(code(await ann.say('g-2', 'elsewhere')), 'ack');
    assert.equal(code(await bob.say('g-1', 'for ann')), 'ack');
    await ann.next('b', (batch) => batch.room === 'g-1' && batch.m !== undefined);
    assert.deepEqual(ids((await call('Chatroom.Gag.getList', { id: 'g-1' }))['members']), ['g-ann']);
    await call('Chatroom.Gag.remove', { id: 'g-1', members: members('g-ann') });
    assert.equal((await ann.next('may')).muted, undefined);
    assert.equal(code(await ann.say('g-1', 'again')), 'ack');
    assert.deepEqual((await call('Chatroom.Gag.getList', { id: 'g-1' }))['members'], []);
  });

  it('Chatroom.Ban: muted in every room', async () => {
    const ann = await guest('n-ann', 'n-1', 'n-2');
    await call('Chatroom.Ban.add', { members: members('n-ann'), minute: 1 });
    for (const room of ['n-1', 'n-2']) assert.equal(code(await ann.say(room, 'x')), MUTED);
    assert.deepEqual(ids((await call('Chatroom.Ban.getList'))['members']), ['n-ann']);
    await call('Chatroom.Ban.remove', { members: members('n-ann') });
    for (const room of ['n-1', 'n-2']) assert.equal(code(await ann.say(room, 'x')), 'ack');
  });

  it('Chatroom.Block: out at once, and not in again', async () => {
    const ann = await guest('k-ann', 'k-1', 'k-2');
    await guest('k-bob', 'k-1');
    await call('Chatroom.Block.add', { id: 'k-1', members: members('k-ann'), minute: 5 });
    const out = await ann.next('ctl');
    assert.deepEqual([out.room, out.op, out.code], ['k-1', 'kicked', KICKED]);
    assert.equal(code(await ann.say('k-1', 'x')), 23406);
    assert.equal(code(await ann.join('k-1')), KICKED);
    assert.equal(code(await ann.say('k-2', 'still in the other')), 'ack');
    assert.deepEqual(ids((await call('Chatroom.get', { id: 'k-1', count: 10, order: 1 }))['members']), ['k-bob']);
    assert.deepEqual(ids((await call('Chatroom.Block.getList', { id: 'k-1' }))['members']), ['k-ann']);
    await call('Chatroom.Block.remove', { id: 'k-1', members: members('k-ann') });
    assert.equal(code(await ann.join('k-1')), 'joined');
  });

  it('Chatroom.Distribute: messages are taken and reach nobody', async () => {
    const [ann, bob] = [await guest('d-ann', 'd-1'), await guest('d-bob', 'd-1')];
    await call('Chatroom.Distribute.stop', { id: 'd-1' });
    assert.equal(code(await ann.say('d-1', 'unheard')), 'ack');
    const sent = await call('Message.Chatroom.send', { senderId: 'sys', targetId: 'd-1', objectName: 'RC:TxtMsg', content: { content: 'unheard' } });
    assert.equal((sent['messageUIDs'] as unknown[]).length, 1);
    await call('Chatroom.Distribute.resume', { id: 'd-1' });
    await ann.say('d-1', 'heard');
    await bob.next('b', (batch) => batch.m !== undefined);
    assert.deepEqual(bob.received().map(({ c }) => c['content']), ['heard']);
    const carl = await guest('d-carl');
    assert.deepEqual((await carl.join('d-1')).h.map(({ c }) => c['content']), ['heard']);
  });

  it('Chatroom.KeepAlive: five rooms, and no unknown one is let go', async () => {
    for (let n = 1; n <= 5; n++) await call('Chatroom.KeepAlive.add', { id: `a-${n}` });
    await call('Chatroom.KeepAlive.add', { id: 'a-6' }, 1016);
    assert.deepEqual((await call('Chatroom.KeepAlive.getList'))['chatrooms'], ['a-1', 'a-2', 'a-3', 'a-4', 'a-5']);
    await call('Chatroom.KeepAlive.remove', { id: 'a-1' });
    await call('Chatroom.KeepAlive.remove', { id: 'a-1' }, 1015);
  });

  it('Chatroom.Demotion: low types have no place in the order', async () => {
    const [ann, bob] = [await guest('p-ann', 'p-1'), await guest('p-bob', 'p-1')];
    await call('Chatroom.Demotion.add', { msgs: ['p:low', 'p:lower'] });
    assert.deepEqual((await call('Chatroom.Demotion.getList'))['objectNames'], ['p:low', 'p:lower']);
    const ack = (await ann.say('p-1', 'x', { t: 'p:low' })) as ServerFrameOf<'ack'>;
    assert.equal(ack.off, undefined);
    await bob.next('b', (batch) => batch.e?.some(({ t }) => t === 'p:low') === true);
    await call('Chatroom.Demotion.remove', { msgs: ['p:low'] });
    assert.deepEqual((await call('Chatroom.Demotion.getList'))['objectNames'], ['p:lower']);
    assert.equal(((await ann.say('p-1', 'x', { t: 'p:low' })) as ServerFrameOf<'ack'>).off, 1);
    await call('Chatroom.Demotion.remove', { msgs: ['p:lower'] });
  });

  it('Chatroom.Whitelist: people and types that are never shed', async () => {
    const ann = await guest('w-ann', 'w-1');
    await call('Chatroom.Demotion.add', { msgs: ['w:low'] });
    await call('Chatroom.Whitelist.Message.add', { msgs: ['w:low'] });
    assert.deepEqual((await call('Chatroom.Whitelist.Message.getList'))['objectNames'], ['w:low']);
    // On both lists: what must not be shed has a place.
    assert.equal(((await ann.say('w-1', 'x', { t: 'w:low' })) as ServerFrameOf<'ack'>).off, 1);
    await call('Chatroom.Whitelist.Message.remove', { msgs: ['w:low'] });
    assert.equal(((await ann.say('w-1', 'x', { t: 'w:low' })) as ServerFrameOf<'ack'>).off, undefined);
    await call('Chatroom.Whitelist.User.add', { id: 'w-1', members: members('w-ann', 'w-2', 'w-3', 'w-4', 'w-5') });
    await call('Chatroom.Whitelist.User.add', { id: 'w-1', members: members('w-6') }, 1502);
    assert.equal(((await ann.say('w-1', 'x', { t: 'w:low' })) as ServerFrameOf<'ack'>).off, 2);
    assert.deepEqual(ids((await call('Chatroom.Whitelist.User.getList', { id: 'w-1' }))['members']), ['w-ann', 'w-2', 'w-3', 'w-4', 'w-5']);
    await call('Chatroom.Whitelist.User.remove', { id: 'w-1', members: members('w-2') });
    assert.equal(ids((await call('Chatroom.Whitelist.User.getList', { id: 'w-1' }))['members']).length, 4);
    await call('Chatroom.Demotion.remove', { msgs: ['w:low'] });
  });

  it('Message.Chatroom: to rooms, and to all of them', async () => {
    const [ann, bob] = [await guest('m-ann', 'm-1'), await guest('m-bob', 'm-2')];
    const content = { content: '来自服务器', user: { id: 'forged', name: 'Host', portrait: 'h.png' } };
    const { messageUIDs } = await call('Message.Chatroom.send', { senderId: 'm-host', targetId: ['m-1', 'm-2'], objectName: 'RC:TxtMsg', content });
    for (const [probe, index] of [[ann, 0], [bob, 1]] as const) {
      await probe.next('b', (batch) => batch.m !== undefined);
      const [message] = probe.received();
      assert.deepEqual(message?.c, { content: '来自服务器', user: { id: 'm-host', name: 'Host', portrait: 'h.png' } });
      assert.equal(message?.i, (messageUIDs as { messageUID: string }[])[index]?.messageUID);
    }
    await call('Message.Chatroom.broadcast', { senderId: 'm-host', objectName: 'RC:InfoNtf', content: { message: 'all' } });
    for (const probe of [ann, bob]) await probe.next('b', (batch) => batch.e?.some(({ c }) => c['message'] === 'all') === true);
    assert.deepEqual((await (await guest('m-carl')).join('m-1')).h.length, 1);
  });

  it('Sensitive: masked, refused, listed, forgotten', async () => {
    const ann = await guest('s-ann', 's-1');
    await call('Sensitive.add', { keyword: 'Darn', replace: '***', type: 0 });
    await call('Sensitive.add', { keyword: '坏词', type: 1 });
    const masked = (await ann.say('s-1', 'darn, so it is DARN')) as ServerFrameOf<'ack'>;
    assert.deepEqual([masked.k, masked.code], ['ack', WORD_MASKED]);
    await ann.next('b', (batch) => batch.m !== undefined);
    assert.equal(ann.received()[0]?.c['content'], '***, so it is ***');
    assert.equal(code(await ann.say('s-1', '这是坏词。')), WORD_REFUSED);
    const list = async (type?: number) => ((await call('Sensitive.getList', type === undefined ? undefined : { type }))['words'] as { word: string }[]).map(({ word }) => word);
    assert.deepEqual([await list(), await list(0), await list(1)], [['Darn', '坏词'], ['Darn'], ['坏词']]);
    await call('Sensitive.remove', { keywords: ['Darn', '坏词'] });
    assert.deepEqual(await list(2), []);
    assert.equal(((await ann.say('s-1', 'darn 坏词')) as ServerFrameOf<'ack'>).code, undefined);
  });

  it('Message.History: the log of an hour', async () => {
    const date = new Date().toISOString().slice(0, 13).replace(/[-T]/g, '');
    await guest('h-ann', 'h-1');
    await call('Message.Chatroom.send', { senderId: 'h-ann', targetId: 'h-1', objectName: 'RC:TxtMsg', content: { content: 'for the record' } });
    const { url: link } = await call('Message.History.get', { date });
    const log = await (await fetch(link as string)).text();
    const line = log.split('\n').find((text) => text.includes('for the record'))!;
    assert.deepEqual(JSON.parse(line.slice(20)).content, { content: 'for the record', user: { id: 'h-ann', name: 'H-ANN', portrait: 'https://example.com/a.png' } });
    assert.equal((await fetch(`${link as string}0`)).status, 401);
    await call('Message.History.remove', { date });
    assert.equal((await call('Message.History.get', { date }))['url'], '');
    assert.equal((await fetch(link as string)).status, 404);
  });

  it('says that there are rooms only, where something else is asked for', async () => {
    const refused = await call('Message.Private.send', { senderId: 'a', targetId: 'b', objectName: 'RC:TxtMsg', content: { content: 'x' } }, 1009);
    assert.match(refused.msg!, /rooms only/);
    await call('Group.create', { id: 'g', name: 'G', members: members('a') }, 1009);
  });

  it('is told of a wrong secret in its own way', async () => {
    const stranger = officialSdk(url.replace('ws', 'http').replace('/chat', ''), APP_KEY, `${SECRET}!`);
    const refused = await stranger['User']!['register']!({ id: 'x', name: 'X', portrait: 'p' });
    assert.equal(refused.code, '20000');
  });

  it('has every function called that concerns users, rooms, their messages and words', () => {
    const concerned = functionsOf(sdk).filter((name) => /^(User|Chatroom|Sensitive|Message\.(Chatroom|History))\./.test(name));
    assert.ok(concerned.length > 40);
    assert.deepEqual(concerned.filter((name) => !used.has(name)), []);
  });
});
