import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { expect, waitFor } from 'storybook/test';
import '../src/define/gift-banners.js';
import type { GiftBanners } from '../src/elements/gift-banners/gift-banners.js';
import { GIFTS } from '../src/elements/gift-bar/gifts.js';
import type { MessageInput } from '../src/protocol/message.js';
import { PEOPLE } from './samples.js';

const meta: Meta<GiftBanners> = { title: 'Elements/gift-banners', component: 'gift-banners', parameters: { layout: 'fullscreen' } };
export default meta;
type Story = StoryObj<GiftBanners>;

function gift(person: number, which: number, count = 1, more: Partial<MessageInput & object> = {}): MessageInput {
  const { id, name, icon, price } = GIFTS[which % GIFTS.length]!;
  const content = { gift: id, name, icon, price, count, total: count, combo: `${person}-${which}` };
  return { type: 'live:gift', content, sender: PEOPLE[person % PEOPLE.length]!, origin: 'live', ...more };
}

/** Banners over a picture; `act` is repeated every so many ms while the story is open. */
function picture(act: (banners: GiftBanners, turn: number) => void, everyMs = 2000, tracks = 2): TemplateResult {
  let seen: Element | undefined;
  const start = (element: Element | undefined) => {
    if (!element || element === seen) return;
    seen = element;
    let turn = 0;
    const next = () => {
      act(element as GiftBanners, turn++);
      if (element.isConnected) setTimeout(next, everyMs);
    };
    // It is handed over just before it is put on the page.
    setTimeout(next);
  };
  return html`<div style="display: grid; align-content: end; block-size: 320px; padding: 16px; background: linear-gradient(160deg, #1b2845, #274060 35%, #b5651d 80%, #ffce73)">
    <gift-banners tracks=${tracks} ${ref(start)}></gift-banners>
  </div>`;
}

const shown = (canvas: HTMLElement) => canvas.querySelector('gift-banners')!.shadowRoot!.querySelectorAll('[part~=banner]').length;

export const Two: Story = {
  render: () => picture((banners) => banners.push([gift(2, 0, 10), gift(4, 6)])),
  play: ({ canvasElement }) => waitFor(() => expect(shown(canvasElement)).toBe(2)),
};

/** One person goes on giving: one banner, its counter bumps. */
export const Combo: Story = { render: () => picture((banners, turn) => banners.push(gift(1, 1, 1 + turn)), 400) };

/** The five colours, by worth. */
export const EveryTier: Story = {
  render: () => picture((banners) => banners.push([gift(1, 0), gift(2, 3), gift(3, 4), gift(5, 6), gift(6, 7, 10)]), 2500, 5),
};

/** More than there is room for: the dearest first, everything in `totals`. */
export const Storm: Story = {
  render: () => picture((banners, turn) => banners.push(gift(turn, turn * 3, 1 + (turn % 5))), 120),
};

export const Own: Story = { render: () => picture((banners) => banners.push(gift(1, 4, 1, { origin: 'own' }))) };

export const LongNames: Story = {
  render: () =>
    picture((banners) =>
      banners.push([
        gift(0, 5, 1314, { sender: { id: 'long', name: 'Søren Kierkegaard-Østergaard von und zu Hohenlohe-Langenburg' } }),
        gift(1, 7, 1, { sender: { id: 'ar', name: 'ياسمين عبد الرحمن' } }),
      ]),
    ),
};

export const RightToLeft: Story = { render: () => html`<div dir="rtl">${picture((banners) => banners.push([gift(5, 2, 66), gift(4, 6)]))}</div>` };
export const InChinese: Story = { render: () => html`<div lang="zh-CN">${picture((banners) => banners.push([gift(2, 2, 66), gift(0, 6)]))}</div>` };
export const Empty: Story = { render: () => picture(() => undefined) };
