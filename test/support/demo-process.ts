import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** The demo, as `npm start` runs it, in a process of its own that can be killed like a real one. */
export interface DemoProcess {
  readonly url: string;
  /** Ends it at once, as a crash does. */
  kill(): Promise<void>;
  /** Ends it as an operator does. */
  stop(): Promise<void>;
}

/** @param port 0 takes a free one. Resolves at the ready line. */
export async function startDemo(dataFolder: string, port = 0): Promise<DemoProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'demo/server.ts'], {
    env: { ...process.env, PORT: String(port), LIVE_CHATROOM_DATA: dataFolder, LIVE_CHATROOM_WATCH: 'no' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  const end = (signal: NodeJS.Signals) => async () => {
    child.kill(signal);
    await exited;
  };
  return { url: await readyLine(child), kill: end('SIGKILL'), stop: end('SIGTERM') };
}

async function readyLine(child: ChildProcess): Promise<string> {
  let said = '';
  child.stderr!.on('data', (chunk: Buffer) => (said += String(chunk)));
  for await (const line of createInterface({ input: child.stdout! })) {
    const url = /^live-chatroom ready: (\S+)$/.exec(line)?.[1];
    if (url) {
      child.stdout!.resume();
      return url;
    }
    said += `${line}\n`;
  }
  throw new Error(`The demo ended before it was ready:\n${said}`);
}
