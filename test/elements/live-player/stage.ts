/** What the tests of the player share: a channel of their own, and acts of a person. */
import { fixture, html, waitUntil } from '@open-wc/testing';
import type { LivePlayer } from '../../../src/elements/live-player/live-player.js';
import type { EngineContext, PlayerEngine } from '../../../src/players/contract.js';

/** Real streams need real time: a segment lasts 2 s, and a player holds three of them back. */
export const STREAM_TIMEOUT = 45_000;

let made = 0;
export class TestChannel {
  readonly name = `test-${Math.random().toString(36).slice(2, 8)}-${made++}`;
  readonly src = `/live/${this.name}/master.m3u8`;
  async become(as: 'live' | 'off' | 'dead'): Promise<this> {
    await fetch(`/stream-control/${this.name}?as=${as}`, { method: 'POST' });
    return this;
  }
}

export async function playerWith(attributes: Partial<LivePlayer> = {}): Promise<LivePlayer> {
  const player = await fixture<LivePlayer>(html`<live-player lang="en" style="width: 480px; height: 270px"></live-player>`);
  Object.assign(player, { autoplay: 'muted', ...attributes });
  await player.updateComplete;
  return player;
}

export const inState = (player: LivePlayer, state: LivePlayer['state'], timeout = 9000): Promise<void> =>
  waitUntil(() => player.state === state, `the player should be ${state}`, { timeout });

/** For what comes at once on a free machine, and a little later on a busy one. */
export const until = (check: () => boolean, message?: string): Promise<void> => waitUntil(check, message, { timeout: 9000 });

/**
 * Resolves when so many new frames have been decoded. Not `requestVideoFrameCallback`: of two test pages in one browser window only
 * the one in front has its frames presented.
 */
export async function frames(player: LivePlayer, count: number): Promise<void> {
  const decoded = () => player.video.getVideoPlaybackQuality().totalVideoFrames;
  const from = decoded();
  await waitUntil(() => decoded() >= from + count, `${count} new frames`, { timeout: STREAM_TIMEOUT });
}

/** What a person reads over the picture. */
export const words = (player: LivePlayer): string =>
  [...player.shadowRoot!.querySelectorAll('[role=status], [part~=unmute]')].map((node) => node.textContent.replace(/\s+/g, ' ').trim()).join(' ').trim();

/** A button by the name that a person reads or hears. */
export function button(player: LivePlayer, name: string): HTMLButtonElement {
  const found = [...player.shadowRoot!.querySelectorAll('button')].find((node) => (node.getAttribute('aria-label') ?? node.textContent.trim()) === name);
  if (!found) throw new Error(`no button "${name}" in: ${[...player.shadowRoot!.querySelectorAll('button')].map((b) => b.getAttribute('aria-label') ?? b.textContent.trim()).join(', ')}`);
  return found;
}

export function press(player: LivePlayer, key: string): void {
  button(player, 'Full screen').dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }));
}

/** An engine that plays a moving canvas: frames at once, faults on command. */
export class CanvasEngine implements PlayerEngine {
  readonly name = 'canvas';
  context: EngineContext | undefined;
  open = 0;
  edge = 0;
  /** Rejects as the browser's policy does until a tap. */
  policy: (video: HTMLVideoElement) => void = () => {};
  latencyS: number | null = null;
  levelList: { id: string; width: number; height: number; active: boolean }[] = [];

  canPlay(source: { src: string }) {
    return source.src.startsWith('canvas:') ? ('probably' as const) : ('' as const);
  }

  attach(video: HTMLVideoElement, _source: { src: string }, context: EngineContext) {
    this.context = context;
    this.open++;
    const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 36 });
    const pen = canvas.getContext('2d')!;
    let turn = 0;
    const timer = setInterval(() => {
      pen.fillStyle = `hsl(${(turn += 20)} 60% 40%)`;
      pen.fillRect(0, 0, 64, 36);
    }, 40);
    video.srcObject = canvas.captureStream(25);
    return Promise.resolve({
      live: true,
      play: async () => {
        this.policy(video);
        await video.play();
      },
      pause: () => video.pause(),
      destroy: () => {
        this.open--;
        clearInterval(timer);
        video.srcObject = null;
      },
      seekable: () => null,
      toLiveEdge: () => {
        this.edge++;
        this.latencyS = 2;
      },
      latency: () => this.latencyS,
      programTime: () => null,
      levels: () => this.levelList,
      setLevel: () => {},
    });
  }
}
