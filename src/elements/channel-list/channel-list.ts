import { html, LitElement, nothing, type TemplateResult } from 'lit';
import '../../labels/more.js';
import { property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { cssProperties } from '../shared/css-properties.js';
import { icon } from '../shared/more-icons.js';
import { LabelsController } from '../shared/labels-controller.js';
import { RovingFocus } from '../shared/roving-focus.js';
import { tokens } from '../shared/tokens.styles.js';
import { hueOf, shortCount, type Channel } from './channel.js';
import { styles } from './channel-list.styles.js';
import { LiveChannelSelectEvent } from './events.js';

/**
 * The shows one can switch to, as cards: who is on, how many watch, whether it is live.
 * Draws what it is given, in that order; a list of hundreds is the page's to shorten.
 *
 * @tag channel-list
 * @summary Cards of channels; a person picks one, the page switches.
 * @slot empty - Instead of the words for an empty list.
 * @event {LiveChannelSelectEvent} live-channel-select - A person picked a channel; cancelable: the selection then stays where it was.
 * @csspart base - The list.
 * @csspart card - One channel; also `card-selected` for the present one.
 * @csspart poster - A card's picture.
 * @csspart badge - LIVE, or Offline.
 * @csspart viewers - The viewer count.
 * @csspart title - A channel's name.
 * @cssproperty [--live-channel-list-card-width=168px] - Least width of a card in the grid.
 * @cssproperty [--live-channel-list-gap=12px] - Between cards.
 * @cssproperty [--live-channel-list-card-ratio=16 / 10] - Shape of a card's picture.
 */
export class ChannelList extends LitElement {
  static override styles = [tokens, styles];

  /** As a property, or as JSON in the attribute. */
  @property({ type: Array }) channels: readonly Channel[] = [];
  /** Id of the channel that is being watched. */
  @property() selected = '';
  /** `grid` wraps, `row` scrolls sideways, `rail` is a narrow column for a side panel. */
  @property({ reflect: true }) layout: 'grid' | 'row' | 'rail' = 'grid';
  /** Name for assistive technology. */
  @property() label = '';

  readonly #labels = new LabelsController(this);

  constructor() {
    super();
    // Cards lie in rows whose length depends on the width; one order serves all layouts, and both pairs of arrows follow it.
    new RovingFocus(this, 'vertical');
    new RovingFocus(this, 'horizontal');
  }

  protected override render(): TemplateResult {
    const { t } = this.#labels;
    if (this.channels.length === 0) return html`<slot name="empty"><p class="empty">${t('channels.empty')}</p></slot>`;
    return html`<div part="base" class="list" role="list" aria-label=${this.label || t('channels.label')}>
      ${repeat(
        this.channels,
        ({ id }) => id,
        (channel) => html`<div class="item" role="listitem">${this.#renderCard(channel)}</div>`,
      )}
    </div>`;
  }

  #renderCard(channel: Channel): TemplateResult {
    const { t, lang } = this.#labels;
    const { id, title, kind, poster, subtitle, viewers, live = true } = channel;
    const chosen = id === this.selected;
    return html`<button
      part="card ${chosen ? 'card-selected' : ''}"
      class="card ${kind} ${live ? '' : 'off'}"
      type="button"
      data-rove
      aria-current=${chosen ? 'true' : 'false'}
      @click=${() => this.#select(channel)}
      ${cssProperties({ '--_tint': hueOf(id) })}
    >
      <span class="picture">
        ${poster ? html`<img part="poster" src=${poster} alt="" loading="lazy" decoding="async" />` : html`<span class="initial" aria-hidden="true">${[...title.trim()][0] ?? ''}</span>`}
        <span part="badge" class="badge ${live ? 'live' : ''}">${live ? html`<span class="dot"></span>` : nothing}${t(live ? 'channels.live' : 'channels.offline')}</span>
        ${viewers === undefined || !live
          ? nothing
          : html`<span part="viewers" class="viewers"
              >${icon('eye')}<span aria-hidden="true">${shortCount(viewers, lang)}</span><span class="visually-hidden">${t('channels.viewers', { n: viewers })}</span></span
            >`}
      </span>
      <span class="words">
        <span part="title" class="title">${title}</span>
        <span class="subtitle">${subtitle ?? t(`channels.${kind}`)}</span>
      </span>
    </button>`;
  }

  #select(channel: Channel): void {
    if (channel.id === this.selected) return;
    if (this.dispatchEvent(new LiveChannelSelectEvent(channel))) this.selected = channel.id;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'channel-list': ChannelList;
  }
}
