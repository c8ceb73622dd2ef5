import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { expect, waitFor } from 'storybook/test';
import '../src/define/crowd-simulator.js';
import '../src/define/message-list.js';
import { createLocalClient } from '../src/adapters/local/index.js';
import type { CrowdSimulator } from '../src/elements/crowd-simulator/crowd-simulator.js';
import { SCENARIOS } from '../src/elements/crowd-simulator/scenarios.js';

const meta: Meta<CrowdSimulator> = {
  title: 'Elements/crowd-simulator',
  component: 'crowd-simulator',
  parameters: {
    // Everything moves: a row that is fading in has no contrast yet. Colours are judged in the elements' own, quiet stories.
    a11y: { config: { rules: [{ id: 'color-contrast', enabled: false }] } },
  },
  args: { viewers: 20_000, seed: 7, scenario: 'busy', paused: false },
  argTypes: { scenario: { control: 'select', options: Object.keys(SCENARIOS) } },
  render: ({ viewers, seed, scenario, paused }) => {
    const client = createLocalClient({ user: 'Ann', hub: `crowd-${++hubs}` });
    return html`${keyed(
      client,
      html`<div style="display: grid; gap: 12px; max-inline-size: 420px">
        <crowd-simulator viewers=${viewers} seed=${seed} .scenario=${scenario} ?paused=${paused} .client=${client} room="show"></crowd-simulator>
        <message-list style="--live-message-list-height: 420px" .client=${client} room="show"></message-list>
      </div>`,
    )}`;
  },
};
let hubs = 0;
export default meta;
type Story = StoryObj<CrowdSimulator>;

export const Busy: Story = {
  play: ({ canvasElement }) => waitFor(() => expect(canvasElement.querySelector('crowd-simulator')!.stats.messages).toBeGreaterThan(3), { timeout: 8000 }),
};
export const Calm: Story = { args: { scenario: 'calm' } };
export const Paused: Story = { args: { paused: true } };
/** Without a local client there is nowhere to act. */
export const Nowhere: Story = { render: () => html`<crowd-simulator></crowd-simulator>` };
