import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import type { LoadSummary } from '../../../src/server/load/summary.js';
import { APP_KEY, createStage, SECRET } from '../stage.js';

async function load(args: string[]): Promise<{ code: number; out: string; err: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/server/main.ts', 'load', ...args], {
    env: { ...process.env, LIVE_CHATROOM_APP_SECRET: SECRET, LIVE_CHATROOM_APP_KEY: APP_KEY },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code: code as number, out, err };
}

test('against a server of its own: a summary in words, and 0', async () => {
  const { code, out } = await load(['--viewers', '20', '--rate', '10', '--seconds', '1']);
  assert.equal(code, 0, out);
  assert.match(out, /10 sent, 10 acknowledged\n.*200 of 200; lost: 0\n.*the same for everybody/);
});

test('against a running server: the same as JSON', async (t) => {
  const stage = await createStage(t);
  const { code, out } = await load(['--viewers', '15', '--rate', '10', '--seconds', '1', '--url', stage.url, '--json']);
  const summary = JSON.parse(out) as LoadSummary;
  assert.deepEqual([code, summary.acked, summary.seen, summary.orders, summary.faults], [0, 10, 150, 1, 0]);
  assert.ok(summary.p50 > 0 && summary.p50 <= summary.p99 && summary.p99 <= summary.max);
  assert.equal(stage.chat.memberCount('load') >= 15, true);
});

test('where nobody gets in, it says why and ends: no server there, another secret', async (t) => {
  const stage = await createStage(t);
  const [nowhere, stranger] = await Promise.all([
    load(['--viewers', '5', '--seconds', '1', '--url', 'ws://127.0.0.1:9/chat']),
    load(['--viewers', '5', '--seconds', '1', '--url', stage.url, '--app-key', 'another-app']),
  ]);
  assert.equal(nowhere.code, 2);
  assert.match(nowhere.err, /ws:\/\/127\.0\.0\.1:9\/chat: .*ECONNREFUSED.*Is a server running/);
  assert.equal(stranger.code, 2);
  assert.match(stranger.err, /token-incorrect \(31004\).*"another-app"/);
});

test('called wrongly: words and 2', async () => {
  const { code, err } = await load(['--viewers', '-3']);
  assert.equal(code, 2);
  assert.match(err, /^live-chatroom: .*--viewers/);
});
