import type { Page } from 'puppeteer-core';

/** WCAG 2.2, 1.4.3: normal text. */
export const ENOUGH = 4.5;

/** The worst pictures to write on. */
export const PICTURES = {
  white: 'white',
  black: 'black',
  noise: 'repeating-conic-gradient(white 0 9%, black 0 17%, #ff0 0 21%, #08f 0 33%) 0 0 / 23px 29px',
};

/** Puts a picture in the video's place and makes letters themselves invisible, their shadows not: of the room, or of one element in it. */
export async function paint(page: Page, background: string, lettersOf?: string): Promise<void> {
  await page.evaluate(
    (picture, element) => {
      const room = document.querySelector('live-chatroom')!;
      const root = room.shadowRoot!;
      const player = root.querySelector('live-player')!;
      player.shadowRoot!.querySelector('video')!.style.visibility = 'hidden';
      player.style.setProperty('--live-player-background', 'transparent');
      root.querySelector<HTMLElement>('.stage')!.style.background = picture;
      root.querySelectorAll<HTMLElement>('danmaku-layer, effect-stage').forEach((layer) => (layer.style.visibility = 'hidden'));
      (element ? root.querySelector<HTMLElement>(element)! : room).style.setProperty('-webkit-text-fill-color', 'transparent');
    },
    background,
    lettersOf,
  );
}
