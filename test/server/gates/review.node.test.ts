import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test, type TestContext } from 'node:test';
import type { ServerFrame } from '../../../src/protocol/index.js';
import { type ChatServerOptions } from '../../../src/server/index.js';
import { sha1 } from '../api/caller.js';
import { APP_KEY, createStage, SECRET } from '../stage.js';

const WORD_BLOCKED = 21501;
const UNAVAILABLE = 90002;

interface Asked {
  readonly query: URLSearchParams;
  readonly body: { chatRoomId: string; fromUserId: string; objectName: string; content: { content: string }; messageUID: string; time: number };
}

/** An app server that looks at messages. */
async function open(t: TestContext, judge: (asked: Asked, response: ServerResponse) => void, options: Partial<ChatServerOptions> = {}) {
  const asked: Asked[] = [];
  const app = createServer((request, response) => {
    void (async () => {
      let text = '';
      for await (const chunk of request) text += String(chunk);
      const one = { query: new URL(request.url ?? '', 'http://app').searchParams, body: JSON.parse(text) as Asked['body'] };
      asked.push(one);
      judge(one, response);
    })();
  });
  app.listen(0, '127.0.0.1');
  await once(app, 'listening');
  t.after(() => {
    app.closeAllConnections();
    app.close();
  });
  const reviewUrl = `http://127.0.0.1:${(app.address() as AddressInfo).port}/review`;
  const stage = await createStage(t, { reviewUrl, limits: { messagesPerSecond: 100 }, ...options });
  return { stage, asked, ann: await stage.guest('ann', 'r') };
}
const code = (frame: ServerFrame) => (frame.k === 'err' ? frame.code : frame.k);

test('the app server is asked before anybody sees a message: it passes, changes or refuses it', async (t) => {
  const { stage, asked, ann } = await open(t, ({ body }, response) => {
    const { content } = body.content;
    response.end(JSON.stringify(content === 'bad' ? { pass: false } : content === 'rude' ? { pass: true, content: { content: 'polite' } } : { pass: 1 }));
  });
  const bob = await stage.guest('bob', 'r');
  assert.deepEqual([code(await ann.say('r', 'good')), code(await ann.say('r', 'bad')), code(await ann.say('r', 'rude'))], ['ack', WORD_BLOCKED, 'ack']);
  while (bob.received().length < 2) await bob.next('b');
  assert.deepEqual(bob.received().map(({ c }) => [c['content'], c.user?.id]), [['good', 'ann'], ['polite', 'ann']]);
  const [{ query, body }] = asked as [Asked];
  assert.equal(query.get('signature'), sha1(SECRET + query.get('nonce') + query.get('timestamp')));
  assert.equal(query.get('appKey'), APP_KEY);
  assert.deepEqual([body.chatRoomId, body.fromUserId, body.objectName, body.content.content], ['r', 'ann', 'RC:TxtMsg', 'good']);
});

test('messages of one sender keep their order, however long each answer takes', async (t) => {
  const waiting: (() => void)[] = [];
  const { ann } = await open(t, (_, response) => {
    waiting.push(() => response.end('{"pass":true}'));
    // The answers come last first.
    if (waiting.length === 3) for (const reply of waiting.reverse()) reply();
  });
  const acks = await Promise.all(['one', 'two', 'three'].map((text) => ann.say('r', text)));
  assert.deepEqual(acks.map((ack) => ack.k === 'ack' && ack.off), [1, 2, 3]);
});

test('an app server that fails is asked again; one that goes on failing lets messages in, or keeps them out', async (t) => {
  let failures = 1;
  const fail = (_: Asked, response: ServerResponse) => {
    if (failures-- > 0) response.writeHead(500).end();
    else response.end('{"pass":false}');
  };
  const first = await open(t, fail);
  assert.equal(code(await first.ann.say('r', 'asked twice')), WORD_BLOCKED);
  assert.equal(first.asked.length, 2);
  failures = Infinity;
  assert.equal(code(await first.ann.say('r', 'let in')), 'ack');
  const closed = await open(t, fail, { reviewFailure: 'closed' });
  assert.equal(code(await closed.ann.say('r', 'kept out')), UNAVAILABLE);
  // After three messages in vain it is left alone for a while.
  for (let n = 0; n < 4; n++) await closed.ann.say('r', 'kept out');
  assert.equal(closed.asked.length, 6);
});

test('one that does not answer in time counts as failing', async (t) => {
  const { ann, asked } = await open(t, () => {}, { reviewTimeoutMs: 400 });
  assert.equal(code(await ann.say('r', 'let in')), 'ack');
  assert.equal(asked.length, 2);
});
