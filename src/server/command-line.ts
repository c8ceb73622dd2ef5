import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { MEDIA_FLAGS, MEDIA_HELP, type MediaCommand, readMedia } from './command-media.js';
import { readAddress, UsageError } from './command-values.js';
import { SECRET_BYTES } from './tokens.js';

export { UsageError } from './command-values.js';

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
  --attribute-callback-url <url>  LIVE_CHATROOM_ATTRIBUTE_CALLBACK_URL
                                                                hears of changed room attributes
  --message-callback-url <url>  LIVE_CHATROOM_MESSAGE_CALLBACK_URL
                                                                hears of all messages once they are in their room
  --review-url <url>       LIVE_CHATROOM_REVIEW_URL             is asked about each message before anybody sees it
  --review-failure <open|closed>  LIVE_CHATROOM_REVIEW_FAILURE  open  what happens to messages while it does not answer
  --receipt-key-file <file>                                     the key of your shop: gifts then need a receipt signed with it;
                                                                a secret, or an Ed25519 public key as PEM
                           LIVE_CHATROOM_RECEIPT_KEY            the key itself
  --previous-receipt-key-file <file>                            the key before this one
                           LIVE_CHATROOM_PREVIOUS_RECEIPT_KEY   that key itself
  --devices <one|many>     LIVE_CHATROOM_DEVICES     many       one: a new connection of a user ends the earlier ones
  --settings <file>        LIVE_CHATROOM_SETTINGS               JSON with other numbers than the usual ones, such as
                                                                { "keepAliveMax": 50, "roomCapacity": { "shared": 40 } }
  --help                                                        this text
  --version                                                     the version

${MEDIA_HELP}
A secret, once:  openssl rand -base64 48
Clients connect to ws://<host>:<port>/chat with a token: a JSON Web Token (HS256) signed with that secret by your app server:
  { "sub": user id, "name": …, "picture": …, "role": "host" | "moderator" | "member", "aud": app key, "iat": …, "exp": … }
The same address answers the Server API (POST, signed with that secret): openapi.json in this package describes it.
GET /healthz answers 200 while the server takes clients, GET /metrics what it has done, for Prometheus. SIGTERM or Ctrl+C ends it in order: clients are told when to come back.
Ends with 0 after that, with 2 when it cannot start as it was called, with 1 after anything else.
`;

/** A secret or key, or the file it is in. */
export type Kept = { value: string } | { file: string };

export interface Command extends MediaCommand {
  port: number;
  host: string;
  path: string;
  /** Folder; null keeps rooms in memory. */
  data: string | null;
  /** Address of the Redis that several servers share. */
  redis?: string;
  appKey: string;
  secret: Kept;
  /** The one before. */
  previousSecret?: Kept;
  callbackUrl?: string;
  attributeCallbackUrl?: string;
  messageCallbackUrl?: string;
  reviewUrl?: string;
  reviewFailure?: 'open' | 'closed';
  /** Of the shop: the one in use, then the one before. */
  receiptKeys: Kept[];
  mediaUrl?: string;
  /** A file of numbers the server decides by. */
  settings?: string;
  devices?: 'one' | 'many';
}

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
  if (!/^\/[\w.~/-]*$/.test(path)) throw new UsageError(`--path must start with a slash, and hold letters, digits, dots, dashes and slashes only; got ${JSON.stringify(path)}`);
  const data = flags.data ?? (env['LIVE_CHATROOM_DATA'] || '.data');
  const settings = flags.settings ?? env['LIVE_CHATROOM_SETTINGS'];
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
    receiptKeys: ['receipt-key', 'previous-receipt-key'].flatMap((name) => readKept(name, flags, env) ?? []),
    ...(settings ? { settings } : {}),
    ...readMedia(flags, env, inMemory ? null : join(data, 'media')),
    ...readAdministration(flags, env),
  };
}

type Flags = Readonly<Record<string, string | boolean | undefined>>;

const variableOf = (name: string) => `LIVE_CHATROOM_${name.replaceAll('-', '_').toUpperCase()}`;

/** From the file `--<name>-file`, or the variable of that name. */
function readKept(name: string, flags: Flags, env: NodeJS.ProcessEnv): Kept | undefined {
  const file = flags[`${name}-file`];
  const value = env[variableOf(name)];
  return typeof file === 'string' ? { file } : value ? { value } : undefined;
}

function readAdministration(
  flags: Flags & { devices?: string; 'review-failure'?: string }, env: NodeJS.ProcessEnv,
): Pick<Command, 'previousSecret' | 'callbackUrl' | 'attributeCallbackUrl' | 'messageCallbackUrl' | 'reviewUrl' | 'reviewFailure' | 'devices'> {
  const previousSecret = readKept('previous-secret', flags, env);
  const address = (name: string) => readAddress(`--${name}`, (flags[name] as string | undefined) ?? env[variableOf(name)]);
  const [callbackUrl, reviewUrl] = [address('callback-url'), address('review-url')];
  const [attributeCallbackUrl, messageCallbackUrl] = [address('attribute-callback-url'), address('message-callback-url')];
  const reviewFailure = flags['review-failure'] ?? (env['LIVE_CHATROOM_REVIEW_FAILURE'] || undefined);
  if (reviewFailure !== undefined && reviewFailure !== 'open' && reviewFailure !== 'closed') throw new UsageError(`--review-failure must be open or closed; got ${reviewFailure}`);
  const devices = flags.devices ?? (env['LIVE_CHATROOM_DEVICES'] || undefined);
  if (devices !== undefined && devices !== 'one' && devices !== 'many') throw new UsageError(`--devices must be one or many; got ${devices}`);
  return {
    ...(previousSecret ? { previousSecret } : {}),
    ...(callbackUrl ? { callbackUrl } : {}),
    ...(attributeCallbackUrl ? { attributeCallbackUrl } : {}),
    ...(messageCallbackUrl ? { messageCallbackUrl } : {}),
    ...(reviewUrl ? { reviewUrl } : {}),
    ...(reviewFailure ? { reviewFailure } : {}),
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
        'app-key': string, 'app-secret-file': string, 'previous-secret-file': string, 'callback-url': string, 'attribute-callback-url': string, 'message-callback-url': string,
        'review-url': string, 'review-failure': string, 'receipt-key-file': string, 'previous-receipt-key-file': string, devices: string, settings: string,
        ...(Object.fromEntries(MEDIA_FLAGS.map((name) => [name, string])) as Record<(typeof MEDIA_FLAGS)[number], typeof string>),
        help: { ...boolean, short: 'h' }, version: boolean,
      },
    }).values;
  } catch (cause) {
    throw new UsageError(`${cause instanceof Error ? cause.message.split('\n')[0] : String(cause)}\nTry: npx live-chatroom --help`);
  }
}
