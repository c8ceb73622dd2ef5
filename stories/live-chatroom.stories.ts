import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { expect, userEvent, waitFor } from 'storybook/test';
import '../src/define/live-chatroom.js';
import { createLocalClient, type LocalClient } from '../src/adapters/local/index.js';
import type { LiveChatroom } from '../src/elements/live-chatroom/live-chatroom.js';
import { GIFTS_WITH_EFFECTS } from './effect-art.js';
import { PEOPLE, WORDS } from './samples.js';

const meta: Meta<LiveChatroom> = {
  title: 'Rooms/live-chatroom',
  component: 'live-chatroom',
  parameters: { layout: 'fullscreen' },
};
export default meta;
type Story = StoryObj<LiveChatroom>;

/** A still picture in place of a stream: stories are looked at without a network. */
const picture = html`<div
  slot="player"
  role="img"
  aria-label="A stage at night"
  style="background:
    radial-gradient(circle at 50% 42%, #ffcf7a 0 12%, #f0729a 24%, transparent 46%),
    linear-gradient(100deg, transparent 30%, #6ad1ff55 34%, transparent 40%),
    linear-gradient(80deg, transparent 60%, #ff8ad455 64%, transparent 70%),
    linear-gradient(#2a1145, #5b2167 55%, #12081f 56%)"
></div>`;

let hubs = 0;

function clientFor(name = 'Ann', say = 16): LocalClient {
  return createLocalClient({
    user: { ...PEOPLE[1]!, name },
    hub: `story-${++hubs}`,
    seed: {
      show: {
        members: [...PEOPLE],
        count: 2340,
        likes: 15_204,
        messages: Array.from({ length: say }, (_, i) => ({ user: PEOPLE[(i * 5) % PEOPLE.length]!, text: WORDS[(i * 7) % WORDS.length]!, ago: (say - i) * 4000 })),
      },
    },
  });
}

/** A room that fills the story, or a box of the given size. */
function room(client: LocalClient, { size, ...attributes }: Partial<LiveChatroom> & { size?: [number, number] } = {}): TemplateResult {
  const box = size ? `inline-size: min(${size[0]}px, 100%); block-size: ${size[1]}px; margin: auto` : 'block-size: 100dvh; min-block-size: 560px';
  return html`${keyed(
    client,
    html`<div style=${box}>
      <live-chatroom
        room="show"
        heading=${attributes.heading ?? 'Rooftop evening'}
        layout=${attributes.layout ?? 'auto'}
        ?without-gifts=${attributes.withoutGifts}
        ?without-likes=${attributes.withoutLikes}
        ?existing-only=${attributes.existingOnly}
        .gifts=${GIFTS_WITH_EFFECTS}
        .host=${PEOPLE[0]}
        .client=${client}
        >${picture}</live-chatroom
      >
    </div>`,
  )}`;
}

const rows = (canvas: HTMLElement) => {
  const list = canvas.querySelector('live-chatroom')!.shadowRoot!.querySelector('message-list')!;
  return [...list.shadowRoot!.querySelectorAll('.row')].map((row) => row.textContent);
};
const joined = (canvas: HTMLElement) => waitFor(() => expect(canvas.querySelector('live-chatroom')?.chatRoom?.state).toBe('joined'));

export const ByItsOwnSize: Story = { render: () => room(clientFor()) };

export const PhoneOverlay: Story = { render: () => room(clientFor(), { size: [390, 844], layout: 'overlay' }) };

export const Desktop: Story = { render: () => room(clientFor(), { size: [1280, 720], layout: 'side' }) };

export const HalfScreen: Story = { render: () => room(clientFor(), { size: [820, 1000], layout: 'half' }) };

export const ChatOnly: Story = {
  render: () => {
    const client = clientFor();
    return html`<div style="inline-size: min(380px, 100%); block-size: 600px"><live-chatroom room="show" heading="Lounge" layout="side" .client=${client}></live-chatroom></div>`;
  },
};

export const EmptyRoom: Story = { render: () => room(createLocalClient({ user: 'Ann', hub: `story-${++hubs}` }), { size: [390, 844], heading: 'Nobody yet' }) };

export const Talking: Story = {
  render: () => room(clientFor(), { size: [390, 844], layout: 'overlay' }),
  play: async ({ canvasElement }) => {
    await joined(canvasElement);
    const field = canvasElement.querySelector('live-chatroom')!.shadowRoot!.querySelector('chat-input')!.shadowRoot!.querySelector('textarea')!;
    await userEvent.type(field, 'Hello 你好{Enter}');
    await waitFor(() => expect(rows(canvasElement).at(-1)).toContain('Hello 你好'));
  },
};

export const GiftsOpen: Story = {
  render: () => room(clientFor(), { size: [390, 844], layout: 'overlay' }),
  play: async ({ canvasElement }) => {
    await joined(canvasElement);
    await userEvent.click(canvasElement.querySelector('live-chatroom')!.shadowRoot!.querySelector('[part=gift-button]')!);
    await waitFor(() => expect(canvasElement.querySelector('live-chatroom')!.shadowRoot!.querySelector('gift-bar')).toBeVisible());
  },
};

const insideRoom = (canvas: HTMLElement, tag: string) => canvas.querySelector('live-chatroom')!.shadowRoot!.querySelector(tag);

/** What the host asks for, and what has been given; the bar and the stage are fetched when they are first needed. */
const withShow = async ({ canvasElement }: { canvasElement: HTMLElement }) => {
  await joined(canvasElement);
  const { hub } = canvasElement.querySelector('live-chatroom')!.client as LocalClient;
  hub.say('show', PEOPLE[0]!, { type: 'live:pin', content: { content: 'Requests until ten, then the quiet songs. 点歌到十点。' } });
  hub.say('show', PEOPLE[0]!, { type: 'live:goal', content: { title: 'A new microphone', value: 5000 } });
  const { id, name, icon, price } = GIFTS_WITH_EFFECTS.find((gift) => gift.id === 'castle')!;
  hub.say('show', PEOPLE[4]!, { type: 'live:gift', content: { gift: id, name, icon, price, count: 1 } });
  await waitFor(() => expect(insideRoom(canvasElement, 'goal-bar')?.shadowRoot?.querySelector('[role=progressbar]')).toBeTruthy(), { timeout: 8000 });
  await waitFor(() => expect(insideRoom(canvasElement, 'effect-stage')?.matches(':state(playing)')).toBe(true), { timeout: 8000 });
};

export const ShowOnAPhone: Story = { render: () => room(clientFor(), { size: [390, 844], layout: 'overlay' }), play: withShow };
export const ShowOnADesktop: Story = { render: () => room(clientFor(), { size: [1280, 720], layout: 'side' }), play: withShow };
export const ShowBelowThePicture: Story = { render: () => room(clientFor(), { size: [820, 1000], layout: 'half' }), play: withShow };

const press = (canvas: HTMLElement, selector: string) => userEvent.click(insideRoom(canvas, selector)!);

/** Everybody, under who gives most: from the number beside the portraits. */
export const ViewersOnAPhone: Story = {
  render: () => room(clientFor(), { size: [390, 844], layout: 'overlay' }),
  play: async (context) => {
    await withShow(context);
    await userEvent.click(insideRoom(context.canvasElement, 'audience-strip')!.shadowRoot!.querySelector('[part=more]')!);
    await waitFor(() => expect(insideRoom(context.canvasElement, 'supporter-board')?.shadowRoot?.querySelector('[part~=supporter]')).toBeTruthy(), { timeout: 8000 });
  },
};

/** From the gifts; the current ones then stand under the header. */
export const WritingASuperChat: Story = {
  render: () => room(clientFor(), { size: [390, 844], layout: 'overlay' }),
  play: async ({ canvasElement }) => {
    await joined(canvasElement);
    await press(canvasElement, '[part=gift-button]');
    await waitFor(() => expect(insideRoom(canvasElement, '[part=super-chat-button]')).toBeTruthy());
    await press(canvasElement, '[part=super-chat-button]');
    await waitFor(() => expect(insideRoom(canvasElement, 'super-chat')!.shadowRoot!.querySelector('textarea')).toBeTruthy());
  },
};

/** How much of gift effects is shown, and how comments fly. */
export const PictureSettings: Story = {
  render: () => room(clientFor(), { size: [390, 844], layout: 'overlay' }),
  play: async ({ canvasElement }) => {
    await joined(canvasElement);
    (insideRoom(canvasElement, '#danmaku-settings') as HTMLElement).showPopover();
    await waitFor(() => expect(insideRoom(canvasElement, '.effects')).toBeVisible());
  },
};

export const Reconnecting: Story = {
  render: () => room(clientFor(), { size: [390, 844], layout: 'overlay' }),
  play: async ({ canvasElement }) => {
    await joined(canvasElement);
    const client = canvasElement.querySelector('live-chatroom')!.client as LocalClient;
    client.hub.offline = true;
    void client.room('show').send('typed while offline').catch(() => undefined);
    await waitFor(() => expect(client.state).toBe('connecting'));
    await waitFor(() => expect(rows(canvasElement).at(-1)).toContain('typed while offline'));
  },
};

export const FailedMessage: Story = {
  render: () => room(clientFor(), { size: [390, 844], layout: 'overlay' }),
  play: async ({ canvasElement }) => {
    await joined(canvasElement);
    const client = canvasElement.querySelector('live-chatroom')!.client as LocalClient;
    client.hub.refuse('muted');
    await client.room('show').send('I have something to say').catch(() => undefined);
    await waitFor(() => expect(rows(canvasElement).at(-1)).toContain('Not sent.'));
  },
};

export const NoSuchRoom: Story = {
  render: () => room(createLocalClient({ user: 'Ann', hub: `story-${++hubs}` }), { size: [390, 844], existingOnly: true }),
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(canvasElement.querySelector('live-chatroom')!.shadowRoot!.querySelector('[role=alert]')).not.toBeNull());
  },
};

export const LongNames: Story = {
  render: () => room(clientFor('Wolfeschlegelsteinhausenbergerdorff 一个非常非常长的名字'), { size: [360, 640], heading: '一个非常非常非常非常非常长的直播间标题 with an English tail that goes on' }),
};

export const BrandHue: Story = {
  render: () => html`<style>
      .brand live-chatroom {
        --live-hue: 330;
      }
    </style>
    <div class="brand">${room(clientFor(), { size: [1280, 720], layout: 'side' })}</div>`,
};
