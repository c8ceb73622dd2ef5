import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import '../src/define/supporter-board.js';
import type { SupporterBoard } from '../src/elements/supporter-board/supporter-board.js';
import { PEOPLE } from './samples.js';

const meta: Meta<SupporterBoard> = { title: 'Elements/supporter-board', component: 'supporter-board' };
export default meta;
type Story = StoryObj<SupporterBoard>;

const supporters = [...PEOPLE.slice(1), { id: 'long', name: 'Søren Kierkegaard-Østergaard von und zu Hohenlohe-Langenburg' }]
  .slice(0, 10)
  .map(({ id, name, ...more }, i) => ({ user: { id, name, ...('avatar' in more && more.avatar ? { portrait: more.avatar } : {}) }, value: Math.round(52_000 / (i + 1) ** 1.4) }));

export const Ten: Story = { render: () => html`<div style="max-inline-size: 320px"><supporter-board .supporters=${supporters}></supporter-board></div>` };
export const Three: Story = { render: () => html`<div style="max-inline-size: 320px"><supporter-board max="3" .supporters=${supporters}></supporter-board></div>` };
/** One line, for over a picture. */
export const Compact: Story = {
  render: () => html`<div style="padding: 16px; background: linear-gradient(#1b2845, #5b2167)"><supporter-board compact over-picture max="3" .supporters=${supporters}></supporter-board></div>`,
};
export const Empty: Story = { render: () => html`<supporter-board></supporter-board>` };
export const InChinese: Story = { render: () => html`<div lang="zh-CN" style="max-inline-size: 320px"><supporter-board max="5" .supporters=${supporters}></supporter-board></div>` };
