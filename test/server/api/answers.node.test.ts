import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { createStage } from '../stage.js';
import { openApiFile } from '../../package/openapi.js';
import { Caller, type Form, type FormValue } from './caller.js';

interface Operation {
  requestBody?: { content: Record<string, { schema: { properties: Record<string, { example: unknown }> } }> };
  responses: { 200: { content: { 'application/json': { example: Record<string, unknown> } } } };
}

const { paths } = JSON.parse(readFileSync(openApiFile, 'utf8')) as { paths: Record<string, { post: Operation }> };

/** What is there before each call, so that every list has something in it. */
const SETTING: [string, Form][] = [
  ['chatroom/keepalive/add', { chatroomId: 'room-1' }],
  ['chatroom/entry/set', { chatroomId: 'room-1', userId: 'ann', key: 'topic', value: 'tea' }],
  ['chatroom/user/gag/add', { chatroomId: 'room-1', userId: 'ann', minute: 10 }],
  ['chatroom/user/ban/add', { userId: 'ann', minute: 10 }],
  ['chatroom/ban/add', { chatroomId: 'room-1' }],
  ['chatroom/user/ban/whitelist/add', { chatroomId: 'room-1', userId: 'ann' }],
  ['chatroom/user/whitelist/add', { chatroomId: 'room-1', userId: 'ann' }],
  ['chatroom/whitelist/add', { objectnames: 'app:note' }],
  ['chatroom/message/priority/add', { objectName: 'app:note' }],
  ['sensitiveword/add', { word: 'darn', replaceWord: '***' }],
  ['user/tag/set', { userId: 'ann', tags: 'vip' }],
  ['user/blacklist/add', { userId: 'ann', blackUserId: 'bob' }],
];
/** What would put Ann out comes only where it is asked about. */
const BEFORE: Record<string, [string, Form]> = {
  'chatroom/user/block/list': ['chatroom/user/block/add', { chatroomId: 'room-1', userId: 'ann', minute: 10 }],
  'user/block/query': ['user/block', { userId: 'ann', minute: 10 }],
  'chatroom/talk/query': ['chatroom/talk/set', { chatroomId: 'room-1', tags: 'follower' }],
  'user/deactivate/query': ['user/deactivate', { userId: 'ann' }],
};

/** All examples of a call, spelled as its body. */
function exampleBody(post: Operation): Form | string {
  const [media, content] = Object.entries(post.requestBody?.content ?? {})[0] ?? [];
  const examples = Object.entries(content?.schema.properties ?? {}).map(([name, { example }]) => [name, example] as const);
  if (media === 'application/json') return JSON.stringify(Object.fromEntries(examples));
  return Object.fromEntries(examples.flatMap(([name, example]) => {
    if (typeof example === 'object' && !Array.isArray(example)) return Object.entries(example as Form).map(([key, value]) => [`${name}[${key}]`, value]);
    return [[name, example as FormValue]];
  }));
}

/** Names and kinds, without the values: of a list those of its first item. What an example leaves open (null, an empty list) may be anything. */
function shape(value: unknown, told: unknown): unknown {
  if (told === null || (Array.isArray(told) && told.length === 0)) return '?';
  if (Array.isArray(told)) return Array.isArray(value) ? [value.length === 0 ? 'empty' : shape(value[0], told[0])] : typeof value;
  if (typeof told !== 'object') return typeof value;
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, shape((value as Record<string, unknown>)[key], (told as Record<string, unknown>)[key] ?? 'absent')]));
}

describe('every call, made with the examples of its parameters, answers what its example says', () => {
  for (const [path, { post }] of Object.entries(paths)) {
    it(path, async (t) => {
      const name = path.slice(1).replace(/\.json$/, '');
      const stage = await createStage(t);
      const caller = Caller.at(stage.url);
      await caller.do('chatroom/create', { 'chatroom[room-1]': 'The first show' });
      const ann = await stage.guest('ann', 'room-1');
      await ann.say('room-1', 'hello');
      await ann.next('b', (batch) => batch.m !== undefined);
      await ann.say('room-1', '', { t: 'live:gift', c: { gift: 'rose', name: 'Rose', price: 5, count: 1 } });
      await caller.do('sensitiveword/add', { word: 'casino', type: '3' });
      const [held, rejected] = ['held', 'rejected'].map((mid) => `${ann.namespace}${mid}`) as [string, string];
      for (const mid of [held, rejected]) await ann.say('room-1', 'a casino', { mid });
      await caller.do('message/chatroom/held/reject', { chatroomId: 'room-1', messageUID: rejected });
      await caller.do('sensitiveword/delete', { word: 'casino' });
      await Promise.all(SETTING.map(([before, form]) => caller.do(before, form)));
      if (BEFORE[name]) await caller.do(...BEFORE[name]);
      const body = exampleBody(post);
      // What only a living server knows.
      const known: Form = name === 'message/recall' ? { messageUID: ann.received()[0]!.i } : name.startsWith('message/chatroom/held/') ? { messageUID: held } : {};
      const answer = await caller.do(path.slice(1), typeof body === 'string' ? body : { ...body, ...known });
      const told = post.responses[200].content['application/json'].example;
      // Files need a place to lie in: the tests of erasing have one.
      if ('files' in answer) answer['files'] = told['files'];
      assert.deepEqual(shape(answer, told), shape(told, told));
    });
  }
});
