import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, userEvent, within } from 'storybook/test';

const meta: Meta = { title: 'Plumbing', render: () => html`<button type="button" onclick="this.textContent = 'Done'">Do it</button>` };
export default meta;

export const Plain: StoryObj = {};
export const Played: StoryObj = {
  play: async ({ canvasElement }) => {
    const button = within(canvasElement).getByRole('button');
    await userEvent.click(button);
    await expect(button).toHaveTextContent('Done');
  },
};
