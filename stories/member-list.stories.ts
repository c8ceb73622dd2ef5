import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, fn, userEvent } from 'storybook/test';
import '../src/define/member-list.js';
import type { LiveMemberSelectEvent } from '../src/elements/events.js';
import { people, StageRoom, type Stage } from '../test/support/stage-room.js';

interface Args {
  stage: Stage;
  withoutHeader: boolean;
  onSelect: (event: LiveMemberSelectEvent) => void;
}

const meta: Meta<Args> = {
  title: 'Elements/member-list',
  component: 'member-list',
  args: { stage: { members: { count: people.length, list: people } }, withoutHeader: false, onSelect: fn() },
  argTypes: { stage: { table: { disable: true } }, onSelect: { table: { disable: true } } },
  render: ({ stage, withoutHeader, onSelect }) => html`
    <member-list
      style="block-size: 420px; max-inline-size: 360px"
      .room=${new StageRoom(stage).handle}
      ?without-header=${withoutHeader}
      @live-member-select=${onSelect}
    ></member-list>
  `,
};
export default meta;

type Story = StoryObj<Args>;

/** Many scripts, long names, markup in a name, a broken portrait. */
export const People: Story = {
  play: async ({ canvasElement, args }) => {
    const rows = canvasElement.querySelector('member-list')!.shadowRoot!.querySelectorAll('button');
    rows[0]!.focus();
    await userEvent.keyboard('{ArrowDown}{Enter}');
    await expect(args.onSelect).toHaveBeenCalledOnce();
  },
};
export const Crowd: Story = { args: { stage: { members: { count: 12345, list: people } } } };
export const Alone: Story = { args: { stage: { members: { count: 1, list: people.slice(2, 3) } } } };
export const Empty: Story = { args: { stage: {} } };
export const Loading: Story = { args: { stage: { room: { state: 'joining' } } } };
export const WithoutHeader: Story = { args: { withoutHeader: true } };
export const Chinese: Story = { args: Crowd.args, globals: { language: 'zh-CN' } };
export const RightToLeft: Story = { globals: { direction: 'rtl' } };
