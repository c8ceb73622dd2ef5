/** One browser for the whole benchmark; each run gets a fresh page, one at a time. */
import type { Browser, CDPSession, Page } from 'puppeteer-core';
import { launchBrowser, openPage } from '../../support/browser.js';
import { serveFolder, type StaticServer } from '../../support/static-server.js';
import type { ListUnderTest } from './lists.js';

export interface Cost {
  /** Main thread, seconds: everything, layout and style, script. */
  task: number;
  layout: number;
  script: number;
  /** CPU of all renderer processes, seconds. */
  cpu: number;
  /** Wall clock, seconds. */
  wall: number;
}

export interface Memory {
  heapMb: number;
  nodes: number;
}

export class Visit {
  constructor(
    readonly page: Page,
    private readonly cdp: CDPSession,
    private readonly browserCdp: CDPSession,
  ) {}

  async cost<T>(work: () => Promise<T>): Promise<{ result: T; cost: Cost }> {
    const before = await this.#counters();
    const result = await work();
    const after = await this.#counters();
    const diff = (key: keyof Cost) => after[key] - before[key];
    return { result, cost: { task: diff('task'), layout: diff('layout'), script: diff('script'), cpu: diff('cpu'), wall: diff('wall') } };
  }

  /** After a collection. */
  async memory(): Promise<Memory> {
    await this.cdp.send('HeapProfiler.collectGarbage');
    const metrics = await this.#metrics();
    const nodes = await this.page.evaluate(() => {
      const count = (root: ParentNode): number => [...root.querySelectorAll('*')].reduce((sum, element) => sum + 1 + (element.shadowRoot ? count(element.shadowRoot) : 0), 0);
      return count(document);
    });
    return { heapMb: metrics['JSHeapUsedSize']! / 1e6, nodes };
  }

  /** Presses a key every so often until `done`. */
  async typeUntil(done: Promise<unknown>): Promise<void> {
    let going = true;
    const stop = () => (going = false);
    done.then(stop, stop);
    await this.page.focus('input');
    while (going) {
      await this.page.keyboard.press('a');
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
  }

  async #metrics(): Promise<Record<string, number>> {
    const { metrics } = await this.cdp.send('Performance.getMetrics');
    return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
  }

  async #counters(): Promise<Cost> {
    const metrics = await this.#metrics();
    const { processInfo } = await this.browserCdp.send('SystemInfo.getProcessInfo');
    return {
      task: metrics['TaskDuration']!,
      layout: metrics['LayoutDuration']! + metrics['RecalcStyleDuration']!,
      script: metrics['ScriptDuration']!,
      cpu: processInfo.filter(({ type }) => type === 'renderer').reduce((sum, { cpuTime }) => sum + cpuTime, 0),
      wall: performance.now() / 1000,
    };
  }
}

export class Session {
  private constructor(
    private readonly browser: Browser,
    private readonly server: StaticServer,
    private readonly browserCdp: CDPSession,
  ) {}

  static async open(folder: string): Promise<Session> {
    const browser = await launchBrowser({ args: ['--enable-precise-memory-info', '--js-flags=--expose-gc'] });
    return new Session(browser, await serveFolder(folder), await browser.target().createCDPSession());
  }

  async version(): Promise<string> {
    return this.browser.version();
  }

  /** @throws {Error} what the page itself threw while it started. */
  async visit<T>({ adapter, query = '' }: ListUnderTest, work: (visit: Visit) => Promise<T>): Promise<T> {
    const page = await openPage(this.browser);
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(String(error)));
    try {
      await page.setViewport({ width: 380, height: 700 });
      await page.goto(`${this.server.origin}/${adapter}.html?${query}`);
      await page.waitForFunction(() => window.listBench, { timeout: 10_000 }).catch(() => {
        throw new Error(`${adapter} did not start: ${faults[0] ?? 'no reason given'}`);
      });
      const cdp = await page.createCDPSession();
      // CPU time of the thread: time that others take from it on a busy machine must not count.
      await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
      return await work(new Visit(page, cdp, this.browserCdp));
    } finally {
      await page.close();
    }
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.close();
  }
}
