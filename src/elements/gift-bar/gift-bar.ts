import { html, nothing, svg, type PropertyValues } from 'lit';
import { property, query, queryAll, state } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { repeat } from 'lit/directives/repeat.js';
import type { ChatRoom } from '../../client/contract.js';
import { ChatError } from '../../protocol/errors.js';
import '../../labels/more.js';
import { LiveErrorEvent, LiveGiftSubmitEvent, type Gift } from '../events.js';
import { coin, giftPicture } from '../shared/gift-art.js';
import { RoomElement } from '../shared/room-element.js';
import { overPicture, tokens } from '../shared/tokens.styles.js';
import { comboMs } from './combo.js';
import { styles } from './gift-bar.styles.js';
import type { Buy } from '../shared/buy.js';
import { GiftSender } from './gift-sender.js';
import { rememberTab, rememberedTab, tabList, tabsOf, type GiftTab } from './gift-tabs.js';
import { giftName, GIFTS } from './gifts.js';
import { columnsOf, gridStep } from './grid-keys.js';
import { Hold } from './hold.js';
import { Purse } from './purse.js';

/** The most of one gift in one tap. */
const quantityLimit = 9999;
/** How long a refusal stays to be read. */
const errorMs = 6000;

/**
 * Gifts to choose from and send, one or many at a time.
 *
 * Each send is one `live-gift-submit`. Unless that is cancelled, it goes to the room as a `live:gift` message; repeats
 * of the same gift within 3 s are one combo, which sends at most two messages a second that carry merged counts, and
 * whose last one has the exact total. Pressing a gift or the send button and holding it repeats, until it is let go, the
 * page is hidden, the send is cancelled or nothing more can be sent. A price is shown and, with `balance`, checked here:
 * what is sent is taken off until the page says a new figure. Whether it is paid is for the server behind to say.
 *
 * Gifts with a `tab` stand under it; the tab shown last is shown again. Keyboard: arrows, Home and End choose, Enter
 * sends, also held.
 *
 * @tag gift-bar
 * @summary Choose and send gifts.
 * @event {LiveGiftSubmitEvent} live-gift-submit - Before a gift is sent, and at each repeat of a hold; cancelable: then the page sends it, or does not, and a hold ends.
 * @event {LiveErrorEvent} live-error - A gift was refused.
 * @slot actions - More buttons, beside how many.
 * @csspart base - Everything.
 * @csspart tabs - The tabs. @csspart tab - One tab; with `tab-selected` the one that is shown.
 * @csspart grid - The gifts.
 * @csspart tile - One gift; with `tile-selected` the chosen one.
 * @csspart gift - The button of one.
 * @csspart gift-picture - Its picture.
 * @csspart send - The button on the chosen one.
 * @csspart quantities - The choice of how many.
 * @csspart balance - What the viewer has.
 * @csspart note - Why nothing can be sent.
 * @cssproperty [--live-gift-grid-height=276px] - Height at which gifts start to scroll.
 * @cssproperty [--live-gift-tile-radius=12px] - Corners of a tile.
 * @cssproperty [--live-gift-send-color] - The send button.
 * @cssproperty [--live-color-gift] - Combo counter and ring.
 */
export class GiftBar extends RoomElement {
  static override styles = [tokens, overPicture, styles];

  /** What is offered; eight gifts of the kit unless set. */
  @property({ attribute: false }) gifts?: readonly Gift[];
  /** Numbers to choose from. */
  @property({ attribute: false }) quantities: readonly number[] = [1, 10, 66, 99];
  /** What the viewer can spend, in the unit of the prices; not shown and not checked unless set. */
  @property({ type: Number })
  get balance(): number | undefined {
    return this.#purse.said;
  }
  set balance(balance: number | null | undefined) {
    this.#purse.tell(balance ?? undefined);
  }
  /** Id of the chosen gift; the first one unless set. */
  @property() selected = '';
  /** Stands over a picture: white, on whatever dark ground is below it. */
  @property({ type: Boolean, attribute: 'over-picture' }) overPicture = false;
  /** Pays before a gift is sent; its receipt goes with the gift. Without it gifts are free, or the page pays otherwise. */
  @property({ attribute: false }) buy?: Buy;
  /** Sends nothing, and says so. */
  @property({ type: Boolean }) disabled = false;

  @state() private quantity = 1;
  /** The quantity stands in the field, also when it is one of those to choose from. */
  @state() private typed = false;
  @state() private shownTab = rememberedTab();
  @state() private error = '';
  @state() private spoken = '';

  @queryAll('.gift') private readonly buttons!: NodeListOf<HTMLButtonElement>;
  @query('.ring rect') private readonly ring!: SVGRectElement | null;

  readonly #purse = new Purse();
  readonly #hold = new Hold();
  readonly #sender = new GiftSender({
    buy: () => this.buy,
    refused: (thrown, cost) => this.#onRefusal(ChatError.from(thrown), cost),
    over: (gift, total) => this.#onOver(gift, total),
  });
  /** By tab, as long as the catalogue is the same. */
  #sorted: { readonly gifts: readonly Gift[]; readonly tabs: readonly GiftTab[] } | undefined;
  #errorTimer: ReturnType<typeof setTimeout> | undefined;
  #running: Animation | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('pagehide', this.#sender.flush);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('pagehide', this.#sender.flush);
    clearTimeout(this.#errorTimer);
    this.#hold.release();
    this.#sender.stop();
  }

  protected override listen(room: ChatRoom): (() => void)[] {
    return [room.on('state', () => this.requestUpdate()), room.client.on('state', () => this.requestUpdate())];
  }

  protected override forget(): void {
    this.#sender.flush();
    this.error = '';
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    // Where the page chooses a gift, its tab comes up; where a person does, it is there already.
    if (changed.has('selected') && this.selected !== '') this.#showTab(this.#tabs.find((tab) => tab.gifts.some(({ id }) => id === this.selected)));
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (!this.ring) this.#running = undefined;
  }

  /** Sends `count` of the chosen gift, as the send button does. Says whether it was taken. */
  submit(count = this.quantity): boolean {
    const gift = this.#chosen;
    const cost = gift ? gift.price * count : 0;
    if (!gift || this.#reason || !this.#purse.affords(cost)) return false;
    if (!this.#purse.pay(cost, () => this.dispatchEvent(new LiveGiftSubmitEvent(gift, count)))) return false;
    this.error = '';
    this.#sender.tap(gift, count, this.chatRoom);
    this.requestUpdate();
    void this.updateComplete.then(() => this.#startRing());
    return true;
  }

  protected override render() {
    const { t } = this.labels;
    const shown = this.#tab;
    const reason = this.#reason;
    return html`<section part="base" class="base ${reason ? 'off' : ''}" aria-label=${t('gift.label')}>
      ${reason || this.error
        ? html`<p part="note" class="note ${this.error ? 'error' : ''}" role="status" id="why">${reason || this.error}</p>`
        : nothing}
      ${shown ? this.#renderTabs(shown) : nothing}
      ${!shown
        ? html`<p class="empty">${t('gift.none')}</p>`
        : html`<div id="panel" role=${ifDefined(this.#tabs.length > 1 ? 'tabpanel' : undefined)} aria-labelledby=${ifDefined(this.#tabs.length > 1 ? `tab-${this.#tabs.indexOf(shown)}` : undefined)}>
              <div part="grid" class="grid" role="radiogroup" aria-label=${t('gift.label')} aria-describedby="keys" @keydown=${this.#onKeydown} @contextmenu=${preventDefault}>
                ${repeat(shown.gifts, ({ id }) => id, (gift) => this.#renderTile(gift))}
              </div>
            </div>
            <span id="keys" hidden>${t('gift.keys')}</span>
            ${this.#renderFoot()}`}
      <span class="visually-hidden" role="status">${this.spoken}</span>
    </section>`;
  }

  #renderTabs(shown: GiftTab) {
    const { t, lang } = this.labels;
    const tabs = this.#tabs;
    if (tabs.length < 2) return nothing;
    return tabList({ tabs, shown, lang, label: t('gift.tabs'), other: t('gift.tab-other'), onSelect: (tab) => this.#showTab(tab) });
  }

  #renderTile(gift: Gift) {
    const { t, lang } = this.labels;
    const selected = gift === this.#chosen;
    const name = giftName(gift, lang);
    const price = this.#price(gift.price);
    const shown = selected ? gift.price * this.quantity : gift.price;
    return html`<div part=${selected ? 'tile tile-selected' : 'tile'} class="tile ${selected ? 'selected' : ''}">
      <button
        part="gift"
        class="gift"
        type="button"
        role="radio"
        aria-checked=${selected ? 'true' : 'false'}
        aria-label=${t('gift.tile', { gift: name, price })}
        tabindex=${selected ? 0 : -1}
        @click=${(event: MouseEvent) => this.#hold.endsHold(event) || this.#choose(gift)}
        @pointerdown=${(event: PointerEvent) => this.#hold.pointer(event, () => this.#repeat(gift))}
      >
        ${giftPicture(gift.icon, 48)}
        <span class="name">${name}</span>
        <span class="price">${gift.price > 0 ? html`${coin(13)}${shown.toLocaleString(lang)}` : t('gift.free')}</span>
      </button>
      ${selected ? this.#renderSend(gift, name) : nothing}
    </div>`;
  }

  #renderSend(gift: Gift, name: string) {
    const { t } = this.labels;
    const repeats = this.#sender.repeated === gift.id;
    const { total } = this.#sender;
    const why = this.#reason || (this.#purse.affords(gift.price * this.quantity) ? '' : t('gift.poor'));
    const price = this.#price(gift.price * this.quantity);
    const label = repeats
      ? t('gift.combo-label', { gift: name, n: this.quantity, total })
      : t('gift.send-label', { gift: name, n: this.quantity, price });
    return html`${repeats
        ? html`${svg`<svg class="ring" aria-hidden="true"><rect pathLength="1" rx="12"></rect></svg>`}<span class="times" aria-hidden="true" dir="ltr">×${total}</span>`
        : nothing}
      <button
        part="send"
        class="send"
        type="button"
        aria-label=${why ? `${label}. ${why}` : label}
        aria-disabled=${ifDefined(why ? 'true' : undefined)}
        title=${ifDefined(why || undefined)}
        @click=${(event: MouseEvent) => this.#hold.endsHold(event) || this.submit()}
        @pointerdown=${(event: PointerEvent) => this.#hold.pointer(event, () => this.#repeat(gift))}
        @keydown=${(event: KeyboardEvent) => this.#onSendKey(event, gift)}
      >
        ${repeats ? t('gift.combo') : t('gift.send')}
      </button>`;
  }

  #renderFoot() {
    const { t, lang } = this.labels;
    const { left } = this.#purse;
    return html`<div class="foot">
      <fieldset part="quantities" class="quantities" aria-label=${t('gift.quantity')}>
        ${this.quantities.map(
          (n) => html`<label class="quantity"
            ><input type="radio" name="quantity" .checked=${!this.typed && this.quantity === n} @change=${() => this.#onQuantity(n)} /><span
              >${n.toLocaleString(lang)}</span
            ></label
          >`,
        )}
        <input
          class="own-quantity ${this.typed ? 'chosen' : ''}"
          type="number"
          inputmode="numeric"
          min="1"
          max=${quantityLimit}
          step="1"
          placeholder="…"
          aria-label=${t('gift.quantity-own')}
          .value=${this.typed ? String(this.quantity) : ''}
          @input=${this.#onOwnQuantity}
          @keydown=${this.#onQuantityKey}
        />
      </fieldset>
      <slot name="actions"></slot>
      ${left === undefined
        ? nothing
        : html`<span part="balance" class="balance"
            >${coin(16)}<span class="visually-hidden">${t('gift.balance', { price: this.#price(left) })}</span
            ><span aria-hidden="true">${left.toLocaleString(lang)}</span></span
          >`}
    </div>`;
  }

  get #gifts(): readonly Gift[] {
    return this.gifts ?? GIFTS;
  }

  get #tabs(): readonly GiftTab[] {
    const gifts = this.#gifts;
    if (gifts !== this.#sorted?.gifts) this.#sorted = { gifts, tabs: tabsOf(gifts) };
    return this.#sorted.tabs;
  }

  get #tab(): GiftTab | undefined {
    return this.#tabs.find(({ id }) => id === this.shownTab) ?? this.#tabs[0];
  }

  /** Of the tab that is shown: what cannot be seen is not sent. */
  get #chosen(): Gift | undefined {
    const gifts = this.#tab?.gifts ?? [];
    return gifts.find(({ id }) => id === this.selected) ?? gifts[0];
  }

  /** Why nothing can be sent at all; empty when something can. */
  get #reason(): string {
    const { t } = this.labels;
    if (this.disabled) return t('gift.disabled.off');
    const room = this.chatRoom;
    if (!room) return '';
    if (room.client.state !== 'connected') return t(`gift.disabled.${room.client.state}`);
    return room.state === 'joined' ? '' : t(`gift.disabled.${room.state}`);
  }

  #price(price: number): string {
    const { t } = this.labels;
    return price > 0 ? t('gift.price', { n: price }) : t('gift.free');
  }

  #choose(gift: Gift): void {
    this.selected = gift.id;
  }

  #showTab(tab: GiftTab | undefined): void {
    if (!tab || tab === this.#tab) return;
    this.#hold.release();
    this.shownTab = tab.id;
    rememberTab(tab.id);
  }

  /** One more while a button is held. */
  #repeat(gift: Gift): boolean {
    this.#choose(gift);
    return this.submit();
  }

  /** The message itself stays in the list, with a retry; here it is said to who looks at the gifts. */
  #onRefusal(error: ChatError, cost: number): void {
    this.#purse.giveBack(cost);
    this.error = this.labels.t(`error.${error.name}`);
    this.dispatchEvent(new LiveErrorEvent(error, 'gift-bar'));
    clearTimeout(this.#errorTimer);
    if (this.isConnected) this.#errorTimer = setTimeout(() => (this.error = ''), errorMs);
  }

  /** Said once, when it is over: a running count read aloud would drown the room. */
  #onOver(gift: Gift, n: number): void {
    const { t, lang } = this.labels;
    this.spoken = t('gift.sent', { gift: giftName(gift, lang), n });
    this.requestUpdate();
  }

  #startRing(): void {
    this.#running?.cancel();
    if (!this.ring || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    this.#running = this.ring.animate({ strokeDashoffset: [0, 1] }, { duration: comboMs, fill: 'forwards' });
  }

  #onQuantity(quantity: number): void {
    this.quantity = quantity;
    this.typed = false;
  }

  #onOwnQuantity(event: Event): void {
    const whole = Math.trunc((event.target as HTMLInputElement).valueAsNumber);
    this.typed = whole >= 1;
    this.quantity = this.typed ? Math.min(quantityLimit, whole) : (this.quantities[0] ?? 1);
  }

  #onQuantityKey(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    this.submit();
  }

  #onSendKey(event: KeyboardEvent, gift: Gift): void {
    if (event.key === 'Enter' || event.key === ' ') this.#hold.key(event, event.currentTarget as HTMLElement, () => this.#repeat(gift));
  }

  #onKeydown(event: KeyboardEvent): void {
    const buttons = [...this.buttons];
    const from = buttons.indexOf(event.target as HTMLButtonElement);
    if (from < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const gifts = this.#tab!.gifts;
    if (event.key === 'Enter') {
      this.#hold.key(event, buttons[from]!, () => this.#repeat(gifts[from]!));
      return;
    }
    const columns = columnsOf(buttons.map((button) => button.getBoundingClientRect().top));
    const rtl = getComputedStyle(this).direction === 'rtl';
    const to = gridStep(event.key, from, buttons.length, columns, rtl);
    if (to === null) return;
    event.preventDefault();
    this.#choose(gifts[to]!);
    buttons[to]!.focus();
  }
}

function preventDefault(event: Event): void {
  event.preventDefault();
}

declare global {
  interface HTMLElementTagNameMap {
    'gift-bar': GiftBar;
  }
}
