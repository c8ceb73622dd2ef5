import { parseArgs } from 'node:util';
import { UsageError } from '../command-line.js';

export const LOAD_HELP = `live-chatroom load: a crowd of viewers and a few people talking, against a real server.

Usage
  npx live-chatroom load [flags]

Flags                      Default
  --viewers <n>            1000      people who watch
  --rate <n>               20        messages a second; what one room takes from ordinary people is 200 a second
  --seconds <n>            10        how long people talk
  --room <id>              load      the room they meet in
  --url <ws://…>                     a running server; without it one is started for the occasion
  --app-key <key>          live-chatroom   names the app; LIVE_CHATROOM_APP_KEY does the same
  --app-secret-file <file>           the app's secret, to make tokens with; or LIVE_CHATROOM_APP_SECRET
  --arrivals <n>           50        viewers on their way in at a time
  --deflate                          viewers take compressed frames
  --json                             the summary as one line of JSON

Every viewer checks what it sees: order, holes, duplicates. Ends with 0 when every message that was acknowledged has
reached every viewer, with 1 when not, with 2 when it was called wrongly.
`;

export interface LoadOptions {
  viewers: number;
  rate: number;
  seconds: number;
  room: string;
  url?: string;
  appKey: string;
  /** Absent when a server of our own is started. */
  secret?: { value: string } | { file: string };
  arrivals: number;
  deflate: boolean;
  json: boolean;
}

/** @throws {UsageError} what is wrong and what would be right. */
export function readLoadOptions(args: readonly string[], env: NodeJS.ProcessEnv): LoadOptions | 'help' {
  const string = { type: 'string' } as const;
  const boolean = { type: 'boolean' } as const;
  let flags;
  try {
    flags = parseArgs({
      args: [...args],
      options: {
        viewers: string, rate: string, seconds: string, room: string, url: string, 'app-key': string, 'app-secret-file': string,
        arrivals: string, deflate: boolean, json: boolean, help: { ...boolean, short: 'h' },
      },
    }).values;
  } catch (cause) {
    throw new UsageError(`${(cause as Error).message.split('\n')[0]}\nTry: npx live-chatroom load --help`);
  }
  if (flags.help) return 'help';
  const { url } = flags;
  if (url !== undefined && !/^wss?:\/\/./.test(url)) throw new UsageError(`--url is an address like ws://127.0.0.1:8787/chat; got ${url}`);
  const file = flags['app-secret-file'];
  const value = env['LIVE_CHATROOM_APP_SECRET'];
  if (url && !file && !value) throw new UsageError('A server that is running takes tokens of its app only: set LIVE_CHATROOM_APP_SECRET, or --app-secret-file.');
  const secret = file ? { file } : value ? { value } : undefined;
  return {
    viewers: number('viewers', flags.viewers ?? '1000', 1, 60_000),
    rate: number('rate', flags.rate ?? '20', 1, 5000),
    seconds: number('seconds', flags.seconds ?? '10', 1, 86_400),
    room: flags.room ?? 'load',
    appKey: flags['app-key'] ?? (env['LIVE_CHATROOM_APP_KEY'] || 'live-chatroom'),
    arrivals: number('arrivals', flags.arrivals ?? '50', 1, 1000),
    deflate: flags.deflate === true,
    json: flags.json === true,
    ...(url ? { url, secret } : {}),
  };
}

function number(name: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < min || value > max) throw new UsageError(`--${name} is a whole number from ${min} to ${max}; got ${JSON.stringify(text)}.`);
  return value;
}
