/** What a person sees of a list and does with it, so that tests speak of that. */
import { fixture, html, nextFrame, waitUntil as waitFor } from '@open-wc/testing';
import '../../../src/define/message-list.js';
import type { MessageList } from '../../../src/elements/message-list/message-list.js';

/** Patient: a busy machine draws few frames. */
export const waitUntil = (check: () => unknown, message?: string) => waitFor(check, message, { timeout: 8000, interval: 20 });

export const ann = { id: 'ann', name: 'Ann' };
export const line = (i: number, extra = {}) => ({ id: `m${i}`, text: `message ${i}`, sender: ann, ...extra });
export const lines = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => line(from + i));
/** Each from somebody else. */
export const crowd = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => line(from + i, { sender: { id: `p${(from + i) % 97}`, name: `P${(from + i) % 97}` } }));

export async function list(content = html`<message-list lang="en" style="height: 300px; width: 320px"></message-list>`): Promise<MessageList> {
  const el = await fixture<MessageList>(content);
  await el.updateComplete;
  // What a list brings a moment after it has appeared: what a flood needs.
  await import('../../../src/elements/message-list/late.js');
  await nextFrame();
  return el;
}

export const scroller = (el: MessageList) => el.shadowRoot!.querySelector<HTMLElement>('[part=scroller]')!;
export const rows = (el: MessageList) => [...el.shadowRoot!.querySelectorAll<HTMLElement>('.row')];
export const shown = (el: MessageList) => rows(el).map((row) => row.querySelector('.text')?.textContent ?? row.textContent.trim());
export const lastShown = (el: MessageList, text: string) => waitUntil(() => shown(el).at(-1) === text, `last row should say "${text}"`);
export const pill = (el: MessageList) => el.shadowRoot!.querySelector<HTMLButtonElement>('.pill');
export const part = (el: MessageList, name: string) => el.shadowRoot!.querySelector<HTMLElement>(`[part~=${name}]`);

/** Scrolls as a person does: some way up from the newest row. */
export async function readBack(el: MessageList, px = 200): Promise<void> {
  scroller(el).scrollTop = -px;
  await waitUntil(() => el.matches(':state(scrolled-back)'));
}

/** The first row that stands wholly in view. */
export const underEye = (el: MessageList) => rows(el).find((row) => row.getBoundingClientRect().top >= scroller(el).getBoundingClientRect().top)!;

/** Distance from the newest row's end to the bottom edge, px. */
export const belowFold = (el: MessageList) => rows(el).at(-1)!.getBoundingClientRect().bottom - scroller(el).getBoundingClientRect().bottom;
