import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, userEvent, waitFor } from 'storybook/test';
import '../src/define/like-button.js';
import { createLocalClient } from '../src/adapters/local/index.js';
import type { LikeButton } from '../src/elements/like-button/like-button.js';

const meta: Meta<LikeButton> = {
  title: 'Elements/like-button',
  component: 'like-button',
  // Hearts need room to rise.
  decorators: [(story) => html`<div style="padding: 300px 80px 24px; inline-size: fit-content">${story()}</div>`],
};
export default meta;
type Story = StoryObj<LikeButton>;

const button = (canvas: HTMLElement) => canvas.querySelector('like-button')!.shadowRoot!.querySelector('button')!;

export const Fresh: Story = { render: () => html`<like-button></like-button>` };

export const Tapped: Story = {
  render: () => html`<like-button count="998"></like-button>`,
  play: async ({ canvasElement }) => {
    for (let i = 0; i < 5; i++) await userEvent.click(button(canvasElement));
    await waitFor(() => expect(button(canvasElement).getAttribute('aria-label')).toMatch(/1[,.]?003/));
  },
};

export const Millions: Story = { render: () => html`<like-button count="1234567"></like-button>` };
export const InChinese: Story = { render: () => html`<like-button lang="zh-CN" count="345678"></like-button>` };
export const Disabled: Story = { render: () => html`<like-button disabled count="42"></like-button>` };

/** Out of the room: it says why it takes no likes. */
export const Offline: Story = {
  render: () => {
    const client = createLocalClient({ user: 'Ann', hub: 'likes-offline' });
    return html`<like-button .room=${client.room('nowhere')}></like-button>`;
  },
};

/** Over a picture. */
export const OverPicture: Story = {
  render: () => html`<div style="padding: 280px 60px 20px; margin: -280px -60px -20px; background: linear-gradient(160deg, #274060, #b5651d 80%, #ffce73)">
    <like-button over-picture count="12800"></like-button>
  </div>`,
};

/** Someone else likes all the time: their hearts rise here, too. */
export const Crowd: Story = {
  render: () => {
    const me = createLocalClient({ user: 'Ann', hub: 'likes-crowd' });
    const other = createLocalClient({ user: '小明', hub: 'likes-crowd' });
    const element = document.createElement('like-button');
    void me.join('story').then((room) => (element.room = room));
    void other.join('story').then((room) => {
      const like = () => {
        room.like(1 + Math.floor(Math.random() * 9));
        if (element.isConnected) setTimeout(like, 400);
      };
      setTimeout(like, 100);
    });
    return html`${element}`;
  },
};

/** Other colours and a shorter way, by custom properties. */
export const Restyled: Story = {
  render: () => html`<like-button
    count="77"
    style="--live-like-color: oklch(0.6 0.2 290); --live-like-count-background: oklch(0.45 0.2 290); --live-like-hearts-height: 140px"
  ></like-button>`,
};
