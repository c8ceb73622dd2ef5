import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import { expect, userEvent, waitFor } from 'storybook/test';
import '../src/define/pinned-message.js';
import type { PinnedMessage } from '../src/elements/pinned-message/pinned-message.js';

const meta: Meta<PinnedMessage> = {
  title: 'Elements/pinned-message',
  component: 'pinned-message',
  // What was hidden in one story must not be missing in the next.
  beforeEach: () => sessionStorage.removeItem('live-chatroom hidden pins'),
};
export default meta;
type Story = StoryObj<PinnedMessage>;

const LONG = '欢迎来到直播间，请友善发言。Be kind to each other. The next song is at half past, requests go to @Mika, and the raffle is drawn when the goal is reached. '.repeat(2);
const narrow = (content: TemplateResult, ground = '') => html`<div style="inline-size: min(390px, 100%); padding-block: 12px; background: ${ground}">${content}</div>`;

export const OneLine: Story = { render: () => narrow(html`<pinned-message text="Next song at half past · 半点下一首"></pinned-message>`) };
export const Long: Story = { render: () => narrow(html`<pinned-message text=${LONG}></pinned-message>`) };
export const Opened: Story = {
  render: () => narrow(html`<pinned-message text=${LONG}></pinned-message>`),
  play: async ({ canvasElement }) => {
    const root = canvasElement.querySelector('pinned-message')!.shadowRoot!;
    await waitFor(() => expect(root.querySelector('.open')).toBeTruthy());
    await userEvent.click(root.querySelector('.open')!);
  },
};
export const OverAPicture: Story = {
  render: () => narrow(html`<pinned-message over-picture text=${LONG}></pinned-message>`, 'linear-gradient(120deg, #fff, #ffcf7a, #5b2167)'),
};
export const RightToLeft: Story = { render: () => html`<div dir="rtl" lang="ar">${narrow(html`<pinned-message text="مرحبا بكم في البث المباشر، كونوا لطفاء"></pinned-message>`)}</div>` };
/** Its time is over: nothing is shown. */
export const Over: Story = { render: () => narrow(html`<pinned-message text="gone" until="1000"></pinned-message>`) };
