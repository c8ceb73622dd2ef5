/**
 * How long a newcomer waits: from `npm start` to the ready line, and from there to the first moving picture in a browser on the same machine.
 * Options: --rounds 5
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser } from 'puppeteer-core';
import { launchBrowser, openPage } from '../support/browser.js';
import { startDemo } from '../support/demo-process.js';
import type { Table } from './table.js';

interface Round {
  /** All in ms. */
  readonly ready: number;
  readonly picture: number;
  readonly joined: number;
}

export default async function firstFrame(args: string[]): Promise<Table> {
  const { values } = parseArgs({ args, options: { rounds: { type: 'string' } } });
  const count = Number(values.rounds ?? 5);
  const browser = await launchBrowser({ autoplay: true });
  try {
    const rounds: Round[] = [];
    for (let i = 0; i < count; i++) rounds.push(await measure(browser));
    const row = (name: string, pick: (round: Round) => number) => {
      const sorted = rounds.map(pick).sort((a, b) => a - b);
      return [name, ...[0, sorted.length >> 1, sorted.length - 1].map((at) => Math.round(sorted[at]!))];
    };
    return {
      title: `From the start command to a live room, ms (${count} rounds, a fresh browser profile each)`,
      columns: ['step', 'min', 'median', 'max'],
      rows: [
        row('start → ready line', (round) => round.ready),
        row('ready line → in the room', (round) => round.joined),
        row('ready line → first frame on screen', (round) => round.picture),
      ],
      notes: ['The browser is already running; its page opens at the ready line. Sources are served and compiled as they are asked for.'],
    };
  } finally {
    await browser.close();
  }
}

async function measure(browser: Browser): Promise<Round> {
  const data = await mkdtemp(join(tmpdir(), 'live-chatroom-bench-'));
  const started = performance.now();
  const demo = await startDemo(data);
  const ready = performance.now();
  const context = await browser.createBrowserContext();
  try {
    const page = await openPage(context);
    await page.goto(`${demo.url}/?room=tv-city&name=Ann`, { waitUntil: 'domcontentloaded' });
    const joined = page.waitForFunction(() => document.querySelector('live-chatroom')?.chatRoom?.state === 'joined').then(() => performance.now());
    await page.waitForFunction(
      () => {
        const video = document.querySelector('live-chatroom')?.shadowRoot?.querySelector('live-player')?.shadowRoot?.querySelector('video');
        return video !== null && video !== undefined && video.videoWidth > 0 && video.getVideoPlaybackQuality().totalVideoFrames > 0;
      },
      { polling: 'raf' },
    );
    const picture = performance.now();
    return { ready: ready - started, picture: picture - ready, joined: (await joined) - ready };
  } finally {
    await context.close();
    await demo.stop();
    await rm(data, { recursive: true, force: true });
  }
}
