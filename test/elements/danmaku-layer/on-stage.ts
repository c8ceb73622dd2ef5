/** What several tests of the layer need: one over a box, and a look at what is on it. */
import { fixture, html, waitUntil } from '@open-wc/testing';
import '../../../src/define/danmaku-layer.js';
import type { DanmakuLayer } from '../../../src/elements/danmaku-layer/danmaku-layer.js';

/** Patient, as other tests may be using the machine. */
export const until = (check: () => unknown, why?: string) => waitUntil(check, why, { timeout: 8000 });
export const words = ['晚上好！', 'hello', '666666', 'السلام عليكم', 'what a wonderful evening this is', '👏👏👏', 'x'];

export async function layer(attributes: Partial<DanmakuLayer> = {}, width = 800): Promise<DanmakuLayer> {
  const box = await fixture<HTMLElement>(html`<div style="width: ${width}px; height: 300px; position: relative"><danmaku-layer></danmaku-layer></div>`);
  const el = box.querySelector('danmaku-layer')!;
  // What a test in another tab chooses is none of its business.
  Object.assign(el, { duration: 2, motion: 'full', withoutPreferences: true, ...attributes });
  await el.updateComplete;
  return el;
}

export const comments = (el: DanmakuLayer) => [...el.shadowRoot!.querySelectorAll<HTMLElement>('[part~=comment]')];
export const texts = (el: DanmakuLayer) => comments(el).map((node) => node.textContent);
export const find = (el: DanmakuLayer, text: string) => comments(el).find((node) => node.textContent === text);
export const appears = (el: DanmakuLayer, text: string) => until(() => find(el, text), `"${text}" should fly`);
export const left = (el: DanmakuLayer, text: string) => find(el, text)!.getBoundingClientRect().left;

/** Pairs that cover each other inside the layer. */
export function overlaps(el: DanmakuLayer): string[] {
  const stage = el.getBoundingClientRect();
  const boxes = comments(el)
    .map((node) => ({ text: node.textContent, box: node.getBoundingClientRect() }))
    .filter(({ box }) => box.left < stage.right && box.right > stage.left);
  return boxes.flatMap((a, i) =>
    boxes
      .slice(i + 1)
      .filter((b) => a.box.left < b.box.right - 0.5 && b.box.left < a.box.right - 0.5 && a.box.top < b.box.bottom - 0.5 && b.box.top < a.box.bottom - 0.5)
      .map((b) => `${a.text} / ${b.text}`),
  );
}

/** What the page's developer would be told of; heard here, so that it fails no test. */
export function hearFailures(): string[] & { stop(): void } {
  const before = window.onerror;
  const failures = Object.assign([] as string[], { stop: () => (window.onerror = before) });
  window.onerror = (message) => {
    failures.push(String(message));
    return true;
  };
  return failures;
}

export function hearWarnings(): string[] & { stop(): void } {
  const { warn } = console;
  const warnings = Object.assign([] as string[], { stop: () => (console.warn = warn) });
  console.warn = (text: string) => void warnings.push(text);
  return warnings;
}
