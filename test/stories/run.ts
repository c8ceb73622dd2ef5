/**
 * `npm run test:stories`: builds Storybook and opens every story and docs page in a browser.
 *
 * Words select stories by a part of their id. `--globals=theme:dark;language:zh-CN` opens them with other toolbar choices.
 */
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { launchBrowser, openPage } from '../support/browser.js';
import { cacheFolder } from '../support/folders.js';
import { runCommand } from '../support/run-command.js';
import { serveFolder } from '../support/static-server.js';
import { formatTotals } from '../support/totals.js';
import { createVisitor, type Entry } from './visit.js';

/** Pages at work at the same time; more than cores only makes each slower. */
const pagesAtOnce = 2;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { globals: { type: 'string', default: 'theme:light;language:en' } },
});

/** A folder of its own, so that two runs at once do not take each other's files away. */
const book = join(cacheFolder, `storybook-${process.pid}`);

async function buildBook(): Promise<void> {
  await mkdir(book, { recursive: true });
  const built = await runCommand(['npm', 'run', '--silent', 'build:storybook', '--', '-o', book, '--quiet'], { limitMs: 180_000 });
  if (built.exitCode !== 0) throw new Error(`Storybook could not be built:\n${built.output}`);
}

async function run(): Promise<boolean> {
  const index = JSON.parse(await readFile(join(book, 'index.json'), 'utf8')) as { entries: Record<string, Entry> };
  const queue = Object.values(index.entries).filter(
    ({ id }) => positionals.length === 0 || positionals.some((word) => id.includes(word)),
  );
  const totals = { passed: 0, failed: 0, skipped: 0 };
  const server = await serveFolder(book);
  const browser = await launchBrowser();
  try {
    await Promise.all(
      Array.from({ length: pagesAtOnce }, async () => {
        const page = await openPage(await browser.createBrowserContext());
        await page.setViewport({ width: 1024, height: 800 });
        const visitor = await createVisitor(page, server.origin, values.globals);
        for (let entry = queue.shift(); entry; entry = queue.shift()) {
          const faults = await visitor.visit(entry);
          totals[faults.length ? 'failed' : 'passed'] += 1;
          console.log(`${faults.length ? '✖' : '✔'} ${entry.title} / ${entry.name} (${entry.id})`);
          for (const fault of faults) console.log(`  ${fault}`);
        }
      }),
    );
  } finally {
    await browser.close();
    await server.close();
  }
  console.log(`\n${formatTotals(totals)}`);
  // A book without a page is a fault; words that fit no page are not.
  return totals.failed === 0 && (totals.passed > 0 || positionals.length > 0);
}

try {
  await buildBook();
  process.exitCode = (await run()) ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await rm(book, { recursive: true, force: true });
}
