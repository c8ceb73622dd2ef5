import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, userEvent, waitFor } from 'storybook/test';
import '../src/define/gift-bar.js';
import { createLocalClient } from '../src/adapters/local/index.js';
import type { GiftBar } from '../src/elements/gift-bar/gift-bar.js';
import { GIFTS } from '../src/elements/gift-bar/gifts.js';

const meta: Meta<GiftBar> = { title: 'Elements/gift-bar', component: 'gift-bar', parameters: { layout: 'fullscreen' } };
export default meta;
type Story = StoryObj<GiftBar>;

const phone = 'inline-size: min(390px, 100%)';
const bar = (canvas: HTMLElement) => canvas.querySelector('gift-bar')!;
const send = (canvas: HTMLElement) => bar(canvas).shadowRoot!.querySelector<HTMLButtonElement>('[part=send]')!;

export const Panel: Story = { render: () => html`<gift-bar style=${phone} balance="12800"></gift-bar>` };

export const Wide: Story = { render: () => html`<gift-bar balance="12800" selected="crown"></gift-bar>` };

export const InChinese: Story = { render: () => html`<gift-bar lang="zh-CN" style=${phone} balance="12800" selected="coffee"></gift-bar>` };

/** Repeats within three seconds count up in one combo; the ring runs out. */
export const Combo: Story = {
  render: () => html`<gift-bar style=${phone} selected="diamond"></gift-bar>`,
  play: async ({ canvasElement }) => {
    for (let i = 0; i < 6; i++) await userEvent.click(send(canvasElement));
    await waitFor(() => expect(bar(canvasElement).shadowRoot!.querySelector('.times')!.textContent).toContain('6'));
  },
};

const KINDS = [
  { en: 'Popular', 'zh-CN': '热门' },
  { en: 'Classic', 'zh-CN': '经典' },
  { en: 'Luxury', 'zh-CN': '豪华' },
  { en: 'Festival', 'zh-CN': '节日' },
  { en: 'My bag', 'zh-CN': '背包' },
];
const catalogue = Array.from({ length: 200 }, (_, i) => ({ ...GIFTS[(i * 3 + Math.floor(i / 40)) % GIFTS.length]!, id: `gift-${i}`, tab: KINDS[Math.floor(i / 40)]! }));

/** Two hundred gifts under five tabs; the one shown last is shown again. */
export const Tabs: Story = {
  render: () => html`<gift-bar style=${phone} balance="12800" .gifts=${catalogue}></gift-bar>`,
  play: async ({ canvasElement }) => {
    const tabs = () => [...bar(canvasElement).shadowRoot!.querySelectorAll<HTMLButtonElement>('[role=tab]')];
    await waitFor(() => expect(tabs()).toHaveLength(5));
    await userEvent.click(tabs()[2]!);
    await waitFor(() => expect(tabs()[2]).toHaveAttribute('aria-selected', 'true'));
  },
};

export const TabsInChinese: Story = { render: () => html`<gift-bar lang="zh-CN" style=${phone} balance="12800" .gifts=${catalogue}></gift-bar>` };

/** Press and hold the button, or a gift: it repeats until let go. */
export const Held: Story = {
  render: () => html`<gift-bar style=${phone} selected="rose" balance="40"></gift-bar>`,
  play: async ({ canvasElement }) => {
    send(canvasElement).dispatchEvent(new PointerEvent('pointerdown', { button: 0, isPrimary: true, pointerId: 1 }));
    await waitFor(() => expect(bar(canvasElement).shadowRoot!.querySelector('.times')!.textContent).toContain('5'), { timeout: 8000 });
    send(canvasElement).dispatchEvent(new PointerEvent('pointerup'));
  },
};

export const NotEnough: Story = { render: () => html`<gift-bar style=${phone} balance="100" selected="castle"></gift-bar>` };

export const Offline: Story = {
  render: () => {
    const client = createLocalClient({ user: 'Ann', hub: 'gifts-offline' });
    return html`<gift-bar style=${phone} .room=${client.room('nowhere')}></gift-bar>`;
  },
};

export const Disabled: Story = { render: () => html`<gift-bar style=${phone} disabled></gift-bar>` };
export const Empty: Story = { render: () => html`<gift-bar style=${phone} .gifts=${[]}></gift-bar>` };

export const OverPicture: Story = {
  render: () => html`<div style="padding-block-start: 160px; inline-size: fit-content; background: linear-gradient(160deg, #274060, #b5651d 80%, #ffce73)">
    <div style="inline-size: 390px; border-radius: 16px 16px 0 0; background: oklch(0.16 0.01 260 / 88%)"><gift-bar over-picture balance="520"></gift-bar></div>
  </div>`,
};

export const ManyWithLongNames: Story = {
  render: () => {
    const names = ['Grand fireworks over the harbour at midnight', '一生一世一双人的浪漫城堡', 'Rose', 'باقة ورد', '🎁'];
    const gifts = Array.from({ length: 60 }, (_, i) => ({ ...GIFTS[i % GIFTS.length]!, id: `gift-${i}`, name: names[i % names.length]!, price: 10 ** (i % 6) }));
    return html`<gift-bar style=${phone} .gifts=${gifts}></gift-bar>`;
  },
};

/** Sideways scrolling, where all stand in one line. */
export const ManyInAWideBar: Story = {
  render: () => html`<gift-bar .gifts=${Array.from({ length: 40 }, (_, i) => ({ ...GIFTS[i % GIFTS.length]!, id: `gift-${i}` }))}></gift-bar>`,
};

export const RightToLeft: Story = { render: () => html`<div dir="rtl"><gift-bar style=${phone} balance="99" selected="heart"></gift-bar></div>` };
