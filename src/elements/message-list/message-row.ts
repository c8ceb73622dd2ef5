import { html, nothing, type TemplateResult } from 'lit';
import { TYPE, type Message, type Sender } from '../../protocol/message.js';
import type { RendererRegistry, RenderContext } from '../../renderers/registry.js';
import { avatar } from '../shared/avatar.js';
import { cssProperties } from '../shared/css-properties.js';
import { icon } from '../shared/icons.js';
import { nameColor, nameHue } from '../shared/name-color.js';
import { mentions } from './mentions.js';

/** What a row needs besides its message. */
export interface RowView {
  readonly registry: RendererRegistry;
  readonly context: RenderContext;
  readonly withoutAvatars: boolean;
}

/** Types that are a line of the room rather than somebody's words. */
const LINES: ReadonlySet<string> = new Set([TYPE.members, TYPE.info, TYPE.recalled, TYPE.gap]);

export function isLine(message: Message): boolean {
  return LINES.has(message.type) || message.sender.role === 'system';
}

/** Class and part names of a row: one source for styling from inside and from the page. */
export function rowParts(message: Message, self: Sender | null): string[] {
  const parts = ['row'];
  if (isLine(message)) parts.push('row-line');
  if (message.type === TYPE.gap) parts.push('row-gap');
  if (message.type === TYPE.gift) parts.push('row-gift');
  if (isOwn(message, self)) parts.push('row-own');
  if (mentions(message, self)) parts.push('row-mention');
  if (message.state !== 'sent') parts.push(`row-${message.state}`);
  if (message.sender.role && message.sender.role !== 'member') parts.push(`row-${message.sender.role}`);
  return parts;
}

export function isOwn(message: Message, self: Sender | null): boolean {
  return message.origin === 'own' || (self !== null && message.sender.id !== '' && message.sender.id === self.id);
}

/** The inside of one row, or null where its type has no row. */
export function messageRow(message: Message, view: RowView): TemplateResult | null {
  const body = view.registry.render(message, view.context);
  if (body === null) return null;
  const { t } = view.context;
  if (isLine(message)) {
    return html`<span class="line" part="line">${body}</span>`;
  }
  const { sender } = message;
  return html`
    ${view.withoutAvatars ? nothing : avatar(sender, 24)}
    <span class="words">
      ${badge(sender, t)}
      <span class="name" part="name" ${cssProperties({ '--_name': nameColor(sender.id), '--_name-hue': nameHue(sender.id) })}><bdi>${sender.name}</bdi></span
      ><span class="text" part="text"><bdi>${body}</bdi></span>
      ${message.state === 'failed' ? failure(message, t) : nothing}
    </span>
    ${message.state === 'sent'
      ? html`<button class="more" part="more" data-action="menu" tabindex="-1" aria-label=${t('row.actions')} aria-haspopup="menu">${icon('more')}</button>`
      : nothing}
  `;
}

function badge({ role }: Sender, t: RenderContext['t']) {
  if (role !== 'host' && role !== 'moderator') return nothing;
  return html`<span class="badge ${role}" part="badge badge-${role}">${t(`role.${role}`)}</span>`;
}

function failure(message: Message, t: RenderContext['t']): TemplateResult {
  const reason = message.error ? t(`error.${message.error.name}`) : t('error.unknown');
  return html`<span class="failure" part="failure">
    ${icon('warning')}<span>${t('row.failed')} ${reason}</span>
    <button part="retry" data-action="retry">${t('row.retry')}</button>
    <button part="discard" data-action="discard">${t('row.discard')}</button>
  </span>`;
}
