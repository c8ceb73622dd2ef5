import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import '../../labels/more.js';
import type { ChatRoom } from '../../client/contract.js';
import { ChatError } from '../../protocol/errors.js';
import { LiveErrorEvent } from '../events.js';
import { Countdown } from '../shared/countdown.js';
import { icon } from '../shared/more-icons.js';
import { RoomElement } from '../shared/room-element.js';
import { overPicture, tokens } from '../shared/tokens.styles.js';
import { rollingNumber } from './rolling-number.js';
import { styles } from './room-status.styles.js';
import { statusView, type StatusView } from './status-words.js';

/**
 * How many people are watching, and how the connection is.
 *
 * Quiet while all is well: a dot and the number of viewers, at most one change a second. In trouble it says what happens
 * next (trying again in so many seconds) or, when nothing more happens by itself, why, with a button. Screen readers
 * hear changes of state, never seconds or counts.
 *
 * @tag room-status
 * @summary Connection state and viewer count.
 * @event {LiveErrorEvent} live-error - The button was pressed and did not help.
 * @csspart base - Everything. @csspart dot - The coloured dot. @csspart words - State and reason. @csspart reconnect - The button.
 * @csspart viewers - Icon and number.
 * @cssproperty [--live-room-status-dot-size=8px] - Of the dot.
 * @cssstate connected - Connected and in the room. @cssstate connecting - On the way. @cssstate disconnected - Nothing happens by itself.
 */
export class RoomStatus extends RoomElement {
  static override styles = [tokens, overPicture, styles];

  /** Only dot and short number while all is well; words only in trouble. */
  @property({ type: Boolean, reflect: true }) compact = false;
  /** White with a shadow, for use on a picture. */
  @property({ type: Boolean, reflect: true, attribute: 'over-picture' }) overPicture = false;

  readonly #retry = new Countdown(this);
  readonly #internals = this.attachInternals();
  /** What was said last; the first state of a room is seen, not said. */
  #spoken = '';
  #said: string | null = null;

  protected override listen(room: ChatRoom): (() => void)[] {
    const update = () => this.requestUpdate();
    return [room.client.on('state', update), room.on('state', update), room.on('members', update)];
  }

  protected override forget(): void {
    this.#said = null;
    this.#spoken = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('online', this.#onNetwork);
    window.addEventListener('offline', this.#onNetwork);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('online', this.#onNetwork);
    window.removeEventListener('offline', this.#onNetwork);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const room = this.chatRoom;
    this.#retry.set(room?.client.status.retryAt ?? null);
    const tone = room ? this.#view(room).tone : null;
    this.#mark('connected', tone === 'good');
    this.#mark('connecting', tone === 'busy');
    this.#mark('disconnected', tone === 'bad');
  }

  override render() {
    const room = this.chatRoom;
    if (!room) return nothing;
    const view = this.#view(room);
    return html`<div class="base" part="base">
      <span class="dot ${view.tone}" part="dot" title=${this.labels.t(view.key)}></span>
      <div class="line">
        ${this.#words(view)} ${view.way ? this.#button(view.way) : nothing}
        ${view.tone === 'bad' || room.state !== 'joined' ? nothing : this.#viewers(room.members.count)}
      </div>
      <span class="visually-hidden" role="status">${this.#toSay(view)}</span>
    </div>`;
  }

  #view(room: ChatRoom): StatusView {
    return statusView({
      connection: room.client.status,
      room: room.status,
      returning: room.client.user !== null,
      online: navigator.onLine,
    });
  }

  #words(view: StatusView): TemplateResult | typeof nothing {
    if (view.tone === 'good' && this.compact) return nothing;
    const { t } = this.labels;
    const counting = view.tone === 'busy' && this.#retry.running && view.key !== 'status.offline';
    const state = counting ? t('status.retry-in', { n: this.#retry.seconds }) : t(view.key);
    // The live region says it once; here it may tick.
    return html`<span class="words" part="words" aria-hidden=${view.tone === 'bad' ? 'false' : 'true'}
      ><span>${state}</span>${view.reason ? html` <span class="reason">${t(view.reason)}</span>` : nothing}</span
    >`;
  }

  #button(way: 'connect' | 'join'): TemplateResult {
    const { t } = this.labels;
    return html`<button type="button" class="reconnect" part="reconnect" @click=${this.#onWayOut}>
      ${t(way === 'connect' ? 'status.reconnect' : 'room.try-again')}
    </button>`;
  }

  /** The language's own sentence around a number that rolls. */
  #viewers(count: number): TemplateResult {
    const { t, lang } = this.labels;
    const sentence = t('status.viewers', { n: count });
    if (this.compact) {
      const number = rollingNumber(count, lang, { notation: 'compact', maximumFractionDigits: 1 });
      return html`<span class="viewers" part="viewers" title=${sentence}>${icon('eye')}<span>${number}</span></span>`;
    }
    const shown = sentence.match(/\p{Nd}[\p{Nd}\p{P}\s]*\p{Nd}|\p{Nd}/u);
    const [before, after] = shown ? [sentence.slice(0, shown.index), sentence.slice(shown.index! + shown[0].length)] : [sentence, ''];
    return html`<span class="viewers" part="viewers"
      >${icon('eye')}<span class="visually-hidden">${sentence}</span
      ><span aria-hidden="true">${before}${shown ? rollingNumber(count, lang) : nothing}${after}</span></span
    >`;
  }

  /** A new sentence only when the state has changed, and none for the state that was there from the start. */
  #toSay({ key, reason }: StatusView): string {
    const { t } = this.labels;
    const state = `${key} ${reason ?? ''}`;
    if (this.#said !== null && this.#said !== state) this.#spoken = [t(key), reason ? t(reason) : ''].join(' ').trim();
    this.#said = state;
    return this.#spoken;
  }

  #mark(name: string, on: boolean): void {
    if (on) this.#internals.states.add(name);
    else this.#internals.states.delete(name);
  }

  readonly #onNetwork = () => this.requestUpdate();

  /** Joining connects first where needed, so it is the way out of both. */
  readonly #onWayOut = (): void => {
    const room = this.chatRoom;
    if (!room) return;
    room.client.join(room.id).catch((error: unknown) => {
      this.requestUpdate();
      this.dispatchEvent(new LiveErrorEvent(ChatError.from(error), 'connection'));
    });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'room-status': RoomStatus;
  }
}
