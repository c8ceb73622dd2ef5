import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';
import { createChatServer } from '../../src/server/index.js';
import { Probe } from './probe.js';
import { APP_KEY, SECRET } from './stage.js';

/** The server as people run it, in a process of its own: one that can be killed. */
export async function spawnServer(t: TestContext, data: string, port = 0, more: readonly string[] = []): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/server/main.ts', '--port', String(port), '--data', data, ...more], {
    env: { ...process.env, LIVE_CHATROOM_APP_KEY: APP_KEY, LIVE_CHATROOM_APP_SECRET: SECRET },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  t.after(() => child.kill('SIGKILL'));
  for await (const line of createInterface({ input: child.stdout! })) {
    const url = /ready: (ws:\S+)/.exec(line)?.[1];
    if (url) return { child, url };
  }
  throw new Error('The server ended before it was ready.');
}

const issuer = createChatServer({ appKey: APP_KEY, secret: SECRET, log: false });

export async function signIn(t: TestContext, url: string, id: string): Promise<Probe> {
  const probe = await Probe.open(url);
  t.after(() => probe.ws.terminate());
  await probe.auth(await issuer.issueToken({ id, name: id }));
  return probe;
}
