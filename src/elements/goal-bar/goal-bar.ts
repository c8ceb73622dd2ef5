import { css, html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { ChatRoom } from '../../client/contract.js';
import type { Goal } from '../../protocol/gift-sums.js';
import '../../labels/more.js';
import { cssProperties } from '../shared/css-properties.js';
import { coin } from '../shared/gift-art.js';
import { RoomElement } from '../shared/room-element.js';
import { followSums } from '../shared/room-sums.js';
import { overPicture, tokens } from '../shared/tokens.styles.js';

/**
 * What the room gives towards, and how far it is.
 *
 * Shows the server's sums (`live:sums`, at most one a second) and never counts by itself; nothing while there is no goal.
 * Without a room it shows `goal` and `value`.
 *
 * @tag goal-bar
 * @summary The room's goal and how far it is.
 * @csspart base - Everything.
 * @csspart title - What it is for.
 * @csspart figures - How much of how much.
 * @csspart track - The bar.
 * @csspart fill - The part that is reached.
 * @cssproperty [--live-goal-color] - The part that is reached.
 * @cssproperty [--live-goal-height=8px] - Of the bar.
 * @cssstate reached - All of it has been given.
 */
export class GoalBar extends RoomElement {
  static override styles = [
    tokens,
    overPicture,
    css`
      :host {
        display: block;
      }
      .base {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 4px 12px;
        align-items: center;
        padding: 8px 12px;
        font-size: 13px;
        line-height: 18px;
        color: var(--_text);
      }
      .title {
        font-weight: 600;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .figures {
        display: inline-flex;
        align-items: center;
        gap: 4px;
        font-variant-numeric: tabular-nums;
        color: var(--_muted);
      }
      .figures svg {
        flex: none;
      }
      .track {
        grid-column: 1 / -1;
        block-size: var(--live-goal-height, 8px);
        border-radius: 999px;
        overflow: hidden;
        background: var(--_track, var(--_line));
      }
      :host([over-picture]) {
        --_track: oklch(0 0 0 / 45%);
      }
      :host([over-picture]) .base {
        margin: 6px 10px 0;
        border-radius: 12px;
        background: oklch(0 0 0 / 62%);
        backdrop-filter: blur(12px);
      }
      :host([over-picture]) .figures {
        color: white;
      }
      .fill {
        block-size: 100%;
        inline-size: var(--_share);
        border-radius: 999px;
        background: var(--live-goal-color, linear-gradient(to right, oklch(0.72 0.17 60), oklch(0.8 0.16 85)));
        transition: inline-size 600ms cubic-bezier(0.2, 0, 0, 1);
      }
      .reached .figures {
        font-weight: 700;
        color: var(--_gold);
      }
      @media (prefers-reduced-motion: reduce) {
        .fill {
          transition: none;
        }
      }
      @media (forced-colors: active) {
        .track {
          border: 1px solid;
        }
        .fill {
          background: Highlight;
          forced-color-adjust: none;
        }
      }
    `,
  ];

  /** Where there is no room: { title?, value }. */
  @property({ attribute: false }) goal?: Goal;
  /** Where there is no room: how much has been given, smallest unit. */
  @property({ type: Number }) value = 0;
  /** White, for over a picture. */
  @property({ type: Boolean, attribute: 'over-picture', reflect: true }) overPicture = false;

  @state() private told: { readonly total: number; readonly goal?: Goal } | null = null;

  readonly #internals = this.attachInternals();

  protected override listen(room: ChatRoom): (() => void)[] {
    return [followSums(room, (sums) => (this.told = sums))];
  }

  protected override forget(): void {
    this.told = null;
  }

  protected override updated(): void {
    if (this.#reached) this.#internals.states.add('reached');
    else this.#internals.states.delete('reached');
  }

  protected override render() {
    const { t, lang } = this.labels;
    const goal = this.#goal;
    if (!goal || !(goal.value > 0)) return nothing;
    const title = goal.title || t('goal.label');
    const figures = t('goal.progress', { n: this.#given, max: goal.value });
    return html`<div part="base" class="base ${this.#reached ? 'reached' : ''}">
      <span part="title" class="title" id="title"><bdi>${title}</bdi></span>
      <span part="figures" class="figures" aria-hidden="true"
        >${this.#reached ? t('goal.reached') : nothing} ${coin(13)}<span dir="ltr"
          >${this.#given.toLocaleString(lang)}${this.#reached ? nothing : html` / ${goal.value.toLocaleString(lang)}`}</span
        ></span
      >
      <div
        part="track"
        class="track"
        role="progressbar"
        aria-labelledby="title"
        aria-valuemin="0"
        aria-valuemax=${goal.value}
        aria-valuenow=${Math.min(this.#given, goal.value)}
        aria-valuetext=${this.#reached ? `${t('goal.reached')} ${figures}` : figures}
      >
        <div part="fill" class="fill" ${cssProperties({ '--_share': `${Math.min(100, (this.#given / goal.value) * 100)}%` })}></div>
      </div>
    </div>`;
  }

  get #goal(): Goal | undefined {
    return this.told ? this.told.goal : this.goal;
  }

  get #given(): number {
    const given = this.told ? this.told.total : this.value;
    return Number.isFinite(given) ? Math.max(0, given) : 0;
  }

  get #reached(): boolean {
    const goal = this.#goal;
    return goal !== undefined && goal.value > 0 && this.#given >= goal.value;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'goal-bar': GoalBar;
  }
}
