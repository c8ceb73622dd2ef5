import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import '../../labels/more.js';
import type { ChatRoom } from '../../client/contract.js';
import type { Sender } from '../../protocol/message.js';
import { LiveMemberSelectEvent } from '../events.js';
import { avatarStyles, plainAvatar } from '../shared/avatar.js';
import { cssProperties } from '../shared/css-properties.js';
import { icon } from '../shared/more-icons.js';
import { nameHue } from '../shared/name-color.js';
import { RoomElement } from '../shared/room-element.js';
import { RovingFocus } from '../shared/roving-focus.js';
import { overPicture, tokens } from '../shared/tokens.styles.js';
import { styles } from './member-list.styles.js';

/** Grey rows while the room is being joined: about what fits beside a video. */
const SKELETON_ROWS = 6;

/**
 * Who is in the room: host and moderators first, then the latest to come, with the whole number in the header.
 *
 * Shows those the room names (at most 50) and says how many more there are; changes at most once a second, as the
 * room tells it. A choice of a person is an event; what it opens is the page's business.
 *
 * @tag member-list
 * @summary List of viewers.
 * @slot header - Instead of title and number. @slot empty - When nobody is here.
 * @event {LiveMemberSelectEvent} live-member-select - A person was chosen.
 * @csspart base - Everything. @csspart header @csspart count @csspart list @csspart member @csspart avatar @csspart name
 * @csspart badge - A role. Also `badge-host`, `badge-moderator`. @csspart you - Marks the viewer's own row. @csspart more
 * @cssproperty [--live-member-list-row-height=48px] - Of one person.
 * @cssproperty [--live-member-list-background] - Behind the list and its header; the surface's colour by default.
 */
export class MemberList extends RoomElement {
  static override styles = [tokens, overPicture, avatarStyles, styles];

  /** Leaves out title and number, where a tab says them already. */
  @property({ type: Boolean, attribute: 'without-header' }) withoutHeader = false;
  @property({ type: Boolean, reflect: true, attribute: 'over-picture' }) overPicture = false;

  protected readonly roving = new RovingFocus(this, 'vertical');

  protected override listen(room: ChatRoom): (() => void)[] {
    const update = () => this.requestUpdate();
    return [room.on('members', update), room.on('state', update)];
  }

  override render() {
    const room = this.chatRoom;
    const { count = 0, list = [] } = room?.members ?? {};
    return html`<div class="base" part="base">
      ${this.withoutHeader ? nothing : html`<slot name="header">${this.#header(count)}</slot>`}
      ${list.length > 0
        ? this.#list(list, count)
        : room && room.state === 'joining'
          ? this.#skeleton()
          : html`<slot name="empty">${this.#empty()}</slot>`}
    </div>`;
  }

  #header(count: number): TemplateResult {
    const { t, lang } = this.labels;
    return html`<h2 class="header" part="header">
      ${t('members.label')} ${count > 0 ? html`<span class="count" part="count">${count.toLocaleString(lang)}</span>` : nothing}
    </h2>`;
  }

  #list(list: readonly Sender[], count: number): TemplateResult {
    const { t } = this.labels;
    const more = count - list.length;
    return html`<ul class="list" part="list" aria-label=${t('members.label')}>
        ${repeat(
          list,
          ({ id }) => id,
          (member) => html`<li>${this.#member(member)}</li>`,
        )}
      </ul>
      ${more > 0 ? html`<p class="more" part="more">${t('members.more', { n: more })}</p>` : nothing}`;
  }

  #member(member: Sender): TemplateResult {
    const { t } = this.labels;
    const own = member.id === this.chatClient?.user?.id;
    return html`<button type="button" class="member" part="member" data-rove tabindex="-1" ${cssProperties({ '--_person': nameHue(member.id) })} @click=${() => this.#onSelect(member)}>
      ${plainAvatar(member, 32)}
      <bdi class="name" part="name">${member.name}</bdi>
      ${this.#badge(member)} ${own ? html`<span class="you" part="you">${t('members.you')}</span>` : nothing}
    </button>`;
  }

  #badge({ role }: Sender): TemplateResult | typeof nothing {
    if (role !== 'host' && role !== 'moderator') return nothing;
    return html`<span class="badge ${role}" part="badge badge-${role}">${this.labels.t(`role.${role}`)}</span>`;
  }

  #skeleton(): TemplateResult {
    return html`<p class="visually-hidden" role="status">${this.labels.t('members.loading')}</p>
      <div class="list" aria-hidden="true">
        ${Array.from({ length: SKELETON_ROWS }, () => html`<div class="member bones"><span></span><span></span></div>`)}
      </div>`;
  }

  #empty(): TemplateResult {
    return html`<div class="empty">${icon('users')}<p>${this.labels.t('members.empty')}</p></div>`;
  }

  #onSelect(member: Sender): void {
    this.dispatchEvent(new LiveMemberSelectEvent(member));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'member-list': MemberList;
  }
}
