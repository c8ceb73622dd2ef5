import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/**
 * Takes comments and superfluous white space out of the css templates of a module; minifiers leave template literals alone.
 * Knows only what is safe without reading CSS: nothing within a line of a value changes but runs of white space.
 */
export function minifyStyles(source: string): string {
  return source.replace(/\bcss`((?:[^`\\]|\\.)*)`/g, (_, css: string) => {
    const slim = css
      .replace(/\/\*[^]*?\*\//g, '')
      .replace(/\s+/g, ' ')
      .replace(/ ?([{};]) ?/g, '$1')
      .replace(/;}/g, '}')
      .replace(/: /g, ':')
      .trim();
    return `css\`${slim}\``;
  });
}

/** The same while esbuild bundles, so that what is weighed is what is shipped. */
export const minifiedStyles: Plugin = {
  name: 'minified-styles',
  setup({ onLoad }) {
    onLoad({ filter: /\/src\/elements\/.*\.ts$/ }, async ({ path }) => ({ contents: minifyStyles(await readFile(path, 'utf8')), loader: 'ts' }));
  },
};
