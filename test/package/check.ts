/**
 * `npm run check:package`: builds the package and looks at it from outside, as npm would hand it to somebody.
 * Sizes are judged by test/house/size.node.test.ts, from the sources.
 */
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { cacheFolder, projectFolder } from '../support/folders.js';
import { runCommand } from '../support/run-command.js';
import { formatTotals } from '../support/totals.js';
import { buildPackage } from './build.js';
import { codeEntries } from './entries.js';

/** A folder of its own, so that two runs at once do not read each other's tarball. */
const packed = join(cacheFolder, `packed-${process.pid}`);

/** Faults, one text each; none means it passed. */
type Check = () => Promise<string[]>;

const command = async (words: string[]): Promise<string[]> => {
  const { exitCode, output } = await runCommand(words, { limitMs: 120_000, env: { NO_COLOR: '1' } });
  return exitCode === 0 ? [] : [output.trim() || `exit code ${exitCode}`];
};

async function tarball(): Promise<string> {
  const file = (await readdir(packed)).find((name) => name.endsWith('.tgz'));
  if (!file) throw new Error('npm pack made no tarball');
  return join(packed, file);
}

const checks: [name: string, check: Check][] = [
  [
    'builds',
    async () => {
      await buildPackage();
      return [];
    },
  ],
  [
    'packs',
    async () => {
      await mkdir(packed, { recursive: true });
      return command(['npm', 'pack', '--silent', '--ignore-scripts', '--pack-destination', packed]);
    },
  ],
  [
    'publint: package.json and the files agree',
    async () => {
      const bytes = await readFile(await tarball());
      const { messages, pkg } = await publint({
        pack: { tarball: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) },
        strict: true,
      });
      return messages.filter(({ type }) => type !== 'suggestion').map((message) => formatMessage(message, pkg) ?? message.code);
    },
  ],
  [
    'attw: types resolve for every door (ESM only)',
    async () => command(['node_modules/.bin/attw', await tarball(), '--profile', 'esm-only', '--no-emoji', '--format', 'ascii']),
  ],
  [
    'types for React and Vue are valid',
    async () => command(['node_modules/.bin/tsc', '-p', 'test/package/consumer/tsconfig.json']),
  ],
  ...codeEntries().map(({ specifier }): [string, Check] => [
    `imports in Node without throwing: ${specifier}`,
    // The package may import itself by name, through the same `exports` as anybody else.
    async () => command(['node', '--input-type=module', '--eval', `await import('${specifier}')`]),
  ]),
];

const totals = { passed: 0, failed: 0, skipped: 0 };
process.chdir(projectFolder);
try {
  for (const [name, check] of checks) {
    const faults = await check().catch((error: unknown) => [error instanceof Error ? error.message : String(error)]);
    totals[faults.length ? 'failed' : 'passed'] += 1;
    console.log(`${faults.length ? '✖' : '✔'} ${name}`);
    for (const fault of faults) console.log(`  ${fault}`);
    // Nothing after it can say anything true.
    if (name === 'builds' && faults.length) break;
  }
} finally {
  await rm(packed, { recursive: true, force: true });
}
console.log(`\n${formatTotals(totals)}`);
process.exitCode = totals.failed ? 1 : 0;
