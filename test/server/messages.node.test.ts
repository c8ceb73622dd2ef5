import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ClientFrame, Content, ServerFrame, ServerFrameOf } from '../../src/protocol/index.js';
import { FakeClock } from './fake-clock.js';
import { createStage } from './stage.js';

const RATE_LIMITED = 20604;
const BAD_PARAMETER = 23412;
const TOO_LARGE = 30016;
const SENDER_MISMATCH = 90006;

const code = (frame: ServerFrame) => (frame.k === 'err' ? frame.code : frame.k);
const fast = { limits: { messagesPerSecond: 1000 } };

test('a message gets a place and reaches everybody, its sender too, with the sender from the token inside', async (t) => {
  const stage = await createStage(t);
  const ann = await stage.guest('ann', 'r', { avatar: '/a.svg', role: 'host' });
  const bob = await stage.guest('bob', 'r');
  const before = Date.now();
  const ack = (await ann.say('r', 'hello 你好 👋🏽')) as ServerFrameOf<'ack'>;
  assert.equal(ack.off, 1);
  assert.equal(ack.dup, undefined);
  assert.ok(ack.ts >= before && ack.ts <= Date.now());
  for (const probe of [ann, bob]) {
    await probe.next('b', (batch) => batch.s === 1);
    const [message] = probe.received();
    assert.equal(message?.t, 'RC:TxtMsg');
    assert.equal(message?.ts, ack.ts);
    assert.deepEqual(message?.c, { content: 'hello 你好 👋🏽', user: { id: 'ann', name: 'ANN', portrait: '/a.svg', role: 'host' } });
  }
});

test('everybody sees one order without a hole, whoever sends', async (t) => {
  const stage = await createStage(t, fast);
  const guests = await Promise.all(['a', 'b', 'c'].map((id) => stage.guest(id, 'r')));
  await Promise.all(guests.flatMap((guest) => Array.from({ length: 20 }, (_, i) => guest.say('r', `${i}`))));
  await Promise.all(guests.map((guest) => guest.next('b', (batch) => (batch.s ?? 0) + (batch.m?.length ?? 0) === 61)));
  const [first, ...others] = guests.map((guest) => guest.received().map(({ o, i }) => `${o} ${i}`));
  assert.deepEqual(first?.map((line) => Number(line.split(' ')[0])), Array.from({ length: 60 }, (_, i) => i + 1));
  for (const other of others) assert.deepEqual(other, first);
});

test('the same message id is one message: sent again, at once or later or from another connection, it gets its first place', async (t) => {
  const stage = await createStage(t, fast);
  const ann = await stage.guest('ann', 'r');
  const phone = await stage.guest('ann', 'r');
  const mid = `${ann.namespace}once`;
  const answers = (await Promise.all([ann.say('r', 'a', { mid }), ann.say('r', 'a', { mid }), phone.say('r', 'a', { mid })])) as ServerFrameOf<'ack'>[];
  assert.deepEqual(answers.map(({ k, off }) => [k, off]), [['ack', 1], ['ack', 1], ['ack', 1]]);
  assert.equal(answers.filter((answer) => answer.dup).length, 2);
  const later = (await phone.say('r', 'a', { mid })) as ServerFrameOf<'ack'>;
  assert.deepEqual([later.off, later.dup, later.ts], [1, true, answers[0]?.ts]);
  assert.equal((await (await stage.user('bob')).join('r')).h.length, 1);
});

test('nobody can use the message ids of another', async (t) => {
  const stage = await createStage(t);
  const ann = await stage.guest('ann', 'r');
  const eve = await stage.guest('eve', 'r');
  await ann.say('r', 'mine', { mid: `${ann.namespace}1` });
  assert.equal(code(await eve.say('r', 'stolen', { mid: `${ann.namespace}1` })), BAD_PARAMETER);
  assert.equal(code(await eve.say('r', 'stolen', { mid: `${ann.namespace}2` })), BAD_PARAMETER);
  assert.equal(code(await eve.say('r', 'bare', { mid: '3' })), BAD_PARAMETER);
});

test('a sender inside the message must be the one of the token', async (t) => {
  const stage = await createStage(t, fast);
  const ann = await stage.guest('ann', 'r', { avatar: '/a.svg' });
  const say = async (user: unknown) => code(await ann.say('r', '', { c: { content: 'x', user } as Content }));
  assert.equal(await say({ id: 'ann', name: 'ANN', portrait: '/a.svg' }), 'ack');
  assert.equal(await say({ id: 'ann', name: 'ANN', portrait: '/a.svg', role: 'member' }), 'ack');
  assert.equal(await say({ id: 'bob', name: 'ANN' }), SENDER_MISMATCH);
  assert.equal(await say({ id: 'ann', name: 'Queen' }), SENDER_MISMATCH);
  assert.equal(await say({ id: 'ann', name: 'ANN', portrait: '/b.svg' }), SENDER_MISMATCH);
  assert.equal(await say({ id: 'ann', name: 'ANN', role: 'host' }), SENDER_MISMATCH);
  assert.equal(await say('ann'), BAD_PARAMETER);
});

test('texts: not blank, not longer than the limit as people count', async (t) => {
  const stage = await createStage(t, fast);
  const ann = await stage.guest('ann', 'r');
  const family = '👨‍👩‍👧‍👦';
  assert.equal(code(await ann.say('r', '')), BAD_PARAMETER);
  assert.equal(code(await ann.say('r', ' \n\u200b\u3164\t')), BAD_PARAMETER);
  assert.equal(code(await ann.say('r', '', { c: { content: 5 } as unknown as Content })), BAD_PARAMETER);
  assert.equal(code(await ann.say('r', '', { c: {} })), BAD_PARAMETER);
  assert.equal(code(await ann.say('r', '字'.repeat(300))), 'ack');
  assert.equal(code(await ann.say('r', '字'.repeat(301))), TOO_LARGE);
  assert.equal(code(await ann.say('r', family.repeat(300))), 'ack');
  assert.equal(code(await ann.say('r', family.repeat(301))), TOO_LARGE);
});

test('content: 8 KiB as JSON', async (t) => {
  const stage = await createStage(t, fast);
  const ann = await stage.guest('ann', 'r');
  const custom = (c: Content) => ann.say('r', '', { t: 'shop:card', c });
  const frame = JSON.stringify({ v: '' }).length;
  assert.equal(code(await custom({ v: 'x'.repeat(8192 - frame) })), 'ack');
  assert.equal(code(await custom({ v: 'x'.repeat(8193 - frame) })), TOO_LARGE);
  assert.equal(code(await custom({ v: '字'.repeat(2800) })), TOO_LARGE);
});

test('markup and scripts are text like any other', async (t) => {
  const stage = await createStage(t);
  const ann = await stage.guest('ann', 'r', { name: '<b onclick=x>Ann</b>' });
  const text = '<img src=x onerror=alert(1)> "quoted" \\u0000 </script> {{x}} & \u2028';
  await ann.say('r', text);
  await ann.next('b', (batch) => batch.s === 1);
  assert.deepEqual(ann.received()[0]?.c, { content: text, user: { id: 'ann', name: '<b onclick=x>Ann</b>' } });
  const { h } = await (await stage.user('bob')).join('r');
  assert.equal(h[0]?.c['content'], text);
});

test('types: the app\'s own go through, those that only the server makes do not', async (t) => {
  const stage = await createStage(t, fast);
  const ann = await stage.guest('ann', 'r', { role: 'host' });
  const say = async (type: string) => code(await ann.say('r', '', { t: type, c: { message: 'x', id: 'y' } }));
  assert.equal(await say('shop:card'), 'ack');
  for (const type of ['RC:RcCmd', 'RC:RcNtf', 'RC:InfoNtf', 'RC:Other', 'live:members', 'live:gap']) {
    assert.equal(await say(type), BAD_PARAMETER, type);
  }
});

test('a gift has a name, a price and a count one can believe', async (t) => {
  const stage = await createStage(t, fast);
  const ann = await stage.guest('ann', 'r');
  const rose = { gift: 'rose', name: 'Rose', price: 1, count: 1 };
  const give = async (more: object) => code(await ann.say('r', '', { t: 'live:gift', c: { ...rose, ...more } }));
  assert.equal(await give({ combo: 'c1', total: 10, count: 5 }), 'ack');
  for (const wrong of [{ count: 0 }, { count: 1.5 }, { count: 1e9 }, { price: -1 }, { price: null }, { gift: '' }, { name: undefined }, { total: 1e300 }, { combo: 7 }]) {
    assert.equal(await give(wrong), BAD_PARAMETER, JSON.stringify(wrong));
  }
});

test('a key that would become a prototype is refused, the same word in a text is not', async (t) => {
  const stage = await createStage(t, fast);
  const ann = await stage.guest('ann', 'r');
  const raw = (c: string) => {
    const id = ann.id();
    ann.ws.send(`{"k":"msg","id":${id},"room":"r","mid":"${ann.namespace}${id}","t":"shop:card","c":${c}}`);
    return ann.reply(id);
  };
  assert.equal(code(await raw('{"a":{"__proto__":{"admin":true}}}')), BAD_PARAMETER);
  assert.equal(code(await raw('{"\\u005f_proto__":1}')), BAD_PARAMETER);
  assert.equal(code(await raw('{"a":"\\"__proto__\\": yes"}')), 'ack');
});

test('status messages reach who is here, have no place and no history', async (t) => {
  const stage = await createStage(t);
  const ann = await stage.guest('ann', 'r');
  const bob = await stage.guest('bob', 'r');
  const status: Partial<Extract<ClientFrame, { k: 'msg' }>> = { t: 'app:typing', c: { on: true }, p: 16, mid: `${ann.namespace}s` };
  const ack = (await ann.say('r', '', status)) as ServerFrameOf<'ack'>;
  assert.deepEqual([ack.k, ack.off], ['ack', undefined]);
  await bob.next('b', (batch) => batch.e?.some((message) => message.t === 'app:typing') === true);
  assert.equal(((await ann.say('r', '', status)) as ServerFrameOf<'ack'>).dup, true);
  assert.deepEqual((await (await stage.user('carl')).join('r')).h, []);
});

test('messages not to be stored keep their place for those who resume, and are no history', async (t) => {
  const stage = await createStage(t);
  const ann = await stage.guest('ann', 'r');
  const { ep } = await ann.join('r');
  await ann.say('r', '', { t: 'app:cue', c: { step: 1 }, p: 0 });
  await ann.say('r', 'after');
  const bob = await stage.user('bob');
  assert.deepEqual((await bob.join('r')).h.map((message) => message.t), ['RC:TxtMsg']);
  assert.deepEqual((await bob.join('r', { ep, off: 0 })).h.map((message) => message.t), ['app:cue', 'RC:TxtMsg']);
});

test('five messages in any second, over all connections of a user; refused ones do not count', async (t) => {
  const clock = new FakeClock();
  const stage = await createStage(t, { clock });
  const [desk, phone, bob] = [await stage.guest('ann', 'r'), await stage.guest('ann', 'r'), await stage.guest('bob', 'r')];
  /** Sends, lets the server read it, lets the room tick: what became of it. */
  const say = async (probe: typeof desk, text: string) => {
    const answer = probe.say('r', text);
    await probe.settled();
    clock.advance(50);
    return answer;
  };
  for (const probe of [desk, phone, desk, phone]) assert.equal(code(await say(probe, 'x')), 'ack');
  assert.equal(code(await say(desk, ' ')), BAD_PARAMETER);
  assert.equal(code(await say(desk, 'fifth')), 'ack');
  // Six times 50 ms have passed since the first one, which makes room after a second.
  const refused = (await say(phone, 'sixth')) as ServerFrameOf<'err'>;
  assert.deepEqual([refused.code, refused.in], [RATE_LIMITED, 700]);
  assert.equal(code(await say(bob, 'not my limit')), 'ack');
  clock.advance(600 - 1);
  assert.equal(code(await say(phone, 'a moment too early')), RATE_LIMITED);
  assert.equal(code(await say(phone, 'now')), 'ack');
  // The second one was 50 ms later.
  assert.equal(code(await say(desk, 'and this')), 'ack');
});

test('a repeated message is answered, not counted', async (t) => {
  const clock = new FakeClock();
  const stage = await createStage(t, { clock });
  const ann = await stage.guest('ann', 'r');
  const mid = `${ann.namespace}again`;
  const answers = Array.from({ length: 10 }, () => ann.say('r', 'x', { mid }));
  await ann.settled();
  clock.advance(50);
  assert.ok((await Promise.all(answers)).every((answer) => answer.k === 'ack'));
  const other = ann.say('r', 'other');
  await ann.settled();
  clock.advance(50);
  assert.equal(code(await other), 'ack');
});
