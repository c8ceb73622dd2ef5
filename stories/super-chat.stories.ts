import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { expect, fireEvent, userEvent, waitFor, within } from 'storybook/test';
import '../src/define/message-list.js';
import '../src/define/super-chat.js';
import type { MessageList } from '../src/elements/message-list/message-list.js';
import type { SuperChat } from '../src/elements/super-chat/super-chat.js';
import { SUPERCHAT_TIERS, superchatTier } from '../src/protocol/superchat.js';
import { PEOPLE, WORDS } from './samples.js';

const meta: Meta<SuperChat> = { title: 'Elements/super-chat', component: 'super-chat' };
export default meta;
type Story = StoryObj<SuperChat>;

const paid = (person: number, amount: number, content = WORDS[(person * 3) % WORDS.length]!, ago = person * 7000) => ({
  id: `paid-${person}-${amount}`,
  type: 'live:superchat',
  content: { content, amount, currency: 'coin', tier: superchatTier(amount) },
  sender: PEOPLE[person % PEOPLE.length]!,
  sentAt: Date.now() - ago,
});
const everyTier = () => SUPERCHAT_TIERS.map(({ from }, i) => paid(i + 1, from));

function ticker(messages = everyTier(), attributes: Partial<SuperChat> = {}, ground = ''): TemplateResult {
  const fill = (element: Element | undefined) => setTimeout(() => (element as SuperChat | undefined)?.push(messages));
  return html`<div style="inline-size: min(390px, 100%); min-block-size: 380px; background: ${ground}">
    <super-chat ?without-composer=${attributes.withoutComposer} ?over-picture=${attributes.overPicture} ${ref(fill)}></super-chat>
  </div>`;
}

const button = (canvas: HTMLElement, name: RegExp) => within(canvas.querySelector('super-chat')!.shadowRoot as unknown as HTMLElement).findByRole('button', { name });

export const Running: Story = { render: () => ticker() };

export const Opened: Story = {
  render: () => ticker(),
  play: async ({ canvasElement }) => userEvent.click(await button(canvasElement, /1,000|1000/)),
};

export const Writing: Story = {
  render: () => ticker(),
  play: async ({ canvasElement }) => {
    canvasElement.querySelector('super-chat')!.shadowRoot!.querySelector<HTMLButtonElement>('[part=add]')!.click();
    await waitFor(() => expect(canvasElement.querySelector('super-chat')!.shadowRoot!.querySelector('textarea')).toBeTruthy());
    await userEvent.type(canvasElement.querySelector('super-chat')!.shadowRoot!.querySelector('textarea')!, '加油！ Best show of the year 🎉');
  },
};

/** More words than the amount buys. */
export const TooLong: Story = {
  render: () => ticker(),
  play: async ({ canvasElement }) => {
    const root = canvasElement.querySelector('super-chat')!.shadowRoot!;
    root.querySelector<HTMLButtonElement>('[part=add]')!.click();
    await waitFor(() => expect(root.querySelector('textarea')).toBeTruthy());
    await fireEvent.input(root.querySelector('textarea')!, { target: { value: '🎉'.repeat(500) } });
    await waitFor(() => expect(root.querySelector('#why')!.textContent).not.toBe(''));
  },
};

export const OverAPicture: Story = {
  render: () => ticker(everyTier(), { overPicture: true }, 'linear-gradient(160deg, #fff, #b5651d 40%, #1b2845)'),
};
export const Many: Story = { render: () => ticker(Array.from({ length: 30 }, (_, i) => paid(i, SUPERCHAT_TIERS[i % 5]!.from))) };
export const Nothing: Story = { render: () => ticker([]) };
export const RightToLeft: Story = { render: () => html`<div dir="rtl">${ticker()}</div>` };
export const InChinese: Story = { render: () => html`<div lang="zh-CN">${ticker()}</div>` };

/** How they stand in the list. */
export const Rows: Story = {
  render: () => {
    const messages = SUPERCHAT_TIERS.map(({ from, textLength }, i) => paid(i + 1, from, i === 4 ? '字🎉'.repeat(textLength / 2) : undefined));
    const fill = (element: Element | undefined) => setTimeout(() => (element as MessageList | undefined)?.push([...messages, { text: '晚上好！', sender: PEOPLE[3]! }]));
    return html`<div style="inline-size: min(360px, 100%); block-size: 520px"><message-list ${ref(fill)}></message-list></div>`;
  },
};
