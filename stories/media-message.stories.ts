import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { expect, userEvent, waitFor } from 'storybook/test';
import '../src/define/media-message.js';
import '../src/define/message-list.js';
import type { MessageList } from '../src/elements/message-list/message-list.js';
import type { Upload } from '../src/elements/media-message/upload-of.js';
import type { MessageInput } from '../src/protocol/message.js';
import { PEOPLE } from './samples.js';
import { picture, POOR_THUMBNAIL } from './pictures.js';

const meta: Meta = {
  title: 'Elements/media-message',
  component: 'media-message',
  parameters: { layout: 'fullscreen' },
};
export default meta;
type Story = StoryObj;

const WAVE = [4, 22, 48, 71, 64, 38, 52, 80, 91, 66, 40, 18, 9, 30, 57, 74, 62, 45, 33, 21, 12, 38, 66, 84, 70, 49, 28, 15, 7, 3];

function list(messages: MessageInput[], block = 480): TemplateResult {
  const fill = async (element: Element | undefined) => {
    const list = element as MessageList | undefined;
    if (!list || list.stats.received > 0) return;
    await list.updateComplete;
    list.push(messages);
  };
  return html`<div style="inline-size: min(360px, 100%); block-size: ${block}px; background: light-dark(white, #16181d)">
    <message-list ${ref((element) => void fill(element))}></message-list>
  </div>`;
}

const image = (width: number, height: number, hue = 200) => ({
  type: 'RC:ImgMsg',
  content: { content: '', imageUri: picture(width, height, hue), width, height, alt: 'Hills in the evening' },
});
const voice = (duration: number, waveform: number[] | undefined = WAVE) => ({
  type: 'RC:HQVCMsg',
  content: { remoteUrl: 'data:audio/wav;base64,UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA=', duration, size: 9000, type: 'audio/wav', waveform },
});

/** An upload that stands still. */
function upload(state: Upload['state'], progress = 0, error: string | null = null): Upload {
  return { state, progress, error: error === null ? null : { name: error }, subscribe: () => () => undefined, retry: () => undefined, cancel: () => undefined };
}
const withUpload = <T extends { content: object }>(message: T, of: Upload) => ({ ...message, content: { ...message.content, upload: of } });

const media = (canvas: HTMLElement) => canvas.querySelector('message-list')!.shadowRoot!.querySelector('media-message')!;
const button = (canvas: HTMLElement) => media(canvas).shadowRoot!.querySelector('button')!;

export const Pictures: Story = {
  render: () =>
    list([
      { text: 'Look at this!', sender: PEOPLE[1]! },
      { ...image(1600, 1200), sender: PEOPLE[1]! },
      { ...image(900, 1600, 20), sender: PEOPLE[4]! },
      { text: '好美！', sender: PEOPLE[2]! },
    ], 560),
};

/** A sliver and a strip: cut in the row, whole in the full view. */
export const OddShapes: Story = { render: () => list([{ ...image(3000, 200, 300), sender: PEOPLE[3]! }, { ...image(100, 1900, 120), sender: PEOPLE[5]! }, { ...image(24, 24, 60), sender: PEOPLE[6]! }]) };

/** What everybody gets with the message: a few kilobytes. */
export const ThumbnailOnly: Story = {
  render: () => list([{ type: 'RC:ImgMsg', content: { content: POOR_THUMBNAIL, imageUri: 'https://files.invalid/a.jpg', width: 1200, height: 900 }, sender: PEOPLE[7]! }], 320),
};

export const FullView: Story = {
  render: Pictures.render!,
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(media(canvasElement)).toBeTruthy());
    await waitFor(() => expect(button(canvasElement)).toBeTruthy());
    button(canvasElement).focus();
    await userEvent.keyboard('{Enter}');
    const viewer = () => [...document.body.children].find((element) => element.shadowRoot?.querySelector('dialog[open]'))?.shadowRoot;
    await waitFor(() => expect(viewer()?.querySelector('.full')).toHaveAttribute('alt', 'Hills in the evening'));
    await userEvent.keyboard('+');
    await waitFor(() => expect(viewer()!.querySelector('dialog')).toHaveClass('zoomed'));
    viewer()!.querySelector<HTMLButtonElement>('.close')!.click();
    await waitFor(() => expect(viewer()).toBeUndefined());
    await expect(canvasElement.querySelector('message-list')!.shadowRoot!.activeElement).toBe(media(canvasElement));
  },
};

export const Uploading: Story = {
  render: () =>
    list([
      { ...withUpload(image(1200, 900), upload('uploading', 0.4)), sender: PEOPLE[1]!, state: 'pending' },
      { ...withUpload(voice(9), upload('uploading', 0.7)), sender: PEOPLE[1]!, state: 'pending' },
    ]),
};

export const Failed: Story = {
  render: () =>
    list([
      { ...withUpload(image(1200, 900), upload('failed', 0, 'network')), sender: PEOPLE[1]! },
      { ...withUpload(voice(3), upload('failed', 0, 'file-too-large')), sender: PEOPLE[1]! },
    ]),
};

export const PictureThatIsLost: Story = {
  render: () => list([{ type: 'RC:ImgMsg', content: { content: '/9j/broken', imageUri: 'javascript:alert(1)', width: 1200, height: 900 }, sender: PEOPLE[8]! }], 320),
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(media(canvasElement).shadowRoot).toHaveTextContent('This picture cannot be shown.'));
  },
};

export const Voice: Story = {
  render: () =>
    list([
      { ...voice(6), sender: PEOPLE[0]! },
      { ...voice(60), sender: PEOPLE[4]! },
      { ...voice(1, [40, 80, 30]), sender: PEOPLE[2]! },
      // Of a client that says nothing of loudness.
      { type: 'RC:HQVCMsg', content: { remoteUrl: 'https://files.invalid/a.aac', duration: 12 }, sender: PEOPLE[9]! },
      // In a format that no browser plays.
      { type: 'RC:VcMsg', content: { content: 'IyFBTVIK', duration: 4 }, sender: PEOPLE[10]! },
    ]),
};

export const VoiceThatIsLost: Story = {
  render: () => list([{ type: 'RC:HQVCMsg', content: { remoteUrl: 'data:audio/webm;base64,AAAA', duration: 6, waveform: WAVE }, sender: PEOPLE[0]! }], 320),
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(button(canvasElement)).toBeTruthy());
    await userEvent.click(button(canvasElement));
    await waitFor(() => expect(media(canvasElement).shadowRoot).toHaveTextContent('This voice message cannot be played.'));
  },
};

export const RightToLeft: Story = { render: Voice.render!, globals: { direction: 'rtl' } };
export const Chinese: Story = { render: Failed.render!, globals: { language: 'zh-CN' } };
export const Dark: Story = { render: () => list([{ ...image(1600, 1200), sender: PEOPLE[1]! }, { ...voice(6), sender: PEOPLE[0]! }]), globals: { theme: 'dark' } };
