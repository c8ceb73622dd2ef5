import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, userEvent } from 'storybook/test';
import '../src/define/channel-list.js';
import type { Channel } from '../src/elements/channel-list/channel.js';
import type { ChannelList } from '../src/elements/channel-list/channel-list.js';

const meta: Meta<ChannelList> = { title: 'Elements/channel-list', component: 'channel-list' };
export default meta;
type Story = StoryObj<ChannelList>;

const tv = new URL('../demo/stream/sample/tv.jpg', import.meta.url).href;
const host = new URL('../demo/stream/sample/host.jpg', import.meta.url).href;

const CHANNELS: Channel[] = [
  { id: 'stage', title: 'Night Stage', kind: 'tv', src: '/live/tv/master.m3u8', poster: tv, subtitle: 'Neon Harbour, live', viewers: 12_345 },
  { id: 'luna', title: '晚风电台', kind: 'host', src: '/live/host/master.m3u8', poster: host, subtitle: '小鹿 Luna', viewers: 834 },
  { id: 'kitchen', title: 'Ein Abend in der Küche mit Frau Brömmelkamp und Gästen', kind: 'host', src: '/k.m3u8', viewers: 57 },
  { id: 'news', title: '城市新闻', kind: 'tv', src: '/n.m3u8', viewers: 1 },
  { id: 'chess', title: 'Blitz Chess', kind: 'host', src: '/c.m3u8', subtitle: 'Back on Friday', live: false },
];

const list = (canvas: HTMLElement): ChannelList => canvas.querySelector('channel-list')!;

export const Grid: Story = {
  render: () => html`<channel-list .channels=${CHANNELS} selected="stage"></channel-list>`,
  play: async ({ canvasElement }) => {
    const cards = [...list(canvasElement).shadowRoot!.querySelectorAll('button')];
    await userEvent.click(cards[1]!);
    await expect(list(canvasElement).selected).toBe('luna');
    await userEvent.keyboard('{ArrowDown}');
    await expect(list(canvasElement).shadowRoot!.activeElement).toBe(cards[2]);
  },
};

export const Row: Story = {
  render: () => html`<channel-list layout="row" .channels=${CHANNELS} selected="luna" style="inline-size: 390px"></channel-list>`,
};

export const Rail: Story = {
  render: () => html`<channel-list layout="rail" .channels=${CHANNELS} selected="stage" style="inline-size: 300px"></channel-list>`,
};

export const Empty: Story = {
  render: () => html`<channel-list .channels=${[]}></channel-list>`,
};
