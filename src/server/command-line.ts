import { parseArgs } from 'node:util';
import { SECRET_BYTES } from './tokens.js';

export const HELP = `live-chatroom: the chat server of the live-chatroom kit.

Usage
  npx live-chatroom [flags]
  npx live-chatroom load [flags]     a crowd of viewers against a running server; load --help says more

Flags                      Environment               Default
  --port <n>               PORT                      8787       port to listen on; 0 takes any free one
  --host <address>         HOST                      127.0.0.1  0.0.0.0 to be reached from other machines
  --path <path>            LIVE_CHATROOM_PATH        /chat      where clients connect
  --data <folder>          LIVE_CHATROOM_DATA        .data      rooms survive a restart in here
  --memory                                                      keep rooms in memory only
  --redis <url>            LIVE_CHATROOM_REDIS                  share rooms with other servers over this Redis 7 or Valkey;
                                                                rooms live there, and --data is used only when it is given
  --app-key <key>          LIVE_CHATROOM_APP_KEY     live-chatroom  names the app; tokens are made for it
  --app-secret-file <file>                                      a file that holds the secret
                           LIVE_CHATROOM_APP_SECRET             the secret itself, at least ${SECRET_BYTES} bytes
  --previous-secret-file <file>                                 the secret before this one: still accepted, while it is replaced
                           LIVE_CHATROOM_PREVIOUS_SECRET        that secret itself
  --callback-url <url>     LIVE_CHATROOM_CALLBACK_URL           hears of rooms made and ended, and of who joins and leaves
  --devices <one|many>     LIVE_CHATROOM_DEVICES     many       one: a new connection of a user ends the earlier ones
  --help                                                        this text
  --version                                                     the version

A secret, once:  openssl rand -base64 48
Clients connect to ws://<host>:<port>/chat with a token: a JSON Web Token (HS256) signed with that secret by your app server:
  { "sub": user id, "name": …, "picture": …, "role": "host" | "moderator" | "member", "aud": app key, "iat": …, "exp": … }
The same address answers the Server API (POST, signed with that secret): openapi.json in this package describes it.
GET /healthz answers 200 while the server takes clients, GET /metrics what it has done, for Prometheus. SIGTERM or Ctrl+C ends it in order: clients are told when to come back.
`;

export interface Command {
  port: number;
  host: string;
  path: string;
  /** Folder; null keeps rooms in memory. */
  data: string | null;
  /** Address of the Redis that several servers share. */
  redis?: string;
  appKey: string;
  /** The secret, or the file it is in. */
  secret: { value: string } | { file: string };
  /** The one before. */
  previousSecret?: { value: string } | { file: string };
  callbackUrl?: string;
  devices?: 'one' | 'many';
}

/** A mistake in how the program was called: shown without a stack, ends with code 2. */
export class UsageError extends Error {}

/** Reads flags and environment; a flag wins. @throws {UsageError} what is wrong and what would be right. */
export function readCommand(args: readonly string[], env: NodeJS.ProcessEnv): Command | 'help' | 'version' {
  const flags = parse(args);
  if (flags.help) return 'help';
  if (flags.version) return 'version';
  const file = flags['app-secret-file'];
  const value = env['LIVE_CHATROOM_APP_SECRET'];
  if (!file && !value) {
    throw new UsageError('There is no secret. Set LIVE_CHATROOM_APP_SECRET, or --app-secret-file; make one with: openssl rand -base64 48');
  }
  const path = flags.path ?? (env['LIVE_CHATROOM_PATH'] || '/chat');
  if (!path.startsWith('/')) throw new UsageError(`--path must start with a slash; got ${path}`);
  const data = flags.data ?? (env['LIVE_CHATROOM_DATA'] || '.data');
  const redis = flags.redis ?? env['LIVE_CHATROOM_REDIS'];
  if (redis && !/^rediss?:\/\/./.test(redis)) throw new UsageError(`--redis is an address like redis://127.0.0.1:6379; got ${redis.replace(/\/\/.*@/, '//…@')}`);
  // Two servers on one machine cannot share a data file, and over Redis none is needed.
  const inMemory = flags.memory || (redis && !flags.data && !env['LIVE_CHATROOM_DATA']);
  if (flags.memory && flags.data) throw new UsageError('--memory and --data exclude each other.');
  return {
    port: readPort(flags.port ?? (env['PORT'] || '8787')),
    host: flags.host ?? (env['HOST'] || '127.0.0.1'),
    path,
    data: inMemory ? null : data,
    ...(redis ? { redis } : {}),
    appKey: flags['app-key'] ?? (env['LIVE_CHATROOM_APP_KEY'] || 'live-chatroom'),
    secret: file ? { file } : { value: value ?? '' },
    ...readAdministration(flags, env),
  };
}

function readAdministration(
  flags: { 'previous-secret-file'?: string; 'callback-url'?: string; devices?: string }, env: NodeJS.ProcessEnv,
): Pick<Command, 'previousSecret' | 'callbackUrl' | 'devices'> {
  const file = flags['previous-secret-file'];
  const value = env['LIVE_CHATROOM_PREVIOUS_SECRET'];
  const callbackUrl = flags['callback-url'] ?? env['LIVE_CHATROOM_CALLBACK_URL'];
  if (callbackUrl && !/^https?:\/\/./.test(callbackUrl)) throw new UsageError(`--callback-url must start with http:// or https://; got ${callbackUrl}`);
  const devices = flags.devices ?? (env['LIVE_CHATROOM_DEVICES'] || undefined);
  if (devices !== undefined && devices !== 'one' && devices !== 'many') throw new UsageError(`--devices must be one or many; got ${devices}`);
  return {
    ...(file ? { previousSecret: { file } } : value ? { previousSecret: { value } } : {}),
    ...(callbackUrl ? { callbackUrl } : {}),
    ...(devices ? { devices } : {}),
  };
}

export function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new UsageError(`A port is a whole number from 0 to 65535; got ${JSON.stringify(text)}.`);
  return port;
}

function parse(args: readonly string[]) {
  const string = { type: 'string' } as const;
  const boolean = { type: 'boolean' } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: string, host: string, path: string, data: string, memory: boolean, redis: string,
        'app-key': string, 'app-secret-file': string, 'previous-secret-file': string, 'callback-url': string, devices: string, help: { ...boolean, short: 'h' }, version: boolean,
      },
    }).values;
  } catch (cause) {
    throw new UsageError(`${cause instanceof Error ? cause.message.split('\n')[0] : String(cause)}\nTry: npx live-chatroom --help`);
  }
}
