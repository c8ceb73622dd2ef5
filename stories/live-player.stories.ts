import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import { expect, userEvent, waitFor } from 'storybook/test';
import '../src/define/live-player.js';
import type { LivePlayer } from '../src/elements/live-player/live-player.js';
import type { EngineContext, EngineController, PlayerEngine } from '../src/players/contract.js';
import { PlayerError } from '../src/players/errors.js';
import { registerPlayerEngine } from '../src/players/registry.js';

const meta: Meta<LivePlayer> = {
  title: 'Elements/live-player',
  component: 'live-player',
  parameters: { layout: 'fullscreen' },
};
export default meta;
type Story = StoryObj<LivePlayer>;

const FILES: Record<string, string[]> = {
  tv: [new URL('../demo/stream/sample/tv-h264.mp4', import.meta.url).href, new URL('../demo/stream/sample/tv-vp9.mp4', import.meta.url).href],
  host: [new URL('../demo/stream/sample/host-h264.mp4', import.meta.url).href, new URL('../demo/stream/sample/host-vp9.mp4', import.meta.url).href],
};
const POSTERS: Record<string, string> = {
  tv: new URL('../demo/stream/sample/tv.jpg', import.meta.url).href,
  host: new URL('../demo/stream/sample/host.jpg', import.meta.url).href,
};

/** What a story's stream does: `story:tv`, `story:host?silence`, … Also an example of how small an engine can be. */
const storyEngine: PlayerEngine = {
  name: 'story',
  canPlay: ({ src }) => (src.startsWith('story:') ? 'probably' : ''),
  probe: (source) => Promise.reject(fault(source.src)),
  async attach(video, { src }, context) {
    if (/offline|refused|unreachable/.test(src)) throw fault(src);
    if (src.includes('slow')) await new Promise<never>((_, reject) => context.signal.addEventListener('abort', () => reject(new Error('gone elsewhere'))));
    return play(video, src, context);
  },
};
registerPlayerEngine(storyEngine);

const fault = (src: string): PlayerError =>
  src.includes('refused') ? new PlayerError('http-4xx', 'this story refuses', 'story') : src.includes('offline') ? new PlayerError('offline', 'nobody sends', 'story') : new PlayerError('network', 'no answer', 'story');

async function play(video: HTMLVideoElement, src: string, context: EngineContext): Promise<EngineController> {
  const [h264, vp9] = FILES[/host/.test(src) ? 'host' : 'tv']!;
  video.loop = true;
  video.src = video.canPlayType('video/mp4; codecs="avc1.4d401f"') ? h264! : vp9!;
  const late = src.includes('late') ? 14 : 7;
  const timer = setInterval(() => {
    if (src.includes('lost') && video.currentTime > 0.5) {
      video.pause();
      context.report({ type: 'error', error: fault(src) });
    }
  }, 100);
  return {
    live: true,
    play: async () => {
      if (src.includes('blocked') && !video.muted) throw Object.assign(new Error('tap first'), { name: 'NotAllowedError' });
      await video.play();
    },
    pause: () => video.pause(),
    destroy() {
      clearInterval(timer);
      video.removeAttribute('src');
      video.load();
    },
    seekable: () => null,
    toLiveEdge: () => {},
    latency: () => late,
    programTime: () => null,
    levels: () => (src.includes('levels') ? [{ id: 'a', width: 1920, height: 1080, active: true }, { id: 'b', width: 1280, height: 720, active: false }, { id: 'c', width: 640, height: 360, active: false }] : []),
    setLevel: () => {},
  };
}

const wide = (content: TemplateResult): TemplateResult => html`<div style="inline-size: min(960px, 100%); aspect-ratio: 16 / 9">${content}</div>`;
const tall = (content: TemplateResult): TemplateResult => html`<div style="inline-size: min(390px, 100%); block-size: 720px">${content}</div>`;
const player = (canvas: HTMLElement): LivePlayer => canvas.querySelector('live-player')!;
const inState = (canvas: HTMLElement, state: LivePlayer['state']): Promise<void> => waitFor(() => expect(player(canvas).state).toBe(state), { timeout: 8000 });
const named = (canvas: HTMLElement, name: string): Promise<HTMLElement> =>
  waitFor(() => {
    const found = [...player(canvas).shadowRoot!.querySelectorAll('button')].find((button) => (button.getAttribute('aria-label') ?? button.textContent.trim()) === name);
    if (!found) throw new Error(`no button "${name}"`);
    return found;
  });

export const Playing: Story = {
  render: () => wide(html`<live-player src="story:tv" autoplay="muted" style="block-size: 100%"></live-player>`),
  play: async ({ canvasElement }) => {
    await inState(canvasElement, 'playing');
    (await named(canvasElement, 'Pause')).focus();
  },
};

export const Portrait: Story = {
  render: () => tall(html`<live-player src="story:host" autoplay="muted" fit="cover" style="block-size: 100%"></live-player>`),
  play: ({ canvasElement }) => inState(canvasElement, 'playing'),
};

export const TapForSound: Story = {
  render: () => tall(html`<live-player src="story:host?blocked" fit="cover" style="block-size: 100%"></live-player>`),
  play: async ({ canvasElement }) => {
    await inState(canvasElement, 'playing');
    await named(canvasElement, 'Tap for sound');
  },
};

export const PlayPressed: Story = {
  name: 'Loads nothing before play is pressed',
  render: () => wide(html`<live-player src="story:tv" autoplay="off" muted poster=${POSTERS.tv!} style="block-size: 100%"></live-player>`),
  play: async ({ canvasElement }) => {
    await userEvent.click(player(canvasElement).shadowRoot!.querySelector('[part=big-play]')!);
    await inState(canvasElement, 'playing');
  },
};

export const Connecting: Story = {
  render: () => wide(html`<live-player src="story:slow" style="block-size: 100%"></live-player>`),
};

export const Offline: Story = {
  render: () => wide(html`<live-player src="story:offline" poster=${POSTERS.tv!} style="block-size: 100%"></live-player>`),
  play: ({ canvasElement }) => inState(canvasElement, 'offline'),
};

export const OfflineInOwnWords: Story = {
  render: () =>
    tall(html`<live-player src="story:offline" poster=${POSTERS.host!} style="block-size: 100%">
      <p slot="offline" style="margin: 0; text-align: center; font-size: 18px"><strong>Luna is back at 20:00</strong><br />晚上八点见</p>
    </live-player>`),
  play: ({ canvasElement }) => inState(canvasElement, 'offline'),
};

export const Reconnecting: Story = {
  render: () => wide(html`<live-player src="story:unreachable" poster=${POSTERS.tv!} style="block-size: 100%"></live-player>`),
  play: ({ canvasElement }) => inState(canvasElement, 'reconnecting'),
};

export const Failed: Story = {
  render: () => wide(html`<live-player src="story:refused" poster=${POSTERS.tv!} style="block-size: 100%"></live-player>`),
  play: async ({ canvasElement }) => {
    await inState(canvasElement, 'error');
    await named(canvasElement, 'Try again');
  },
};

export const Late: Story = {
  name: 'Late, with the way back to live',
  render: () => wide(html`<live-player src="story:tv-late" autoplay="muted" target-latency="7" without-catch-up style="block-size: 100%"></live-player>`),
  play: async ({ canvasElement }) => {
    await inState(canvasElement, 'playing');
    (await waitFor(() => named(canvasElement, 'Back to live'), { timeout: 4000 })).focus();
  },
};

export const Qualities: Story = {
  render: () => wide(html`<live-player src="story:tv-levels" autoplay="muted" style="block-size: 100%"></live-player>`),
  play: async ({ canvasElement }) => {
    await inState(canvasElement, 'playing');
    // The bar hides from a resting pointer, never from the keyboard.
    (await named(canvasElement, 'Quality')).focus();
    await userEvent.keyboard('{Enter}');
    await named(canvasElement, '720p');
  },
};

export const WithOverlayAndSlots: Story = {
  render: () =>
    wide(html`<live-player src="story:tv" autoplay="muted" controls="minimal" style="block-size: 100%">
      <p slot="overlay" style="position: absolute; inset: 12% 6% auto; margin: 0; font-weight: 600; text-shadow: 0 1px 4px black">晚上好！ Good evening from Berlin</p>
      <strong slot="top-bar" style="display: block; padding: 16px">Night Stage · 夜晚舞台</strong>
      <span slot="controls-end" style="padding-inline: 12px">12,345</span>
    </live-player>`),
  play: ({ canvasElement }) => inState(canvasElement, 'playing'),
};

export const Restyled: Story = {
  name: 'Restyled from the page',
  render: () =>
    wide(html`<style>
        .club {
          --live-player-radius: 24px;
          --live-player-scrim: oklch(0.3 0.16 320 / 80%);
          --live-color-live: oklch(0.55 0.2 320);
          block-size: 100%;
        }
        .club::part(badge) {
          border-radius: 4px;
        }
      </style>
      <live-player class="club" src="story:tv" autoplay="muted"></live-player>`),
  play: async ({ canvasElement }) => {
    await inState(canvasElement, 'playing');
    (await named(canvasElement, 'Pause')).focus();
  },
};
