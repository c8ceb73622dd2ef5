import { html, nothing, type TemplateResult } from 'lit';
import type { ChatRoom } from '../../client/contract.js';
import { cssProperties } from '../shared/css-properties.js';
import { icon } from '../shared/icons.js';
import type { Tally } from './announcer.js';

/** A word or sentence in the viewer's language. */
export type Words = (key: string, values?: Record<string, string | number>) => string;

/** Widths of the rows that stand in while the room is being entered, percent. */
const SKELETON = [62, 40, 74, 52];

/** The thin bar at the top while the connection is away, with what waits to be sent. Nothing before the first connection. */
export function connectionBar(room: ChatRoom | null, t: Words): TemplateResult | typeof nothing {
  if (!room || room.client.state === 'connected' || room.client.status.attempt === 0) return nothing;
  const unsent = room.messages.filter((message) => message.state === 'pending').length;
  return html`<div class="bar" part="bar" role="status">
    ${t(room.client.state === 'connecting' ? 'list.reconnecting' : 'status.disconnected')}
    ${unsent > 0 ? t('list.unsent', { n: unsent }) : nothing}
  </div>`;
}

/** What stands in a list without messages: skeleton rows while entering, a friendly line after that. */
export function emptyNote(room: ChatRoom | null, t: Words): TemplateResult {
  if (room?.state === 'joining') {
    return html`<div class="skeleton" aria-label=${t('list.loading')} role="img">
      ${SKELETON.map((width) => html`<span ${cssProperties({ '--_w': `${width}%` })}></span>`)}
    </div>`;
  }
  return html`<div class="note" part="empty"><slot name="empty">${icon('chat')}<span>${t('list.empty')}</span></slot></div>`;
}

/** The list in numbers, for those who listen: "12 new, 2 for you, 1 gift". */
export function tallySentence({ total, forYou, gifts }: Tally, t: Words): string {
  const parts = [t('list.calm-new', { n: total })];
  if (forYou > 0) parts.push(t('list.calm-for-you', { n: forYou }));
  if (gifts > 0) parts.push(t('list.calm-gifts', { n: gifts }));
  return parts.join(t('list.calm-and'));
}
