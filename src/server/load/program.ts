import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../clock.js';
import { UsageError } from '../command-line.js';
import { DEFAULTS } from '../defaults.js';
import { Tokens } from '../tokens.js';
import { Crowd } from './crowd.js';
import { LOAD_HELP, type LoadOptions, readLoadOptions } from './options.js';
import { type LoadSummary, passed, summaryText } from './summary.js';
import { Talkers } from './talk.js';
import { Viewer } from './viewer.js';

/** By then somebody must have got in, ms. */
const DOOR_MS = 5000;
/** After the last message everybody must have had everything by then, ms. */
const DRAIN_MS = 30_000;
/** The notices of their arrival should be over before anything is measured, ms. */
const SETTLE_MS = 1500;

/** `live-chatroom load`: runs it and returns the exit code. @throws {UsageError} it was called wrongly. */
export async function runLoad(args: readonly string[], out = process.stdout, err = process.stderr): Promise<number> {
  const options = readLoadOptions(args, process.env);
  if (options === 'help') {
    out.write(LOAD_HELP);
    return 0;
  }
  const own = options.url === undefined ? await startServer(options) : null;
  try {
    const url = options.url ?? own?.url ?? '';
    const secret = own?.secret ?? readSecret(options);
    const summary = await measure(options, url, secret, progressTo(err));
    out.write(`${options.json ? JSON.stringify(summary) : summaryText(summary)}\n`);
    return passed(summary) ? 0 : 1;
  } finally {
    own?.child.kill('SIGTERM');
  }
}

async function measure(options: LoadOptions, url: string, secret: string, progress: (text: string) => void): Promise<LoadSummary> {
  const { viewers, rate, seconds, room, appKey, deflate } = options;
  const tokens = new Tokens({ appKey, secret, clock: systemClock, ttlMs: DEFAULTS.tokenTtlMs, leewaySeconds: DEFAULTS.tokenLeewaySeconds });
  const person = (kind: string) => (index: number) => {
    const id = `load-${kind}-${index}`;
    return { url: () => url, room, deflate, token: () => tokens.issue({ id, name: `${kind} ${index}` }) };
  };
  await tryDoor(new Viewer(0, { ...person('scout')(0), witness: { placed: () => {}, fault: () => {} } }), appKey);
  const crowd = new Crowd(viewers, person('viewer'));
  const talkers = new Talkers(rate, person('talker'));
  try {
    const startAt = performance.now();
    await talkers.arrive();
    await crowd.arrive(options.arrivals, (inside) => progress(`arriving ${inside} of ${viewers}`));
    const arrivalMs = performance.now() - startAt;
    await setTimeout(SETTLE_MS);
    const { sent, acked, refused } = await talkers.talk(rate, seconds, (said) => progress(`talking  ${said} of ${rate * seconds}`));
    await crowd.allDone(DRAIN_MS);
    progress('');
    const { latency } = crowd;
    return {
      viewers, rate, seconds, sent, acked, refused, arrivalMs,
      expected: acked * viewers,
      seen: crowd.seen,
      orders: crowd.orders,
      faults: crowd.faults,
      breaks: crowd.breaks,
      lost: crowd.losses,
      p50: latency.at(0.5),
      p95: latency.at(0.95),
      p99: latency.at(0.99),
      max: latency.max,
    };
  } finally {
    crowd.stop();
    talkers.stop();
  }
}

/** One goes ahead: with a wrong address or secret, thousands need not try. @throws {UsageError} */
async function tryDoor(scout: Viewer, appKey: string): Promise<void> {
  try {
    await scout.enterWithin(DOOR_MS);
  } catch (cause) {
    throw new UsageError(`${(cause as Error).message} Is a server running there, with this secret and the app key "${appKey}"?`);
  } finally {
    scout.stop();
  }
}

/** One line that is written over; on a terminal only. */
function progressTo(stream: NodeJS.WriteStream): (text: string) => void {
  let shownAt = 0;
  return (text) => {
    if (!stream.isTTY || (text !== '' && performance.now() - shownAt < 100)) return;
    shownAt = performance.now();
    stream.write(`\r\u001b[K${text}`);
  };
}

/** The server as people run it, in a process of its own, with nothing kept. */
async function startServer({ appKey }: LoadOptions): Promise<{ child: ChildProcess; url: string; secret: string }> {
  const secret = randomBytes(32).toString('base64url');
  const program = fileURLToPath(new URL(`../main${extname(import.meta.url)}`, import.meta.url));
  const child = spawn(process.execPath, [...process.execArgv, program, '--port', '0', '--memory', '--app-key', appKey], {
    env: { ...process.env, LIVE_CHATROOM_APP_SECRET: secret, LIVE_CHATROOM_DATA: '', LIVE_CHATROOM_REDIS: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /ready: (ws:\S+)/.exec(line)?.[1];
    if (url) return { child, url, secret };
  }
  throw new Error('The server of our own ended before it was ready.');
}

function readSecret({ secret }: LoadOptions): string {
  if (!secret) throw new UsageError('There is no secret to make tokens with.');
  if ('value' in secret) return secret.value;
  try {
    return readFileSync(secret.file, 'utf8').trim();
  } catch (cause) {
    throw new UsageError(`Cannot read the secret from ${secret.file}: ${(cause as Error).message}`);
  }
}
