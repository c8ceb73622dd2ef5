import { html, nothing, type TemplateResult } from 'lit';
import { TYPE, type Message, type Sender } from '../../protocol/message.js';
import type { Rendered, RendererRegistry, RenderContext } from '../../renderers/registry.js';
import { plainAvatar } from '../shared/avatar.js';
import { mentions } from '../shared/mentions.js';
import { clampText, shownName } from './clamp-text.js';
import { CHANT, isLine, isOwn } from './message-kinds.js';

/** As `--_avatar-size` in the styles. */
const AVATAR_PX = 24;

/** What a row needs besides its message. */
export interface RowView {
  readonly registry: RendererRegistry;
  readonly context: RenderContext;
  readonly withoutAvatars: boolean;
  /** Long texts in full. */
  readonly whole?: boolean;
  /** Messages before it that have no row. */
  readonly leftOut?: number;
}

/** What stands behind the words of an own message that did not arrive: nothing fails in a list's first moments, so `row-note.ts` brings it later. */
export const notes: { of?: (message: Message, t: RenderContext['t']) => unknown } = {};

/** Class and part names of a row: one source for styling from inside and from the page. */
export function rowParts(message: Message, self: Sender | null): string[] {
  const parts = ['row'];
  if (message.type === CHANT) return ['row', 'row-chant'];
  if (isLine(message)) parts.push('row-line');
  if (message.type === TYPE.gap) parts.push('row-gap');
  if (message.type === TYPE.gift) parts.push('row-gift');
  if (isOwn(message, self)) parts.push('row-own');
  if (mentions(message, self)) parts.push('row-mention');
  if (message.state !== 'sent') parts.push(`row-${message.state}`);
  if (message.sender.role && message.sender.role !== 'member') parts.push(`row-${message.sender.role}`);
  return parts;
}

/** The inside of one row, or null where its type has no row. */
export function messageRow(message: Message, view: RowView): TemplateResult | null {
  const { t } = view.context;
  if (message.type === CHANT) return html`${leftOut(view)}${chant(message, t)}`;
  const body = view.registry.render(message, view.context);
  if (body === null) return null;
  if (isLine(message)) return html`${leftOut(view)}<span class="line" part="line">${clamped(body, view)}</span>`;
  const { sender } = message;
  // Without spaces that nobody sees: each is a node of its own in every row.
  return html`${leftOut(view)}${view.withoutAvatars ? nothing : plainAvatar(sender, AVATAR_PX)}<span class="words"
      >${badge(sender, t)}<bdi class="name" part="name">${shownName(sender.name) || t('row.nameless')}</bdi> <bdi class="text" part="text">${clamped(body, view)}</bdi
      >${message.state === 'sent' ? nothing : notes.of?.(message, t)}</span
    >`;
}

/** Only plain words are cut: what a renderer builds is its own business. */
function clamped(body: Rendered, { whole, context: { t } }: RowView): unknown {
  const start = typeof body === 'string' && !whole ? clampText(body) : null;
  if (start === null) return body;
  return html`${start}… <button class="show-all" part="show-all" data-action="show-all" tabindex="-1">${t('row.show-all')}</button>`;
}

function leftOut({ leftOut: n = 0, context: { t, lang } }: RowView): TemplateResult | typeof nothing {
  if (n === 0) return nothing;
  return html`<button class="left-out" part="left-out" data-action="fill-in" tabindex="-1" aria-label=${t('list.more', { n })}>+${n.toLocaleString(lang)}</button>`;
}

function chant(message: Message, t: RenderContext['t']): TemplateResult {
  const { content: text, count: n } = message.content as { content: string; count: number };
  return html`<button class="chant" part="chant" data-action="chant" tabindex="-1" aria-haspopup="dialog" aria-label=${t('row.chant', { text, n })}>
    <bdi>${text}</bdi> <b class="chant-count" part="chant-count">×${n}</b>
  </button>`;
}

function badge({ role }: Sender, t: RenderContext['t']) {
  if (role !== 'host' && role !== 'moderator') return nothing;
  return html`<span class="badge ${role}" part="badge badge-${role}">${t(`role.${role}`)}</span>`;
}
