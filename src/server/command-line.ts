import { parseArgs } from 'node:util';
import { SECRET_BYTES } from './tokens.js';

export const HELP = `live-chatroom: the chat server of the live-chatroom kit.

Usage
  npx live-chatroom [flags]

Flags                      Environment               Default
  --port <n>               PORT                      8787       port to listen on; 0 takes any free one
  --host <address>         HOST                      127.0.0.1  0.0.0.0 to be reached from other machines
  --path <path>            LIVE_CHATROOM_PATH        /chat      where clients connect
  --data <folder>          LIVE_CHATROOM_DATA        .data      rooms survive a restart in here
  --memory                                                      keep rooms in memory only
  --app-key <key>          LIVE_CHATROOM_APP_KEY     live-chatroom  names the app; tokens are made for it
  --app-secret-file <file>                                      a file that holds the secret
                           LIVE_CHATROOM_APP_SECRET             the secret itself, at least ${SECRET_BYTES} bytes
  --help                                                        this text
  --version                                                     the version

A secret, once:  openssl rand -base64 48
Clients connect to ws://<host>:<port>/chat with a token: a JSON Web Token (HS256) signed with that secret by your app server:
  { "sub": user id, "name": …, "picture": …, "role": "host" | "moderator" | "member", "aud": app key, "iat": …, "exp": … }
GET /healthz answers 200 while the server takes clients. SIGTERM or Ctrl+C ends it in order: clients are told when to come back.
`;

export interface Command {
  port: number;
  host: string;
  path: string;
  /** Folder; null keeps rooms in memory. */
  data: string | null;
  appKey: string;
  /** The secret, or the file it is in. */
  secret: { value: string } | { file: string };
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
  if (flags.memory && flags.data) throw new UsageError('--memory and --data exclude each other.');
  return {
    port: readPort(flags.port ?? (env['PORT'] || '8787')),
    host: flags.host ?? (env['HOST'] || '127.0.0.1'),
    path,
    data: flags.memory ? null : data,
    appKey: flags['app-key'] ?? (env['LIVE_CHATROOM_APP_KEY'] || 'live-chatroom'),
    secret: file ? { file } : { value: value ?? '' },
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
        port: string, host: string, path: string, data: string, memory: boolean,
        'app-key': string, 'app-secret-file': string, help: { ...boolean, short: 'h' }, version: boolean,
      },
    }).values;
  } catch (cause) {
    throw new UsageError(`${cause instanceof Error ? cause.message.split('\n')[0] : String(cause)}\nTry: npx live-chatroom --help`);
  }
}
