import type { Browser, Page } from 'puppeteer-core';
import { openPage } from '../support/browser.js';

/** One person in the demo's room, acting and seeing as people do. Open shadow roots are looked through by `>>>`. */
export class Visitor {
  private constructor(
    readonly page: Page,
    readonly problems: string[],
  ) {}

  /** A person with a browser profile of their own. */
  static async enter(browser: Browser, url: string, params: Record<string, string>, size = { width: 1280, height: 800 }): Promise<Visitor> {
    const context = await browser.createBrowserContext();
    const page = await openPage(context);
    await page.setViewport(size);
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    await page.goto(`${url}/?${new URLSearchParams({ lang: 'en', ...params })}`);
    const visitor = new Visitor(page, problems);
    await visitor.until('is in the room', () => document.querySelector('live-chatroom')?.chatRoom?.state === 'joined');
    return visitor;
  }

  /** Waits until the page makes `check` true; names what was waited for when it does not. */
  async until(what: string, check: (argument: string) => boolean, argument = ''): Promise<void> {
    await this.page.waitForFunction(check, { timeout: 30_000, polling: 50 }, argument).catch((cause: unknown) => {
      throw new Error(`${what}: did not happen`, { cause });
    });
  }

  async type(text: string): Promise<void> {
    const field = (await this.page.waitForSelector('live-chatroom >>> chat-input >>> textarea'))!;
    await field.focus();
    await this.page.keyboard.type(text);
  }

  async say(text: string): Promise<void> {
    await this.type(text);
    await this.page.keyboard.press('Enter');
  }

  async click(selector: string): Promise<void> {
    const target = (await this.page.waitForSelector(`live-chatroom >>> ${selector}`, { visible: true }))!;
    await target.click();
  }

  /** The rows as they read, oldest first. */
  rows(): Promise<string[]> {
    return this.page.evaluate(() => {
      const list = document.querySelector('live-chatroom')!.shadowRoot!.querySelector('message-list')!;
      return [...list.shadowRoot!.querySelectorAll<HTMLElement>('.row:not([hidden])')].map((row) =>
        [row.querySelector('.name')?.textContent, (row.querySelector('.text') ?? row.querySelector('.line'))?.textContent?.trim()].filter(Boolean).join(': '),
      );
    });
  }

  async sees(text: string): Promise<void> {
    await this.until(`sees "${text}"`, (wanted) => {
      const list = document.querySelector('live-chatroom')?.shadowRoot?.querySelector('message-list');
      return [...(list?.shadowRoot?.querySelectorAll('.row') ?? [])].some((row) => row.textContent!.includes(wanted));
    }, text);
  }

  /** What is said in the room, in order, without notices: what two people can compare. */
  async talk(): Promise<string[]> {
    return (await this.rows()).filter((row) => row.includes(': '));
  }

  close(): Promise<void> {
    return this.page.browserContext().close();
  }
}
