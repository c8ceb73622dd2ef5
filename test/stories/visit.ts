/** Opens one story as a person would, and says everything that is wrong with it. */
import type { Page } from 'puppeteer-core';

export interface Entry {
  id: string;
  title: string;
  name: string;
  type: 'story' | 'docs';
}

/** How long a story may take from opening to the end of its play function and the check by axe. */
const storyLimitMs = 15_000;

/** What the page says about itself, as [event name, its data as far as it can be told]. */
type Report = [event: string, data: unknown];

interface Violation {
  id: string;
  help: string;
  nodes: { html: string; failureSummary?: string }[];
}

interface Finished {
  status: string;
  reporters: { type: string; status: string; result: { violations?: Violation[]; error?: unknown } }[];
}

declare global {
  interface Window {
    reportToTest?: (address: string, event: string, data: string) => Promise<void>;
  }
}

const wanted = [
  'storyFinished',
  'docsRendered',
  'storyErrored',
  'storyThrewException',
  'storyMissing',
  'playFunctionThrewException',
  'unhandledErrorsWhilePlaying',
];
const last = new Set(['storyFinished', 'docsRendered', 'storyErrored', 'storyThrewException', 'storyMissing']);

/** Runs in the page before anything else: waits for Storybook's channel to appear and listens on it. */
function listenToChannel(events: string[]): void {
  type Channel = { on(event: string, listener: (data: unknown) => void): void };
  const page = window as Window & { __STORYBOOK_ADDONS_CHANNEL__?: Channel };
  const plain = (_key: string, value: unknown) =>
    value instanceof Error ? { message: value.message, stack: value.stack } : value;
  // Taken now: Storybook rewrites the address later.
  const opened = location.href;
  let channel: Channel | undefined;
  Object.defineProperty(page, '__STORYBOOK_ADDONS_CHANNEL__', {
    configurable: true,
    get: () => channel,
    set: (next: Channel) => {
      if (next && next !== channel) {
        for (const event of events) {
          next.on(event, (data) => void page.reportToTest?.(opened, event, JSON.stringify(data ?? null, plain)));
        }
      }
      channel = next;
    },
  });
}

export interface Visitor {
  /** Everything wrong with the story, one text each; empty when all is well. */
  visit(entry: Entry): Promise<string[]>;
}

export async function createVisitor(page: Page, origin: string, globals: string): Promise<Visitor> {
  let faults: string[] = [];
  let finish: (report: Report) => void = () => {};
  let address = '';
  const onReport = (from: string, event: string, data: string) => {
    // A story that failed may have more to say when the next one is open already.
    if (from !== address) return;
    const report: Report = [event, JSON.parse(data)];
    if (last.has(event)) finish(report);
    else faults.push(`${event}: ${describeError(report[1])}`);
  };
  await page.exposeFunction('reportToTest', onReport);
  await page.evaluateOnNewDocument(listenToChannel, wanted);
  page.on('pageerror', (error) => faults.push(`uncaught error: ${describeError(error)}`));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !/^(data|blob|about):/.test(url)) faults.push(`asked another server: ${url}`);
  });

  return {
    async visit({ id, type }) {
      faults = [];
      const finished = new Promise<Report>((resolve) => (finish = resolve));
      let timer: NodeJS.Timeout | undefined;
      const tooLong = new Promise<Report>((resolve) => {
        timer = setTimeout(() => resolve(['tooLong', null]), storyLimitMs);
      });
      address = new URL(`/iframe.html?id=${id}&viewMode=${type === 'docs' ? 'docs' : 'story'}&globals=${globals}`, origin).href;
      await page.goto(address, { waitUntil: 'domcontentloaded' });
      const [event, data] = await Promise.race([finished, tooLong]);
      clearTimeout(timer);
      if (event === 'storyFinished') faults.push(...finishedFaults(data as Finished));
      else if (event === 'tooLong') faults.push(`did not finish within ${storyLimitMs / 1000} s`);
      else if (event !== 'docsRendered') faults.push(`${event}: ${describeError(data)}`);
      return [...new Set(faults)];
    },
  };
}

function finishedFaults({ status, reporters }: Finished): string[] {
  const found = reporters
    .filter((reporter) => reporter.status === 'failed')
    .flatMap(({ type, result }) => {
      if (!result.violations) return [`${type}: ${describeError(result.error)}`];
      return result.violations.map((violation) => `${type}: ${describeViolation(violation)}`);
    });
  return status === 'error' && found.length === 0 ? ['its play function or a hook failed'] : found;
}

/** One rule often catches many nodes alike; a few of them tell the story. */
const nodesShown = 3;

function describeViolation({ id, help, nodes }: Violation): string {
  const shown = nodes.slice(0, nodesShown).flatMap(({ html, failureSummary = '' }) => {
    const [, ...reasons] = failureSummary.split('\n');
    return [html.replace(/<!--.*?-->/g, ''), ...reasons.map((reason) => `  ${reason.trim()}`)];
  });
  const more = nodes.length > nodesShown ? [`and ${nodes.length - nodesShown} more`] : [];
  return [`${id}, ${help}`, ...shown, ...more].join('\n    ');
}

function describeError(value: unknown): string {
  if (Array.isArray(value)) return value.map(describeError).join('; ');
  if (value && typeof value === 'object') {
    const { message, stack, description, title } = value as Record<string, string | undefined>;
    return message ?? stack ?? ([title, description].filter(Boolean).join(': ') || JSON.stringify(value));
  }
  return String(value);
}
