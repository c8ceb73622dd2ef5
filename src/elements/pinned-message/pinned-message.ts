import { css, html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { ChatRoom } from '../../client/contract.js';
import type { Message } from '../../protocol/message.js';
import '../../labels/more.js';
import { icon } from '../shared/more-icons.js';
import { RoomElement } from '../shared/room-element.js';
import { ServerClock } from '../shared/server-clock.js';
import { overPicture, tokens } from '../shared/tokens.styles.js';
import { newestPin, type Pin } from './pin.js';

/** Timers count in 31 bits; what is further away is looked at again then. */
const TIMER_MAX_MS = 2 ** 31 - 1;
const MEMORY = 'live-chatroom hidden pins';
/** Hidden notices that are remembered. */
const REMEMBERED = 20;

/**
 * The room's pinned notice: one line, which opens to all of it, and can be hidden.
 *
 * Shows the newest `live:pin` of host or moderators, from history too, until its `until` (server clock) has come or it is
 * taken down. `text` and `message` are for pages that know the notice otherwise; they come before the room's.
 * Nothing is shown while there is no notice.
 *
 * @tag pinned-message
 * @summary The pinned notice.
 * @csspart base - Everything.
 * @csspart text - The words.
 * @csspart dismiss - The button that hides it.
 * @cssproperty [--live-pin-background] - Its ground.
 */
export class PinnedMessage extends RoomElement {
  static override styles = [
    tokens,
    overPicture,
    css`
      :host {
        display: block;
        min-inline-size: 0;
      }
      .base {
        display: flex;
        align-items: flex-start;
        gap: 4px;
        padding-inline-start: 12px;
        font-size: 13px;
        line-height: 18px;
        color: var(--_text);
        background: var(--live-pin-background, color-mix(in oklch, var(--_accent) 7%, var(--_surface)));
      }
      :host([over-picture]) .base {
        margin-inline: 10px;
        border-radius: 12px;
        background: var(--live-pin-background, oklch(0 0 0 / 62%));
        backdrop-filter: blur(12px);
      }
      .mark {
        flex: none;
        padding-block: 9px;
        font-weight: 600;
        color: var(--_mark, var(--_accent));
      }
      :host([over-picture]) .mark {
        color: oklch(0.9 0.09 var(--_hue));
      }
      .open {
        flex: 1;
        min-inline-size: 0;
        min-block-size: 36px;
        padding: 9px 4px;
        text-align: start;
        outline-offset: -2px;
      }
      .text {
        display: block;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        overflow-wrap: anywhere;
      }
      [aria-expanded='true'] .text {
        max-block-size: 40vh;
        overflow: auto;
        white-space: pre-wrap;
      }
      .dismiss {
        flex: none;
        display: grid;
        place-items: center;
        inline-size: 44px;
        block-size: 36px;
        color: var(--_muted);
        outline-offset: -4px;
      }
      .dismiss .icon {
        inline-size: 18px;
        block-size: 18px;
      }
      .dismiss:hover {
        color: var(--_text);
      }
    `,
  ];

  /** The notice, where the page knows it. */
  @property() text = '';
  /** When that notice goes, ms since 1970; 0 stays. */
  @property({ type: Number }) until = 0;
  /** A message to be shown as the notice, whatever its type. */
  @property({ attribute: false }) message?: Message;
  /** White, for over a picture. */
  @property({ type: Boolean, attribute: 'over-picture', reflect: true }) overPicture = false;

  @state() private told: Pin | null = null;
  @state() private expanded = false;
  @state() private hiddenIds: readonly string[] = hiddenPins();

  readonly #clock = new ServerClock();
  #timer: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override listen(room: ChatRoom): (() => void)[] {
    const look = (messages: readonly Message[]) => {
      const pin = newestPin(messages);
      if (pin === undefined) return;
      if (pin?.id !== this.told?.id) this.expanded = false;
      this.told = pin;
    };
    look(room.messages);
    return [
      room.on('messages', (batch) => {
        const last = batch.at(-1);
        if (last && batch.origin === 'live' && this.#clock.live(last.sentAt)) this.requestUpdate();
        look(batch);
      }),
      // Taken back: the one before it is the notice again.
      room.on('updated', () => (this.told = newestPin(room.messages) ?? null)),
    ];
  }

  protected override forget(): void {
    this.told = null;
    this.expanded = false;
  }

  protected override updated(): void {
    clearTimeout(this.#timer);
    const until = this.#pin?.until;
    if (until) this.#timer = setTimeout(() => this.requestUpdate(), Math.min(TIMER_MAX_MS, Math.max(0, until - this.#clock.now) + 1));
  }

  protected override render() {
    const { t } = this.labels;
    const pin = this.#pin;
    if (!pin) return nothing;
    return html`<div part="base" class="base" role="note" aria-label=${t('pin.label')}>
      <span class="mark" aria-hidden="true">${t('pin.label')}</span>
      <button class="open" type="button" aria-expanded=${this.expanded ? 'true' : 'false'} title=${t(this.expanded ? 'pin.less' : 'pin.more')} @click=${this.#onOpen}>
        <span part="text" class="text"><bdi>${pin.text}</bdi></span>
      </button>
      <button part="dismiss" class="dismiss" type="button" aria-label=${t('pin.dismiss')} @click=${() => this.#hide(pin.id)}>${icon('close')}</button>
    </div>`;
  }

  /** What is to be seen now. */
  get #pin(): Pin | null {
    const pin = this.#given ?? this.told;
    if (!pin || this.hiddenIds.includes(pin.id)) return null;
    return pin.until !== null && pin.until <= this.#clock.now ? null : pin;
  }

  get #given(): Pin | null {
    if (this.message) {
      const { id, content, sender } = this.message;
      const text = String(content['content'] ?? content['message'] ?? '');
      if (text !== '') return { id, text, sender, until: this.until || null };
    }
    return this.text === '' ? null : { id: `text ${this.text}`, text: this.text, until: this.until || null };
  }

  #hide(id: string): void {
    this.hiddenIds = [...this.hiddenIds, id].slice(-REMEMBERED);
    try {
      sessionStorage.setItem(MEMORY, JSON.stringify(this.hiddenIds));
    } catch {
      // Forbidden or full: it is hidden until the page is loaded again.
    }
  }

  readonly #onOpen = (): void => {
    this.expanded = !this.expanded;
  };
}

function hiddenPins(): readonly string[] {
  try {
    const ids: unknown = JSON.parse(sessionStorage.getItem(MEMORY) ?? '[]');
    return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
  } catch {
    // Forbidden, or somebody else's words: nothing is hidden.
    return [];
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pinned-message': PinnedMessage;
  }
}
