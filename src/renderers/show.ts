import { html } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { goalOf } from '../protocol/gift-sums.js';
import { textOf, TYPE, type Message } from '../protocol/message.js';
import { money } from './money.js';
import type { RenderContext, RendererRegistry } from './registry.js';

/** Grounds of the five tiers, cold to hot; white on each has at least 4.5:1. */
export const TIER_COLORS = [
  'oklch(0.45 0.13 250)',
  'oklch(0.45 0.09 195)',
  'oklch(0.46 0.17 305)',
  'oklch(0.48 0.12 55)',
  'oklch(0.47 0.18 22)',
] as const;

/** Displays of what belongs to the show: super chats, pinned notices, goals. */
export function installShow(registry: RendererRegistry): void {
  registry.register('row', TYPE.superchat, superchatRow);
  registry.register('danmaku', TYPE.superchat, (m, c) => `${amountOf(m, c)} ${m.sender.name}: ${textOf(m)}`);
  registry.register('banner', TYPE.superchat, (m, c) => `${amountOf(m, c)} · ${textOf(m)}`);
  registry.register('spoken', TYPE.superchat, (m, c) => c.t('superchat.spoken', { name: m.sender.name, amount: amountOf(m, c), text: textOf(m) }));
  registry.register('digest', TYPE.superchat, (m, c) => `${amountOf(m, c)} ${textOf(m)}`);

  for (const surface of ['row', 'digest'] as const) {
    registry.register(surface, TYPE.pin, pinWords);
    registry.register(surface, TYPE.goal, goalWords);
  }
  registry.register('spoken', TYPE.pin, (m, c) => c.t('row.says', { name: m.sender.name, text: pinWords(m, c) }));
  registry.register('spoken', TYPE.goal, (m, c) => c.t('row.says', { name: m.sender.name, text: goalWords(m, c) }));

  // Figures for ranking and goal bar; nobody says them.
  for (const surface of ['row', 'spoken', 'digest'] as const) registry.register(surface, TYPE.sums, null);
}

/** 1…5, whatever the message claims. */
export function tierOf({ content }: Message): number {
  const tier = Number(content['tier']);
  return Number.isInteger(tier) ? Math.min(5, Math.max(1, tier)) : 1;
}

function amountOf({ content }: Message, context: RenderContext): string {
  const { amount, currency } = content;
  return money(typeof amount === 'number' && Number.isFinite(amount) ? amount : 0, typeof currency === 'string' ? currency : 'coin', context);
}

/** A card in the tier's colour. It stands in rows of any list, so its looks are its own; through the CSSOM, as strict pages refuse `style`. */
function superchatRow(message: Message, context: RenderContext) {
  const tier = tierOf(message);
  const card = ref((element) => {
    if (!(element instanceof HTMLElement)) return;
    Object.assign(element.style, {
      display: 'block',
      marginBlock: '2px',
      padding: '6px 10px',
      borderRadius: 'var(--live-superchat-radius, 10px)',
      color: 'white',
      background: `var(--live-superchat-tier-${tier}, ${TIER_COLORS[tier - 1]})`,
      textShadow: 'none',
    });
  });
  return html`<span part="superchat superchat-${tier}" class="superchat" ${card}
    ><b part="superchat-amount">${amountOf(message, context)}</b> <span part="superchat-text">${textOf(message)}</span></span
  >`;
}

function pinWords(message: Message, { t }: RenderContext): string {
  const text = textOf(message);
  return text === '' ? t('pin.unpinned') : t('pin.pinned', { text });
}

function goalWords({ content }: Message, { t }: RenderContext): string {
  const goal = goalOf(content);
  return goal ? t('goal.set', { title: goal.title ?? '', n: goal.value }).trim() : t('goal.ended');
}
