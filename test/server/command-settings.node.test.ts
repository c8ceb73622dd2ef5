import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readSettings } from '../../src/server/command-settings.js';
import { UsageError } from '../../src/server/command-values.js';
import { scratchFolder } from './scratch.js';

function fileOf(text: string): string {
  const file = join(scratchFolder(), 'settings.json');
  writeFileSync(file, text);
  return file;
}

test('what a file says holds, and of several numbers that belong together the others stay', () => {
  const file = fileOf('{ "keepAliveMax": 50, "roomCapacity": { "shared": 40 }, "limits": { "textLength": 100 }, "compress": false, "mediaOrigins": ["https://a.example"] }');
  assert.deepEqual(readSettings(file), {
    keepAliveMax: 50,
    roomCapacity: { windowMs: 200, highOnly: 20, shared: 40 },
    limits: { textLength: 100, contentBytes: 8192, frameBytes: 16_384, messagesPerSecond: 5, roomsPerConnection: 64 },
    compress: false,
    mediaOrigins: ['https://a.example'],
  });
  assert.deepEqual(readSettings(fileOf('{}')), {});
});

test('a file that is not one says what is wrong with it', () => {
  const wrong: [string, RegExp][] = [
    ['{', /is not JSON/],
    ['[]', /must hold a JSON object/],
    ['null', /must hold a JSON object/],
    ['{"keepAlive": 5}', /keepAlive is no setting.*keepAliveMax/],
    ['{"__proto__": {"x": 1}}', /__proto__ is no setting/],
    ['{"toString": 1}', /toString is no setting/],
    ['{"keepAliveMax": "5"}', /keepAliveMax must be a number, such as 5/],
    ['{"keepAliveMax": null}', /keepAliveMax must be a number/],
    ['{"keepAliveMax": -1}', /keepAliveMax must not be below 0/],
    ['{"compress": 1}', /compress must be a boolean/],
    ['{"roomCapacity": 5}', /roomCapacity must be an object with some of: windowMs, highOnly, shared/],
    ['{"roomCapacity": {"high": 5}}', /roomCapacity\.high is no setting.*highOnly/],
    ['{"mediaOrigins": [1]}', /mediaOrigins must be a string/],
    ['{"path": "/x"}', /path has a flag of its own, --path/],
  ];
  for (const [text, words] of wrong) assert.throws(() => readSettings(fileOf(text)), (error) => error instanceof UsageError && words.test(error.message), text);
  assert.throws(() => readSettings('/nowhere/settings.json'), /Cannot read the settings from \/nowhere/);
});
