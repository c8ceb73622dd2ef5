/** The five workloads. Each runs in a browser of its own, so that no engine inherits another's garbage. */
import { setTimeout } from 'node:timers/promises';
import type { Browser, Page } from 'puppeteer-core';
import { launchBrowser } from '../../support/browser.js';
import { serveFolder } from '../../support/static-server.js';
import type { BenchPage, Mode } from './contract.js';
import { Gauge } from './gauge.js';

declare const bench: BenchPage;

export type Figures = Record<string, number>;

interface Cell {
  page: Page;
  browser: Browser;
  gauge: Gauge;
}

/** Longest that one workload may take before the engine counts as stuck. */
const limitMs = 60_000;
/** After the last one was handed over: a moment of waiting, 8 s across, and its own length on top. */
const leftMs = 12_500;

async function inBrowser(script: string, mode: Mode, run: (cell: Cell) => Promise<Figures>): Promise<Figures> {
  const browser = await launchBrowser({ args: ['--window-size=1400,900'] });
  // An address of its own: pages without one may start no workers.
  const server = await serveFolder(import.meta.dirname);
  const timeout = new AbortController();
  try {
    const page = await browser.newPage();
    await page.setViewport({ width: 1280, height: 720 });
    page.on('pageerror', (error) => console.error(`    page: ${error}`));
    await page.goto(`${server.origin}/`);
    // What tsx has compiled calls this for each named function.
    await page.evaluate('globalThis.__name = (value) => value');
    await page.evaluate(script);
    await page.evaluate((mode) => bench.start(mode), mode);
    const gauge = await Gauge.on(browser, page);
    const stuck = setTimeout(limitMs, undefined, { signal: timeout.signal }).then(() => ({ stuck: 1 }), () => ({ stuck: 1 }));
    return await Promise.race([run({ page, browser, gauge }), stuck]);
  } finally {
    timeout.abort();
    await close(browser);
    await server.close();
  }
}

/** A page that is stuck does not answer; its process is then ended. */
async function close(browser: Browser): Promise<void> {
  const closed = await Promise.race([browser.close().then(() => true), setTimeout(5000, false)]);
  if (!closed) browser.process()?.kill('SIGKILL');
}

/** A: 100 a second. First it is looked at what there is to see; then, when nobody looks, what it costs; then how it moves. */
export function live(script: string, mode: Mode, perSecond = 100): Promise<Figures> {
  return inBrowser(script, mode, async ({ page, gauge }) => {
    void page.evaluate((rate) => bench.feed(rate, 17_000), perSecond).catch(() => {});
    const { seen, onStage: first, worstOverlapping: early } = await page.evaluate(() => bench.watch(8000));
    await page.evaluate(() => bench.longestTask());
    const before = await gauge.read();
    await setTimeout(4000);
    const after = await gauge.read();
    const longestTask = await page.evaluate(() => bench.longestTask());
    const { onStage: last } = await page.evaluate(() => bench.look());
    const frames = await gauge.frames(page, () => setTimeout(2000));
    const { worstOverlapping: late } = await page.evaluate(() => bench.watch(500));
    const seconds = after.at - before.at;
    return {
      main: ((after.main - before.main) / seconds) * 1000,
      script: ((after.script - before.script) / seconds) * 1000,
      layout: ((after.layout - before.layout) / seconds) * 1000,
      cpu: ((after.cpu - before.cpu) / seconds) * 100,
      onStage: (first + last) / 2,
      longestTask,
      nodes: after.nodes,
      heapMb: after.heapMb,
      seen,
      overlapping: Math.max(early, late) * 100,
      fps: frames.perSecond,
      p95: frames.p95,
      p99: frames.p99,
    };
  });
}

/** B: 3,000 in one call. */
export function burst(script: string, mode: Mode): Promise<Figures> {
  return inBrowser(script, mode, async ({ page, gauge }) => {
    const before = await gauge.read();
    const push = await page.evaluate(() => bench.burst(3000));
    await setTimeout(Math.max(0, 8000 - push));
    const after = await gauge.read();
    const longestTask = await page.evaluate(() => bench.longestTask());
    const { onStage, overlapping } = await page.evaluate(() => bench.look());
    return {
      push,
      longestTask,
      main: (after.main - before.main) * 1000,
      cpu: (after.cpu - before.cpu) * 1000,
      onStage,
      overlapping: onStage ? (overlapping / onStage) * 100 : 0,
      nodes: after.nodes,
    };
  });
}

/** C: nobody looks for 10 s at 50 a second, then somebody does. */
export function hidden(script: string, mode: Mode): Promise<Figures> {
  return inBrowser(script, mode, async ({ page, browser, gauge }) => {
    const front = await browser.newPage();
    await front.bringToFront();
    const isHidden = await page.evaluate(() => document.hidden);
    const before = await gauge.read();
    // From outside, as a hidden page's own timers are slowed down.
    for (let i = 0; i < 50; i++) {
      await page.evaluate(() => bench.burst(10));
      await setTimeout(190);
    }
    const back = await gauge.read();
    await page.bringToFront();
    await setTimeout(1000);
    const after = await gauge.read();
    const longestTask = await page.evaluate(() => bench.longestTask());
    const { onStage, overlapping } = await page.evaluate(() => bench.look());
    return {
      hidden: Number(isHidden),
      mainHidden: (back.main - before.main) * 1000,
      mainBack: (after.main - back.main) * 1000,
      longestTask,
      onStage,
      overlapping: onStage ? (overlapping / onStage) * 100 : 0,
      nodes: back.nodes,
    };
  });
}

/** D: 30,000 comments in 5 s, then time for the last of them to leave. */
export function flood(script: string, mode: Mode): Promise<Figures> {
  return inBrowser(script, mode, async ({ page, gauge }) => {
    // Once round first, so that caches and pools are as large as they get.
    await page.evaluate(() => bench.feed(6000, 3000));
    await setTimeout(leftMs);
    await gauge.collectGarbage();
    const before = await gauge.read();
    const feed = await page.evaluate(() => bench.feed(6000, 5000));
    await setTimeout(leftMs);
    const busy = await gauge.read();
    await gauge.collectGarbage();
    const after = await gauge.read();
    return {
      feed: feed / 1000,
      main: busy.main - before.main,
      heapMb: after.heapMb - before.heapMb,
      nodes: after.nodes - before.nodes,
      listeners: after.listeners - before.listeners,
    };
  });
}

/** E: the page itself is busy 120 of every 250 ms. */
export function blocked(script: string, mode: Mode): Promise<Figures> {
  return inBrowser(script, mode, async ({ page, gauge }) => {
    void page.evaluate(() => bench.feed(20, 9000)).catch(() => {});
    await setTimeout(3000);
    await page.evaluate(() => bench.block(120, 250));
    const { perSecond, p95, p99 } = await gauge.frames(page, () => setTimeout(4000));
    return { fps: perSecond, p95, p99 };
  });
}

/** Nothing to show: does anything still run? */
export function idle(script: string): Promise<Figures> {
  return inBrowser(script, 'avoid', async ({ page, gauge }) => {
    await page.evaluate(() => bench.feed(20, 500));
    await setTimeout(11_000);
    const before = await gauge.read();
    await setTimeout(3000);
    const after = await gauge.read();
    return { main: ((after.main - before.main) / 3) * 1000 };
  });
}
