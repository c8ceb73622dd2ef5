import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { expect, userEvent, waitFor } from 'storybook/test';
import '../src/define/mention-tray.js';
import type { MentionTray } from '../src/elements/mention-tray/mention-tray.js';
import type { MessageInput } from '../src/protocol/message.js';
import { PEOPLE, WORDS } from './samples.js';

const meta: Meta<MentionTray> = { title: 'Elements/mention-tray', component: 'mention-tray' };
export default meta;
type Story = StoryObj<MentionTray>;

const calls = (count: number): MessageInput[] =>
  Array.from({ length: count }, (_, i) => ({
    id: `call-${i}`,
    text: `@小明 ${WORDS[(i * 5) % WORDS.length]!}`,
    sender: PEOPLE[(i * 5) % PEOPLE.length]!,
    sentAt: Date.UTC(2026, 10, 23, 20, 14, i * 40),
  }));

function tray(messages: MessageInput[]) {
  const fill = (element: Element | undefined) => {
    const found = element as MentionTray | undefined;
    if (found && found.messages.length === 0) found.push(messages);
  };
  return html`<div style="block-size: 460px"><mention-tray ${ref(fill)}></mention-tray></div>`;
}

const button = (canvas: HTMLElement) => canvas.querySelector('mention-tray')!.shadowRoot!.querySelector<HTMLElement>('[part=button]');

export const Waiting: Story = { render: () => tray(calls(3)) };

export const Empty: Story = {
  render: () => tray([]),
  play: async ({ canvasElement }) => expect(button(canvasElement)).toBeNull(),
};

export const Open: Story = {
  render: () => tray(calls(3)),
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(button(canvasElement)).not.toBeNull());
    await userEvent.click(button(canvasElement)!);
    await waitFor(() => expect(canvasElement.querySelector('mention-tray')!.matches(':state(open)')).toBe(true));
  },
};

export const Many: Story = { ...Open, render: () => tray(calls(50)) };

export const LongWords: Story = {
  ...Open,
  render: () => tray([{ id: 'long', text: `@小明 ${'averylongword'.repeat(60)}`, sender: { id: 'x', name: 'Wolfeschlegelsteinhausenbergerdorff' } }, ...calls(1)]),
};

export const RightToLeft: Story = { ...Open, render: () => html`<div dir="rtl" lang="en">${tray(calls(4))}</div>` };
