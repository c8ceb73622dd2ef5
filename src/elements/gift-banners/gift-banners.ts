import { html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import '../../labels/more.js';
import type { ChatRoom, MessageBatch } from '../../client/contract.js';
import { toMessage, type GiftContent, type Message, type MessageInput } from '../../protocol/message.js';
import { avatar, avatarStyles } from '../shared/avatar.js';
import { giftPicture } from '../shared/gift-art.js';
import { RoomElement } from '../shared/room-element.js';
import { addShow } from '../shared/show-displays.js';
import { tokens } from '../shared/tokens.styles.js';
import { styles } from './gift-banners.styles.js';
import { GiftQueue, leaveMs, type Banner } from './gift-queue.js';

/** Worth at which a banner gets the next colour, in the app's smallest unit. */
const tierWorth = [50, 200, 1000, 5000] as const;
const slideMs = 240;
const bumpMs = 160;
const ease = 'cubic-bezier(0.2, 0, 0, 1)';

/**
 * Who has just given what: banners over the picture that count up while somebody keeps giving.
 *
 * Shows every message type that the registry has a `banner` display for, live and own ones, never history. At most
 * `tracks` at a time; own ones first, then by worth, then by time. A combo is one banner. A banner goes after 3 s
 * without news, sooner (1.4 s) when many wait; up to 50 wait, and of more the cheapest are not shown. `totals` counts
 * everything, shown or not.
 *
 * Hidden from screen readers on purpose: the message list has a row, and a spoken sentence, for each gift.
 *
 * @tag gift-banners
 * @summary Banners of gifts, merged and counted.
 * @csspart banner - One banner; with `own` the viewer's.
 * @csspart name - Who gave.
 * @csspart text - What the registry says of it.
 * @csspart gift-picture - Picture of the gift.
 * @csspart times - How many.
 * @cssproperty [--live-gift-banner-width=300px] - Width at most.
 * @cssproperty [--live-gift-tier-1] - Ground of the cheapest gifts, up to `--live-gift-tier-5` for the dearest.
 * @cssproperty [--live-color-gift] - The counter.
 */
export class GiftBanners extends RoomElement {
  static override styles = [tokens, avatarStyles, styles];

  /** How many banners at a time, 1…5. */
  @property({ type: Number }) tracks = 2;

  readonly #queue = new GiftQueue<Message>(2);
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts that have been animated, by banner. */
  readonly #bumped = new Map<number, number>();
  readonly #leaving = new Set<number>();

  /** Gifts and their worth since the element was made, and how many of them no banner had room for. */
  get totals(): { readonly gifts: number; readonly worth: number; readonly skipped: number } {
    return { ...this.#queue.totals };
  }

  /**
   * Shows gifts that the element did not get from its room.
   * @throws {TypeError} a message without text or content.
   */
  push(messages: MessageInput | readonly MessageInput[]): void {
    const list = (Array.isArray(messages) ? messages : [messages]) as readonly MessageInput[];
    const now = performance.now();
    for (const message of list.map((input) => toMessage(input))) this.#add(message, now);
    this.#next();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addShow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    queueMicrotask(() => {
      if (!this.isConnected) this.forget();
    });
  }

  protected override listen(room: ChatRoom): (() => void)[] {
    return [room.on('messages', (batch) => this.#onMessages(batch))];
  }

  protected override forget(): void {
    clearTimeout(this.#timer);
    this.#queue.clear();
    this.#bumped.clear();
    this.#leaving.clear();
    this.requestUpdate();
  }

  protected override render() {
    const tracks = Array.from({ length: this.#tracks }, (_, track) => this.#queue.shown.find((banner) => banner.track === track));
    return repeat(
      tracks,
      (banner, track) => banner?.key ?? `empty ${track}`,
      (banner) => html`<div class="track" aria-hidden="true">${banner ? this.#renderBanner(banner) : nothing}</div>`,
    );
  }

  protected override updated(): void {
    const moves = !matchMedia('(prefers-reduced-motion: reduce)').matches;
    for (const { key, times, leavingAt } of this.#queue.shown) {
      const node = this.renderRoot.querySelector<HTMLElement>(`[data-key='${key}']`);
      if (!node || !moves) continue;
      const before = this.#bumped.get(key);
      this.#bumped.set(key, times);
      if (before === undefined) slideIn(node);
      else if (times !== before) bump(node.querySelector('.times'));
      if (leavingAt !== null && !this.#leaving.has(key)) {
        this.#leaving.add(key);
        slideOut(node);
      }
    }
    const shown = new Set(this.#queue.shown.map(({ key }) => key));
    for (const key of this.#bumped.keys()) if (!shown.has(key)) this.#bumped.delete(key);
    for (const key of this.#leaving) if (!shown.has(key)) this.#leaving.delete(key);
  }

  #renderBanner({ key, message, times, price, own }: Banner<Message>) {
    const { t, lang } = this.labels;
    const { sender, content } = message;
    // The counter says how many, so the words are those of a single gift.
    const single = { ...message, content: { ...content, count: 1, total: undefined } };
    const words = this.renderers.render(single, { surface: 'banner', t, lang, self: this.chatClient?.user ?? null });
    const icon = (content as Partial<GiftContent>).icon;
    return html`<div part=${own ? 'banner own' : 'banner'} class="banner tier-${tier(price * times)} ${own ? 'own' : ''}" data-key=${key}>
      ${avatar(sender, 36)}
      <span class="words">
        <bdi part="name" class="name">${sender.name}</bdi>
        <span part="text" class="text">${words}</span>
      </span>
      ${icon === undefined ? nothing : html`<span class="picture">${giftPicture(icon, 42)}</span>`}
      <span part="times" class="times" dir="ltr">${times > 1 ? html`<small>×</small>${times.toLocaleString(lang)}` : nothing}</span>
    </div>`;
  }

  get #tracks(): number {
    return Number.isFinite(this.tracks) ? Math.min(5, Math.max(1, Math.trunc(this.tracks))) : 2;
  }

  #onMessages(batch: MessageBatch): void {
    if (batch.origin !== 'live' && batch.origin !== 'own') return;
    this.push(batch);
  }

  #add(message: Message, now: number): void {
    if (!this.renderers.resolve('banner', message.type)) return;
    // Other people's figures: anything may stand there, and a sum must stay a sum.
    const { gift, count, total, price = message.content['amount'], combo } = message.content as Partial<GiftContent>;
    const number = (value: unknown, otherwise: number) => (typeof value === 'number' && value >= 0 && value < 1e9 ? value : otherwise);
    this.#queue.tracks = this.#tracks;
    this.#queue.add(
      {
        giver: `${message.sender.id} ${message.type} ${gift ?? message.id}`,
        ...(typeof combo === 'string' ? { combo } : {}),
        count: number(count, 1),
        ...(total === undefined ? {} : { total: number(total, 0) }),
        price: number(price, 0),
        own: message.origin === 'own',
        message,
      },
      now,
    );
  }

  /** Shows what has changed, and comes back when the next banner has to go; no timer while the screen is empty. */
  readonly #next = (): void => {
    clearTimeout(this.#timer);
    this.#queue.tick(performance.now());
    this.requestUpdate();
    const at = this.#queue.nextAt;
    if (at !== null) this.#timer = setTimeout(this.#next, Math.max(0, at - performance.now()));
  };
}

/** 1…5 by worth. */
function tier(worth: number): number {
  return 1 + tierWorth.filter((limit) => worth >= limit).length;
}

/** From the edge where lines begin. */
function outside(node: HTMLElement): string {
  return getComputedStyle(node).direction === 'rtl' ? 'translateX(40%)' : 'translateX(-40%)';
}

function slideIn(node: HTMLElement): void {
  node.animate({ transform: [outside(node), 'none'], opacity: [0, 1] }, { duration: slideMs, easing: ease });
}

function slideOut(node: HTMLElement): void {
  node.animate({ transform: ['none', 'translateY(-12px)'], opacity: [1, 0] }, { duration: leaveMs, easing: ease, fill: 'forwards' });
}

function bump(node: HTMLElement | null): void {
  node?.animate({ transform: ['scale(1.55)', 'scale(1)'] }, { duration: bumpMs, easing: ease });
}

declare global {
  interface HTMLElementTagNameMap {
    'gift-banners': GiftBanners;
  }
}
