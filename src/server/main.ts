#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { redisBus } from './bus/redis-bus.js';
import { HELP, type Kept, readCommand, UsageError } from './command-line.js';
import { readSettings } from './command-settings.js';
import { DEFAULTS } from './defaults.js';
import { DiskMedia } from './media/disk-media.js';
import { S3Media } from './media/s3-media.js';
import { createChatServer } from './server.js';
import { MemoryStore } from './store/memory.js';
import { SqliteStore } from './store/sqlite.js';

/** The chat server as a program of its own. */
async function main(): Promise<void> {
  if (process.argv[2] === 'load') return void (process.exitCode = await (await import('./load/program.js')).runLoad(process.argv.slice(3)));
  const command = readCommand(process.argv.slice(2), process.env);
  if (command === 'help') return void process.stdout.write(HELP);
  if (command === 'version') return void process.stdout.write(`${version()}\n`);
  const secret = readSecret(command.secret);
  const settings = command.settings === undefined ? {} : readSettings(command.settings);
  const store = command.data === null ? new MemoryStore() : inFolder(command.data, (folder) => new SqliteStore(join(folder, 'rooms.db')));
  const { appKey, path, redis, media: place, imageBytes, callbackUrl, attributeCallbackUrl, messageCallbackUrl, reviewUrl, reviewFailure, devices } = command;
  const { mediaUrl, mediaBytesMax, mediaBytesPerUser, mediaKeepMs } = command;
  const media = place === null ? undefined : 'folder' in place ? inFolder(place.folder, (folder) => new DiskMedia(folder)) : new S3Media(place.s3);
  const previousSecret = command.previousSecret && readSecret(command.previousSecret);
  const bus = redis === undefined ? undefined : await redisBus({ url: redis, prefix: `live-chatroom:${appKey}` }).catch((cause: Error) => {
    throw new UsageError(cause.message);
  });
  const chat = createChatServer({
    ...settings,
    appKey, secret, path, store, media, previousSecret, callbackUrl, attributeCallbackUrl, messageCallbackUrl, reviewUrl, reviewFailure, devices,
    mediaUrl, mediaBytesMax, mediaBytesPerUser, mediaKeepMs,
    ...(imageBytes === undefined ? {} : { mediaLimits: { ...DEFAULTS.mediaLimits, ...settings.mediaLimits, imageBytes } }),
    receiptKeys: command.receiptKeys.map(readSecret),
    ...(bus ? { bus } : {}),
  });
  const { port } = await chat.listen(command.port, command.host).catch(async (cause: unknown) => {
    await chat.close();
    throw cannotListen(cause, command) ?? cause;
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      void chat.close().then(() => process.exit(0));
    });
  }
  process.stdout.write(`live-chatroom server ready: ws://${command.host}:${port}${command.path}\n`);
}

function readSecret(secret: Kept): string {
  if ('value' in secret) return secret.value;
  try {
    return readFileSync(secret.file, 'utf8').trim();
  } catch (cause) {
    throw new UsageError(`Cannot read the secret from ${secret.file}: ${(cause as Error).message}`);
  }
}

function version(): string {
  return (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }).version;
}

/** What lies in a folder. @throws {UsageError} it cannot be used: somebody else has it, its rights, what is in there. */
function inFolder<T>(folder: string, open: (folder: string) => T): T {
  try {
    return open(folder);
  } catch (cause) {
    throw new UsageError(`Cannot keep data in ${folder}: ${(cause as Error).message}`);
  }
}

/** In words, where it is a matter of flags. */
function cannotListen(cause: unknown, { port, host }: { port: number; host: string }): UsageError | null {
  switch ((cause as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return new UsageError(`Port ${port} is in use. Choose another with --port or PORT.`);
    case 'EACCES':
      return new UsageError(`Port ${port} needs rights this process does not have. Choose one from 1024 with --port or PORT.`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new UsageError(`${host} is no address of this machine. 127.0.0.1 is for this machine alone, 0.0.0.0 for others too: --host or HOST.`);
    default:
      return null;
  }
}

main().catch((error: unknown) => {
  // A caller's mistake needs words, not a stack.
  const known = error instanceof UsageError || error instanceof TypeError;
  process.stderr.write(`live-chatroom: ${known ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(known ? 2 : 1);
});
