import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, userEvent, waitFor } from 'storybook/test';
import '../src/define/room-status.js';
import { ChatError } from '../src/protocol/errors.js';
import { StageRoom, type Stage } from '../test/support/stage-room.js';

interface Args {
  stage: Stage;
  compact: boolean;
  overPicture: boolean;
}

const meta: Meta<Args> = {
  title: 'Elements/room-status',
  component: 'room-status',
  args: { stage: { members: { count: 12345, list: [] } }, compact: false, overPicture: false },
  argTypes: { stage: { table: { disable: true } } },
  render: ({ stage, compact, overPicture }) => html`
    <div style="padding: 12px; max-inline-size: 366px; background: ${overPicture ? 'linear-gradient(90deg, #1c2a44, #40557f)' : 'light-dark(white, oklch(0.18 0.01 260))'}">
      <room-status .room=${new StageRoom(stage).handle} ?compact=${compact} ?over-picture=${overPicture}></room-status>
    </div>
  `,
};
export default meta;

type Story = StoryObj<Args>;
const viewers = (count: number): Stage => ({ members: { count, list: [] } });

export const Connected: Story = {};
export const Compact: Story = { args: { compact: true } };
export const OverPicture: Story = { args: { compact: true, overPicture: true } };
export const NobodyElse: Story = { args: { stage: viewers(0) } };
export const OneViewer: Story = { args: { stage: viewers(1) } };
export const MillionsOfViewers: Story = { args: { compact: true, stage: viewers(2_345_678) } };
export const Chinese: Story = { args: { compact: true }, globals: { language: 'zh-CN' } };
export const RightToLeft: Story = { globals: { direction: 'rtl' } };

export const Connecting: Story = { args: { stage: { user: null, connection: { state: 'connecting', attempt: 1 }, room: { state: 'left' } } } };

export const Reconnecting: Story = {
  args: {
    stage: {
      ...viewers(12345),
      connection: { state: 'connecting', attempt: 3, reason: new ChatError('network'), retryAt: Date.now() + 8000 },
    },
  },
};

export const Joining: Story = { args: { stage: { room: { state: 'joining' } } } };

/** Nothing more happens by itself, so there is a reason and a way out. */
export const Disconnected: Story = {
  args: { stage: { connection: { state: 'disconnected', reason: new ChatError('token-expired') } } },
  play: async ({ canvasElement }) => {
    const element = canvasElement.querySelector('room-status')!;
    const button = await waitFor(() => element.shadowRoot!.querySelector('button')!);
    await expect(button).toHaveTextContent('Reconnect');
    await userEvent.click(button);
    await expect((element.room as unknown as StageRoom).joins).toBe(1);
  },
};

export const NoSuchRoom: Story = { args: { stage: { room: { state: 'left', reason: new ChatError('room-not-found') } } } };

/** Trying again cannot help, so no button pretends it could. */
export const Suspended: Story = { args: { stage: { connection: { state: 'disconnected', reason: new ChatError('user-banned') } } } };

/** Only the digits that change move. */
export const Rolling: Story = {
  args: { stage: viewers(1998) },
  play: async ({ canvasElement }) => {
    const element = canvasElement.querySelector('room-status')!;
    (element.room as unknown as StageRoom).setMembers({ count: 2003, list: [] });
    await element.updateComplete;
    await expect(element.shadowRoot!.querySelector('.viewers .visually-hidden')).toHaveTextContent('2,003 viewers');
  },
};
