import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createStage } from '../stage.js';
import { openApiFile, openApiText } from '../../package/openapi.js';
import { Caller } from './caller.js';

interface Document {
  paths: Record<string, { post: { operationId: string; summary: string } }>;
}

test('the file in the package says what the server does (else: npx tsx test/package/openapi.ts)', () => {
  assert.equal(readFileSync(openApiFile, 'utf8'), openApiText());
});

test('every path in it is answered by the server, under a name of its own', async (t) => {
  const { paths } = JSON.parse(readFileSync(openApiFile, 'utf8')) as Document;
  const caller = Caller.at((await createStage(t)).url);
  for (const path of Object.keys(paths)) assert.notEqual((await caller.post(path.slice(1))).status, 404, path);
  const names = Object.values(paths).map(({ post }) => post.operationId);
  assert.equal(new Set(names).size, names.length);
});

test('it has every call of the vendor that concerns rooms', () => {
  const { paths } = JSON.parse(readFileSync(openApiFile, 'utf8')) as Document;
  const wanted = `
    user/getToken user/refresh user/block user/unblock user/block/query user/checkOnline user/token/expire user/deactivate
    chatroom/create chatroom/create_new chatroom/destroy chatroom/destroy/set chatroom/query chatroom/get chatroom/join
    chatroom/user/query chatroom/users/exist chatroom/user/exist
    chatroom/user/gag/add chatroom/user/gag/rollback chatroom/user/gag/list
    chatroom/user/ban/add chatroom/user/ban/remove chatroom/user/ban/query
    chatroom/user/block/add chatroom/user/block/rollback chatroom/user/block/list
    chatroom/ban/add chatroom/ban/rollback chatroom/ban/check chatroom/ban/query
    chatroom/user/ban/whitelist/add chatroom/user/ban/whitelist/rollback chatroom/user/ban/whitelist/query
    chatroom/message/priority/add chatroom/message/priority/remove chatroom/message/priority/query
    chatroom/message/stopDistribution chatroom/message/resumeDistribution
    chatroom/keepalive/add chatroom/keepalive/remove chatroom/keepalive/query
    chatroom/whitelist/add chatroom/whitelist/delete chatroom/whitelist/query
    chatroom/user/whitelist/add chatroom/user/whitelist/remove chatroom/user/whitelist/query
    chatroom/entry/set chatroom/entry/batch/set chatroom/entry/remove chatroom/entry/query
    message/chatroom/publish message/chatroom/broadcast message/online/broadcast message/recall message/history message/history/delete
    sensitiveword/add sensitiveword/batch/add sensitiveword/delete sensitiveword/batch/delete sensitiveword/list
  `.trim().split(/\s+/);
  assert.deepEqual(wanted.filter((path) => !paths[`/${path}.json`]), []);
});
