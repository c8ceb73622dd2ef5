/** The package's doors, as `exports` in package.json lists them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesUnder } from '../support/files.js';
import { projectFolder } from '../support/folders.js';

type Target = string | { types?: string; default?: string };

export interface Entry {
  /** What a program writes: `live-chatroom/define/like-button.js`. */
  specifier: string;
  /** The file it gets: `dist/define/like-button.js`. */
  file: string;
  /** What that file is made from: `src/define/like-button.ts`. */
  source: string;
}

const { name, exports } = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')) as {
  name: string;
  exports: Record<string, Target>;
};

/** The entries that are code; a pattern gives one for each source file it fits. */
export function codeEntries(): Entry[] {
  return Object.entries(exports).flatMap(([key, target]) => {
    const file = typeof target === 'string' ? target : target.default;
    if (!file?.endsWith('.js')) return [];
    const specifier = name + key.slice(1);
    const source = file.replace('./dist/', 'src/').replace(/\.js$/, '.ts');
    if (!key.includes('*')) return [{ specifier, file: file.slice(2), source }];
    const [before = '', after = ''] = source.split('*');
    return filesUnder(before.replace(/\/$/, ''), /\.ts$/).flatMap((found) => {
      const middle = found.slice(before.length, -after.length);
      if (middle.includes('/')) return [];
      return [{ specifier: specifier.replace('*', middle), file: file.slice(2).replace('*', middle), source: found }];
    });
  });
}
