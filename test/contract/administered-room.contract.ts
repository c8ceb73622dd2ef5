import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ChatRoom, RoomAttributes, RoomEvents } from '../../src/client/contract.js';
import type { ChatError } from '../../src/protocol/errors.js';
import { inPlace, named, type Place } from './people.js';

/** A place with somebody in charge. */
export interface AdministeredWorld extends Place {
  /** 0 minutes lift it. */
  mute(room: string, userId: string, minutes: number): Promise<void>;
  freeze(room: string, on: boolean): Promise<void>;
}

function next<K extends keyof RoomEvents>(room: ChatRoom, name: K, fits: (event: RoomEvents[K]) => boolean = () => true): Promise<RoomEvents[K]> {
  return new Promise((resolve) => {
    const stop = room.on(name, (event) => {
      if (!fits(event)) return;
      stop();
      resolve(event);
    });
  });
}

function changed(attributes: RoomAttributes, key: string): Promise<void> {
  return new Promise((resolve) => {
    const stop = attributes.on((keys) => {
      if (!keys.includes(key)) return;
      stop();
      resolve();
    });
  });
}

/** What people notice of those in charge, and what they share beside messages. */
export function administeredRoomContract(kind: string, open: () => Promise<AdministeredWorld>): void {
  describe(`a room with somebody in charge, ${kind}`, () => {
    const { place: world, person, meeting } = inPlace(open);

    it('tells the muted until when, and lets them read', async () => {
      const { id, ann, annsRoom, bobsRoom } = await meeting();
      assert.deepEqual(annsRoom.permissions, { mutedUntil: 0, frozen: false, slow: 0 });
      const told = next(annsRoom, 'permissions');
      await world().mute(id, ann.user!.id, 3);
      const { mutedUntil, frozen } = await told;
      assert.ok(Math.abs(mutedUntil - Date.now() - 3 * 60_000) < 10_000);
      assert.deepEqual([frozen, annsRoom.permissions.mutedUntil], [false, mutedUntil]);
      await assert.rejects(annsRoom.send('x'), (error: ChatError) => named('muted')(error) && error.detail.retryInMs! > 170_000);
      const heard = next(annsRoom, 'messages', (batch) => batch.origin === 'live' && batch.some(({ sender }) => sender.name === 'Bob'));
      await bobsRoom.send('for Ann');
      await heard;
      const lifted = next(annsRoom, 'permissions');
      await world().mute(id, ann.user!.id, 0);
      assert.equal((await lifted).mutedUntil, 0);
      await annsRoom.send('again');
    });

    it('lets only staff write while it is frozen, and says so to everybody, newcomers too', async () => {
      const { id, annsRoom } = await meeting();
      const host = await (await person('Host', { role: 'host' })).join(id);
      const told = next(annsRoom, 'permissions');
      await world().freeze(id, true);
      assert.equal((await told).frozen, true);
      await assert.rejects(annsRoom.send('x'), named('muted'));
      await host.send('silence');
      assert.equal(host.permissions.frozen, false);
      const carl = await (await person('Carl')).join(id);
      assert.equal(carl.permissions.frozen, true);
      const thawed = next(carl, 'permissions');
      await world().freeze(id, false);
      assert.equal((await thawed).frozen, false);
      await carl.send('x');
    });

    it('knows after a break what has changed meanwhile', async () => {
      const { id, ann, annsRoom } = await meeting();
      const away = next(annsRoom, 'state', ({ state }) => state === 'joining');
      world().cut(ann);
      await away;
      const told = next(annsRoom, 'permissions', ({ mutedUntil }) => mutedUntil > 0);
      await world().mute(id, ann.user!.id, 1);
      await told;
    });

    it('shares attributes, of which each belongs to somebody', async () => {
      const { ann, bob, annsRoom, bobsRoom } = await meeting();
      const [anns, bobs] = [await annsRoom.attributes(), await bobsRoom.attributes()];
      assert.equal(anns.all.size, 0);
      const news = changed(bobs, 'topic');
      await anns.set({ topic: 'tea', seat: '1' });
      await news;
      assert.deepEqual([bobs.get('topic')?.value, bobs.get('topic')?.user], ['tea', ann.user!.id]);
      await assert.rejects(bobs.set({ topic: 'beer' }), named('attribute-owner'));
      await assert.rejects(bobs.set({ topic: 'beer', mine: '1' }), named('attribute-partly'));
      assert.equal(bobs.get('topic')?.value, 'tea');
      const gone = changed(anns, 'seat');
      await bobs.set({ seat: null }, { force: true });
      await gone;
      assert.equal(anns.get('seat'), undefined);
      const { version } = anns.get('topic')!;
      await anns.set({ topic: 'milk' }, { was: { topic: version } });
      await assert.rejects(anns.set({ topic: 'wine' }, { was: { topic: version } }), named('attribute-conflict'));
      const late = await (await (await person('Carl')).join(annsRoom.id)).attributes();
      assert.deepEqual([...late.all].map(([key, { value }]) => [key, value]).sort(), [['mine', '1'], ['topic', 'milk']]);
      assert.equal(late.get('mine')?.user, bob.user!.id);
    });

    it('brings attributes up to date after a break', async () => {
      const { ann, annsRoom, bobsRoom } = await meeting();
      const [anns, bobs] = [await annsRoom.attributes(), await bobsRoom.attributes()];
      const first = changed(anns, 'topic');
      await bobs.set({ topic: 'tea', seat: '1' });
      await first;
      const away = next(annsRoom, 'state', ({ state }) => state === 'joining');
      world().cut(ann);
      await away;
      const back = changed(anns, 'topic');
      await bobs.set({ topic: 'milk', seat: null });
      await back;
      assert.deepEqual([anns.get('topic')?.value, anns.get('seat')], ['milk', undefined]);
    });

    it('takes no attribute that cannot be one, and none from outside', async () => {
      const { annsRoom } = await meeting();
      const attributes = await annsRoom.attributes();
      for (const [key, value] of [['a b', 'x'], ['x'.repeat(129), 'x'], ['a', 'x'.repeat(4097)], ['a', 1]] as [string, string][]) {
        assert.throws(() => void attributes.set({ [key]: value }), TypeError);
      }
      assert.equal(annsRoom.state, 'joined');
      await annsRoom.leave();
      await assert.rejects(attributes.set({ a: 'x' }), named('not-in-room'));
      await assert.rejects((await person('Dora')).room('elsewhere').attributes(), named('not-connected'));
    });
  });
}
