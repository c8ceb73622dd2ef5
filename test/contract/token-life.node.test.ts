import assert from 'node:assert/strict';
import { it } from 'node:test';
import { WebSocket } from 'ws';
import { type SocketConstructor, SocketClient } from '../../src/client/index.js';
import { systemClock } from '../../src/server/clock.js';
import { createStage } from '../server/stage.js';

const HOUR = 3_600_000;

it('a token that ends during a show cuts nobody off; the next way in asks for another, once, and nothing is missed', async (t) => {
  let later = 0;
  // The server's wall clock, which a token is measured by; its timers run as ever.
  const clock = { now: () => systemClock.now() + later, elapsed: () => systemClock.elapsed(), after: (ms: number, act: () => void) => systemClock.after(ms, act) };
  const stage = await createStage(t, { clock });
  const sockets: WebSocket[] = [];
  class Watched extends WebSocket {
    constructor(...given: ConstructorParameters<typeof WebSocket>) {
      super(...given);
      sockets.push(this);
    }
  }
  const asked: string[] = [];
  const client = new SocketClient({
    url: stage.url,
    token: (why) => {
      asked.push(why);
      return stage.chat.issueToken({ id: 'ann', name: 'Ann' }, HOUR);
    },
    WebSocket: Watched as unknown as SocketConstructor,
    environment: { random: () => 0 },
  });
  t.after(() => client.disconnect());
  const room = await client.join('r');
  const bob = await stage.guest('bob', 'r');

  later = 2 * HOUR;
  await room.send('two hours on');
  assert.deepEqual([client.state, asked], ['connected', ['connect']]);

  const back = new Promise<void>((resolve) => client.on('state', ({ state }) => void (state === 'connected' && resolve())));
  const seen = new Promise<void>((resolve) => room.on('messages', (batch) => void (batch.some(({ content }) => content['content'] === 'while she was away') && resolve())));
  sockets[0]!.terminate();
  await bob.say('r', 'while she was away');
  await Promise.all([back, seen]);
  assert.deepEqual(asked, ['connect', 'expired']);
  await room.send('back again');
  assert.deepEqual(room.messages.flatMap(({ type, content }) => (type === 'RC:TxtMsg' ? [content['content']] : [])), ['two hours on', 'while she was away', 'back again']);
});
