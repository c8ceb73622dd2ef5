import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeClock } from './fake-clock.js';
import type { Probe } from './probe.js';
import { createStage, type Stage } from './stage.js';

/** Comings, goings and counts as a viewer hears them, in order. */
function heard(probe: Probe): (string | number)[] {
  return probe.frames.flatMap((frame) => {
    if (frame.k !== 'b') return [];
    const notices = (frame.e ?? []).filter((message) => message.t === 'live:members').map(({ c }) => {
      const ids = (key: string) => (c[key] as { id: string }[]).map((user) => user.id).join();
      return `+${c['joinedCount'] as number}:${ids('joined')} -${c['leftCount'] as number}:${ids('left')}`;
    });
    return [...notices, ...(frame.n === undefined ? [] : [frame.n])];
  });
}

async function withWatcher(t: Parameters<typeof createStage>[0]): Promise<{ stage: Stage; clock: FakeClock; watcher: Probe; pass: (ms: number) => Promise<void> }> {
  const clock = new FakeClock();
  const stage = await createStage(t, { clock });
  const watcher = await stage.guest('watcher', 'r');
  const pass = async (ms: number) => {
    clock.advance(ms);
    await watcher.settled();
  };
  await pass(2000);
  watcher.frames.length = 0;
  return { stage, clock, watcher, pass };
}
/** Waits until the server has noticed that a socket is gone. */
async function gone(stage: Stage, connections: number): Promise<void> {
  while (stage.chat.stats.connections > connections) await new Promise(setImmediate);
}

test('the first to come is announced at once, those of the next second together, named up to five', async (t) => {
  const { stage, watcher, pass } = await withWatcher(t);
  await stage.guest('a', 'r', { avatar: '/a.svg' });
  await watcher.settled();
  assert.deepEqual(heard(watcher), ['+1:a -0:', 2]);
  const [notice] = watcher.extras();
  assert.deepEqual(notice?.c['joined'], [{ id: 'a', name: 'A', portrait: '/a.svg' }]);
  assert.deepEqual(notice?.c.user, { id: 'system', name: '', role: 'system' });

  for (const id of ['b', 'c', 'd', 'e', 'f', 'g']) await stage.guest(id, 'r');
  await pass(900);
  assert.equal(heard(watcher).length, 2);
  await pass(200);
  assert.deepEqual(heard(watcher).slice(2), ['+6:c,d,e,f,g -0:', 8]);
});

test('who leaves is gone at once; whose connection breaks is gone after ten seconds', async (t) => {
  const { stage, watcher, pass } = await withWatcher(t);
  const [polite, lost] = [await stage.guest('polite', 'r'), await stage.guest('lost', 'r')];
  await pass(2000);
  watcher.frames.length = 0;
  polite.send({ k: 'leave', id: 1, room: 'r' });
  await polite.reply(1);
  await pass(0);
  assert.deepEqual(heard(watcher), ['+0: -1:polite', 2]);
  lost.ws.terminate();
  await gone(stage, 2);
  await pass(9_900);
  assert.deepEqual(heard(watcher).slice(2), []);
  await pass(200);
  assert.deepEqual(heard(watcher).slice(2), ['+0: -1:lost', 1]);
});

test('a short break makes no noise', async (t) => {
  const { stage, watcher, pass } = await withWatcher(t);
  const ann = await stage.guest('ann', 'r');
  await pass(2000);
  watcher.frames.length = 0;
  ann.ws.terminate();
  await gone(stage, 1);
  await pass(5000);
  await stage.guest('ann', 'r');
  await pass(20_000);
  assert.deepEqual(heard(watcher), []);
  assert.equal(stage.chat.memberCount('r'), 2);
});

test('one person on two connections counts once, and has left with the last one', async (t) => {
  const { stage, watcher, pass } = await withWatcher(t);
  const [desk, phone] = [await stage.guest('ann', 'r'), await stage.guest('ann', 'r')];
  await pass(2000);
  assert.deepEqual(heard(watcher), ['+1:ann -0:', 2]);
  for (const [probe, expected] of [[desk, []], [phone, ['+0: -1:ann', 1]]] as const) {
    probe.send({ k: 'leave', id: 1, room: 'r' });
    await probe.reply(1);
    await pass(2000);
    assert.deepEqual(heard(watcher).slice(2), expected);
  }
});

test('coming and going within one second is not worth a word', async (t) => {
  const { stage, watcher, pass } = await withWatcher(t);
  await stage.guest('first', 'r');
  const brief = await stage.guest('brief', 'r');
  brief.send({ k: 'leave', id: 1, room: 'r' });
  await brief.reply(1);
  await pass(2000);
  assert.deepEqual(heard(watcher), ['+1:first -0:', 2]);
});
