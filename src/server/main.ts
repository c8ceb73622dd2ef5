#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { redisBus } from './bus/redis-bus.js';
import { HELP, type Kept, readCommand, UsageError } from './command-line.js';
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
  const store = command.data === null ? new MemoryStore() : new SqliteStore(join(command.data, 'rooms.db'));
  const { appKey, path, redis, media: place, imageBytes, callbackUrl, attributeCallbackUrl, messageCallbackUrl, reviewUrl, reviewFailure, devices } = command;
  const { mediaUrl, mediaBytesMax, mediaBytesPerUser, mediaKeepMs } = command;
  const media = place === null ? undefined : 'folder' in place ? new DiskMedia(place.folder) : new S3Media(place.s3);
  const previousSecret = command.previousSecret && readSecret(command.previousSecret);
  const bus = redis === undefined ? undefined : await redisBus({ url: redis, prefix: `live-chatroom:${appKey}` }).catch((cause: Error) => {
    throw new UsageError(cause.message);
  });
  const chat = createChatServer({
    appKey, secret, path, store, media, previousSecret, callbackUrl, attributeCallbackUrl, messageCallbackUrl, reviewUrl, reviewFailure, devices,
    mediaUrl, mediaBytesMax, mediaBytesPerUser, mediaKeepMs,
    ...(imageBytes === undefined ? {} : { mediaLimits: { ...DEFAULTS.mediaLimits, imageBytes } }),
    receiptKeys: command.receiptKeys.map(readSecret),
    ...(bus ? { bus } : {}),
  });
  const { port } = await chat.listen(command.port, command.host).catch(async (cause: unknown) => {
    await chat.close();
    throw inUse(cause) ? new UsageError(`Port ${command.port} is in use. Choose another with --port or PORT.`) : cause;
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

function inUse(cause: unknown): boolean {
  return cause instanceof Error && (cause as NodeJS.ErrnoException).code === 'EADDRINUSE';
}

main().catch((error: unknown) => {
  // A caller's mistake needs words, not a stack.
  const known = error instanceof UsageError || error instanceof TypeError;
  process.stderr.write(`live-chatroom: ${known ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(known ? 2 : 1);
});
