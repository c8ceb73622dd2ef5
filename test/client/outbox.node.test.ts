import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Outbox } from '../../src/client/outbox.js';
import { Pacer } from '../../src/client/pacer.js';
import { ChatError } from '../../src/protocol/errors.js';
import { FakeEnvironment } from './fakes.js';

function make(perSecond = 5) {
  const env = new FakeEnvironment();
  const world = { env, ready: true, sent: [] as string[], failed: [] as string[] };
  const outbox = new Outbox(env, new Pacer(() => perSecond), {
    ready: () => world.ready,
    transmit: ({ id }) => world.sent.push(id),
    failed: ({ id }, { name }) => world.failed.push(`${id} ${name}`),
  });
  const post = (id: string, room = 'r') => outbox.post({ id, room, type: 't', content: {} });
  return { world, env, outbox, post };
}

describe('messages on their way', () => {
  it('go out at once when the room is there', () => {
    const { world, post } = make();
    post('a');
    assert.deepEqual(world.sent, ['a']);
  });

  it('wait for the room, and then go out in order', () => {
    const { world, outbox, post } = make();
    world.ready = false;
    post('a');
    post('b');
    assert.deepEqual(world.sent, []);
    world.ready = true;
    outbox.advance();
    assert.deepEqual(world.sent, ['a', 'b']);
  });

  it('fail as rate-limited when a person is too fast, and say when it can go on', async () => {
    const { world, env, post } = make();
    for (const id of 'abcdef') post(id);
    assert.deepEqual(world.sent, [...'abcde']);
    assert.deepEqual(world.failed, ['f rate-limited']);
    await env.pass(1100);
    post('g');
    assert.deepEqual(world.sent, [...'abcdeg']);
  });

  it('that have waited are paced instead', async () => {
    const { world, env, outbox, post } = make(2);
    world.ready = false;
    for (const id of 'abcde') post(id);
    world.ready = true;
    outbox.advance();
    assert.deepEqual(world.sent, [...'ab']);
    post('f');
    await env.pass(1050);
    assert.deepEqual(world.sent, [...'abcd']);
    await env.pass(1050);
    assert.deepEqual(world.sent, [...'abcdef']);
    assert.deepEqual(world.failed, []);
  });

  it('that are not acknowledged are sent again, three times in all', () => {
    const { world, outbox, post } = make();
    post('a');
    outbox.refused('a', new ChatError('timeout'));
    outbox.refused('a', new ChatError('timeout'));
    assert.deepEqual(world.sent, ['a', 'a', 'a']);
    outbox.refused('a', new ChatError('timeout'));
    assert.deepEqual(world.failed, ['a timeout']);
  });

  it('survive a lost connection, and acknowledged ones are not sent again', () => {
    const { world, outbox, post } = make();
    post('a');
    post('b');
    outbox.arrived('a');
    world.ready = false;
    outbox.refused('b', new ChatError('network'));
    world.ready = true;
    outbox.advance();
    assert.deepEqual(world.sent, ['a', 'b', 'b']);
  });

  it('fail after a minute without a connection', async () => {
    const { world, env, post } = make();
    world.ready = false;
    post('a');
    await env.pass(59_999);
    assert.deepEqual(world.failed, []);
    await env.pass(1);
    assert.deepEqual(world.failed, ['a network']);
    assert.equal(env.timers, 0);
  });

  it('are fifty at most', () => {
    const { world, post } = make();
    world.ready = false;
    for (let i = 1; i <= 51; i++) post(`m${i}`);
    assert.deepEqual(world.failed, ['m51 network']);
  });

  for (const name of ['muted', 'rate-limited', 'word-blocked', 'repeated', 'account-too-new', 'unknown'] as const) {
    it(`fail at once with what their sender must know of: ${name}`, () => {
      const { world, env, outbox, post } = make();
      post('a');
      outbox.refused('a', new ChatError(name, { retryInMs: 800 }));
      assert.deepEqual([world.sent, world.failed, env.timers], [['a'], [`a ${name}`], 0]);
    });
  }

  for (const name of ['unavailable', 'overloaded'] as const) {
    it(`that the server cannot take just now are sent again, ever later: ${name}`, async () => {
      const { world, env, outbox, post } = make();
      post('a');
      // Half of 500, 1000, 2000 ms …, on top of the second that the server asks for.
      for (const [tries, wait] of [1250, 1500, 2000, 3000].entries()) {
        outbox.refused('a', new ChatError(name, { retryInMs: 1000 }));
        await env.pass(wait - 1);
        assert.equal(world.sent.length, tries + 1);
        await env.pass(1);
        assert.equal(world.sent.length, tries + 2);
      }
      outbox.arrived('a');
      assert.deepEqual([world.failed, env.timers], [[], 0]);
    });

    it(`fail with that reason after a minute: ${name}`, async () => {
      const { world, env, outbox, post } = make();
      post('a');
      const start = env.time;
      for (let answered = 0; world.failed.length === 0; await env.pass(250)) {
        if (world.sent.length === answered) continue;
        answered++;
        outbox.refused('a', new ChatError(name));
      }
      assert.deepEqual([world.failed, env.time - start], [[`a ${name}`], 60_000]);
      // 0.25, 0.5, 1, 2, 4, 8 s, then 10 s each.
      assert.ok(world.sent.length >= 8 && world.sent.length <= 14, `sent ${world.sent.length} times`);
    });
  }

  it('wait for an earlier one that the server cannot take just now, and other rooms do not', async () => {
    const { world, env, outbox, post } = make(50);
    post('a');
    outbox.refused('a', new ChatError('unavailable'));
    for (const id of 'bc') post(id);
    post('x', 'other');
    assert.deepEqual(world.sent, ['a', 'x']);
    await env.pass(250);
    // One asks; the others wait for how it fares.
    assert.deepEqual(world.sent, ['a', 'x', 'a']);
    outbox.refused('a', new ChatError('unavailable'));
    await env.pass(500);
    assert.deepEqual(world.sent, ['a', 'x', 'a', 'a']);
    outbox.arrived('a');
    assert.deepEqual(world.sent, ['a', 'x', 'a', 'a', 'b', 'c']);
    assert.deepEqual(world.failed, []);
  });

  it('are forgiven silence anew after the server has said that it cannot just now', async () => {
    const { world, env, outbox, post } = make(50);
    post('a');
    for (const name of ['timeout', 'timeout', 'unavailable'] as const) outbox.refused('a', new ChatError(name));
    await env.pass(250);
    for (const name of ['timeout', 'timeout'] as const) outbox.refused('a', new ChatError(name));
    assert.deepEqual([world.sent.length, world.failed], [6, []]);
    outbox.refused('a', new ChatError('timeout'));
    assert.deepEqual(world.failed, ['a timeout']);
  });

  it('fail as network, not as what was said before, when the connection is gone', async () => {
    const { world, env, outbox, post } = make();
    post('a');
    outbox.refused('a', new ChatError('unavailable'));
    world.ready = false;
    await env.pass(60_000);
    assert.deepEqual(world.failed, ['a network']);
  });

  it('fail together when their room is left', () => {
    const { world, env, outbox, post } = make();
    world.ready = false;
    post('a');
    post('b', 'other');
    outbox.fail(new ChatError('kicked-from-room'), 'r');
    assert.deepEqual(world.failed, ['a kicked-from-room']);
    outbox.fail(new ChatError('not-connected'));
    assert.deepEqual(world.failed, ['a kicked-from-room', 'b not-connected']);
    assert.equal(env.timers, 0);
  });

  it('that are given up are not sent any more', () => {
    const { world, outbox, post } = make();
    world.ready = false;
    post('a');
    outbox.drop('a');
    world.ready = true;
    outbox.advance();
    assert.deepEqual([world.sent, world.failed], [[], []]);
  });
});

describe('the pace of messages', () => {
  it('is counted over any second, not from full second to full second', () => {
    const pacer = new Pacer(() => 2);
    assert.deepEqual([pacer.take(900), pacer.take(950), pacer.take(1100)], [0, 0, 850]);
    assert.deepEqual([pacer.take(1950), pacer.take(1960), pacer.take(2000)], [0, 40, 0]);
  });

  it('is not upset by a clock that is set back', () => {
    const pacer = new Pacer(() => 1);
    assert.equal(pacer.take(1_000_000), 0);
    assert.equal(pacer.take(5), 0);
  });
});
