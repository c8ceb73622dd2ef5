import { html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { ChatRoom } from '../../client/contract.js';
import { SUPPORTERS_TOLD, type Supporter } from '../../protocol/gift-sums.js';
import { toSender } from '../../protocol/message.js';
import '../../labels/more.js';
import { avatar, avatarStyles } from '../shared/avatar.js';
import { coin } from '../shared/gift-art.js';
import { RoomElement } from '../shared/room-element.js';
import { followSums } from '../shared/room-sums.js';
import { overPicture, tokens } from '../shared/tokens.styles.js';
import { styles } from './supporter-board.styles.js';

/**
 * Who has given most in this room.
 *
 * Shows the server's sums (`live:sums`, at most one a second) and never counts by itself. The server names ten.
 * `compact` is one line of portraits.
 *
 * @tag supporter-board
 * @summary Ranking of supporters, by the server's sums.
 * @csspart heading - The title.
 * @csspart supporter - One of them; with `own` the viewer.
 * @csspart rank - Their place.
 * @csspart avatar - Their portrait.
 * @csspart name - Their name.
 * @csspart value - What they gave in all.
 * @cssproperty [--live-board-gold] - The first, up to `--live-board-silver` and `--live-board-bronze`.
 */
export class SupporterBoard extends RoomElement {
  static override styles = [tokens, overPicture, avatarStyles, styles];

  /** How many are shown, 1…10. */
  @property({ type: Number }) max = SUPPORTERS_TOLD;
  /** One line of portraits. */
  @property({ type: Boolean, reflect: true }) compact = false;
  /** White, for over a picture. */
  @property({ type: Boolean, attribute: 'over-picture', reflect: true }) overPicture = false;
  /** Where there is no room: dearest first. */
  @property({ attribute: false }) supporters: readonly Supporter[] = [];

  @state() private told: readonly Supporter[] | null = null;

  protected override listen(room: ChatRoom): (() => void)[] {
    return [followSums(room, ({ top }) => (this.told = top))];
  }

  protected override forget(): void {
    this.told = null;
  }

  protected override render() {
    const { t } = this.labels;
    const max = Number.isFinite(this.max) ? Math.min(SUPPORTERS_TOLD, Math.max(1, Math.trunc(this.max))) : SUPPORTERS_TOLD;
    const shown = (this.told ?? this.supporters).slice(0, max);
    return html`<h3 part="heading" id="heading">${t('board.label')}</h3>
      ${shown.length === 0 ? html`<p class="empty">${t('board.empty')}</p>` : nothing}
      <ol aria-labelledby="heading" ?hidden=${shown.length === 0}>
        ${repeat(shown, ({ user }) => user.id, (supporter, index) => this.#renderSupporter(supporter, index + 1))}
      </ol>`;
  }

  #renderSupporter({ user, value }: Supporter, rank: number) {
    const { t, lang } = this.labels;
    const own = user.id === this.chatClient?.user?.id;
    const medal = ['', 'first', 'second', 'third'][rank] ?? '';
    return html`<li part=${own ? 'supporter own' : 'supporter'} class="supporter ${medal} ${own ? 'own' : ''}" title=${this.compact ? user.name : ''}>
      <span part="rank" class="rank" aria-hidden="true">${rank}</span>
      ${avatar(toSender(user), 32)}
      <span part="name" class="name"><bdi>${own ? t('board.you') : user.name}</bdi></span>
      <span part="value" class="value">${coin(13)}<span class="visually-hidden">${t('gift.price', { n: value })}</span><span aria-hidden="true">${value.toLocaleString(lang)}</span></span>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'supporter-board': SupporterBoard;
  }
}
