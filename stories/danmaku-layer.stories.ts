import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import { createRef, ref } from 'lit/directives/ref.js';
import { expect, waitFor } from 'storybook/test';
import '../src/define/danmaku-layer.js';
import { createLocalClient } from '../src/adapters/local/index.js';
import type { DanmakuItem, DanmakuLayer } from '../src/elements/danmaku-layer/danmaku-layer.js';
import { createRegistry } from '../src/renderers/index.js';
import { PEOPLE, WORDS } from './samples.js';

const meta: Meta<DanmakuLayer> = {
  title: 'Elements/danmaku-layer',
  component: 'danmaku-layer',
  parameters: { layout: 'fullscreen' },
};
export default meta;
type Story = StoryObj<DanmakuLayer>;

/** Pictures that are hard to write on. */
const PICTURES = {
  evening: 'linear-gradient(160deg, #1b2845, #274060 35%, #b5651d 80%, #ffce73)',
  white: 'white',
  black: 'black',
  noise: 'repeating-conic-gradient(from 10deg, #e33 0 7deg, #fe5 0 14deg, #39f 0 21deg, #fff 0 28deg, #161 0 35deg)',
} as const;

interface Scene {
  picture?: keyof typeof PICTURES;
  size?: string;
  settings?: Partial<DanmakuLayer>;
  /** Comments a second; 0 pushes `items` once. */
  rate?: number;
  items?: (n: number) => DanmakuItem;
}

const sample = (n: number): DanmakuItem => ({
  text: WORDS[(n * 7) % WORDS.length]!,
  ...(n % 41 === 7 ? { own: true } : {}),
  ...(n % 23 === 11 ? { color: '#8fe3ff' } : {}),
});

const tickMs = 100;

/** A layer over a picture, fed as long as it is on the page. */
function stage({ picture = 'evening', size = 'block-size: min(56.25vw, 100vh)', settings = {}, rate = 8, items = sample }: Scene): TemplateResult {
  let fed: DanmakuLayer | undefined;
  const feed = (element: Element | undefined) => {
    const layer = element as DanmakuLayer | undefined;
    if (!layer || layer === fed) return;
    fed = layer;
    Object.assign(layer, settings);
    let n = 0;
    let due = rate > 0 ? rate : 1;
    const next = () => {
      for (; due >= 1; due--) layer.push(items(n++));
      due += (rate * tickMs) / 1000;
      if (rate > 0 && layer.isConnected) setTimeout(next, tickMs);
    };
    // It is handed over just before it is put on the page.
    setTimeout(next);
  };
  return html`<div style="position: relative; inline-size: 100%; background: ${PICTURES[picture]}; ${size}">
    <danmaku-layer ${ref(feed)}></danmaku-layer>
  </div>`;
}

const layerOf = (canvas: HTMLElement) => canvas.querySelector('danmaku-layer')!;
const shows = (canvas: HTMLElement, count: number) => waitFor(() => expect(layerOf(canvas).stats.shown).toBeGreaterThanOrEqual(count), { timeout: 5000 });

/** Whether the first ones have come to the middle. */
const wellIn = (layer: DanmakuLayer) => {
  const { left, width } = layer.getBoundingClientRect();
  return [...layer.shadowRoot!.querySelectorAll('[part~=comment]')].some((comment) => comment.getBoundingClientRect().left < left + width / 2);
};

export const Evening: Story = {
  render: () => stage({}),
  play: ({ canvasElement }) => shows(canvasElement, 3),
};

/** A hundred a second: as many as fit, none on another; own ones are there, ringed. */
export const Busy: Story = {
  render: () => stage({ rate: 100, picture: 'noise' }),
  play: ({ canvasElement }) => shows(canvasElement, 30),
};

export const OverWhite: Story = { render: () => stage({ picture: 'white', rate: 20 }) };
export const OverBlack: Story = { render: () => stage({ picture: 'black', rate: 20 }) };

/** `overlap`: nothing is left out, whatever it covers. */
export const ShowAll: Story = { render: () => stage({ rate: 100, settings: { overlap: true } }) };

export const Empty: Story = { render: () => stage({ rate: 0, items: () => ({ text: ' ' }) }) };

const MODES = ['scroll', 'reverse', 'top', 'bottom'] as const;

export const AllModes: Story = {
  render: () => stage({ rate: 4, items: (n) => ({ text: `${MODES[n % 4]} ${WORDS[(n * 3) % WORDS.length]}`, mode: MODES[n % 4]! }) }),
};

/** A phone held upright: the upper third only, so that faces stay free. */
export const Phone: Story = {
  render: () => stage({ size: 'inline-size: 390px; block-size: 780px', settings: { area: 0.35 }, rate: 12 }),
};

export const SmallAndSlow: Story = { render: () => stage({ settings: { fontSize: 14, speed: 0.5, opacity: 0.7 }, rate: 10 }) };

export const Paused: Story = {
  render: () => stage({ rate: 20 }),
  play: async ({ canvasElement }) => {
    const layer = layerOf(canvasElement);
    await waitFor(() => expect(wellIn(layer)).toBe(true), { timeout: 9000 });
    layer.pause();
    await expect(layer.paused).toBe(true);
  },
};

/** What is shown where motion is not wanted: four lines at a time, nothing moves. */
export const Still: Story = {
  render: () => stage({ rate: 3, settings: { motion: 'still' } }),
  play: ({ canvasElement }) => shows(canvasElement, 3),
};

const LONG = [
  'a very long comment that somebody wrote without taking a breath because the song was so beautiful that it had to be said at once',
  '今天的演出实在太精彩了，从第一首歌到最后一首歌我都没有舍得离开屏幕，谢谢主播和所有工作人员的付出！',
  '👨‍👩‍👧‍👦🏳️‍🌈👩🏽‍🚀🧑‍🎤🇳🇬🇨🇳🇯🇵🇺🇦👏🏿👏🏻',
  'z̵̡̛̩̯͙̳͎̆̾͌̍a̷̢̧̛̻̞̯͌̈́̌͝l̸̡̛̩̳͎̆̾͌̍ğ̵̡̛̩̯̾͌o̷̢̧̻̞̯͌̈́̌͝',
  '<marquee onstart="alert(1)">not markup</marquee>',
  'שלום וברכה לכל הצופים, איזה ערב נפלא',
];

/** `keepOut`: comments stay away from the face and from the captions, wherever the face goes. */
export const KeepOut: Story = {
  render: () => {
    const face = () => ({ x: 0.4 + 0.25 * Math.sin(performance.now() / 4000), y: 0.3, width: 0.2, height: 0.35 });
    const captions = { x: 0.15, y: 0.84, width: 0.7, height: 0.12 };
    const mark = 'position: absolute; border-radius: 12px; outline: 2px dashed oklch(1 0 0 / 45%)';
    return html`<div style="position: relative">
      ${stage({ rate: 40, settings: { keepOut: () => [face(), captions] } })}
      <div style="${mark}; left: 15%; top: 84%; width: 70%; height: 12%; display: grid; place-items: center; color: white">And this is what she says.</div>
    </div>`;
  },
  play: ({ canvasElement }) => shows(canvasElement, 10),
};

/** `fixed` ones stand where they are put, `advanced` ones go their own way. */
export const FixedAndAdvanced: Story = {
  render: () =>
    stage({
      rate: 4,
      items: (n) =>
        n % 6 === 1
          ? { text: '现场字幕', mode: 'fixed', at: { x: 0.5, y: 0.7 }, color: '#ffe08a' }
          : n % 6 === 3
            ? { text: '✨ welcome to the show', mode: 'advanced', seconds: 4, path: [{ x: 0, y: 0.9, opacity: 0 }, { x: 0.5, y: 0.4, scale: 1.6 }, { x: 1, y: 0.9, opacity: 0 }] }
            : sample(n),
    }),
  play: ({ canvasElement }) => shows(canvasElement, 3),
};

/** `interactive`: hold the pointer over one, click it, or press Tab and Enter. */
export const Interactive: Story = {
  render: () =>
    stage({
      rate: 6,
      settings: { interactive: true },
      items: (n) => {
        const sender = PEOPLE[n % PEOPLE.length]!;
        return { ...sample(n), message: { id: `m${n}`, room: 'story', type: 'RC:TxtMsg', content: {}, sender, sentAt: 0, state: 'sent', origin: 'live' } };
      },
    }),
  play: async ({ canvasElement }) => {
    const layer = layerOf(canvasElement);
    // The picture that stays is one with comments on it.
    await waitFor(() => expect(wellIn(layer)).toBe(true), { timeout: 9000 });
    await waitFor(() => expect(layer.shadowRoot!.querySelector('.chooser')).toBeTruthy(), { timeout: 5000 });
    layer.shadowRoot!.querySelector<HTMLElement>('.chooser')!.click();
    await expect(layer.paused).toBe(true);
  },
};

/** `calm`: captions at reading speed, for whoever finds flying words hard to bear. */
export const Calm: Story = {
  render: () => stage({ rate: 5, settings: { calm: true } }),
  play: ({ canvasElement }) => shows(canvasElement, 1),
};

/** `mask`: what a picture leaves transparent stays free, here a figure in the middle. */
export const Masked: Story = {
  render: () => {
    const mask = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 9" preserveAspectRatio="none"><path fill-rule="evenodd" d="M0 0h16v9H0z M8 2a1.4 1.4 0 0 1 .9 2.5c1.2.4 1.9 1.6 2 4.5H5.1c.1-2.9.8-4.1 2-4.5A1.4 1.4 0 0 1 8 2z"/></svg>')}`;
    return stage({ rate: 40, settings: { mask } });
  },
};

/** `for`: over a video that it is not inside of. */
export const OverAnyVideo: Story = {
  render: () => html`<div style="padding: 24px; position: relative">
    <video id="any-video" controls style="display: block; inline-size: min(640px, 90vw); aspect-ratio: 16 / 9; background: ${PICTURES.evening}"></video>
    <danmaku-layer for="any-video" ${ref((element) => setTimeout(() => (element as DanmakuLayer | undefined)?.push(WORDS.slice(0, 8).map((text) => ({ text })))))}></danmaku-layer>
  </div>`,
};

export const LongAndStrange: Story = { render: () => stage({ rate: 3, items: (n) => ({ text: LONG[n % LONG.length]! }) }) };

export const Colours: Story = {
  render: () => stage({ rate: 10, items: (n) => ({ text: WORDS[(n * 5) % WORDS.length]!, color: `hsl(${(n * 47) % 360} 90% 72%)` }) }),
};

/** Comments move to the right, so that the first word enters first. */
export const RightToLeft: Story = {
  render: () => html`<div dir="rtl">${stage({ rate: 5, items: (n) => ({ text: ['السلام عليكم', 'ما أجمل هذه الأغنية', 'שלום לכולם', 'מדהים!'][n % 4]! }) })}</div>`,
};

/** A display of the page's own: a picture, a price, whatever; it gets the room that it needs. */
export const OwnDisplay: Story = {
  render: () => {
    const card = (name: string, price: string) =>
      html`<span style="display: inline-flex; gap: 10px; align-items: center; padding: 6px 14px 6px 6px; border-radius: 12px; background: oklch(0.2 0.02 260 / 85%); text-shadow: none">
        <span style="inline-size: 44px; block-size: 44px; border-radius: 8px; background: linear-gradient(135deg, gold, tomato)"></span>
        <span style="display: grid; line-height: 1.3; font-size: 15px">${name}<b style="color: gold">${price}</b></span>
      </span>`;
    return stage({ rate: 4, items: (n) => (n % 5 === 2 ? { content: card('Teapot', '¥ 88') } : sample(n)) });
  },
};

/** From a room: what is said flies, my own words are ringed, what was said before does not fly. */
export const InARoom: Story = {
  render: () => {
    const me = createLocalClient({ user: 'Ann', hub: 'danmaku-story' });
    const other = createLocalClient({ user: '小明', hub: 'danmaku-story' });
    const layer = createRef<DanmakuLayer>();
    const talk = async () => {
      const [here, there] = await Promise.all([me.join('story'), other.join('story')]);
      await there.send('你好 Ann!');
      await here.send('my own words');
      await there.send({ type: 'live:gift', content: { gift: 'rose', name: 'Rose', icon: 'icon:rose', price: 1, count: 9 } });
    };
    void talk();
    return html`<div style="position: relative; block-size: 360px; background: ${PICTURES.evening}">
      <danmaku-layer ${ref(layer)} .room=${me.room('story')} .registry=${createRegistry()}></danmaku-layer>
    </div>`;
  },
  play: ({ canvasElement }) => shows(canvasElement, 3),
};
