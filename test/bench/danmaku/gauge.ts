/** Reads a browser's own counters around a stretch of time. */
import type { Browser, CDPSession, Page } from 'puppeteer-core';

export interface Reading {
  /** Seconds, monotonic. */
  at: number;
  /** CPU seconds of the page's main thread, and of these so many in script, layout and style. */
  main: number;
  script: number;
  layout: number;
  /** CPU seconds of all the browser's processes. */
  cpu: number;
  nodes: number;
  listeners: number;
  heapMb: number;
}

export interface Frames {
  perSecond: number;
  p95: number;
  p99: number;
}

export class Gauge {
  private constructor(
    private readonly session: CDPSession,
    private readonly whole: CDPSession,
  ) {}

  static async on(browser: Browser, page: Page): Promise<Gauge> {
    const session = await page.createCDPSession();
    // CPU time of the thread, not time on the clock: what other programs do meanwhile does not count.
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    return new Gauge(session, await browser.target().createCDPSession());
  }

  async read(): Promise<Reading> {
    const { metrics } = await this.session.send('Performance.getMetrics');
    const { processInfo } = await this.whole.send('SystemInfo.getProcessInfo');
    const metric = (name: string) => metrics.find((one) => one.name === name)?.value ?? 0;
    return {
      at: performance.now() / 1000,
      main: metric('TaskDuration'),
      script: metric('ScriptDuration'),
      layout: metric('LayoutDuration') + metric('RecalcStyleDuration'),
      cpu: processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0),
      nodes: metric('Nodes'),
      listeners: metric('JSEventListeners'),
      heapMb: metric('JSHeapUsedSize') / 1e6,
    };
  }

  async collectGarbage(): Promise<void> {
    await this.session.send('HeapProfiler.collectGarbage');
  }

  /** Frames that were really drawn while `during` ran; they are drawn by the compositor, so a busy page may still have them. */
  async frames(page: Page, during: () => Promise<unknown>): Promise<Frames> {
    await page.tracing.start({ categories: ['-*', 'devtools.timeline.frame', 'disabled-by-default-devtools.timeline.frame'] });
    await during();
    const trace = JSON.parse(Buffer.from((await page.tracing.stop())!).toString()) as { traceEvents: TraceEvent[] };
    const drawn = trace.traceEvents.filter(({ name }) => name === 'DrawFrame');
    // Several layer trees may draw (the browser's own, other tabs'); the page's is the one that draws most.
    const trees = new Map<string, number[]>();
    for (const { pid, ts, args } of drawn) {
      const key = `${pid} ${args?.layerTreeId}`;
      trees.set(key, [...(trees.get(key) ?? []), ts / 1000]);
    }
    const times = [...trees.values()].sort((a, b) => b.length - a.length)[0]?.sort((a, b) => a - b) ?? [];
    if (times.length < 2) return { perSecond: 0, p95: 0, p99: 0 };
    const gaps = times.slice(1).map((time, i) => time - times[i]!).sort((a, b) => a - b);
    const at = (part: number) => gaps[Math.min(gaps.length - 1, Math.floor(gaps.length * part))]!;
    return { perSecond: (gaps.length * 1000) / (times.at(-1)! - times[0]!), p95: at(0.95), p99: at(0.99) };
  }
}

interface TraceEvent {
  name: string;
  pid: number;
  /** Microseconds. */
  ts: number;
  args?: { layerTreeId?: number };
}
