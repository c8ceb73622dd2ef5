import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { expect, waitFor } from 'storybook/test';
import '../src/define/effect-stage.js';
import type { EffectRequest, EffectStage } from '../src/elements/effect-stage/effect-stage.js';
import { CASTLE, ROCKET, ROCKET_SIDE } from './effect-art.js';

const meta: Meta<EffectStage> = { title: 'Elements/effect-stage', component: 'effect-stage', parameters: { layout: 'fullscreen' } };
export default meta;
type Story = StoryObj<EffectStage>;

const BRIGHT = 'linear-gradient(160deg, #fff, #ffe9c7 40%, #ffd1e0)';
const DARK = 'linear-gradient(160deg, #1b2845, #274060 35%, #5b2167 80%, #12081f)';

/** A stage over a picture; the request comes again and again while the story is open. */
function stage(request: EffectRequest, { ground = DARK, effects = 'full' as EffectStage['effects'], controls = false } = {}): TemplateResult {
  let seen: Element | undefined;
  const start = (element: Element | undefined) => {
    if (!element || element === seen) return;
    seen = element;
    const again = () => {
      (element as EffectStage).push(request);
      if (element.isConnected) setTimeout(again, 5000);
    };
    // It is handed over just before it is put on the page.
    setTimeout(again);
  };
  return html`<div style="position: relative; block-size: min(100dvh, 640px); background: ${ground}">
    <effect-stage effects=${effects} ?controls=${controls} ${ref(start)}></effect-stage>
  </div>`;
}

const shadow = (canvas: HTMLElement) => canvas.querySelector('effect-stage')!.shadowRoot!;
const playing: Story['play'] = ({ canvasElement }) => waitFor(() => expect(shadow(canvasElement).querySelector('.box > *')).toBeTruthy(), { timeout: 8000 });
const still: Story['play'] = ({ canvasElement }) => waitFor(() => expect(shadow(canvasElement).querySelector('[part=still]')).toBeTruthy(), { timeout: 8000 });

/** WebM with alpha, or side by side where a browser shows no holes in WebM. */
export const Video: Story = { render: () => stage({ effect: ROCKET }), play: playing };
export const SideBySide: Story = { render: () => stage({ effect: ROCKET_SIDE }), play: playing };
export const SpriteSheet: Story = { render: () => stage({ effect: CASTLE }), play: playing };
export const OverABrightPicture: Story = { render: () => stage({ effect: CASTLE }, { ground: BRIGHT }), play: playing };

/** A still for a moment: slow devices, and who wants no motion. */
export const Light: Story = { render: () => stage({ effect: ROCKET }, { effects: 'light' }), play: still };
export const Off: Story = { render: () => stage({ effect: ROCKET }, { effects: 'off' }) };
/** With the viewer's own switch. */
export const WithControls: Story = { render: () => stage({ effect: CASTLE }, { effects: 'auto', controls: true }) };

/** Art that cannot be played: the gift's own picture stands in. */
export const Broken: Story = {
  render: () => stage({ effect: { kind: 'video', src: 'data:text/plain,nothing' }, icon: 'icon:rocket' }),
  play: still,
};
