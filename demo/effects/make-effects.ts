/**
 * Maintainer only: draws and encodes the demo's gift effects and the small art of the tests. Needs ffmpeg with libvpx-vp9, libx264,
 * libwebp, apng and libaom; nobody who runs, tests or installs the project does. Run: `npx tsx demo/effects/make-effects.ts [name …]`
 * (about a minute on two cores). The scenes are drawn by a browser's canvas, so that edges and glows are soft.
 */
import { build } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser, openPage } from '../../test/support/browser.js';

const DEMO = join(import.meta.dirname, '../public/effects');
const TESTS = join(import.meta.dirname, '../../test/effects/art');

type Output = 'webm' | 'side' | 'side-webm' | 'webp' | 'png' | 'avif' | 'sprite' | 'poster';
interface Work {
  readonly to: string;
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  readonly fps: number;
  readonly outputs: readonly Output[];
  /** Of the poster, 0…1. */
  readonly still: number;
  readonly columns?: number;
}
const WORKS: Readonly<Record<string, Work>> = {
  rocket: { to: DEMO, width: 360, height: 640, frames: 84, fps: 24, outputs: ['webm', 'side', 'poster'], still: 0.5 },
  castle: { to: DEMO, width: 280, height: 280, frames: 36, fps: 12, columns: 6, outputs: ['sprite', 'poster'], still: 0.42 },
  probe: { to: TESTS, width: 64, height: 64, frames: 8, fps: 10, columns: 4, outputs: ['webm', 'side-webm', 'webp', 'png', 'avif', 'sprite', 'poster'], still: 0 },
};

async function paint(name: string, { width, height, frames }: Work, folder: string): Promise<void> {
  const { outputFiles } = await build({
    stdin: { contents: `export { ${name} as scene } from './paint/${name}.ts';`, resolveDir: import.meta.dirname },
    bundle: true, format: 'iife', globalName: 'art', write: false,
  });
  const browser = await launchBrowser();
  try {
    const page = await openPage(browser);
    await page.addScriptTag({ content: outputFiles[0]!.text });
    for (let frame = 0; frame < frames; frame++) {
      const url = await page.evaluate((at, w, h) => {
        const canvas = Object.assign(document.createElement('canvas'), { width: w, height: h });
        (globalThis as unknown as { art: { scene(context: unknown, t: number, w: number, h: number): void } }).art.scene(canvas.getContext('2d'), at, w, h);
        return canvas.toDataURL('image/png');
      }, frame / frames, width, height);
      writeFileSync(join(folder, `${String(frame).padStart(3, '0')}.png`), Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'));
    }
  } finally {
    await browser.close();
  }
}

function encode(name: string, work: Work, folder: string): void {
  const { to, fps, frames, still, width, height, columns = 8 } = work;
  const frame = (n: number) => join(folder, `${String(n).padStart(3, '0')}.png`);
  const run = (output: string, ...options: string[]) => {
    execFileSync('ffmpeg', ['-y', '-loglevel', 'error', '-framerate', String(fps), '-i', join(folder, '%03d.png'), ...options, join(to, output)]);
    console.log(`${output} ${(statSync(join(to, output)).size / 1024).toFixed(1)} KiB`);
  };
  // Colour without its holes on the left, the holes as grey on the right.
  const side = 'split[a][b];[a]premultiply=inplace=1,format=rgb24[c];[b]alphaextract,format=rgb24[d];[c][d]hstack';
  const makers: Record<Output, () => void> = {
    webm: () => run(`${name}.webm`, '-c:v', 'libvpx-vp9', '-pix_fmt', 'yuva420p', '-b:v', '0', '-crf', '40', '-row-mt', '1', '-auto-alt-ref', '0', '-g', '999'),
    side: () => run(`${name}-side.mp4`, '-filter_complex', side, '-c:v', 'libx264', '-profile:v', 'main', '-pix_fmt', 'yuv420p', '-crf', '29', '-preset', 'veryslow', '-movflags', '+faststart'),
    'side-webm': () => run(`${name}-side.webm`, '-filter_complex', side, '-c:v', 'libvpx-vp9', '-pix_fmt', 'yuv420p', '-b:v', '0', '-crf', '30'),
    webp: () => run(`${name}.webp`, '-c:v', 'libwebp_anim', '-quality', '62', '-compression_level', '6', '-loop', '1'),
    png: () => run(`${name}.png`, '-f', 'apng', '-plays', '1'),
    avif: () => run(`${name}.avif`, '-c:v', 'libaom-av1', '-crf', '30', '-pix_fmt', 'yuv420p', '-cpu-used', '6'),
    sprite: () => {
      run(`${name}-sheet.webp`, '-vf', `tile=${columns}x${Math.ceil(frames / columns)}:color=black@0`, '-frames:v', '1', '-c:v', 'libwebp', '-quality', '50', '-compression_level', '6');
      writeFileSync(join(to, `${name}.json`), `${JSON.stringify({ image: `${name}-sheet.webp`, width, height, frames, columns, fps })}\n`);
    },
    poster: () => {
      execFileSync('ffmpeg', ['-y', '-loglevel', 'error', '-i', frame(Math.round(still * frames)), '-c:v', 'libwebp', '-quality', '80', join(to, `${name}-poster.webp`)]);
    },
  };
  for (const output of work.outputs) makers[output]();
}

const wanted = process.argv.slice(2);
for (const [name, work] of Object.entries(WORKS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const scratch = mkdtempSync(join(tmpdir(), 'live-effect-'));
  try {
    mkdirSync(work.to, { recursive: true });
    await paint(name, work, scratch);
    encode(name, work, scratch);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
