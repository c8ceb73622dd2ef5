/**
 * The Chromium that travels inside the npm package `@sparticuz/chromium`, made to run on an ordinary Linux machine.
 *
 * The package is meant for AWS Lambda and assumes one user, one run and the system's temp folder. Three of its habits
 * break elsewhere, so this module unpacks it once into the project's own cache and hands out what a launch needs:
 * - its NSS and expat libraries are unpacked only where it believes to be on Lambda (`AWS_LAMBDA_JS_RUNTIME`);
 * - whatever lies in the temp folder already is taken as complete, even another user's file or half a file;
 * - its fonts.conf names the temp folder; on a machine without fonts the renderer dies at the first placeholder text.
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder, projectFolder } from './folders.js';

export interface UnpackedChromium {
  executablePath: string;
  /** Variables the browser process needs beside the ordinary environment. */
  env: Record<string, string>;
}

const fontsConf = (folder: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${folder}/font-cache</cachedir>
</fontconfig>
`;

/** Runs `work` with some environment variables changed, and puts every variable back afterwards. */
async function withEnvironment<T>(changes: Record<string, string>, work: () => Promise<T>): Promise<T> {
  const before = { ...process.env };
  Object.assign(process.env, changes);
  try {
    return await work();
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  }
}

async function unpackInto(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await withEnvironment({ TMPDIR: folder, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' }, async () => {
    const { default: chromium } = await import('@sparticuz/chromium');
    await chromium.executablePath();
  });
}

/**
 * Unpacks (first time: a few seconds, about 210 MB) or finds the unpacked browser.
 * Two processes may do this at once: each unpacks into a folder of its own and the first rename wins.
 * @throws {Error} on anything but Linux x64, the only platform the package carries a browser for.
 */
export async function unpackNpmChromium(): Promise<UnpackedChromium> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `No Chrome or Chromium found, and the one shipped through npm runs on Linux x64 only (this is ${process.platform} ${process.arch}). ` +
        'Install Chrome, or set CHROME_PATH to the program file of any Chromium-based browser.',
    );
  }
  const manifest = JSON.parse(
    await readFile(join(projectFolder, 'node_modules/@sparticuz/chromium/package.json'), 'utf8'),
  ) as { version: string };
  const folder = join(cacheFolder, `chromium-${manifest.version}`);
  if (!existsSync(folder)) {
    const mine = `${folder}.${process.pid}`;
    await unpackInto(mine);
    await writeFile(join(mine, 'fonts/fonts.conf'), fontsConf(folder));
    await rename(mine, folder).catch(async (error: unknown) => {
      await rm(mine, { recursive: true, force: true });
      if (!existsSync(folder)) throw error;
    });
  }
  return {
    executablePath: join(folder, 'chromium'),
    env: {
      LD_LIBRARY_PATH: [join(folder, 'al2023/lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
      FONTCONFIG_PATH: join(folder, 'fonts'),
    },
  };
}
