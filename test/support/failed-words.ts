import { withoutTerminalCodes } from './totals.js';

/**
 * The words that select what has failed in a runner's output, so that it can be run again by itself: test files, or ids of stories.
 * Nothing when the runner has not said what it was.
 */
export function failedWords(output: string): string[] {
  const words = new Set<string>();
  let browserFile = '';
  for (const line of withoutTerminalCodes(output).split('\n')) {
    const [, word] = /^test at (test\/\S+?\.test\.ts):/.exec(line) ?? /^✖ .+ \(([\w-]+--[\w-]+)\)$/.exec(line) ?? [];
    if (word) words.add(word);
    // A block of a browser test file also stands there for its warnings.
    browserFile = /^(test\/\S+\.browser\.test\.ts):$/.exec(line)?.[1] ?? browserFile;
    if (browserFile && /^\s+❌/.test(line)) words.add(browserFile);
  }
  return [...words];
}
