import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { expect, userEvent, waitFor } from 'storybook/test';
import '../src/define/message-list.js';
import { createLocalClient } from '../src/adapters/local/index.js';
import type { MessageList } from '../src/elements/message-list/message-list.js';
import { ChatError } from '../src/protocol/errors.js';
import type { MessageInput } from '../src/protocol/message.js';
import { createRegistry } from '../src/renderers/index.js';
import { fans, PEOPLE, talk, WORDS } from './samples.js';

const meta: Meta<MessageList> = {
  title: 'Elements/message-list',
  component: 'message-list',
  parameters: { layout: 'fullscreen' },
};
export default meta;
type Story = StoryObj<MessageList>;

/** The list in a box of a phone's width, filled once it is there. */
function filled(messages: MessageInput[], attributes: Partial<MessageList> = {}): TemplateResult {
  const fill = async (element: Element | undefined) => {
    const list = element as MessageList | undefined;
    // Called again when the toolbar changes; the messages are there already.
    if (!list || list.stats.received > 0) return;
    Object.assign(list, attributes);
    await list.updateComplete;
    list.push(messages);
  };
  return html`<div style="inline-size: min(380px, 100%); block-size: 480px; background: light-dark(white, #16181d)">
    <message-list ${ref((element) => void fill(element))}></message-list>
  </div>`;
}

const rows = (canvas: HTMLElement) => [...canvas.querySelector('message-list')!.shadowRoot!.querySelectorAll<HTMLElement>('.row')];
const filledWith = (canvas: HTMLElement, text: string) => waitFor(() => expect(rows(canvas).at(-1)?.textContent).toContain(text));

export const Conversation: Story = {
  render: () => filled(talk(24)),
};

export const Empty: Story = {
  render: () => html`<div style="block-size: 320px"><message-list></message-list></div>`,
};

export const Joining: Story = {
  render: () => {
    const client = createLocalClient({ user: 'Ann', latencyMs: 3_600_000 });
    void client.join('slow-story').catch(() => undefined);
    return html`<div style="block-size: 320px"><message-list .room=${client.room('slow-story')}></message-list></div>`;
  },
};

export const EveryKindOfRow: Story = {
  render: () =>
    filled([
      { text: 'Welcome everybody! 欢迎大家！', sender: PEOPLE[0]! },
      { text: 'Please be kind to each other.', sender: PEOPLE[3]! },
      { type: 'live:members', content: { joined: PEOPLE.slice(4, 7).map(({ id, name }) => ({ id, name })), joinedCount: 14, left: [], leftCount: 0 }, sender: { id: 'system', name: '', role: 'system' } },
      { type: 'live:gift', content: { gift: 'rose', name: 'Rose', price: 1, count: 1, combo: 'c', total: 66 }, sender: PEOPLE[4]! },
      { text: 'my own words', sender: PEOPLE[1]!, origin: 'own' },
      { text: 'still on its way', sender: PEOPLE[1]!, origin: 'own', state: 'pending' },
      { text: 'see you at example.com', sender: PEOPLE[1]!, origin: 'own', state: 'held' },
      { text: 'this one was not let in', sender: PEOPLE[1]!, origin: 'own', state: 'failed', error: new ChatError('rejected') },
      { text: 'this one did not make it', sender: PEOPLE[1]!, origin: 'own', state: 'failed', error: new ChatError('rate-limited') },
      { type: 'RC:RcNtf', content: { operatorId: 'person-3', recallTime: 0, originalObjectName: 'RC:TxtMsg' }, sender: PEOPLE[2]! },
      { type: 'x:unknown', content: {}, sender: PEOPLE[6]! },
      { type: 'live:gap', content: { missed: 12 }, sender: { id: 'system', name: '', role: 'system' } },
      { text: 'and on it goes', sender: PEOPLE[9]! },
    ]),
};

export const LongNamesAndTexts: Story = {
  render: () =>
    filled([
      { text: '很长很长的一句话'.repeat(20), sender: { id: 'a', name: '一个非常非常非常非常长的名字' } },
      { text: 'https://example.com/' + 'averylongaddress'.repeat(12), sender: { id: 'b', name: 'Wolfeschlegelsteinhausenbergerdorff' } },
      { text: 'a\nb\nc', sender: PEOPLE[6]! },
      { text: '👨‍👩‍👧‍👦'.repeat(40), sender: { id: 'c', name: '👑👑👑' } },
    ]),
};

export const MarkupStaysText: Story = {
  render: () => filled([{ text: '<img src=x onerror=alert(1)> <b>bold?</b> &amp; {{x}}', sender: { id: 'e', name: '<i>Eve</i>' } }]),
  play: async ({ canvasElement }) => {
    await filledWith(canvasElement, '<img src=x onerror=alert(1)>');
    await expect(rows(canvasElement)[0]!.querySelector('.text b, .text img')).toBeNull();
  },
};

export const RightToLeft: Story = {
  render: () => html`<div dir="rtl" lang="en">${filled([{ text: 'السلام عليكم! how are you?', sender: PEOPLE[5]! }, { text: 'great, 你呢？', sender: PEOPLE[1]!, origin: 'own' }, ...talk(6)])}</div>`,
};

export const OverAPicture: Story = {
  // axe takes a shadow for the ground; test/e2e/contrast.node.test.ts measures the pixels themselves.
  parameters: { a11y: { config: { rules: [{ id: 'color-contrast', enabled: false }] } } },
  render: () => html`<div
    style="inline-size: min(390px, 100%); block-size: 560px; padding-block-start: 200px; box-sizing: border-box;
      background: linear-gradient(rgb(0 0 0 / 15%), rgb(0 0 0 / 70%)), repeating-linear-gradient(45deg, #f6d365, #fda085 40px, #8ec5fc 80px, #fff 120px)"
  >
    <div style="block-size: 100%; inline-size: 78%">${filled(talk(20), { overPicture: true })}</div>
  </div>`,
};

export const ReadingBack: Story = {
  render: () => filled(talk(80)),
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(rows(canvasElement).length).toBeGreaterThan(20));
    const list = canvasElement.querySelector('message-list')!;
    const scroller = list.shadowRoot!.querySelector('[part=scroller]')!;
    scroller.scrollTop = -500;
    await waitFor(() => expect(list.matches(':state(scrolled-back)')).toBe(true));
    list.push(talk(12, 80));
    await waitFor(() => expect(list.shadowRoot!.querySelector('.pill')).not.toBeNull());
    await expect(list.shadowRoot!.querySelector('.pill')).toHaveTextContent('12');
  },
};

export const ActionsOfARow: Story = {
  render: () => filled(talk(6)),
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(rows(canvasElement).length).toBe(6));
    await userEvent.hover(rows(canvasElement)[3]!);
    await waitFor(() => expect(rows(canvasElement)[3]!.querySelector('.more')).not.toBeNull());
    await userEvent.click(rows(canvasElement)[3]!.querySelector('.more')!);
    await waitFor(() => expect(canvasElement.querySelector('message-list')!.shadowRoot!.querySelector('[role=menu]')).toBeVisible());
  },
};

const part = (canvas: HTMLElement, name: string) => canvas.querySelector('message-list')!.shadowRoot!.querySelector<HTMLElement>(`[part~=${name}]`);

/** A room at its worst minute: so many messages a second, for as long as the story is open. */
function flooded(perSecond: number, attributes: Partial<MessageList> = {}): TemplateResult {
  const crowd = fans(240);
  const start = (element: Element | undefined) => {
    const list = element as MessageList | undefined;
    if (!list || list.stats.received > 0) return;
    Object.assign(list, attributes);
    list.push(talk(24));
    let said = 0;
    const begun = performance.now();
    const tick = (now: number) => {
      if (!list.isConnected) return;
      const due = Math.floor(((now - begun) / 1000) * perSecond) - said;
      const batch = Array.from({ length: Math.max(0, Math.min(due, perSecond)) }, (_, i) => busyMessage(said + i, crowd));
      said += Math.max(0, due);
      if (batch.length > 0) list.push(batch);
      requestAnimationFrame(tick);
    };
    void list.updateComplete.then(() => requestAnimationFrame(tick));
  };
  return html`<div style="inline-size: min(380px, 100%); block-size: min(640px, 100vh); background: light-dark(white, #16181d)">
    <message-list ${ref((element) => start(element))}></message-list>
  </div>`;
}

function busyMessage(n: number, crowd: typeof PEOPLE): MessageInput {
  const id = `busy-${n}`;
  if (n % 211 === 7) return { id, text: 'Next song in two minutes! 两分钟后下一首！', sender: PEOPLE[0]! };
  if (n % 173 === 5) return { id, type: 'live:gift', content: { gift: 'rocket', name: 'Rocket', price: 500, count: 1 }, sender: crowd[(n * 7) % 240]! };
  // A chant comes and goes.
  if (n % 3 === 0 && n % 900 < 300) return { id, text: '666', sender: crowd[(n * 11) % 240]! };
  const words = [n * 7, Math.floor(n / 5), Math.floor(n / 3) * 11].map((at) => WORDS[at % WORDS.length]!);
  return { id, text: words.slice(n % 2).join(' ').padEnd(26, ' ♪'), sender: crowd[(n * 13) % 240]! };
}

export const Flooded: Story = {
  render: () => flooded(200),
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(part(canvasElement, 'load')).not.toBeNull(), { timeout: 8000 });
    await expect(part(canvasElement, 'load')!.textContent).toMatch(/1/);
  },
};

/** Paused in the middle of a flood: each row says how many before it were left out, and opens them. */
export const ReadingInAFlood: Story = {
  render: () => flooded(200),
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(part(canvasElement, 'load')).not.toBeNull(), { timeout: 8000 });
    canvasElement.querySelector('message-list')!.pause();
    await waitFor(() => expect(part(canvasElement, 'left-out')).not.toBeNull(), { timeout: 8000 });
    await waitFor(() => expect(part(canvasElement, 'pill')).not.toBeNull(), { timeout: 8000 });
  },
};

export const Calm: Story = {
  render: () => flooded(50, { calm: true }),
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(rows(canvasElement).length).toBeGreaterThan(20), { timeout: 8000 });
  },
};

const chanting: MessageInput[] = fans(57).map((sender, i) => ({ id: `chant-${i}`, text: 'encore', sender }));

export const Chant: Story = {
  render: () => filled([...talk(8), ...chanting.slice(0, 30), { text: 'what a night!', sender: PEOPLE[6]! }, ...chanting.slice(30)]),
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(part(canvasElement, 'chant-count')).toHaveTextContent('×57'));
    await userEvent.click(part(canvasElement, 'chant')!);
    await waitFor(() => expect(canvasElement.querySelector('message-list')!.shadowRoot!.querySelector('[role=dialog]')).toBeVisible());
  },
};

export const CountingRows: Story = {
  render: () =>
    filled([
      ...talk(5),
      ...Array.from({ length: 66 }, (_, i): MessageInput => ({ id: `gift-${i}`, type: 'live:gift', content: { gift: 'rose', name: 'Rose', price: 1, count: 1, combo: 'c', total: i + 1 }, sender: PEOPLE[4]! })),
      ...fans(9).map(({ id, name }, i): MessageInput => ({ id: `join-${i}`, type: 'live:members', content: { joined: [{ id, name }], joinedCount: 1, left: [], leftCount: 0 }, sender: { id: 'system', name: '', role: 'system' } })),
    ]),
  play: async ({ canvasElement }) => filledWith(canvasElement, '7'),
};

export const BadInput: Story = {
  render: () =>
    filled([
      { text: '很长很长的一句话。'.repeat(1200), sender: PEOPLE[2]! },
      { text: '👨‍👩‍👧‍👦'.repeat(500), sender: PEOPLE[9]! },
      { text: 'a\n'.repeat(4000), sender: PEOPLE[6]! },
      { text: 'a name that tries to turn the line', sender: { id: 'rtl', name: '\u202Egnp.exe' } },
      { text: 'words that try it \u202E as well', sender: PEOPLE[1]! },
      { text: 'a name that cannot be seen', sender: { id: 'none', name: '\u200B\u2066' } },
      { text: `Z${'\u0301\u0323'.repeat(60)}algo`, sender: { id: 'broken', name: 'broken picture', avatar: '/avatars/none.svg' } },
    ]),
  play: async ({ canvasElement }) => filledWith(canvasElement, 'algo'),
};

/** Restyled from the page alone, through parts and tokens. */
export const Restyled: Story = {
  render: () => {
    const registry = createRegistry();
    return html`<style>
        .brand message-list {
          --live-hue: 330;
          --live-font-size: 15px;
          --live-message-list-row-gap: 6px;
        }
        .brand message-list::part(row) {
          border: 1px solid light-dark(#0002, #fff3);
          border-radius: 14px;
        }
        .brand message-list::part(badge) {
          text-transform: uppercase;
        }
      </style>
      <div class="brand">${filled(talk(10), { registry })}</div>`;
  },
};
