import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { openApiFile } from '../../package/openapi.js';
import { createStage } from '../stage.js';
import { pageFile, withTables } from './page.js';

const page = readFileSync(pageFile, 'utf8');

test('the page has every call and every error as openapi.json has them (else: npx tsx test/server/api/page.ts)', () => {
  assert.equal(page, withTables(page));
  const { paths } = JSON.parse(readFileSync(openApiFile, 'utf8')) as { paths: object };
  for (const path of Object.keys(paths)) assert.ok(page.includes(`| \`${path.slice(1, -'.json'.length)}\``), path);
});

test('the example on the page signs as the server expects', async (t) => {
  const example = /```js\n(import[\s\S]*?)```/.exec(page)?.[1];
  assert.ok(example);
  const { url } = await createStage(t, { appKey: 'my-app', secret: 'my secret, of at least 32 bytes, here' });
  const source = example
    .replaceAll('https://chat.example', url.replace(/^ws/, 'http').replace(/\/chat$/, ''))
    .replace('process.env.LIVE_CHATROOM_APP_SECRET', "'my secret, of at least 32 bytes, here'");
  const { call } = (await import(`data:text/javascript,${encodeURIComponent(`${source}\nexport { call };`)}`)) as {
    call(path: string, form: object): Promise<{ code: number; second?: number }>;
  };
  assert.equal((await call('chatroom/create', { 'chatroom[show-1]': 'The first show' })).code, 200);
  await call('chatroom/slow/add', { chatroomId: 'show-1', second: 30 });
  assert.equal((await call('chatroom/slow/check', { chatroomId: 'show-1' })).second, 30);
  await assert.rejects(call('chatroom/get', { chatroomId: 'nowhere' }), /23410/);
});

test('the signature written out on the page is right', () => {
  const [, secret, nonce, timestamp, signature] = /SHA-1 of `(\S+)` \+ `(\d+)` \+ `(\d+)`[\s\S]*?`([0-9a-f]{40})`/.exec(page) ?? [];
  assert.equal(createHash('sha1').update(`${secret}${nonce}${timestamp}`).digest('hex'), signature);
});
