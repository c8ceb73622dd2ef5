import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import type { LogFields } from '../../src/server/log.js';
import { Caller, signedHeaders } from './api/caller.js';
import { createStage, SECRET } from './stage.js';

/** What people write, each in a place of its own. */
const WORDS = ['said-aloud', 'said-to-review', 'not-json', 'half-a-frame', 'in-a-call', 'in-an-attribute', 'in-a-notice', 'sensitive-word'];

test('logs name users, rooms, codes and counts, and never hold what people write, a token, a signature or the secret', async (t) => {
  const lines: { event: string; fields: LogFields | undefined }[] = [];
  // A review that answers with what it was asked, and no JSON.
  const app = createServer((request, response) => void request.resume().on('end', () => response.end('said-to-review is not good')));
  app.listen(0, '127.0.0.1');
  await once(app, 'listening');
  t.after(() => void (app.closeAllConnections(), app.close()));
  const nobody = 'http://127.0.0.1:1023/hook';
  const reviewUrl = `http://127.0.0.1:${(app.address() as AddressInfo).port}/review`;
  const stage = await createStage(t, {
    reviewUrl, callbackUrl: nobody, messageCallbackUrl: nobody, attributeCallbackUrl: nobody,
    log: (_level, event, fields) => lines.push({ event, fields }),
  });
  const caller = Caller.at(stage.url);
  const token = await stage.chat.issueToken({ id: 'ann', name: 'Ann' });
  const ann = await stage.socket();
  await ann.auth(token);
  await ann.join('r');
  await ann.say('r', 'said-aloud said-to-review');
  const broken = await stage.guest('bob', 'r');
  broken.ws.send('{"k":"msg","c":"half-a-frame"');
  await broken.closed;
  const stranger = await stage.socket();
  stranger.send({ k: 'auth', id: 1, v: 1, token: `${token}x` });
  await stranger.next('bye');
  await caller.post('sensitiveword/batch/add', '{"words": not-json');
  await caller.post('chatroom/get', { chatroomId: 'in-a-call', other: 'in-a-call' });
  await caller.do('chatroom/entry/set', { chatroomId: 'r', userId: 'ann', key: 'topic', value: 'in-an-attribute' });
  await caller.do('chatroom/ban/add', { chatroomId: 'r', needNotify: 1, extra: 'in-a-notice' });
  await caller.do('sensitiveword/add', { word: 'sensitive-word' });
  await stage.chat.close({ graceMs: 1000 });
  const all = JSON.stringify(lines);
  const events = new Set(lines.map(({ event }) => event));
  for (const event of ['bad-frame', 'review-failed', 'closed']) assert.ok(events.has(event), event);
  assert.equal(lines.find(({ event }) => event === 'review-failed')?.fields?.['reason'], 'unreadable JSON');
  const signature = signedHeaders()['Signature']!;
  const secrets = [SECRET, token, token.split('.')[2]!, signature, createHash('sha1').update(SECRET).digest('hex')];
  for (const word of [...WORDS, ...secrets]) assert.equal(all.includes(word), false, word);
});

test('a log says why a call to the app server failed', async (t) => {
  const reasons: unknown[] = [];
  const log = (_level: string, event: string, fields?: LogFields) => void (event === 'review-failed' && reasons.push(fields?.['reason']));
  const stage = await createStage(t, { reviewUrl: 'http://127.0.0.1:1023/review', log });
  const ann = await stage.guest('ann', 'r');
  // Messages pass while the app server is away; the log has it by then.
  await ann.say('r', 'x');
  assert.match(String(reasons[0]), /ECONNREFUSED/);
});
