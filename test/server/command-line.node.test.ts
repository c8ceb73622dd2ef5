import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { type Command, HELP, readCommand, UsageError } from '../../src/server/command-line.js';
import { scratchFolder } from './scratch.js';
import { SECRET } from './stage.js';

const withSecret = { LIVE_CHATROOM_APP_SECRET: SECRET };

test('nothing but a secret is needed; flags win over the environment', () => {
  assert.deepEqual(readCommand([], withSecret), {
    port: 8787, host: '127.0.0.1', path: '/chat', data: '.data', appKey: 'live-chatroom', secret: { value: SECRET },
    media: { folder: join('.data', 'media') }, receiptKeys: [],
  });
  const env = { ...withSecret, PORT: '1000', HOST: '::1', LIVE_CHATROOM_DATA: '/env', LIVE_CHATROOM_APP_KEY: 'env', LIVE_CHATROOM_PATH: '/env' };
  const flags = ['--port', '0', '--host=0.0.0.0', '--data', '/flag', '--app-key', 'flag', '--path', '/flag', '--app-secret-file', 'f'];
  assert.deepEqual(readCommand([], env), {
    port: 1000, host: '::1', path: '/env', data: '/env', appKey: 'env', secret: { value: SECRET }, media: { folder: '/env/media' }, receiptKeys: [],
  });
  assert.deepEqual(readCommand(flags, env), {
    port: 0, host: '0.0.0.0', path: '/flag', data: '/flag', appKey: 'flag', secret: { file: 'f' }, media: { folder: '/flag/media' }, receiptKeys: [],
  });
  assert.deepEqual(readCommand(['--memory'], withSecret), { ...(readCommand([], withSecret) as object), data: null, media: null });
});

test('over Redis nothing is kept on disk, unless a folder is named', () => {
  const url = 'redis://127.0.0.1:6379';
  const read = (args: string[], env = {}) => readCommand(args, { ...withSecret, ...env }) as { redis?: string; data: string | null };
  for (const command of [read(['--redis', url]), read([], { LIVE_CHATROOM_REDIS: url })]) {
    assert.deepEqual([command.redis, command.data], [url, null]);
  }
  assert.equal(read(['--redis', url, '--data', 'd']).data, 'd');
  assert.equal(read([]).redis, undefined);
  assert.throws(() => read(['--redis', 'http://user:secret@x']), (error) => error instanceof UsageError && /redis:\/\//.test(error.message) && !/secret/.test(error.message));
});

test('a mistake is told with what would be right', () => {
  const wrong: [string[], NodeJS.ProcessEnv, RegExp][] = [
    [[], {}, /LIVE_CHATROOM_APP_SECRET.*openssl/],
    [['--prot', '1'], withSecret, /--prot.*--help/s],
    [['--port'], withSecret, /--port/],
    [['--port', 'x'], withSecret, /0 to 65535; got "x"/],
    [['--port', '65536'], withSecret, /65535/],
    [['start'], withSecret, /start/],
    [['--path', 'chat'], withSecret, /slash/],
    [['--path', '/chat?x'], withSecret, /--path.*"\/chat\?x"/],
    [['--memory', '--data', 'x'], withSecret, /exclude/],
  ];
  for (const [args, env, words] of wrong) assert.throws(() => readCommand(args, env), (error) => error instanceof UsageError && words.test(error.message), args.join(' '));
});

test('the help names every flag and every variable that is read', () => {
  assert.equal(readCommand(['--help'], {}), 'help');
  assert.equal(readCommand(['-h'], {}), 'help');
  assert.equal(readCommand(['--version'], {}), 'version');
  const flags = ['--settings', '--devices', '--previous-secret-file', '--callback-url', '--previous-receipt-key-file', '--media', '--s3-endpoint', '--s3-bucket', '--s3-region', '--s3-prefix', '--media-url', '--image-mb', '--media-user-mb', '--media-gb', '--media-days', '--attribute-callback-url', '--message-callback-url', '--review-url', '--review-failure', '--receipt-key-file', '--previous-receipt-key-file', '--port', '--host', '--path', '--data', '--memory', '--redis', '--app-key', '--app-secret-file', '--help', '--version'];
  const variables = ['PORT', 'HOST', ...['SETTINGS', 'DEVICES', 'PREVIOUS_SECRET', 'CALLBACK_URL', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY', 'RECEIPT_KEY', 'PREVIOUS_RECEIPT_KEY', 'REVIEW_URL', 'MEDIA', 'MEDIA_DAYS', 'REDIS', 'PATH', 'DATA', 'APP_KEY', 'APP_SECRET'].map((name) => `LIVE_CHATROOM_${name}`)];
  for (const word of [...flags, ...variables]) {
    assert.ok(HELP.includes(word), word);
  }
});

test('files go to a folder or a bucket, whose keys are never a flag, and no more of them than is said', () => {
  const keys = { LIVE_CHATROOM_S3_ACCESS_KEY_ID: 'id', LIVE_CHATROOM_S3_SECRET_ACCESS_KEY: 'key' };
  const read = (args: string[], env = {}) => readCommand(args, { ...withSecret, ...env }) as Command;
  assert.deepEqual(read(['--media', '/big']).media, { folder: '/big' });
  assert.equal(read(['--media', 'none']).media, null);
  assert.deepEqual(read(['--memory'], { LIVE_CHATROOM_MEDIA: '/big' }).media, { folder: '/big' });
  assert.deepEqual(read(['--s3-endpoint', 'https://s3.example.com', '--s3-bucket', 'chat', '--s3-prefix', 'a/'], keys).media, {
    s3: { endpoint: 'https://s3.example.com', bucket: 'chat', region: 'us-east-1', accessKeyId: 'id', secretAccessKey: 'key', prefix: 'a/' },
  });
  const { imageBytes, mediaBytesPerUser, mediaBytesMax, mediaKeepMs, mediaUrl } = read(
    ['--image-mb', '2', '--media-user-mb', '5', '--media-gb', '3', '--media-days', '7', '--media-url', 'https://files.example.com/'],
  );
  assert.deepEqual([imageBytes, mediaBytesPerUser, mediaBytesMax, mediaKeepMs, mediaUrl], [2_097_152, 5_242_880, 3_221_225_472, 604_800_000, 'https://files.example.com/']);
  assert.equal(read([], { LIVE_CHATROOM_MEDIA_DAYS: '0' }).mediaKeepMs, 0);
  const wrong: [string[], object, RegExp][] = [
    [['--s3-endpoint', 'https://s3.example.com', '--s3-bucket', 'chat'], {}, /ACCESS_KEY/],
    [['--s3-endpoint', 'https://s3.example.com'], keys, /bucket/],
    [['--s3-bucket', 'chat'], keys, /endpoint/],
    [['--s3-endpoint', 'https://s3.example.com', '--s3-bucket', 'chat', '--media', 'x'], keys, /exclude/],
    [['--media-days', 'x'], {}, /whole number/],
    [['--image-mb', '0'], {}, /from 1/],
    [['--media-url', 'https://files.example.com'], {}, /slash/],
  ];
  for (const [args, env, words] of wrong) assert.throws(() => read(args, env), (error) => error instanceof UsageError && words.test(error.message), args.join(' '));
});

test('what the app server hears, is asked, and signs', () => {
  const read = (args: string[], env = {}) => readCommand(args, { ...withSecret, ...env }) as Command;
  assert.deepEqual(read(['--receipt-key-file', 'k'], { LIVE_CHATROOM_PREVIOUS_RECEIPT_KEY: 'before' }).receiptKeys, [{ file: 'k' }, { value: 'before' }]);
  const { attributeCallbackUrl, reviewUrl, reviewFailure } = read(['--attribute-callback-url', 'http://a/x', '--review-failure', 'closed'], { LIVE_CHATROOM_REVIEW_URL: 'https://b/y' });
  assert.deepEqual([attributeCallbackUrl, reviewUrl, reviewFailure], ['http://a/x', 'https://b/y', 'closed']);
  for (const args of [['--review-url', 'b'], ['--message-callback-url', 'c'], ['--attribute-callback-url', 'ftp://x'], ['--review-failure', 'shut']]) assert.throws(() => read(args), UsageError);
});

/** How the program ends, and what it says. */
async function run(args: string[], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/server/main.ts', ...args], {
    env: { ...process.env, LIVE_CHATROOM_APP_SECRET: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code: code as number, out, err: err.trim() };
}

test('as a program: help and version; what it cannot start with ends it with 2 and words', async (t) => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  t.after(() => taken.close());
  const port = String((taken.address() as AddressInfo).port);
  const data = ['--data', scratchFolder()];
  const notOursFolder = scratchFolder();
  writeFileSync(join(notOursFolder, 'rooms.db'), 'x'.repeat(5000));
  const [help, version, short, inUse, noFile, nowhere, notAFolder, notOurs] = await Promise.all([
    run(['--help']),
    run(['--version']),
    run(data, { LIVE_CHATROOM_APP_SECRET: 'short' }),
    run(['--memory', '--port', port], withSecret),
    run(['--memory', '--app-secret-file', '/nowhere/secret']),
    // An address set aside for documents. @see RFC 5737
    run(['--memory', '--port', '0', '--host', '192.0.2.1'], withSecret),
    run(['--data', 'package.json', '--port', '0'], withSecret),
    run(['--data', notOursFolder, '--port', '0'], withSecret),
  ]);
  assert.deepEqual(help, { code: 0, out: HELP, err: '' });
  assert.match(version.out, /^\d+\.\d+\.\d+\n$/);
  assert.deepEqual([short.code, /at least 32 bytes/.test(short.err)], [2, true]);
  assert.deepEqual([inUse.code, inUse.err.split('\n').at(-1)], [2, `live-chatroom: Port ${port} is in use. Choose another with --port or PORT.`]);
  for (const [{ code, err }, words] of [
    [nowhere, /192\.0\.2\.1 is no address of this machine.*--host/],
    [notAFolder, /Cannot keep data in package\.json: /],
    [notOurs, /Cannot keep data in .*rooms\.db/],
  ] as const) {
    assert.equal(code, 2, err);
    // Words, and no stack.
    assert.match(err.split('\n').at(-1)!, words);
  }
  assert.deepEqual([noFile.code, /Cannot read the secret from \/nowhere\/secret/.test(noFile.err)], [2, true]);
});

test('what it takes to administer: the secret before, where events go, how many devices', () => {
  const given = (args: string[], env: NodeJS.ProcessEnv = {}) => {
    const { previousSecret, callbackUrl, devices } = readCommand(args, { ...withSecret, ...env }) as Command;
    return { previousSecret, callbackUrl, devices };
  };
  assert.deepEqual(given([]), { previousSecret: undefined, callbackUrl: undefined, devices: undefined });
  const env = { LIVE_CHATROOM_PREVIOUS_SECRET: 'old', LIVE_CHATROOM_CALLBACK_URL: 'http://env/', LIVE_CHATROOM_DEVICES: 'one' };
  assert.deepEqual(given([], env), { previousSecret: { value: 'old' }, callbackUrl: 'http://env/', devices: 'one' });
  const flags = ['--previous-secret-file', 'f', '--callback-url', 'https://flag/x', '--devices', 'many'];
  assert.deepEqual(given(flags, env), { previousSecret: { file: 'f' }, callbackUrl: 'https://flag/x', devices: 'many' });
  for (const wrong of [['--callback-url', 'app/hook'], ['--devices', 'two']]) assert.throws(() => readCommand(wrong, withSecret), UsageError);
});
