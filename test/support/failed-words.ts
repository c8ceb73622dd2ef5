import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { projectFolder } from './folders.js';
import { filesUnder } from './files.js';
import { withoutTerminalCodes } from './totals.js';

/**
 * The words that select what has failed in a runner's output, so that it can be run again by itself: test files, or ids of stories.
 * Nothing when the runner has not said what it was.
 */
export function failedWords(output: string): string[] {
  const words = new Set<string>();
  let browserFile = '';
  for (const line of withoutTerminalCodes(output).split('\n')) {
    const [, word] = /^test at (test\/\S+?\.ts):/.exec(line) ?? /^✖ .+ \(([\w-]+--[\w-]+)\)$/.exec(line) ?? [];
    for (const each of word ? filesThatRun(word) : []) words.add(each);
    // A block of a browser test file also stands there for its warnings.
    browserFile = /^(test\/\S+\.browser\.test\.ts):$/.exec(line)?.[1] ?? browserFile;
    if (browserFile && /^\s+❌/.test(line)) words.add(browserFile);
  }
  return [...words];
}

/** Itself, or of a suite that is run on several things: the test files that do. */
function filesThatRun(word: string): string[] {
  if (!word.endsWith('.ts') || word.endsWith('.test.ts')) return [word];
  const imported = `/${basename(word, '.ts')}.js'`;
  return filesUnder('test', /\.node\.test\.ts$/).filter((file) => readFileSync(join(projectFolder, file), 'utf8').includes(imported));
}
