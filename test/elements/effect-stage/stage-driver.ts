/** What tests of `<effect-stage>` do and look at. */
import { fixture, html } from '@open-wc/testing';
import '../../../src/define/effect-stage.js';
import { EffectError, type Effect } from '../../../src/effects/index.js';
import type { EffectStage } from '../../../src/elements/effect-stage/effect-stage.js';

export const art = (name: string) => new URL(`../../effects/art/${name}`, import.meta.url).href;
/** A file that is not there but in its address. */
export const data = (text: string) => `data:application/octet-stream;base64,${btoa(text)}`;
export const webm: Effect = { kind: 'video', src: art('probe.webm'), poster: art('probe-poster.webp') };
/** As probe.json says it; the test server would hand that file out as a module. */
export const sheet: Effect = {
  kind: 'sprite',
  src: data(JSON.stringify({ image: art('probe-sheet.webp'), width: 64, height: 64, frames: 8, columns: 4, fps: 10 })),
};
export const patient = { timeout: 8000 };

export async function open(attributes: Partial<EffectStage> = {}): Promise<EffectStage> {
  const box = await fixture<HTMLElement>(html`<div lang="en" style="position: relative; width: 200px; height: 200px"><effect-stage></effect-stage></div>`);
  const el = box.querySelector('effect-stage')!;
  Object.assign(el, attributes);
  await el.updateComplete;
  return el;
}

export const shown = (el: EffectStage) => el.shadowRoot!.querySelector<HTMLVideoElement | HTMLCanvasElement>('.box > :is(video, canvas, img)');
export const still = (el: EffectStage) => el.shadowRoot!.querySelector<HTMLElement>('[part=still]');
export const faults = (el: EffectStage) => {
  const heard: string[] = [];
  el.addEventListener('live-error', ({ detail: { error } }) => heard.push(error instanceof EffectError ? error.fault : error.name));
  return heard;
};
