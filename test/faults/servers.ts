import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';
import { sign } from '../../src/server/api/signature.js';
import { createChatServer } from '../../src/server/index.js';

/** One connection each: a server that is busy for seconds may close an idle one just when it is used again. */
const ONCE = { connection: 'close' };

export const APP_KEY = 'faults';
const SECRET = 'a secret of more than thirty-two bytes';
const issuer = createChatServer({ appKey: APP_KEY, secret: SECRET, log: false });

export const tokenFor = (id: string, role?: 'host' | 'moderator') => issuer.issueToken({ id, name: id, ...(role ? { role } : {}) });

/** A server in a process of its own, as people run it. */
export interface OwnServer {
  readonly url: string;
  readonly port: number;
  readonly child: ChildProcess;
  kill(): Promise<void>;
  /** SIGTERM; resolves when the process has ended. */
  end(): Promise<void>;
  /** A call of the Server API. */
  call(path: string, form: Readonly<globalThis.Record<string, string>>): Promise<{ code: number }>;
  metrics(): Promise<Map<string, number>>;
}

export async function startServer(t: TestContext, flags: readonly string[], port = 0): Promise<OwnServer> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/server/main.ts', '--port', String(port), ...flags], {
    env: { ...process.env, LIVE_CHATROOM_APP_KEY: APP_KEY, LIVE_CHATROOM_APP_SECRET: SECRET },
    stdio: ['ignore', 'pipe', process.env['LIVE_CHATROOM_FAULTS_LOG'] ? 'inherit' : 'ignore'],
  });
  t.after(() => child.kill('SIGKILL'));
  const ended = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    child.kill(signal);
    await exit;
  };
  for await (const line of createInterface({ input: child.stdout! })) {
    const url = /ready: (ws:\S+)/.exec(line)?.[1];
    if (!url) continue;
    const http = url.replace('ws:', 'http:').replace('/chat', '');
    return {
      url,
      port: Number(new URL(url).port),
      child,
      kill: () => ended('SIGKILL'),
      end: () => ended('SIGTERM'),
      async call(path, form) {
        const [nonce, timestamp] = ['1', String(Date.now())];
        const headers = { 'app-key': APP_KEY, nonce, timestamp, signature: sign(SECRET, nonce, timestamp), ...ONCE };
        const response = await fetch(`${http}${path}`, { method: 'POST', headers, body: new URLSearchParams(form) });
        return (await response.json()) as { code: number };
      },
      async metrics() {
        const text = await (await fetch(`${http}/metrics`, { headers: ONCE })).text();
        return new Map(text.split('\n').flatMap((row) => (/^[a-z_]+ [\d.e+-]+$/.test(row) ? [[row.split(' ')[0]!, Number(row.split(' ')[1])] as const] : [])));
      },
    };
  }
  throw new Error('The server ended before it was ready.');
}
