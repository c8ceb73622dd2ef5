import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import { launchBrowser } from '../support/browser.js';
import { startDemo, type DemoProcess } from '../support/demo-process.js';
import { Visitor } from './visitor.js';

/** WCAG 2.2, 1.4.3: normal text. */
const ENOUGH = 4.5;

/** The worst pictures to write on. */
const PICTURES = {
  white: 'white',
  black: 'black',
  noise: 'repeating-conic-gradient(white 0 9%, black 0 17%, #ff0 0 21%, #08f 0 33%) 0 0 / 23px 29px',
};

/** The words over the picture on a phone, measured on the pixels that are painted behind them. */
describe('text over the picture', { timeout: 120_000 }, () => {
  let data: string;
  let demo: DemoProcess;
  let browser: Browser;
  let visitor: Visitor;

  before(async () => {
    data = await mkdtemp(join(tmpdir(), 'live-chatroom-'));
    demo = await startDemo(data);
    browser = await launchBrowser({ autoplay: true });
    visitor = await Visitor.enter(browser, demo.url, { room: 'host-mika', name: 'Ann', layout: 'overlay' }, { width: 390, height: 844 });
    // Somebody else's words: own ones have a ground of their own.
    const other = await Visitor.enter(browser, demo.url, { room: 'host-mika', name: '小明' });
    for (const text of ['Good evening', '晚上好', 'one more line', 'and a longer one that goes over two lines of the column', 'the last']) {
      await other.say(text);
      await visitor.sees(text);
      await new Promise((resolve) => setTimeout(resolve, 250)); // five a second are allowed
    }
    await other.close();
  });

  after(async () => {
    await browser?.close();
    await demo?.stop();
    await rm(data, { recursive: true, force: true });
  });

  for (const [name, background] of Object.entries(PICTURES)) {
    it(`is readable over ${name}`, async () => {
      await paint(visitor.page, background);
      const contrast = await worstContrast(visitor.page);
      assert.ok(contrast >= ENOUGH, `white text has a contrast of ${contrast.toFixed(2)} : 1 against the brightest 5 % behind it`);
    });
  }
});

/** Puts a picture in the video's place and makes the letters themselves invisible, their shadows not. */
async function paint(page: Page, background: string): Promise<void> {
  await page.evaluate((picture) => {
    const root = document.querySelector('live-chatroom')!.shadowRoot!;
    const player = root.querySelector('live-player')!;
    player.shadowRoot!.querySelector('video')!.style.visibility = 'hidden';
    player.style.setProperty('--live-player-background', 'transparent');
    root.querySelector<HTMLElement>('.stage')!.style.background = picture;
    root.querySelectorAll<HTMLElement>('danmaku-layer').forEach((layer) => (layer.style.visibility = 'hidden'));
    const list = root.querySelector<HTMLElement>('message-list')!;
    list.style.setProperty('-webkit-text-fill-color', 'transparent');
  }, background);
}

/** Contrast of white against the brightest 5 % of the pixels behind the texts of the rows. */
async function worstContrast(page: Page): Promise<number> {
  const boxes = await page.evaluate(() => {
    const list = document.querySelector('live-chatroom')!.shadowRoot!.querySelector('message-list')!;
    return [...list.shadowRoot!.querySelectorAll('.row:not(.row-line) .text bdi')].map((text) => {
      const { x, y, width, height } = text.getBoundingClientRect();
      return { x, y, width, height };
    });
  });
  assert.ok(boxes.length >= 3);
  const png = await page.screenshot({ encoding: 'base64' });
  const luminances = await page.evaluate(
    async (source, areas) => {
      const image = new Image();
      image.src = `data:image/png;base64,${source}`;
      await image.decode();
      const canvas = document.createElement('canvas');
      canvas.width = image.width;
      canvas.height = image.height;
      const context = canvas.getContext('2d')!;
      context.drawImage(image, 0, 0);
      const linear = (channel: number) => (channel / 255 <= 0.04045 ? channel / 255 / 12.92 : ((channel / 255 + 0.055) / 1.055) ** 2.4);
      return areas.flatMap(({ x, y, width, height }) => {
        const { data: pixels } = context.getImageData(Math.round(x), Math.round(y), Math.max(1, Math.round(width)), Math.max(1, Math.round(height)));
        const found: number[] = [];
        for (let i = 0; i < pixels.length; i += 4) found.push(0.2126 * linear(pixels[i]!) + 0.7152 * linear(pixels[i + 1]!) + 0.0722 * linear(pixels[i + 2]!));
        return found;
      });
    },
    png,
    boxes,
  );
  luminances.sort((a, b) => b - a);
  const brightest = luminances.slice(0, Math.ceil(luminances.length * 0.05));
  const mean = brightest.reduce((sum, each) => sum + each, 0) / brightest.length;
  return 1.05 / (mean + 0.05);
}
