import assert from 'node:assert/strict';
import { once } from 'node:events';
import { it, type TestContext } from 'node:test';
import { WebSocket } from 'ws';
import type { ChatRoom } from '../../src/client/contract.js';
import { SocketClient } from '../../src/client/socket-client.js';
import { ERRORS } from '../../src/protocol/errors.js';
import { TYPE } from '../../src/protocol/message.js';
import { noRedis, startRedis } from '../support/redis.js';
import { createCluster } from '../server/bus/cluster.js';
import type { Stage } from '../server/stage.js';

const shown = (room: ChatRoom) => room.messages.filter(({ type }) => type === TYPE.text).map(({ offset, content, state }) => [offset, content['content'], state]);

/** A person in room `r` of a server, and a way to wait for the next refusal with a code. */
async function person(t: TestContext, { url, chat }: Stage, id: string) {
  const sockets: WebSocket[] = [];
  class Watched extends WebSocket {
    constructor(address: string, protocol: string) {
      super(address, protocol);
      sockets.push(this);
    }
  }
  const client = new SocketClient({ url, token: () => chat.issueToken({ id, name: id }), WebSocket: Watched, environment: { random: () => 0.05 } });
  t.after(() => client.disconnect());
  const room = await client.join('r');
  const refused = async (code: number) => {
    for (;;) {
      const [data] = (await once(sockets.at(-1)!, 'message')) as [Buffer];
      if (data.includes(`"code":${code}`)) return;
    }
  };
  return { room, refused };
}

it('Redis stands still: what is said waits, then arrives once and in order on every server', { skip: noRedis, timeout: 60_000 }, async (t) => {
  const redis = await startRedis();
  t.after(() => redis.stop());
  const [here, there] = await createCluster(t, redis, 2);
  const [ann, bob] = [await person(t, here!, 'ann'), await person(t, there!, 'bob')];
  await ann.room.send('before');

  redis.pause();
  const told = ann.refused(ERRORS.unavailable.code);
  const sendings = ['one', 'two', 'three'].map((text) => ann.room.send(text));
  await told;
  assert.deepEqual(ann.room.messages.slice(-3).map(({ state }) => state), ['pending', 'pending', 'pending']);
  redis.resume();

  const sent = await Promise.all(sendings);
  assert.deepEqual(sent.map(({ state }) => state), ['sent', 'sent', 'sent']);
  const last = await bob.room.send('after');
  await new Promise<void>((resolve) => {
    const look = () => void (shown(ann.room).some(([offset]) => offset === last.offset) && resolve());
    ann.room.on('messages', look);
    look();
  });
  const all = ['before', 'one', 'two', 'three', 'after'].map((text, index) => [index + 1, text, 'sent']);
  assert.deepEqual(shown(ann.room), all);
  assert.deepEqual(shown(bob.room), all);
});
