import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ServerFrameOf } from '../../../src/protocol/index.js';
import { createStage } from '../stage.js';
import { Caller } from './caller.js';

const MINUTE = 60_000;

test('a room hears what was decided only when it is asked to be told, with the words of the app', async (t) => {
  const stage = await createStage(t);
  const caller = Caller.at(stage.url);
  const [ann, bob] = [await stage.guest('ann', 'r'), await stage.guest('bob', 'r')];
  const notified = { needNotify: 1, extra: '{"why":"spam"}' };
  const room = { chatroomId: 'r' };
  await caller.do('chatroom/user/gag/add', { ...room, userId: 'ann', minute: 1 });
  const steps: [string, Record<string, string | number | string[]>, string, string[]][] = [
    ['chatroom/user/gag/add', { ...room, userId: ['ann', 'carl'], minute: 2 }, 'muted', ['ann', 'carl']],
    ['chatroom/user/gag/rollback', { ...room, userId: 'ann' }, 'unmuted', ['ann']],
    ['chatroom/ban/add', room, 'frozen', []],
    ['chatroom/user/ban/whitelist/add', { ...room, userId: 'bob' }, 'exempted', ['bob']],
    ['chatroom/user/ban/whitelist/rollback', { ...room, userId: 'bob' }, 'unexempted', ['bob']],
    ['chatroom/ban/rollback', room, 'unfrozen', []],
    ['chatroom/user/block/add', { ...room, userId: 'carl', minute: 2 }, 'blocked', ['carl']],
    ['chatroom/user/block/rollback', { ...room, userId: 'carl' }, 'unblocked', ['carl']],
  ];
  const before = Date.now();
  for (const [path, form, what, users] of steps) {
    await caller.do(path, { ...form, ...notified });
    for (const probe of [ann, bob]) {
      const notice = await probe.next('notice');
      assert.deepEqual([notice.room, notice.what, notice.users, notice.extra], ['r', what, users, '{"why":"spam"}'], path);
      assert.ok(notice.at >= before && notice.at <= Date.now());
      if ('minute' in form) assert.ok(Math.abs(notice.until! - notice.at - 2 * MINUTE) < 1000);
      else assert.equal(notice.until, undefined);
    }
  }
});

test('of a mute that holds everywhere, those concerned hear in each of their rooms', async (t) => {
  const stage = await createStage(t);
  const ann = await stage.guest('ann', 'r1');
  await ann.join('r2');
  const bob = await stage.guest('bob', 'r1');
  await Caller.at(stage.url).do('chatroom/user/ban/add', { userId: 'ann', minute: 1, needNotify: 'true' });
  assert.deepEqual([(await ann.next('notice')).room, (await ann.next('notice')).room], ['r1', 'r2']);
  await bob.settled();
  assert.equal(bob.frames.some(({ k }) => k === 'notice'), false);
});

test('who is put out hears why before the door closes', async (t) => {
  const stage = await createStage(t);
  const ann = await stage.guest('ann', 'r');
  await Caller.at(stage.url).do('chatroom/user/block/add', { chatroomId: 'r', userId: 'ann', minute: 1, needNotify: 1 });
  await ann.next('ctl');
  assert.deepEqual(ann.frames.map(({ k }) => k).filter((k) => k === 'notice' || k === 'ctl'), ['notice', 'ctl']);
});

test('each person is told what they may do: on joining, and when it changes', async (t) => {
  const stage = await createStage(t);
  const caller = Caller.at(stage.url);
  const host = await stage.guest('host', 'r', { role: 'host' });
  const [ann, bob] = [await stage.guest('ann', 'r'), await stage.guest('bob', 'r')];
  await caller.do('chatroom/ban/add', { chatroomId: 'r' });
  assert.deepEqual(await ann.next('may'), { k: 'may', room: 'r', frozen: true });
  assert.deepEqual(await host.next('may'), { k: 'may', room: 'r' });
  await caller.do('chatroom/user/ban/whitelist/add', { chatroomId: 'r', userId: 'bob' });
  assert.deepEqual(await bob.next('may'), { k: 'may', room: 'r', frozen: true });
  assert.deepEqual(await bob.next('may'), { k: 'may', room: 'r' });
  assert.deepEqual([(await host.say('r', 'x')).k, (await bob.say('r', 'x')).k, (await ann.say('r', 'x')).k], ['ack', 'ack', 'err']);
  const late = (await (await stage.user('carl')).join('r')) as ServerFrameOf<'joined'>;
  assert.deepEqual(late.info.may, { frozen: true });
  await caller.do('chatroom/ban/rollback', { chatroomId: 'r' });
  assert.equal((await (await stage.user('dora')).join('r')).info.may, undefined);
  await caller.do('chatroom/user/ban/add', { userId: 'emil', minute: 3 });
  const { may } = (await (await stage.user('emil')).join('r')).info;
  assert.ok(Math.abs(may!.muted! - Date.now() - 3 * MINUTE) < 5000);
});
