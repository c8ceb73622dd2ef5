/** `npm run build`: the manifest, the compiled sources and the framework types, into dist. */
import { chmod, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { filesUnder } from '../support/files.js';
import { projectFolder } from '../support/folders.js';
import { runCommand } from '../support/run-command.js';
import { reactTypes, vueTypes } from './framework-types.js';
import { elementsIn, type Manifest } from './manifest.js';
import { minifyStyles } from './minify-styles.js';

const inProject = (path: string) => join(projectFolder, path);

async function must(command: string[]): Promise<void> {
  const { exitCode, output } = await runCommand(command, { limitMs: 180_000 });
  if (exitCode !== 0) throw new Error(`${command.join(' ')} failed:\n${output}`);
}

async function writeFrameworkTypes(): Promise<number> {
  const elements = elementsIn(JSON.parse(await readFile(inProject('custom-elements.json'), 'utf8')) as Manifest);
  await writeFile(inProject('dist/react.d.ts'), reactTypes(elements));
  await writeFile(inProject('dist/vue.d.ts'), vueTypes(elements));
  return elements.length;
}

async function slimStyles(): Promise<void> {
  for (const file of filesUnder('dist/elements', /\.js$/)) {
    await writeFile(inProject(file), minifyStyles(await readFile(inProject(file), 'utf8')));
  }
}

export async function buildPackage(): Promise<void> {
  await rm(inProject('dist'), { recursive: true, force: true });
  await must(['npm', 'run', '--silent', 'manifest']);
  await must(['node_modules/.bin/tsc', '-p', 'test/package/tsconfig.build.json']);
  await slimStyles();
  const count = await writeFrameworkTypes();
  // tsc keeps the first line (#!) of the program but not the right to run it.
  const program = inProject('dist/server/main.js');
  if (await stat(program).catch(() => undefined)) await chmod(program, 0o755);
  console.log(`dist: ${count} elements`);
}

if (process.argv[1]?.endsWith('build.ts')) await buildPackage();
