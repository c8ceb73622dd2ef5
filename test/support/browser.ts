/**
 * Which browser the checks run in, and how it is started.
 *
 * Order: `CHROME_PATH`, then a Chrome or Chromium on PATH, then the one shipped through npm, so that `npm test` works
 * on a machine that has only Node. `LIVE_CHATROOM_BROWSER=npm` skips the first two, to prove that last case anywhere.
 */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { launch, type Browser, type BrowserContext, type LaunchOptions, type Page } from 'puppeteer-core';
import { unpackNpmChromium } from './npm-chromium.js';

const namesOnPath = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser', 'chrome', 'microsoft-edge'];

/**
 * `--no-sandbox` is needed by root and by most containers. The rest keeps a test browser from calling home.
 * Web security stays on: with it off, a missing CORS header would go unnoticed.
 */
const flags = [
  '--no-sandbox',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-component-update',
  '--disable-dev-shm-usage',
  '--disable-sync',
  '--mute-audio',
];

export interface BrowserOptions {
  /** Lets video with sound start without a tap. Off by default, as people's browsers have it. */
  autoplay?: boolean;
  /** Further command line flags. */
  args?: string[];
}

export interface FoundBrowser {
  source: 'CHROME_PATH' | 'PATH' | 'npm';
  executablePath: string;
  env: Record<string, string>;
}

function runnable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function onPath(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return namesOnPath.flatMap((name) => folders.map((folder) => join(folder, name))).find(runnable);
}

/** @throws {Error} when `CHROME_PATH` names no program, or when this platform has no browser at all. */
export async function findBrowser(): Promise<FoundBrowser> {
  if (process.env.LIVE_CHATROOM_BROWSER !== 'npm') {
    const chosen = process.env.CHROME_PATH;
    if (chosen) {
      if (!runnable(chosen)) throw new Error(`CHROME_PATH is "${chosen}", which is not a program that can be run.`);
      return { source: 'CHROME_PATH', executablePath: chosen, env: {} };
    }
    const found = onPath();
    if (found) return { source: 'PATH', executablePath: found, env: {} };
  }
  return { source: 'npm', ...(await unpackNpmChromium()) };
}

/** Launch options for puppeteer-core and for anything that takes the same. */
export async function browserLaunchOptions({ autoplay = false, args = [] }: BrowserOptions = {}): Promise<LaunchOptions> {
  const { source, executablePath, env } = await findBrowser();
  return {
    executablePath,
    // The npm one is a headless shell and knows no other mode.
    headless: source === 'npm' ? 'shell' : true,
    args: [...flags, ...(autoplay ? ['--autoplay-policy=no-user-gesture-required'] : []), ...args],
    env: { ...process.env, ...env },
  };
}

export async function launchBrowser(options?: BrowserOptions): Promise<Browser> {
  return launch(await browserLaunchOptions(options));
}

/**
 * A new page that behaves as if it were the one in front, although several are open: focus and timers work in each.
 *
 * Functions of tests can run in it: `page.evaluate(() => …)` sends the source that tsx has compiled, and
 * that calls a helper `__name` for each named function, which a page does not have.
 */
export async function openPage(from: Browser | BrowserContext): Promise<Page> {
  // A window each: of the tabs of one window only the front one gets frames, and tests of motion starve in the others.
  const page = await from.newPage({ type: 'window' });
  await page.emulateFocusedPage(true);
  const shim = 'globalThis.__name = (value) => value';
  await page.evaluateOnNewDocument(shim);
  await page.evaluate(shim);
  return page;
}
