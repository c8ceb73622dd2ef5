/** Which engines run, where their adapters stand, and how a page gets one of them. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type Plugin } from 'esbuild';
import { projectFolder } from '../../support/folders.js';
import { bundle } from '../bundle.js';
import type { Mode } from './contract.js';

const peersFolder = join(projectFolder, 'test/bench/peers/danmaku');

export interface Engine {
  name: string;
  /** Path of the adapter. */
  adapter: string;
  modes: readonly Mode[];
  /** Package whose own bytes are weighed; its host player or framework is not. */
  weigh?: string;
}

const peer = (name: string, modes: Mode[], weigh: string): Engine => ({ name, adapter: join(peersFolder, 'adapters', `${name}.js`), modes, weigh });
const both: Mode[] = ['avoid', 'all'];

export const ENGINES: readonly Engine[] = [
  { name: 'null', adapter: join(peersFolder, 'adapters/null.js'), modes: both },
  { name: 'danmaku-layer', adapter: join(projectFolder, 'test/bench/danmaku/ours.ts'), modes: both },
  peer('danmu-js', ['avoid'], 'danmu.js'),
  peer('nplayer', both, '@nplayer/danmaku'),
  peer('artplayer', both, 'artplayer-plugin-danmuku'),
  peer('danmu', both, 'danmu'),
  peer('vue-danmaku', ['avoid'], 'vue-danmaku'),
  peer('rc-bullets', ['avoid'], 'rc-bullets'),
  peer('barrage-ui', both, 'barrage-ui'),
  peer('danmaku-dom', ['all'], 'danmaku'),
  peer('danmaku-canvas', ['all'], 'danmaku'),
  peer('comment-core-library', ['all'], 'comment-core-library'),
];

/** Peers come at the first run: they are no part of the project, and nobody else should wait for them. */
export function installPeers(): void {
  if (existsSync(join(peersFolder, 'node_modules/danmaku/package.json'))) return;
  console.log('Installing the engines to compare with …');
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', peersFolder], { stdio: 'inherit', timeout: 300_000 });
}

/** It defines a global and exports nothing. */
const globals: Plugin = {
  name: 'globals',
  setup(on) {
    on.onLoad({ filter: /CommentCoreLibrary\.js$/ }, ({ path }) => ({ contents: `${readFileSync(path, 'utf8')}\nexport { CommentManager };` }));
  },
};

/** The script of a page with this engine in it. */
export async function pageScript({ adapter }: Engine): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: `import * as adapter from ${JSON.stringify(adapter)}; import { serve } from './test/bench/danmaku/page.ts'; serve(adapter);`,
      resolveDir: projectFolder,
      loader: 'ts',
    },
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    loader: { '.css': 'text' },
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [globals],
    logLevel: 'error',
  });
  return outputFiles[0]!.text;
}

/** Gzip bytes of a peer's own code, frameworks and players aside. */
export async function weightOf({ weigh }: Engine): Promise<number | null> {
  if (!weigh) return null;
  const { outputFiles } = await build({
    stdin: { contents: `import * as engine from ${JSON.stringify(weigh)}; globalThis.engine = engine;`, resolveDir: peersFolder, loader: 'js' },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    external: ['vue', 'react', 'react-dom', 'artplayer', 'nplayer'],
    plugins: [globals],
    logLevel: 'error',
  });
  return gzipSync(outputFiles[0]!.contents, { level: 9 }).length;
}

/** What every element of the kit needs, so what danmaku adds can be told from it. */
const shared = `
  import * as lit from 'lit';
  import * as decorators from 'lit/decorators.js';
  import * as room from './src/elements/shared/room-element.js';
  import * as show from './src/elements/shared/show-displays.js';
  import * as tokens from './src/elements/shared/tokens.styles.js';
  globalThis.shared = [lit.render, lit.html, lit.css, lit.nothing, decorators.property, decorators.query, room.RoomElement, show.addShow, tokens.tokens];`;

/** Gzip bytes of ours: what a page loads at once on top of Lit and what all elements share, and the engine that comes with the first comment. */
export async function ownWeights(): Promise<{ atOnce: number; engine: number }> {
  // No Lit in it: only displays need that, and they come with the first one.
  const engine = await bundle(`import { Stage } from './src/elements/danmaku-layer/stage.js'; globalThis.engine = Stage;`);
  const [base, whole] = [await bundle(shared), await bundle(`${shared} import './src/define/danmaku-layer.js';`)];
  return { atOnce: whole.gzip - base.gzip, engine: engine.gzip };
}
