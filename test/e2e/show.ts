import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'puppeteer-core';
import { launchBrowser, type BrowserOptions } from '../support/browser.js';
import { startDemo, type DemoProcess } from '../support/demo-process.js';

/** A demo of its own and a browser to look at it, with everything they leave behind. */
export interface Show {
  readonly demo: DemoProcess;
  readonly browser: Browser;
  /** What the demo keeps, its secret too. */
  readonly data: string;
  end(): Promise<void>;
}

/** @param args Further flags of the browser. */
export async function startShow({ args = [] }: Pick<BrowserOptions, 'args'> = {}): Promise<Show> {
  const data = await mkdtemp(join(tmpdir(), 'live-chatroom-'));
  const demo = await startDemo(data);
  const close = async () => {
    await demo.stop();
    await rm(data, { recursive: true, force: true });
  };
  try {
    const browser = await launchBrowser({ autoplay: true, args });
    const end = async () => {
      await browser.close();
      await close();
    };
    return { demo, browser, data, end };
  } catch (error) {
    await close();
    throw error;
  }
}
