import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ChatRoom, Likes } from '../../src/client/contract.js';
import { TYPE, type Message } from '../../src/protocol/message.js';
import { inPlace, named, type Place } from './people.js';

export interface World extends Place {
  /** Cannot take the next so many messages just now, and says so. */
  falter(times: number): void;
}

/** Resolves as soon as a room is as wanted; looks whenever it says that something has changed. */
function until(room: ChatRoom, wanted: (room: ChatRoom) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const undo: (() => void)[] = [];
    const look = () => {
      if (!wanted(room)) return;
      for (const stop of undo) stop();
      resolve();
    };
    for (const name of ['messages', 'updated', 'removed', 'reordered', 'likes', 'members', 'state'] as const) {
      undo.push(room.on(name, look));
    }
    look();
  });
}

const isText = ({ type }: Message) => type === TYPE.text;
const texts = (room: ChatRoom) => room.messages.filter(isText).map(({ content }) => content['content']);
const has = (text: string) => (room: ChatRoom) => room.messages.some((m) => m.content['content'] === text && m.state === 'sent');
/** What all clients must agree on. */
const sequenced = (room: ChatRoom) => room.messages.filter((m) => m.offset !== undefined).map((m) => [m.offset, m.id, m.type, m.content]);

/** What every client does, whatever is behind it. */
export function chatClientContract(kind: string, open: () => Promise<World>): void {
  describe(`a client, ${kind}`, () => {
    const { place: world, person, meeting, device, begin } = inPlace(open);

    it('connects, and knows then who we are', async () => {
      begin();
      const client = await person('Ann', { role: 'host', avatar: 'a.svg' });
      const states: string[] = [];
      client.on('state', ({ state }) => states.push(state));
      assert.deepEqual([client.state, client.user], ['disconnected', null]);
      const user = await client.connect();
      assert.deepEqual([user.name, user.role, user.avatar], ['Ann', 'host', 'a.svg']);
      assert.deepEqual(client.user, user);
      client.disconnect();
      assert.deepEqual([...new Set(states)], ['connecting', 'connected', 'disconnected']);
    });

    it('shows the same message to sender and reader, with the sender\'s name and avatar', async () => {
      const { annsRoom, bobsRoom } = await meeting();
      const sending = bobsRoom.send('hello');
      assert.deepEqual(bobsRoom.messages.filter(isText).map(({ state, origin }) => [state, origin]), [['pending', 'own']]);
      const sent = await sending;
      await until(annsRoom, has('hello'));
      const seen = annsRoom.messages.find(isText)!;
      assert.deepEqual([seen.id, seen.offset, seen.sentAt], [sent.id, sent.offset, sent.sentAt]);
      assert.deepEqual([seen.sender.name, seen.sender.avatar, seen.origin], ['Bob', 'bob.svg', 'live']);
      assert.deepEqual(sequenced(annsRoom), sequenced(bobsRoom));
    });

    it('shows everybody one order, however much is said at once', async () => {
      const { annsRoom, bobsRoom } = await meeting();
      const sendings = [1, 2, 3, 4, 5].flatMap((n) => [annsRoom.send(`a${n}`), bobsRoom.send(`b${n}`)]);
      await Promise.all(sendings);
      for (const room of [annsRoom, bobsRoom]) await until(room, () => texts(room).length === 10);
      assert.deepEqual(texts(annsRoom), texts(bobsRoom));
      const offsets = annsRoom.messages.filter(isText).map(({ offset }) => offset!);
      assert.deepEqual(offsets, [...offsets].sort((a, b) => a - b));
    });

    it('hands a newcomer as much history as wanted, as history', async () => {
      const { id, annsRoom, bobsRoom } = await meeting();
      for (let n = 1; n <= 5; n++) await annsRoom.send(`a${n}`);
      for (let n = 1; n <= 5; n++) await bobsRoom.send(`b${n}`);
      await (await (await person('Carl')).join(id)).send('c1');
      for (const [history, wanted] of [[0, 10], [2, 2], [-1, 0], [50, 11]] as const) {
        const client = await person(`Dora${history}`);
        const origins: string[] = [];
        client.room(id).on('messages', (batch) => {
          if (batch.some(isText)) origins.push(batch.origin);
        });
        const room = await client.join(id, { history });
        assert.equal(texts(room).length, wanted);
        assert.deepEqual(origins, wanted > 0 ? ['history'] : []);
        if (wanted > 0) assert.equal(texts(room).at(-1), 'c1');
      }
    });

    it('loads older messages in front, until there are no more', async () => {
      const { id, annsRoom } = await meeting();
      for (let n = 1; n <= 5; n++) await annsRoom.send(`a${n}`);
      const room = await (await person('Carl')).join(id, { history: 1 });
      assert.deepEqual((await room.loadHistory(3)).map(({ content }) => content['content']), ['a2', 'a3', 'a4']);
      assert.deepEqual(texts(room), ['a2', 'a3', 'a4', 'a5']);
      assert.equal((await room.loadHistory(3)).length, 1);
      assert.deepEqual(await room.loadHistory(3), []);
      assert.deepEqual(texts(room), ['a1', 'a2', 'a3', 'a4', 'a5']);
    });

    it('joins existing rooms only when told so', async () => {
      begin();
      const client = await person('Ann');
      await assert.rejects(client.join('nobody was ever here', { create: false }), named('room-not-found'));
      assert.deepEqual([client.room('nobody was ever here').state, client.state], ['left', 'connected']);
      const { id } = await meeting();
      await client.join(id, { create: false });
      assert.equal(client.room(id).state, 'joined');
    });

    it('carries what is no text unchanged', async () => {
      const { annsRoom, bobsRoom } = await meeting();
      const gift = { gift: 'rose', name: '<b>玫瑰</b> 🌹', price: 1, count: 3, extra: { deep: [1, null, true] } };
      await annsRoom.send({ type: TYPE.gift, content: gift });
      await until(bobsRoom, () => bobsRoom.messages.some(({ type }) => type === TYPE.gift));
      const { user, ...content } = bobsRoom.messages.find(({ type }) => type === TYPE.gift)!.content;
      assert.deepEqual(content, gift);
      assert.equal(user!.name, 'Ann');
    });

    it('lets status messages reach who is here, and nobody later', async () => {
      const { id, ann, annsRoom, bobsRoom } = await meeting();
      ann.types.register({ name: 'typing', persistence: 16 });
      const sent = await annsRoom.send({ type: 'typing', content: { now: true } });
      assert.equal(sent.offset, undefined);
      await until(bobsRoom, () => bobsRoom.messages.some(({ type }) => type === 'typing'));
      const late = await (await person('Carl')).join(id);
      assert.ok(!late.messages.some(({ type }) => type === 'typing'));
    });

    it('does not believe what a message says about its sender', async () => {
      const { annsRoom } = await meeting();
      const forged = annsRoom.send({ type: 'card', content: { user: { id: 'the host', name: 'The Host' } } });
      await assert.rejects(forged, named('sender-mismatch'));
    });

    it('lets only so many messages through in a second, and says so', async () => {
      const { id, ann, annsRoom } = await meeting();
      await (await person('Carl')).join(id);
      const sendings = await Promise.allSettled([1, 2, 3, 4, 5, 6].map((n) => annsRoom.send(`${n}`)));
      assert.deepEqual(sendings.map(({ status }) => status === 'fulfilled'), [true, true, true, true, true, false]);
      const failed = annsRoom.messages.find(({ state }) => state === 'failed')!;
      assert.equal(failed.error!.name, 'rate-limited');
      assert.ok(failed.error!.detail.retryInMs! > 0);
      assert.equal(ann.state, 'connected');
    });

    it('takes messages back for everybody, by their sender or a host', async () => {
      const { id, annsRoom, bobsRoom } = await meeting();
      const hostsRoom = await (await person('Host', { role: 'host' })).join(id);
      const one = await annsRoom.send('one');
      const two = await annsRoom.send('two');
      await assert.rejects(bobsRoom.recall(one.id), named('recall-refused'));
      await assert.rejects(bobsRoom.recall('no such message'), named('message-not-found'));
      await annsRoom.recall(one.id);
      await hostsRoom.recall(two.id);
      for (const room of [annsRoom, bobsRoom, hostsRoom]) {
        await until(room, () => room.messages.filter(({ type }) => type === TYPE.recalled).length === 2);
        assert.deepEqual(texts(room), []);
      }
      assert.deepEqual(sequenced(annsRoom), sequenced(bobsRoom));
      const late = await (await person('Carl')).join(id);
      assert.deepEqual(sequenced(late), sequenced(annsRoom));
    });

    it('counts likes for everybody, and tells ours from those of others', async () => {
      const { annsRoom, bobsRoom } = await meeting();
      const seen = { ann: { all: 0, own: 0 }, bob: { all: 0, own: 0 } };
      const count = (sum: { all: number; own: number }) => ({ delta, own }: Likes) => {
        sum.all += delta;
        sum.own += own;
      };
      annsRoom.on('likes', count(seen.ann));
      bobsRoom.on('likes', count(seen.bob));
      annsRoom.like(7);
      await until(bobsRoom, ({ likes }) => likes === 7);
      await until(annsRoom, ({ likes }) => likes === 7);
      assert.deepEqual(seen, { ann: { all: 7, own: 7 }, bob: { all: 7, own: 0 } });
    });

    it('knows who is here', async () => {
      const { id, bob, annsRoom } = await meeting();
      await until(annsRoom, ({ members }) => members.count === 2 && members.list.length === 2);
      assert.deepEqual(annsRoom.members.list.map(({ name }) => name).sort(), ['Ann', 'Bob']);
      await (await person('Host', { role: 'host' })).join(id);
      await until(annsRoom, ({ members }) => members.count === 3 && members.list[0]!.name === 'Host');
      await bob.room(id).leave();
      await until(annsRoom, ({ members }) => members.count === 2 && !members.list.some(({ name }) => name === 'Bob'));
    });

    it('hears nothing of a room it has left', async () => {
      const { annsRoom, bobsRoom } = await meeting();
      await bobsRoom.leave();
      assert.equal(bobsRoom.state, 'left');
      await annsRoom.send('anybody?');
      assert.deepEqual(texts(bobsRoom), []);
      await assert.rejects(bobsRoom.send('I am here'), named('not-in-room'));
      assert.equal(bobsRoom.messages.at(-1)!.state, 'failed');
    });

    it('is in several rooms at once and keeps them apart', async () => {
      const first = await meeting();
      const second = await meeting();
      const other = await first.ann.join(second.id);
      await first.bobsRoom.send('in one');
      await second.bobsRoom.send('in two');
      await until(first.annsRoom, has('in one'));
      await until(other, has('in two'));
      assert.deepEqual([texts(first.annsRoom), texts(other)], [['in one'], ['in two']]);
    });

    it('catches up after a break: nothing lost, nothing twice, one order', async () => {
      const { ann, annsRoom, bobsRoom } = await meeting();
      await annsRoom.send('before');
      await until(bobsRoom, has('before'));
      world().cut(ann);
      await until(annsRoom, ({ state }) => state !== 'joined');
      const meanwhile = annsRoom.send('from inside the tunnel');
      assert.equal(annsRoom.messages.at(-1)!.state, 'pending');
      await bobsRoom.send('while you were away');
      await meanwhile;
      await until(annsRoom, has('while you were away'));
      await until(bobsRoom, has('from inside the tunnel'));
      await bobsRoom.send('after');
      await until(annsRoom, has('after'));
      assert.equal(texts(annsRoom).length, 4);
      assert.deepEqual(sequenced(annsRoom), sequenced(bobsRoom));
      assert.ok(!annsRoom.messages.some(({ type }) => type === TYPE.gap));
    });

    it('brings in what could not be taken at once, each once', async () => {
      const { annsRoom, bobsRoom } = await meeting();
      world().falter(2);
      await annsRoom.send('one');
      await until(bobsRoom, has('one'));
      assert.deepEqual(texts(bobsRoom), ['one']);
      world().falter(1);
      const [two, three] = [annsRoom.send('two'), annsRoom.send('three')];
      assert.equal(annsRoom.messages.at(-2)!.state, 'pending');
      await Promise.all([two, three]);
      await until(bobsRoom, () => texts(bobsRoom).length === 3);
      assert.deepEqual(sequenced(annsRoom), sequenced(bobsRoom));
      assert.equal(texts(annsRoom).length, 3);
    });

    it('comes back into its rooms after a disconnect of its own, with what was said meanwhile', async () => {
      const { ann, annsRoom, bobsRoom } = await meeting();
      await annsRoom.send('before');
      ann.disconnect();
      assert.deepEqual([ann.state, annsRoom.state], ['disconnected', 'left']);
      await assert.rejects(annsRoom.send('to nobody'), named('not-connected'));
      await bobsRoom.send('while you were away');
      await ann.connect();
      await until(annsRoom, has('while you were away'));
      const failed = annsRoom.messages.find(({ state }) => state === 'failed')!;
      await annsRoom.retry(failed.id);
      await until(bobsRoom, has('to nobody'));
      assert.deepEqual(sequenced(annsRoom), sequenced(bobsRoom));
    });

    it('shows what the same person says on another device as live', async () => {
      const { id, ann, annsRoom } = await meeting();
      const phone = await device(ann);
      await (await phone.join(id)).send('from my phone');
      await until(annsRoom, has('from my phone'));
      const seen = annsRoom.messages.find(isText)!;
      assert.deepEqual([seen.origin, seen.sender.id], ['live', ann.user!.id]);
    });
  });
}
