import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { ENOUGH, paint, PICTURES } from './painted-picture.js';
import { startShow, type Show } from './show.js';
import { Visitor } from './visitor.js';

/** The words over the picture on a phone, measured on the pixels that are painted behind them. */
describe('text over the picture', { timeout: 120_000 }, () => {
  let show: Show;
  let visitor: Visitor;

  before(async () => {
    show = await startShow();
    const { demo, browser } = show;
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

  after(() => show?.end());

  for (const [name, background] of Object.entries(PICTURES)) {
    it(`is readable over ${name}`, async () => {
      await paint(visitor.page, background, 'message-list');
      const contrast = await worstContrast(visitor.page);
      assert.ok(contrast >= ENOUGH, `white text has a contrast of ${contrast.toFixed(2)} : 1 against the brightest 5 % behind it`);
    });
  }
});

/** Contrast of white against the brightest 5 % of the pixels behind the texts of the rows. */
async function worstContrast(page: Page): Promise<number> {
  const boxes = await page.evaluate(() => {
    const list = document.querySelector('live-chatroom')!.shadowRoot!.querySelector('message-list')!;
    return [...list.shadowRoot!.querySelectorAll('.row:not(.row-line) .text')].map((text) => {
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
