import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import '../src/define/audience-strip.js';
import { people, StageRoom, type Stage } from '../test/support/stage-room.js';

interface Args {
  stage: Stage;
  width: number;
  max: number;
  overPicture: boolean;
}

const meta: Meta<Args> = {
  title: 'Elements/audience-strip',
  component: 'audience-strip',
  args: { stage: { members: { count: 2345, list: people } }, width: 260, max: 8, overPicture: false },
  argTypes: { stage: { table: { disable: true } } },
  render: ({ stage, width, max, overPicture }) => html`
    <div style="padding: 12px; ${overPicture ? 'background: linear-gradient(90deg, #fff, #40557f)' : ''}">
      <audience-strip
        style="inline-size: ${width}px"
        .room=${new StageRoom(stage).handle}
        max=${max}
        ?over-picture=${overPicture}
      ></audience-strip>
    </div>
  `,
};
export default meta;

type Story = StoryObj<Args>;

export const Crowd: Story = {};
export const Narrow: Story = { args: { width: 130 } };
export const AllAreShown: Story = { args: { stage: { members: { count: 4, list: people.slice(0, 4) } } } };
export const One: Story = { args: { stage: { members: { count: 1, list: people.slice(0, 1) } } } };
export const Nobody: Story = { args: { stage: {} } };
export const OverPicture: Story = { args: { overPicture: true } };
export const Chinese: Story = { args: { stage: { members: { count: 123456, list: people } } }, globals: { language: 'zh-CN' } };
export const RightToLeft: Story = { globals: { direction: 'rtl' } };
