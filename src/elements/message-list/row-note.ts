import { html, nothing, type TemplateResult } from 'lit';
import type { Message } from '../../protocol/message.js';
import type { RenderContext } from '../../renderers/registry.js';
import { icon } from '../shared/icons.js';

/** What stands behind the words of an own message that did not arrive. */
export function rowNote(message: Message, t: RenderContext['t']): unknown {
  if (message.state === 'held') return html`<span class="held" part="held">${t('row.held')}</span>`;
  return message.state === 'failed' ? failure(message, t) : nothing;
}

function failure({ error }: Message, t: RenderContext['t']): TemplateResult {
  const reason = error ? t(`error.${error.name}`, { need: error.detail.message ?? '' }) : t('error.unknown');
  return html`<span class="failure" part="failure">
    ${icon('warning')}<span>${t('row.failed')} ${reason}</span>
    ${error?.name === 'rejected' ? nothing : html`<button part="retry" data-action="retry">${t('row.retry')}</button>`}
    <button part="discard" data-action="discard">${t('row.discard')}</button>
  </span>`;
}
