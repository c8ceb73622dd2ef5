import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, waitFor } from 'storybook/test';
import '../src/define/danmaku-layer.js';
import '../src/define/danmaku-settings.js';
import type { DanmakuSettings } from '../src/elements/danmaku-settings/danmaku-settings.js';
import { danmakuPreferences } from '../src/elements/shared/danmaku-preferences.js';
import { WORDS } from './samples.js';

const meta: Meta<DanmakuSettings> = {
  title: 'Elements/danmaku-settings',
  component: 'danmaku-settings',
  // Each story starts from what the page wants, and leaves nothing behind.
  beforeEach: () => {
    danmakuPreferences.reset();
    return () => danmakuPreferences.reset();
  },
};
export default meta;
type Story = StoryObj<DanmakuSettings>;

const card = 'padding: 16px; border-radius: 12px; inline-size: 340px; max-inline-size: 100%; box-sizing: border-box; background: light-dark(white, #1d1f27); box-shadow: 0 8px 24px rgb(0 0 0 / 24%)';

export const AsThePageWants: Story = { render: () => html`<div style=${card}><danmaku-settings></danmaku-settings></div>` };

export const WithFilters: Story = {
  render: () => html`<div style=${card}><danmaku-settings></danmaku-settings></div>`,
  play: async ({ canvasElement }) => {
    danmakuPreferences.set({ scale: 1.4, opacity: 0.7, filters: { words: ['spoiler', '剧透'], users: ['troll-42'], types: ['live:gift'] } });
    const panel = canvasElement.querySelector('danmaku-settings')!;
    await waitFor(() => expect(panel.shadowRoot!.querySelectorAll('[role=listitem]').length).toBe(4));
  },
};

/** Beside a layer: every change shows at once. */
export const BesideALayer: Story = {
  render: () => {
    const feed = setInterval(() => {
      const layer = document.querySelector<HTMLElementTagNameMap['danmaku-layer']>('#fed-layer');
      if (layer) layer.push(WORDS[Math.floor(performance.now() / 250) % WORDS.length]!);
      else if (performance.now() - started > 2000) clearInterval(feed);
    }, 250);
    const started = performance.now();
    return html`<div style="display: flex; gap: 16px; flex-wrap: wrap">
      <div style="position: relative; flex: 1 1 420px; block-size: 300px; background: linear-gradient(160deg, #1b2845, #b5651d)"><danmaku-layer id="fed-layer"></danmaku-layer></div>
      <div style=${card}><danmaku-settings></danmaku-settings></div>
    </div>`;
  },
};
