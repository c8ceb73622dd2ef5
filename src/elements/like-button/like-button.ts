import { html, nothing } from 'lit';
import { property, query } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { repeat } from 'lit/directives/repeat.js';
import type { ChatRoom, Likes } from '../../client/contract.js';
import '../../labels/more.js';
import { LiveLikeEvent } from '../events.js';
import { cssProperties } from '../shared/css-properties.js';
import { HoldRepeat } from '../shared/hold-repeat.js';
import { icon } from '../shared/more-icons.js';
import { RoomElement } from '../shared/room-element.js';
import { overPicture, tokens } from '../shared/tokens.styles.js';
import { Hearts } from './hearts.js';
import { LikeCount, shortCount } from './like-count.js';
import { styles } from './like-button.styles.js';

/**
 * A heart to tap, as often as one likes, with the room's count; hearts of everybody in the room rise from it.
 *
 * Tap, hold, Enter or Space. Each tap is one `live-like`, then one call of `room.like()`, which merges a second's taps
 * into one frame. Own hearts rise at once; of others' likes up to 12 a second rise, and at most 24 hearts are on
 * screen. Where motion is not wanted there is the count only. Without a room it counts by itself from `count`.
 *
 * @tag like-button
 * @summary Like, with rising hearts.
 * @event {LiveLikeEvent} live-like - At each tap, and at each repeat of a hold; cancelable: nothing is counted or sent.
 * @csspart base - The button.
 * @csspart icon - The heart on it.
 * @csspart count - The number.
 * @csspart hearts - Where hearts rise.
 * @csspart heart - One of them.
 * @cssproperty [--live-like-hearts-height=260px] - How far hearts rise.
 * @cssproperty [--live-like-color] - Colour of the heart on the button.
 * @cssproperty [--live-like-background] - Of the button.
 * @cssproperty [--live-like-count-color=white] - Of the number.
 * @cssproperty [--live-like-count-background] - Behind the number.
 */
export class LikeButton extends RoomElement {
  static override styles = [tokens, overPicture, styles];

  /** Likes to start from where there is no room; with a room the room knows. */
  @property({ type: Number })
  get count(): number {
    return this.#count.total;
  }
  set count(count: number) {
    this.#count.reset(Number.isFinite(count) ? Math.max(0, count) : 0);
  }

  /** Stands over a picture: white, on a translucent ground. */
  @property({ type: Boolean, attribute: 'over-picture' }) overPicture = false;
  /** Takes no likes. */
  @property({ type: Boolean }) disabled = false;

  @query('.hearts') private readonly heartsElement!: HTMLElement;

  readonly #count = new LikeCount();
  readonly #hold = new HoldRepeat();
  #hearts: Hearts | null = null;
  /** A press has already counted, so the click that ends it must not. */
  #pressed = false;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#hold.stop();
    queueMicrotask(() => {
      if (!this.isConnected) this.#hearts?.clear();
    });
  }

  protected override firstUpdated(): void {
    this.#hearts = new Hearts(this.heartsElement);
  }

  protected override listen(room: ChatRoom): (() => void)[] {
    this.#count.reset(room.likes);
    return [
      room.on('likes', (likes) => this.#onLikes(likes)),
      room.on('state', ({ state }) => {
        if (state === 'joined') this.#count.reset(room.likes);
        this.requestUpdate();
      }),
    ];
  }

  protected override forget(): void {
    this.#count.reset(0);
    this.#hearts?.clear();
  }

  protected override render() {
    const { t, lang } = this.labels;
    const total = this.#count.total;
    const why = this.#reason;
    return html`<button
        part="base"
        class="button"
        type="button"
        aria-label=${t('like.label', { n: total })}
        aria-disabled=${ifDefined(why ? 'true' : undefined)}
        title=${ifDefined(why || undefined)}
        @pointerdown=${this.#onPointerDown}
        @pointerup=${this.#onRelease}
        @pointercancel=${this.#onCancel}
        @pointerleave=${this.#onRelease}
        @keydown=${this.#onKeydown}
        @keyup=${this.#onKeyup}
        @click=${this.#onClick}
        @contextmenu=${preventDefault}
      >
        ${icon('heart-filled')}
        ${total > 0 ? html`<span part="count" class="count" aria-hidden="true" dir="ltr">${rolling(shortCount(total, lang))}</span>` : nothing}
      </button>
      <div part="hearts" class="hearts" aria-hidden="true"></div>`;
  }

  /** Why it takes no likes; empty when it does. */
  get #reason(): string {
    const room = this.chatRoom;
    if (this.disabled) return this.labels.t('like.disabled');
    return room && room.state !== 'joined' ? this.labels.t('like.offline') : '';
  }

  #like(): void {
    if (this.#reason) return;
    if (!this.dispatchEvent(new LiveLikeEvent(1))) return;
    this.#count.tap(1);
    this.chatRoom?.like(1);
    if (this.#moves) this.#hearts?.own();
    this.requestUpdate();
  }

  #press(): void {
    this.#like();
    this.#hold.start(() => {
      this.#like();
      return true;
    });
  }

  /** Nothing rises where nobody sees it, or wants to. */
  get #moves(): boolean {
    return !document.hidden && !matchMedia('(prefers-reduced-motion: reduce)').matches;
  }

  #onLikes({ delta, own, total }: Likes): void {
    this.#count.confirm(total, own);
    if (this.#moves) this.#hearts?.crowd(delta - own);
    this.requestUpdate();
  }

  #onPointerDown(event: PointerEvent): void {
    if (event.button !== 0) return;
    this.#pressed = true;
    this.#press();
  }

  readonly #onRelease = (): void => this.#hold.stop();

  /** The finger went on to scroll: no click follows. */
  #onCancel(): void {
    this.#hold.stop();
    this.#pressed = false;
  }

  #onKeydown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    // Instead of the browser's own click, which comes once at release for Space.
    event.preventDefault();
    if (!event.repeat) this.#press();
  }

  #onKeyup(event: KeyboardEvent): void {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    this.#hold.stop();
  }

  /** Of assistive technology and scripts, which have no detail; a press has been counted already. */
  #onClick(event: MouseEvent): void {
    if (event.detail === 0 || !this.#pressed) this.#like();
    this.#pressed = false;
  }
}

function preventDefault(event: Event): void {
  event.preventDefault();
}

/**
 * Each digit as a column of its own, the rest as it is. All of it is drawn by the styles, so that the button has one
 * name and not also some letters of a number.
 */
function rolling(text: string) {
  const chars = [...text];
  return repeat(
    chars,
    // Counted from the right, so that a digit keeps its column when the number grows.
    (char, i) => `${chars.length - i} ${/\d/.test(char)}`,
    (char) =>
      /\d/.test(char) ? html`<span class="digit" ${cssProperties({ '--_digit': char })}></span>` : html`<span class="char" data-char=${char}></span>`,
  );
}

declare global {
  interface HTMLElementTagNameMap {
    'like-button': LikeButton;
  }
}
