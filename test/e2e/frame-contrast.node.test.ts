import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { ENOUGH, paint, PICTURES } from './painted-picture.js';
import { startShow, type Show } from './show.js';
import { Visitor } from './visitor.js';

/** What stands around the chat of a phone: element, and the words in it. */
const PARTS: readonly (readonly [name: string, element: string, words: string])[] = [
  ['the title', '', '.host-name'],
  ['how many watch', 'room-status', '.viewers > span'],
  ['the pinned notice', 'pinned-message', '[part=text] bdi'],
  ['its mark', 'pinned-message', '.mark'],
  ['the goal', 'goal-bar', '[part=title] bdi'],
  ['its figures', 'goal-bar', '[part=figures] span'],
  ['a super chat', 'super-chat', '[part=entry] bdi'],
  ['who gives', 'gift-banners', '[part=name]'],
  ['what is given', 'gift-banners', '[part=text]'],
  ['the count of likes', 'like-button', '[part=count]'],
];

/** Measured on the pixels that are painted behind the words, the words themselves left out. */
describe('what stands over the picture beside the chat', { timeout: 150_000 }, () => {
  let show: Show;
  let visitor: Visitor;

  before(async () => {
    show = await startShow();
    const { demo, browser } = show;
    visitor = await Visitor.enter(browser, demo.url, { room: 'host-mika', name: 'Mika', role: 'host', layout: 'overlay' }, { width: 390, height: 844 });
    await visitor.page.evaluate(async () => {
      const { chatRoom, buy } = document.querySelector('live-chatroom')!;
      const room = chatRoom!;
      await room.send({ type: 'live:pin', content: { content: 'Be kind to each other tonight. 请友善发言' } });
      await room.send({ type: 'live:goal', content: { title: 'A new microphone', value: 100_000 } });
      await room.send({ type: 'live:superchat', content: { content: 'for the band', amount: 100, currency: 'coin', tier: 3, receipt: await buy!({ amount: 100 }, room.id) } });
      room.like(3);
    });
    await visitor.until('the goal is there', () => Boolean(document.querySelector('live-chatroom')!.shadowRoot!.querySelector('goal-bar')?.shadowRoot?.querySelector('[part=title]')));
  });

  after(() => show?.end());

  for (const [name, background] of Object.entries({ white: PICTURES.white, noise: PICTURES.noise })) {
    it(`is readable over ${name}`, async () => {
      const { page } = visitor;
      await paint(page, background);
      // Banners go after some seconds; these count on.
      await page.evaluate(() => {
        const banners = document.querySelector('live-chatroom')!.shadowRoot!.querySelector('gift-banners')!;
        const gift = (id: string, price: number) => ({ type: 'live:gift', content: { gift: id, name: 'Rose of the evening', price, count: 1 }, sender: { id, name: 'Léa Martin 王' } });
        // One of each worth, and so of each colour.
        banners.tracks = 5;
        banners.push([1, 100, 500, 2000, 9000].map((price) => gift(`of ${price}`, price)));
      });
      await visitor.until('banners stand still', () => {
        const root = document.querySelector('live-chatroom')!.shadowRoot!.querySelector('gift-banners')!.shadowRoot!;
        const shown = [...root.querySelectorAll('[part~=banner]')];
        return shown.length === 5 && shown.every((banner) => banner.getAnimations({ subtree: true }).length === 0);
      });
      const worst = await contrasts(page);
      for (const [part, contrast] of worst) assert.ok(contrast >= ENOUGH, `${part}: ${contrast.toFixed(2)} : 1 against the brightest 5 % behind it (${JSON.stringify(worst)})`);
    });
  }
});

/** Contrast of each part's own colour against the brightest 5 % of the pixels behind its words. */
async function contrasts(page: Page): Promise<[part: string, contrast: number][]> {
  const found = await page.evaluate((parts) => {
    const root = document.querySelector('live-chatroom')!.shadowRoot!;
    return parts.map(([name, element, words]) => {
      const scope = element === '' ? root : root.querySelector(element)?.shadowRoot;
      const nodes = [...(scope?.querySelectorAll(words) ?? [])];
      const boxes = nodes.map((node) => {
        const { x, y, width, height } = node.getBoundingClientRect();
        return { x, y, width, height };
      });
      return { name, boxes: boxes.filter(({ width, height }) => width > 2 && height > 2), color: nodes[0] ? getComputedStyle(nodes[0]).color : '' };
    });
  }, PARTS);
  for (const { name, boxes } of found) assert.ok(boxes.length > 0, `${name} is there`);
  const png = await page.screenshot({ encoding: 'base64' });
  return page.evaluate(
    async (source, parts) => {
      const image = new Image();
      image.src = `data:image/png;base64,${source}`;
      await image.decode();
      const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
      const context = canvas.getContext('2d', { willReadFrequently: true })!;
      context.drawImage(image, 0, 0);
      const pen = new OffscreenCanvas(1, 1).getContext('2d')!;
      const linear = (channel: number) => (channel / 255 <= 0.04045 ? channel / 255 / 12.92 : ((channel / 255 + 0.055) / 1.055) ** 2.4);
      const luminance = ([r, g, b]: Iterable<number>) => 0.2126 * linear(r!) + 0.7152 * linear(g!) + 0.0722 * linear(b!);
      return parts.map(({ name, boxes, color }) => {
        const pixels = boxes.flatMap(({ x, y, width, height }) => {
          const { data } = context.getImageData(Math.round(x), Math.round(y), Math.max(1, Math.round(width)), Math.max(1, Math.round(height)));
          return Array.from({ length: data.length / 4 }, (_, i) => data.slice(i * 4, i * 4 + 3));
        });
        pixels.sort((a, b) => luminance(b) - luminance(a));
        const behind = pixels[Math.floor(pixels.length * 0.025)]!;
        pen.fillStyle = `rgb(${behind.join(' ')})`;
        pen.fillRect(0, 0, 1, 1);
        pen.fillStyle = color;
        pen.fillRect(0, 0, 1, 1);
        return [name, (luminance(pen.getImageData(0, 0, 1, 1).data) + 0.05) / (luminance(behind) + 0.05)] as [string, number];
      });
    },
    png,
    found,
  );
}
