import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { createInterface } from 'node:readline';
import { test, type TestContext } from 'node:test';
import { Probe } from '../../server/probe.js';
import { scratchFolder } from '../../server/scratch.js';

function startDemo(t: TestContext, env: Record<string, string>): ChildProcess {
  const child = spawn(process.execPath, ['--import', 'tsx', 'demo/server.ts'], {
    env: { ...process.env, LIVE_CHATROOM_APP_SECRET: '', LIVE_CHATROOM_DATA: scratchFolder(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  t.after(() => child.kill('SIGKILL'));
  return child;
}

test('one command, one port: page, script, picture, sign-in and chat; and an orderly end', async (t) => {
  const child = startDemo(t, { PORT: '0' });
  child.stderr!.resume();
  let base = '';
  for await (const line of createInterface({ input: child.stdout! })) {
    base = /^live-chatroom ready: (http:\/\/127\.0\.0\.1:\d+)$/.exec(line)?.[1] ?? '';
    if (base) break;
  }
  assert.ok(base);
  const get = async (path: string) => {
    const answer = await fetch(base + path);
    return { status: answer.status, type: answer.headers.get('content-type') ?? '', body: await answer.text() };
  };
  const page = await get('/?room=tv-city&name=Ann');
  assert.match(page.body, /<script type="module" src="\/main\.ts/);
  // It would reload every page when the server comes back, and with it what people have typed.
  assert.doesNotMatch(page.body, /@vite\/client/);
  const script = await get('/main.ts');
  assert.deepEqual([script.status, script.type], [200, 'text/javascript']);
  assert.match((await get('/avatars/01.svg')).type, /svg/);
  const { rooms } = JSON.parse((await get('/api/rooms')).body) as { rooms: { src: string }[] };
  for (const { src } of rooms) assert.match((await get(src)).body, /^#EXTM3U/, src);

  const signIn = await fetch(`${base}/api/session`, { method: 'POST', body: JSON.stringify({ name: 'Ann' }) });
  const { token } = (await signIn.json()) as { token: string };
  const probe = await Probe.open(`${base.replace('http', 'ws')}/chat`);
  t.after(() => probe.ws.terminate());
  await probe.auth(token);
  assert.equal((await probe.join('tv-city')).k, 'joined');

  child.kill('SIGTERM');
  assert.equal((await probe.next('bye')).again, true);
  assert.deepEqual(await once(child, 'exit'), [0, null]);
});

test('a port that is taken, or none at all, is said in one line', async (t) => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  t.after(() => taken.close());
  const { port } = taken.address() as AddressInfo;
  const words = async (PORT: string) => {
    const child = startDemo(t, { PORT });
    const [said, [code]] = await Promise.all([text(child.stderr!), once(child, 'exit')]);
    assert.equal(code, 1);
    return said.trim();
  };
  assert.equal(await words(String(port)), `live-chatroom: Port ${port} is in use. Choose another one: PORT=${port + 1} npm start`);
  assert.match(await words('eighty'), /^live-chatroom: PORT must be a whole number/);
});
