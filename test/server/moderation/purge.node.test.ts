import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { Caller } from '../api/caller.js';
import { FakeClock } from '../fake-clock.js';
import type { Probe } from '../probe.js';
import { createStage } from '../stage.js';

/** Ids that clients were told to drop. */
const dropped = (probe: Probe) => probe.received().filter(({ t }) => t === 'RC:RcCmd').map(({ c }) => c['id']);
const texts = (joined: { h: { c: object }[] }) => joined.h.map(({ c }) => (c as { content?: string }).content);

test('all that one user said is gone at once: for who is here, for newcomers, and for those who were away', async (t) => {
  const stage = await createStage(t);
  const api = Caller.at(stage.url);
  const [ann, bob] = [await stage.guest('ann', 'r'), await stage.guest('bob', 'r')];
  const away = await stage.user('carl');
  const { ep } = await away.join('r');
  const mids = ['a', 'b', 'c'].map((name) => ann.namespace + name);
  await ann.say('r', 'one', { mid: mids[0]! });
  await bob.say('r', 'stays');
  await ann.say('r', 'two', { mid: mids[1]! });
  await ann.say('r', 'passing', { mid: mids[2]!, p: 16 });
  await bob.next('b', (batch) => batch.e?.some(({ i }) => i === mids[2]) === true);
  const { offset } = { offset: (await away.join('r', { want: 50 })).off };
  await away.close();

  assert.equal((await api.do('message/chatroom/purge', { chatroomId: 'r', userId: 'ann', operatorId: 'mod-1' }))['total'], 3);
  while (dropped(bob).length < 3) await bob.next('b');
  assert.deepEqual(dropped(bob).sort(), [...mids].sort());
  assert.equal(bob.received().at(-1)!.c['operatorId'], 'mod-1');
  const newcomer = await stage.user('dora');
  assert.deepEqual(texts(await newcomer.join('r', { want: 50 })), ['stays']);
  const back = await stage.user('carl');
  const resumed = await back.join('r', { ep, off: offset });
  assert.deepEqual(resumed.h.filter(({ t }) => t === 'RC:RcCmd').map(({ c }) => c['id']).sort(), [...mids].sort());
  // Whom it was about may go on.
  assert.equal((await ann.say('r', 'three')).k, 'ack');
});

test('in every room, or only for a stretch of time', async (t) => {
  const stage = await createStage(t, { limits: { messagesPerSecond: 100 } });
  const api = Caller.at(stage.url);
  const ann = await stage.guest('ann', 'r1');
  await ann.join('r2');
  const times: number[] = [];
  for (const text of ['first', 'second', 'third']) {
    for (const room of ['r1', 'r2']) {
      const ack = await ann.say(room, `${text} in ${room}`);
      times.push(ack.k === 'ack' ? ack.ts : 0);
    }
    // The next ones are later, by the clock that counts.
    while (Date.now() <= times.at(-1)!) await setImmediate();
  }
  assert.equal((await api.do('message/chatroom/purge', { userId: 'ann', fromTime: times[2]!, toTime: times[3]! }))['total'], 2);
  const reader = await stage.user('reader');
  assert.deepEqual(texts(await reader.join('r1')), ['first in r1', 'third in r1']);
  assert.deepEqual(texts(await reader.join('r2')), ['first in r2', 'third in r2']);
  assert.equal((await api.do('message/chatroom/purge', { userId: 'ann' }))['total'], 4);
  for (const room of ['r1', 'r2']) assert.deepEqual(texts(await reader.join(room, { ep: 'another', off: 0 })), []);
});

test('a whole room: four hundred messages by many, gone; pins stay', async (t) => {
  const stage = await createStage(t, { limits: { messagesPerSecond: 1000 }, framesBurst: 1000 });
  const api = Caller.at(stage.url);
  const host = await stage.guest('host', 'r', { role: 'host' });
  await host.say('r', '', { t: 'live:pin', c: { content: 'Welcome' } });
  for (const id of ['ann', 'bob', 'carl', 'dora']) {
    const guest = await stage.guest(id, 'r');
    const answers = await Promise.all(Array.from({ length: 100 }, (_, n) => guest.say('r', `text ${n}`)));
    assert.ok(answers.every(({ k }) => k === 'ack'));
  }
  assert.equal((await api.do('message/chatroom/purge', { chatroomId: 'r' }))['total'], 400);
  const late = await stage.user('late');
  assert.deepEqual((await late.join('r', { want: 50 })).h.map(({ t: type }) => type), ['live:pin']);
});

test('what was taken and has no place yet goes, too', async (t) => {
  const clock = new FakeClock();
  const stage = await createStage(t, { clock });
  const [ann, bob] = [await stage.guest('ann', 'r'), await stage.guest('bob', 'r')];
  clock.advance(1000);
  // Of several at most the first leaves at once; the others wait for the tick, which comes when the clock moves.
  const said = ['one', 'two', 'three'].map((text) => ann.say('r', text));
  await ann.settled();
  const purged = Caller.at(stage.url, () => clock.now()).do('message/chatroom/purge', { userId: 'ann' });
  const ticking = setInterval(() => clock.advance(50), 5);
  t.after(() => clearInterval(ticking));
  assert.equal((await purged)['total'], 3);
  assert.ok((await Promise.all(said)).every(({ k }) => k === 'ack'));
  while (dropped(bob).length < 3) await bob.next('b');
  assert.deepEqual(texts(await (await stage.user('late')).join('r')), []);
});

test('it must be said what is to go, and rooms must be there', async (t) => {
  const stage = await createStage(t);
  const api = Caller.at(stage.url);
  await stage.guest('ann', 'r');
  for (const [form, code] of [[{}, 1002], [{ chatroomId: 'nowhere' }, 23410], [{ chatroomId: 'r', fromTime: 5, toTime: 4 }, 1002]] as const) {
    assert.equal((await api.post('message/chatroom/purge', form)).body.code, code, JSON.stringify(form));
  }
});
