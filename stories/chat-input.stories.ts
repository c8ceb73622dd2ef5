import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, fn, userEvent, waitFor } from 'storybook/test';
import '../src/define/chat-input.js';
import type { ChatInput } from '../src/elements/chat-input/chat-input.js';
import type { LoadEmojiPicker } from '../src/elements/chat-input/emoji/load-picker.js';
import { icon } from '../src/elements/shared/more-icons.js';
import { ChatError } from '../src/protocol/errors.js';
import { StageRoom, type Stage } from '../test/support/stage-room.js';

interface Args {
  stage: Stage;
  value: string;
  placeholder: string;
  disabledReason: string;
  overPicture: boolean;
  withoutEmoji: boolean;
  /** So that pictures look alike where the browser has no emoji of its own. */
  emojiVersion: number;
  loadEmoji?: LoadEmojiPicker;
  onSubmit: (event: Event) => void;
}

/** At the bottom of a panel, as in a room: hints and the emoji panel need the space above. */
const meta: Meta<Args> = {
  title: 'Elements/chat-input',
  component: 'chat-input',
  args: {
    stage: {},
    value: '',
    placeholder: '',
    disabledReason: '',
    overPicture: false,
    withoutEmoji: false,
    emojiVersion: 15,
    onSubmit: fn(),
  },
  argTypes: { stage: { table: { disable: true } }, onSubmit: { table: { disable: true } } },
  render: ({ stage, loadEmoji, onSubmit, ...args }) => html`
    <style>
      .panel-of-story {
        display: flex;
        flex-direction: column;
        justify-content: flex-end;
        box-sizing: border-box;
        max-inline-size: 390px;
        min-block-size: 96px;
        padding: 12px;
      }
      .picture-of-story {
        background: linear-gradient(120deg, #fff 30%, #ffd1a8 50%, #15223a 80%);
      }
    </style>
    <div class="panel-of-story ${args.overPicture ? 'picture-of-story' : ''}">
      <chat-input
        .room=${new StageRoom(stage).handle}
        .value=${args.value}
        .placeholder=${args.placeholder}
        .disabledReason=${args.disabledReason}
        ?over-picture=${args.overPicture}
        ?without-emoji=${args.withoutEmoji}
        .emojiVersion=${args.emojiVersion}
        .loadEmoji=${loadEmoji ?? (document.createElement('chat-input') as ChatInput).loadEmoji}
        @live-submit=${onSubmit}
      ></chat-input>
    </div>
  `,
};
export default meta;

type Story = StoryObj<Args>;

const input = (canvas: HTMLElement) => canvas.querySelector('chat-input')!;
const field = (canvas: HTMLElement) => input(canvas).shadowRoot!.querySelector('textarea')!;
const button = (canvas: HTMLElement, name: string) =>
  input(canvas).shadowRoot!.querySelector<HTMLButtonElement>(`button[aria-label="${name}"]`)!;

export const Empty: Story = {};

export const Typing: Story = {
  play: async ({ canvasElement, args }) => {
    await userEvent.type(field(canvasElement), 'Good evening, everybody!');
    await userEvent.keyboard('{Enter}');
    await expect(args.onSubmit).toHaveBeenCalledOnce();
    await waitFor(() => expect(field(canvasElement).value).toBe(''));
  },
};

export const FourLinesAtMost: Story = {
  args: {
    value:
      'The view from up there must be wonderful. How long did it take you to get to the top, and did you see the eagles this morning? We were all watching the weather from down here and hoping that it would clear up in time for the broadcast, and now it has.',
  },
};

export const Counter: Story = { args: { stage: { limits: { textLength: 30 } }, value: 'Twenty-six characters here' } };

export const TooLong: Story = { args: { stage: { limits: { textLength: 30 } }, value: 'This sentence is longer than the thirty it may have.' } };

/** Enter in an empty field sends nothing, and says so. */
export const NothingToSend: Story = {
  play: async ({ canvasElement }) => {
    await userEvent.type(field(canvasElement), '   {Enter}');
    await waitFor(() => expect(input(canvasElement).shadowRoot!.querySelector('.hint')).toHaveTextContent('Write something first.'));
  },
};

export const TooFast: Story = {
  args: {
    stage: {
      onSend: () => Promise.reject(new ChatError('rate-limited', { retryInMs: 60_000 })),
    },
  },
  play: async ({ canvasElement }) => {
    await userEvent.type(field(canvasElement), 'One more!{Enter}');
    await waitFor(() => expect(input(canvasElement).shadowRoot!.querySelector('.hint')).toHaveTextContent('60 s'));
    await expect(field(canvasElement)).toHaveValue('One more!');
  },
};

export const Connecting: Story = { args: { stage: { connection: { state: 'connecting' } } } };
export const ConnectingWithText: Story = { args: { ...Connecting.args, value: 'Did I miss the start?' } };
export const Offline: Story = { args: { stage: { connection: { state: 'disconnected', reason: new ChatError('token-expired') } } } };
export const Joining: Story = { args: { stage: { room: { state: 'joining' } } } };
export const Left: Story = { args: { stage: { room: { state: 'left', reason: new ChatError('kicked-from-room') } } } };
export const Muted: Story = { args: { disabledReason: 'muted' } };
export const MutedWithText: Story = { args: { disabledReason: 'muted', value: 'What I was about to say' } };
/** The room says until when; the field counts it down and keeps what is written. */
export const MutedForAWhile: Story = {
  args: { stage: { permissions: { mutedUntil: Date.now() + 272_000 } }, value: 'What I was about to say' },
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(input(canvasElement).shadowRoot!.querySelector('.reason')).toHaveTextContent(/write again in 4:\d\d/));
  },
};
export const Frozen: Story = { args: { disabledReason: 'frozen' } };
export const Login: Story = { args: { disabledReason: 'login' } };
/** A sentence of the app's own. */
export const OwnReason: Story = { args: { disabledReason: 'Only subscribers of this channel can write tonight.' } };

export const Chinese: Story = { args: { value: '主播今天的妆好好看，口红是什么色号？' }, globals: { language: 'zh-CN' } };
export const RightToLeft: Story = { args: { value: 'مساء الخير من القاهرة! 👋 Hello' }, globals: { direction: 'rtl' } };

export const OverPicture: Story = { args: { overPicture: true } };
export const OverPictureWithText: Story = { args: { overPicture: true, value: 'What a sunset!' } };

export const WithSlots: Story = {
  render: () => html`
    <style>
      .slot-of-story {
        inline-size: 44px;
        block-size: 44px;
        border: 0;
        border-radius: 50%;
        background: light-dark(oklch(0.95 0.004 260), oklch(0.28 0.01 260));
        color: inherit;
      }
    </style>
    <div style="max-inline-size: 390px; padding: 12px">
      <chat-input .room=${new StageRoom().handle}>
        <button class="slot-of-story" slot="end" aria-label="Gifts">${icon('gift')}</button>
        <button class="slot-of-story" slot="end" aria-label="Like">${icon('heart')}</button>
      </chat-input>
    </div>
  `,
};

/** Keyboard only: open, search, choose, close, and the caret is back behind the emoji. */
export const Emoji: Story = {
  args: { value: 'Wow ' },
  play: async ({ canvasElement }) => {
    await userEvent.click(button(canvasElement, 'Emoji'));
    const picker = await waitFor(() => {
      const found = input(canvasElement).shadowRoot!.querySelector('emoji-picker');
      if (!found?.shadowRoot!.querySelector('.tabpanel button.emoji')) throw new Error('No emoji yet.');
      return found;
    });
    await userEvent.type(picker.shadowRoot!.querySelector('input')!, 'rocket');
    await waitFor(() => expect(picker.shadowRoot!.querySelector('#emo-🚀')).not.toBeNull());
    await userEvent.click(picker.shadowRoot!.querySelector('#emo-🚀')!);
    await waitFor(() => expect(field(canvasElement)).toHaveValue('Wow 🚀'));
  },
};

export const EmojiDoNotLoad: Story = {
  args: { loadEmoji: () => Promise.reject(new Error('The picker did not arrive.')) },
  play: async ({ canvasElement }) => {
    await userEvent.click(button(canvasElement, 'Emoji'));
    const hint = () => input(canvasElement).shadowRoot!.querySelector('.hint');
    await waitFor(() => expect(hint()).toHaveTextContent('Emoji could not be loaded. You can still type.'));
    await userEvent.type(field(canvasElement), 'Fine without');
    await expect(field(canvasElement)).toHaveValue('Fine without');
  },
};

/** A server that takes files: pictures by button, paste or drop; the microphone stands where the send button will be. */
const MEDIA = { media: { url: '/media', imageBytes: 10 * 1024 * 1024, voiceBytes: 2 * 1024 * 1024, voiceSeconds: 60 } };
export const WithFiles: Story = { args: { stage: { limits: MEDIA } } };
export const WithFilesAndText: Story = { args: { stage: { limits: MEDIA }, value: 'Look what I found' } };
export const WithFilesOverPicture: Story = { args: { stage: { limits: MEDIA }, overPicture: true } };
export const WithFilesMuted: Story = { args: { stage: { limits: MEDIA }, disabledReason: 'muted' } };

async function paste(canvas: HTMLElement, ...files: File[]): Promise<void> {
  // What takes pictures comes once the room turns out to.
  await waitFor(() => expect(input(canvas).shadowRoot!.querySelector('[part=image-button]')).not.toBeNull(), { timeout: 8000 });
  const clipboardData = new DataTransfer();
  for (const file of files) clipboardData.items.add(file);
  field(canvas).dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, composed: true, cancelable: true }));
}

async function photograph(name: string, hue: number): Promise<File> {
  const canvas = new OffscreenCanvas(800, 600);
  const context = canvas.getContext('2d')!;
  const sky = context.createLinearGradient(0, 0, 0, 600);
  sky.addColorStop(0, `hsl(${hue} 70% 60%)`);
  sky.addColorStop(1, `hsl(${hue + 60} 80% 80%)`);
  context.fillStyle = sky;
  context.fillRect(0, 0, 800, 600);
  return new File([await canvas.convertToBlob({ type: 'image/jpeg' })], name, { type: 'image/jpeg' });
}

/** Chosen, seen, and one left out again before anything is sent. */
export const PicturesBeforeSending: Story = {
  args: { stage: { limits: MEDIA } },
  play: async ({ canvasElement }) => {
    await paste(canvasElement, await photograph('sunrise.jpg', 20), await photograph('noon.jpg', 190), await photograph('dusk.jpg', 280));
    const tray = () => [...input(canvasElement).shadowRoot!.querySelectorAll('.tray li:not(.preparing)')];
    await waitFor(() => expect(tray()).toHaveLength(3), { timeout: 8000 });
    await userEvent.click(button(canvasElement, 'Leave out noon.jpg'));
    await waitFor(() => expect(tray()).toHaveLength(2));
  },
};

export const TooManyPictures: Story = {
  args: { stage: { limits: MEDIA } },
  play: async ({ canvasElement }) => {
    await paste(canvasElement, ...(await Promise.all([1, 2, 3, 4, 5].map((n) => photograph(`${n}.jpg`, n * 60)))));
    await waitFor(() => expect(input(canvasElement).shadowRoot!.querySelector('.hint')).toHaveTextContent('At most 4 pictures at a time.'));
  },
};

export const NotAPicture: Story = {
  args: { stage: { limits: MEDIA } },
  play: async ({ canvasElement }) => {
    await paste(canvasElement, new File(['<svg xmlns="http://www.w3.org/2000/svg"/>'], 'drawing.svg', { type: 'image/svg+xml' }));
    await waitFor(() => expect(input(canvasElement).shadowRoot!.querySelector('.hint')).toHaveTextContent('drawing.svg is not a picture that can be sent.'), { timeout: 8000 });
  },
};

/** Where there is no microphone, or it is not allowed, words say so. */
export const NoMicrophone: Story = {
  args: { stage: { limits: MEDIA } },
  play: async ({ canvasElement }) => {
    const mic = () => input(canvasElement).shadowRoot!.querySelector<HTMLElement>('[part=voice-button]');
    await waitFor(() => expect(mic()).not.toBeNull(), { timeout: 8000 });
    mic()!.focus();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(input(canvasElement).shadowRoot!.querySelector('.hint')).toHaveTextContent(/microphone|cannot record/i), { timeout: 8000 });
  },
};
