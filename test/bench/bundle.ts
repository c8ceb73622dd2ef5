/** Bundles a few lines as a page's own bundler would, and weighs what the page loads at once. */
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { minifiedStyles } from '../package/minify-styles.js';
import { projectFolder } from '../support/folders.js';

export interface Bundle {
  /** Bytes that load before anything happens, minified. */
  minified: number;
  /** The same through gzip level 9, file by file as a server sends them. */
  gzip: number;
  /** Source files in these bytes, as paths from the project folder. */
  inputs: string[];
  /** Gzip bytes of all that waits for a first need. */
  lazyGzip: number;
}

/** @param contents Source text of the entry; its relative imports start in the project folder. */
export async function bundle(contents: string): Promise<Bundle> {
  const { metafile, outputFiles } = await build({
    stdin: { contents, resolveDir: projectFolder, sourcefile: 'entry.ts', loader: 'ts' },
    absWorkingDir: projectFolder,
    outdir: 'out',
    bundle: true,
    splitting: true,
    minify: true,
    // As page bundlers write it; the default escapes every Chinese character.
    charset: 'utf8',
    plugins: [minifiedStyles],
    write: false,
    metafile: true,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    logLevel: 'error',
  });
  const bytes = new Map(outputFiles.map((file) => [file.path, file.contents]));
  const gzipOf = (output: string) => gzipSync(bytes.get(join(projectFolder, output))!, { level: 9 }).length;

  const entry = Object.keys(metafile.outputs).find((output) => metafile.outputs[output]!.entryPoint === 'entry.ts')!;
  const atOnce = new Set<string>();
  const follow = (output: string) => {
    if (atOnce.has(output)) return;
    atOnce.add(output);
    for (const { path, kind } of metafile.outputs[output]!.imports) if (kind === 'import-statement') follow(path);
  };
  follow(entry);

  const sum = (outputs: string[], size: (output: string) => number) => outputs.reduce((total, output) => total + size(output), 0);
  const first = [...atOnce];
  return {
    minified: sum(first, (output) => metafile.outputs[output]!.bytes),
    gzip: sum(first, gzipOf),
    inputs: first.flatMap((output) =>
      Object.entries(metafile.outputs[output]!.inputs).flatMap(([input, { bytesInOutput }]) => (bytesInOutput > 0 ? [input] : [])),
    ),
    lazyGzip: sum(Object.keys(metafile.outputs).filter((output) => !atOnce.has(output)), gzipOf),
  };
}
