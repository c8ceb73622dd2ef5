/** Which lists are measured, and how each is put into a page of its own. */
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { projectFolder } from '../../support/folders.js';
import { runCommand } from '../../support/run-command.js';

export interface ListUnderTest {
  name: string;
  /** Its adapter, a file of test/bench/peers/list without ending. */
  adapter: string;
  query?: string;
  licence: string;
  ours?: boolean;
  /** Handed the messages in steps of so many ms instead of once per frame. */
  stepMs?: number;
  /** Keeps everything, so a long run fills the machine's memory. */
  leaks?: boolean;
}

export const LISTS: readonly ListUnderTest[] = [
  { name: 'floor', adapter: 'floor', licence: 'none' },
  { name: 'ours', adapter: 'ours', licence: 'MIT', ours: true },
  { name: 'ours, all rows', adapter: 'ours', query: 'max-rate=0', licence: 'MIT', ours: true },
  { name: 'virtua', adapter: 'virtua', licence: 'MIT' },
  { name: 'virtua, 100 ms', adapter: 'virtua', licence: 'MIT', stepMs: 100 },
  { name: 'lit-virtualizer', adapter: 'lit-virtualizer', licence: 'BSD-3-Clause' },
  { name: 'react-virtuoso', adapter: 'virtuoso', licence: 'MIT' },
  { name: 'chatscope@500', adapter: 'chatscope', licence: 'MIT' },
  { name: 'naive@500', adapter: 'naive', licence: 'none' },
  { name: 'deep-chat', adapter: 'deep-chat', licence: 'MIT', leaks: true },
];

const peers = join(projectFolder, 'test/bench/peers/list');

/** Installs the peers once, from their own lock file; nothing of them is ever part of the package. */
async function installPeers(): Promise<void> {
  if (existsSync(join(peers, 'node_modules/react-virtuoso'))) return;
  console.log('Installing the peers …');
  const done = await runCommand(['npm', 'ci', '--prefix', peers, '--ignore-scripts'], { limitMs: 300_000 });
  if (done.exitCode !== 0) throw new Error(`The peers could not be installed:\n${done.output}`);
}

/** Writes `<adapter>.html` for each list into a folder. Returns the reasons why some could not be built. */
export async function buildPages(lists: readonly ListUnderTest[], folder: string): Promise<Map<string, string>> {
  await installPeers();
  await mkdir(folder, { recursive: true });
  const failed = new Map<string, string>();
  for (const adapter of new Set(lists.map((list) => list.adapter))) {
    try {
      await build({
        stdin: {
          contents: `import adapter from './${adapter}.js'; import { start } from '../../list/page.js'; start(adapter);`,
          resolveDir: peers,
          loader: 'ts',
        },
        outfile: join(folder, `${adapter}.js`),
        bundle: true,
        minify: true,
        format: 'esm',
        target: 'es2022',
        define: { 'process.env.NODE_ENV': '"production"' },
        conditions: ['production', 'browser'],
        loader: { '.svg': 'dataurl', '.png': 'dataurl', '.woff2': 'dataurl', '.ttf': 'dataurl', '.woff': 'dataurl', '.eot': 'dataurl' },
        // As in the project's own settings; what peers ship needs none of it.
        tsconfigRaw: { compilerOptions: { experimentalDecorators: true, useDefineForClassFields: false } },
        logLevel: 'silent',
      });
      await writeFile(join(folder, `${adapter}.html`), page(adapter, existsSync(join(folder, `${adapter}.css`))));
    } catch (error) {
      failed.set(adapter, (error instanceof Error ? error.message : String(error)).split('\n').slice(0, 3).join(' '));
    }
  }
  return failed;
}

const page = (adapter: string, css: boolean) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>${adapter}</title>
${css ? `<link rel="stylesheet" href="${adapter}.css">` : ''}
<style>body { margin: 0; background: white; color: black } #host { inline-size: 380px; block-size: 640px; overflow: hidden; position: relative } input { inline-size: 372px }</style>
<div id="host"></div><input aria-label="typing"><script type="module" src="${adapter}.js"></script></html>`;
