/** Serves some packages to test pages as one bundled file each, because their ES builds import CommonJS files. */
import { build } from 'esbuild';
import type { Plugin } from '@web/dev-server-core';
import { projectFolder } from './folders.js';

const prefix = '/__prebundled__/';

export function prebundle(packages: string[]): Plugin {
  const bundles = new Map<string, Promise<string>>();
  const bundle = async (name: string): Promise<string> => {
    const result = await build({
      stdin: { contents: `export * from '${name}'; export { default } from '${name}';`, resolveDir: projectFolder },
      bundle: true,
      format: 'esm',
      target: 'es2022',
      write: false,
      logLevel: 'error',
    });
    return result.outputFiles[0]!.text;
  };
  return {
    name: 'prebundle',
    resolveImport({ source }) {
      return packages.includes(source) ? `${prefix}${source}` : undefined;
    },
    async serve({ path }) {
      if (!path.startsWith(prefix)) return undefined;
      const name = path.slice(prefix.length);
      if (!bundles.has(name)) bundles.set(name, bundle(name));
      return { body: await bundles.get(name)!, type: 'js' };
    },
  };
}
