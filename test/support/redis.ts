import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Path of a server to be used instead of what is installed: another make, another version. It must be there. */
const chosen = process.env['LIVE_CHATROOM_REDIS_PROGRAM'];
const runs = (name: string) => spawnSync(name, ['--version']).status === 0;
if (chosen && !runs(chosen)) throw new Error(`LIVE_CHATROOM_REDIS_PROGRAM: ${chosen} cannot be run`);
const program = chosen ?? ['redis-server', 'valkey-server'].find(runs);

/** Why tests that need a Redis of their own cannot run here; false when they can. */
export const noRedis: string | false = program ? false : 'neither redis-server nor valkey-server is installed';

/** A Redis of our own on a free port, with its files in a folder of its own. */
export interface OwnRedis {
  readonly url: string;
  readonly port: number;
  readonly child: ChildProcess;
  /** No warning, nothing saved beyond what `appendfsync` has brought to the disk. */
  kill(): Promise<void>;
  /** Starts it again on the same port; `empty` without what it had. */
  restart(options?: { empty?: boolean }): Promise<void>;
  pause(): void;
  resume(): void;
  /** Ends it and removes its folder. */
  stop(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** `fsync`: what a kill may lose; with `everysec` up to a second. */
export async function startRedis({ fsync = 'everysec' }: { fsync?: 'always' | 'everysec' | 'no' } = {}): Promise<OwnRedis> {
  const port = await freePort();
  let folder = mkdtempSync(join(tmpdir(), 'live-chatroom-redis-'));
  const folders = [folder];
  const start = async () => {
    const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'yes', '--appendfsync', fsync];
    const child = spawn(program!, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    for await (const line of createInterface({ input: child.stdout! })) if (/Ready to accept connections/i.test(line)) break;
    child.stdout!.resume();
    return child;
  };
  let child = await start();
  const ended = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    child.kill('SIGCONT');
    child.kill(signal);
    await exit;
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    get child() {
      return child;
    },
    kill: () => ended('SIGKILL'),
    async restart({ empty = false } = {}) {
      if (empty) folders.push((folder = mkdtempSync(join(tmpdir(), 'live-chatroom-redis-'))));
      child = await start();
    },
    pause: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    async stop() {
      await ended('SIGKILL');
      for (const each of folders) rmSync(each, { recursive: true, force: true });
    },
  };
}
