import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LikeMerger } from '../../src/client/like-merger.js';
import { FakeEnvironment } from './fakes.js';

function make() {
  const env = new FakeEnvironment();
  const world = { env, reachable: true, sent: [] as number[] };
  const likes = new LikeMerger(env, (count) => world.reachable && world.sent.push(count) > 0);
  return { world, env, likes };
}

describe('taps on like', () => {
  it('go out at once, then once a second with the count', async () => {
    const { world, env, likes } = make();
    likes.tap(1);
    assert.deepEqual(world.sent, [1]);
    for (let i = 0; i < 7; i++) likes.tap(1);
    await env.pass(999);
    assert.deepEqual(world.sent, [1]);
    await env.pass(1);
    assert.deepEqual(world.sent, [1, 7]);
    await env.pass(5000);
    likes.tap(2);
    assert.deepEqual(world.sent, [1, 7, 2]);
  });

  it('carry over what one frame cannot hold', async () => {
    const { world, env, likes } = make();
    likes.tap(250);
    await env.pass(2000);
    assert.deepEqual(world.sent, [100, 100, 50]);
  });

  it('are not kept without bound', async () => {
    const { world, env, likes } = make();
    likes.tap(1_000_000);
    await env.pass(60_000);
    assert.equal(world.sent.reduce((a, b) => a + b), 1000);
  });

  it('wait while nobody can be reached', () => {
    const { world, likes } = make();
    world.reachable = false;
    likes.tap(3);
    likes.tap(2);
    world.reachable = true;
    likes.flush();
    assert.deepEqual(world.sent, [5]);
  });

  it('are told apart from those of others, each once', () => {
    const { likes } = make();
    likes.tap(3);
    assert.deepEqual([likes.own(2), likes.own(10), likes.own(10)], [2, 1, 0]);
  });

  it('are not waited for when the room does not count them', async () => {
    const { env, likes } = make();
    likes.tap(3);
    await env.pass(5000);
    assert.equal(likes.own(3), 0);
  });

  it('that went into a connection that was lost are not waited for', () => {
    const { likes } = make();
    likes.tap(3);
    likes.lost();
    assert.equal(likes.own(3), 0);
  });

  it('are forgotten when the room is left', async () => {
    const { world, env, likes } = make();
    likes.tap(1);
    likes.tap(1);
    likes.clear();
    await env.pass(5000);
    assert.deepEqual(world.sent, [1]);
    assert.equal(env.timers, 0);
  });

  it('are whole numbers from 1', () => {
    const { likes } = make();
    for (const wrong of [0, -1, 1.5, NaN, Infinity, '1' as never]) assert.throws(() => likes.tap(wrong), TypeError);
  });
});
