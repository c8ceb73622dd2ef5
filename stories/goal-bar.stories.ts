import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import '../src/define/goal-bar.js';
import type { GoalBar } from '../src/elements/goal-bar/goal-bar.js';

const meta: Meta<GoalBar> = { title: 'Elements/goal-bar', component: 'goal-bar' };
export default meta;
type Story = StoryObj<GoalBar>;

const goal = { title: '新麦克风 · A new microphone', value: 10_000 };

export const OnTheWay: Story = { render: () => html`<div style="max-inline-size: 360px"><goal-bar .goal=${goal} value="6400"></goal-bar></div>` };
export const JustBegun: Story = { render: () => html`<div style="max-inline-size: 360px"><goal-bar .goal=${{ value: 10_000 }} value="0"></goal-bar></div>` };
export const Reached: Story = { render: () => html`<div style="max-inline-size: 360px"><goal-bar .goal=${goal} value="12500"></goal-bar></div>` };
export const OverAPicture: Story = {
  render: () => html`<div style="padding: 16px; background: linear-gradient(120deg, #fff, #5b2167)"><goal-bar over-picture .goal=${goal} value="6400"></goal-bar></div>`,
};
/** Nothing is shown. */
export const WithoutAGoal: Story = { render: () => html`<goal-bar></goal-bar>` };
