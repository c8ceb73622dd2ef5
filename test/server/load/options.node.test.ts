import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UsageError } from '../../../src/server/command-line.js';
import { LOAD_HELP, readLoadOptions } from '../../../src/server/load/options.js';

const secret = { LIVE_CHATROOM_APP_SECRET: 'x'.repeat(32) };

test('without flags a small crowd meets a server of its own', () => {
  assert.deepEqual(readLoadOptions([], {}), {
    viewers: 1000, rate: 20, seconds: 10, room: 'load', appKey: 'live-chatroom', arrivals: 50, deflate: false, json: false,
  });
  assert.deepEqual(readLoadOptions(['--viewers', '5000', '--rate', '50', '--url', 'wss://chat.example/chat', '--deflate', '--json'], secret), {
    viewers: 5000, rate: 50, seconds: 10, room: 'load', appKey: 'live-chatroom', arrivals: 50, deflate: true, json: true,
    url: 'wss://chat.example/chat', secret: { value: 'x'.repeat(32) },
  });
  assert.equal(readLoadOptions(['--help'], {}), 'help');
});

test('a mistake is told with what would be right', () => {
  const wrong: [string[], NodeJS.ProcessEnv, RegExp][] = [
    [['--viewers', '0'], {}, /1 to 60000; got "0"/],
    [['--rate', 'many'], {}, /--rate/],
    [['--seconds', '1.5'], {}, /--seconds/],
    [['--url', 'http://x'], secret, /ws:\/\//],
    [['--url', 'ws://x/chat'], {}, /LIVE_CHATROOM_APP_SECRET/],
    [['--speed', '9'], {}, /--speed.*--help/s],
  ];
  for (const [args, env, words] of wrong) assert.throws(() => readLoadOptions(args, env), (error) => error instanceof UsageError && words.test(error.message), args.join(' '));
});

test('the help names every flag', () => {
  for (const flag of ['viewers', 'rate', 'seconds', 'room', 'url', 'app-key', 'app-secret-file', 'arrivals', 'deflate', 'json']) {
    assert.ok(LOAD_HELP.includes(`--${flag} `), flag);
  }
});
