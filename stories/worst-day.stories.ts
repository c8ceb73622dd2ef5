import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { expect, waitFor } from 'storybook/test';
import '../src/define/crowd-simulator.js';
import '../src/define/live-chatroom.js';
import { createLocalClient } from '../src/adapters/local/index.js';
import { SCENARIOS, type Scenario } from '../src/elements/crowd-simulator/scenarios.js';
import { GIFTS_WITH_EFFECTS } from './effect-art.js';
import { PEOPLE } from './samples.js';

interface Evening {
  scenario: Scenario;
  seed: number;
  viewers: number;
  layout: 'overlay' | 'side' | 'half';
  /** Shows the simulator's panel below the room. */
  panel: boolean;
  ground: 'stage' | 'bright' | 'noise';
}

const meta: Meta<Evening> = {
  title: 'Rooms/worst-day',
  parameters: {
    layout: 'fullscreen',
    // Everything moves: a row that is fading in has no contrast yet. Colours are judged in the elements' own, quiet stories.
    a11y: { config: { rules: [{ id: 'color-contrast', enabled: false }] } },
  },
  args: { scenario: 'worst-day', seed: 7, viewers: 20_000, layout: 'overlay', panel: false, ground: 'stage' },
  argTypes: {
    scenario: { control: 'select', options: Object.keys(SCENARIOS) },
    layout: { control: 'select', options: ['overlay', 'side', 'half'] },
    ground: { control: 'select', options: ['stage', 'bright', 'noise'] },
  },
  render: (evening) => room(evening),
};
export default meta;
type Story = StoryObj<Evening>;

/** Pictures that are hard on words: a stage, a bright one, and one that is busy everywhere. */
const GROUNDS = {
  stage: `radial-gradient(circle at 50% 42%, #ffcf7a 0 12%, #f0729a 24%, transparent 46%), linear-gradient(100deg, transparent 30%, #6ad1ff55 34%, transparent 40%),
    linear-gradient(80deg, transparent 60%, #ff8ad455 64%, transparent 70%), linear-gradient(#2a1145, #5b2167 55%, #12081f 56%)`,
  bright: 'radial-gradient(circle at 30% 20%, #fff, #fff6e0 40%, #ffe3ec)',
  noise: `repeating-conic-gradient(from 10deg at 20% 30%, #fff 0 4deg, #111 4deg 9deg, #e33 9deg 13deg, #2bd 13deg 20deg),
    repeating-linear-gradient(45deg, #fff 0 6px, #222 6px 12px)`,
};

let hubs = 0;

/** The whole room, everything on, and a crowd that does its worst. */
function room({ scenario, seed, viewers, layout, panel, ground }: Evening) {
  const client = createLocalClient({ user: PEOPLE[1]!, hub: `worst-day-${++hubs}`, seed: { show: { members: [...PEOPLE], likes: 15_204 } } });
  return html`${keyed(
    client,
    html`<div style="display: grid; grid-template-rows: minmax(0, 1fr) auto; block-size: 100dvh; min-block-size: 560px">
      <live-chatroom room="show" heading="Rooftop evening" layout=${layout} .host=${PEOPLE[0]} .client=${client} .gifts=${GIFTS_WITH_EFFECTS}>
        <div slot="player" role="img" aria-label="A stage at night" style="background: ${GROUNDS[ground]}"></div>
      </live-chatroom>
      <crowd-simulator ?hidden=${!panel} scenario=${scenario} seed=${seed} viewers=${viewers} .client=${client} .room=${client.room('show')}></crowd-simulator>
    </div>`,
  )}`;
}

const busy: Story['play'] = ({ canvasElement }) =>
  waitFor(() => expect(canvasElement.querySelector('crowd-simulator')!.stats.messages).toBeGreaterThan(3), { timeout: 8000 });

export const OnAPhone: Story = { play: busy };
export const OnADesktop: Story = { args: { layout: 'side' }, play: busy };
export const OverABrightPicture: Story = { args: { ground: 'bright', scenario: 'gift-storm' } };
export const OverABusyPicture: Story = { args: { ground: 'noise', scenario: 'raid' } };
/** Choose the scenario, the seed and how many watch. */
export const WithPanel: Story = { args: { layout: 'side', panel: true, scenario: 'busy' } };
