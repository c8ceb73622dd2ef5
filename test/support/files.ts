import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { projectFolder } from './folders.js';

/** Made by a tool or fetched: never ours to judge. */
const notOurs = new Set(['node_modules', 'dist', 'storybook-static', 'coverage', '.git', '.data', 'custom-elements.json']);

/** Every file below a project folder, as sorted paths from the top with forward slashes. A missing folder has none. */
export function filesUnder(folder = '.', matches: RegExp = /./): string[] {
  const walk = (path: string): string[] =>
    readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
      if (notOurs.has(entry.name)) return [];
      const full = join(path, entry.name);
      return entry.isDirectory() ? walk(full) : [relative(projectFolder, full).split(sep).join('/')];
    });
  try {
    return walk(join(projectFolder, folder))
      .filter((file) => matches.test(file))
      .sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
