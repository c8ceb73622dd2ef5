import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MemoryStore } from '../../src/server/index.js';
import { FakeClock } from './fake-clock.js';
import type { Probe } from './probe.js';
import { createStage } from './stage.js';

const likes = (probe: Probe) => probe.frames.flatMap((frame) => (frame.k === 'b' && frame.l ? [frame.l] : []));

test('likes of a tick are one number, with the total; everybody hears them, no history does', async (t) => {
  const clock = new FakeClock();
  const stage = await createStage(t, { clock });
  const [ann, bob] = [await stage.guest('ann', 'r'), await stage.guest('bob', 'r')];
  clock.advance(2000);
  ann.send({ k: 'like', room: 'r', n: 3 });
  await ann.settled();
  ann.send({ k: 'like', room: 'r', n: 4 });
  bob.send({ k: 'like', room: 'r', n: 5 });
  await Promise.all([ann.settled(), bob.settled()]);
  clock.advance(50);
  for (const probe of [ann, bob]) {
    await probe.settled();
    assert.deepEqual(likes(probe), [[3, 3], [9, 12]]);
  }
  const joined = await (await stage.user('carl')).join('r');
  assert.deepEqual([joined.info.likes, joined.h], [12, []]);
});

test('a hand taps a hundred times a second at most; likes from outside the room are nothing', async (t) => {
  const clock = new FakeClock();
  const stage = await createStage(t, { clock });
  const [ann, outsider] = [await stage.guest('ann', 'r'), await stage.user('out')];
  for (const probe of [ann, ann, outsider]) probe.send({ k: 'like', room: 'r', n: 80 });
  await Promise.all([ann.settled(), outsider.settled()]);
  assert.equal((await ann.join('r')).info.likes, 100);
  clock.advance(1000);
  ann.send({ k: 'like', room: 'r', n: 80 });
  assert.equal((await ann.join('r')).info.likes, 180);
});

test('the total survives a restart', async (t) => {
  const store = new MemoryStore();
  const first = await createStage(t, { store });
  const ann = await first.guest('ann', 'r');
  ann.send({ k: 'like', room: 'r', n: 7 });
  await ann.settled();
  await first.chat.close();
  const second = await createStage(t, { store });
  assert.equal((await (await second.user('bob')).join('r')).info.likes, 7);
});
