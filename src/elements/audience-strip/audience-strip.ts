import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import '../../labels/more.js';
import type { ChatRoom } from '../../client/contract.js';
import type { Sender } from '../../protocol/message.js';
import { LiveMemberSelectEvent, LiveMembersOpenEvent } from '../events.js';
import { avatar, avatarStyles } from '../shared/avatar.js';
import { RoomElement } from '../shared/room-element.js';
import { RovingFocus } from '../shared/roving-focus.js';
import { overPicture, tokens } from '../shared/tokens.styles.js';
import { styles } from './audience-strip.styles.js';
import { fitStrip } from './strip-fit.js';

/** CSS pixels; the style sheet has the same numbers. */
const PORTRAIT = 32;
const OVERLAP = 8;
/** Room for "+12.3万" and its like. */
const MORE = 72;

/**
 * The audience as a row of portraits: host and moderators first, then the latest to come, then how many more.
 *
 * Shows as many as fit its width; the number counts everybody who is not shown. Changes at most once a second.
 *
 * @tag audience-strip
 * @summary Row of viewers' portraits.
 * @event {LiveMemberSelectEvent} live-member-select - A portrait was chosen.
 * @event {LiveMembersOpenEvent} live-members-open - The number was chosen: somebody wants to see them all.
 * @csspart base - The row. @csspart member - One portrait's button. @csspart avatar @csspart more - The number.
 * @cssproperty [--live-audience-strip-ring] - Line around each portrait; the surface's colour by default.
 */
export class AudienceStrip extends RoomElement {
  static override styles = [tokens, overPicture, avatarStyles, styles];

  /** The most portraits to show, also where more would fit. */
  @property({ type: Number }) max = 8;
  @property({ type: Boolean, reflect: true, attribute: 'over-picture' }) overPicture = false;

  /** CSS pixels; 0 until measured. */
  @state() private _width = 0;

  protected readonly roving = new RovingFocus(this, 'horizontal');
  #sizes: ResizeObserver | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#sizes ??= new ResizeObserver(([entry]) => (this._width = Math.floor(entry!.contentRect.width)));
    this.#sizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sizes?.disconnect();
  }

  protected override listen(room: ChatRoom): (() => void)[] {
    return [room.on('members', () => this.requestUpdate())];
  }

  override render() {
    const { count = 0, list = [] } = this.chatRoom?.members ?? {};
    if (list.length === 0) return nothing;
    const { portraits, more } = fitStrip(count, list.length, this.max, {
      width: this._width,
      step: PORTRAIT - OVERLAP,
      overlap: OVERLAP,
      moreWidth: MORE,
    });
    return html`<div class="base" part="base" role="group" aria-label=${this.labels.t('members.label')}>
      ${repeat(
        list.slice(0, portraits),
        ({ id }) => id,
        (member) => this.#portrait(member),
      )}
      ${more > 0 ? this.#more(more) : nothing}
    </div>`;
  }

  #portrait(member: Sender): TemplateResult {
    const { role, name } = member;
    const title = role === 'host' || role === 'moderator' ? `${name} · ${this.labels.t(`role.${role}`)}` : name;
    return html`<button
      type="button"
      class="member ${role ?? ''}"
      part="member"
      data-rove
      tabindex="-1"
      aria-label=${title}
      title=${title}
      @click=${() => this.dispatchEvent(new LiveMemberSelectEvent(member))}
    >
      ${avatar(member, PORTRAIT)}
    </button>`;
  }

  #more(more: number): TemplateResult {
    const { t, lang } = this.labels;
    const short = more.toLocaleString(lang, { notation: 'compact', maximumFractionDigits: 1 });
    return html`<button
      type="button"
      class="more"
      part="more"
      data-rove
      tabindex="-1"
      title=${t('members.more', { n: more })}
      @click=${this.#onMore}
    >
      <bdi dir="ltr" aria-hidden="true">+${short}</bdi><span class="visually-hidden">${t('members.more', { n: more })}</span>
    </button>`;
  }

  readonly #onMore = (): void => {
    const room = this.chatRoom;
    if (room) this.dispatchEvent(new LiveMembersOpenEvent(room.id));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'audience-strip': AudienceStrip;
  }
}
