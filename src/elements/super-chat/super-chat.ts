import { html, nothing } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { ChatRoom } from '../../client/contract.js';
import { ChatError } from '../../protocol/errors.js';
import { textOf, toMessage, TYPE, type Message, type MessageInput } from '../../protocol/message.js';
import { SUPERCHAT_TIERS, type SuperchatContent, type SuperchatTier } from '../../protocol/superchat.js';
import { money } from '../../renderers/index.js';
import '../../labels/more.js';
import { LiveErrorEvent, LiveSuperchatSubmitEvent } from '../events.js';
import { avatar, avatarStyles } from '../shared/avatar.js';
import type { Buy } from '../shared/buy.js';
import { cssProperties } from '../shared/css-properties.js';
import { RoomElement } from '../shared/room-element.js';
import { standingIn } from '../shared/room-sums.js';
import { sendDraft } from '../shared/send-draft.js';
import { ServerClock } from '../shared/server-clock.js';
import { overPicture, tokens } from '../shared/tokens.styles.js';
import { Composer, type Outcome } from './composer.js';
import { styles } from './super-chat.styles.js';
import { Ticker, timeLeft, type TickerEntry } from './ticker.js';

/** The bars get shorter at this pace, ms. */
const TICK_MS = 1000;

/**
 * Super chats: a line of those whose time is running, each opening to its words, and the form to send one.
 *
 * What an amount buys (colour, words, time) is a table: `tiers`, else the server's, else the kit's. Time runs from the
 * server's stamp, and the server tells newcomers which are running: a reload brings the same ones back with what is left. The dearest 50 are kept. Each send is one
 * `live-superchat-submit`; unless that is cancelled it goes to the room as a `live:superchat` message. Whether it is paid
 * is for the page and the server behind it to say.
 *
 * @tag super-chat
 * @summary Paid messages: those that are running, and the form to send one.
 * @event {LiveSuperchatSubmitEvent} live-superchat-submit - Before one is sent; cancelable: then the page sends it, after payment.
 * @event {LiveErrorEvent} live-error - One was refused; its words stay in the form unless the list has them.
 * @csspart entry - One that is running.
 * @csspart card - Its words.
 * @csspart add - The button that opens the form.
 * @csspart composer - The form.
 * @csspart send - Its button.
 * @cssproperty [--live-superchat-tier-1] - Ground of the cheapest, up to `--live-superchat-tier-5`; white stands on it.
 */
export class SuperChat extends RoomElement {
  static override styles = [tokens, overPicture, avatarStyles, styles];

  /** Pays before a super chat is sent; its receipt goes with it. */
  @property({ attribute: false }) buy?: Buy;
  /** What amounts buy, cheapest first. */
  @property({ attribute: false }) tiers?: readonly SuperchatTier[];
  /** `coin` for the app's own money, or an ISO 4217 code; amounts are in its smallest unit. */
  @property() currency = 'coin';
  /** Only shows them. */
  @property({ type: Boolean, attribute: 'without-composer' }) withoutComposer = false;
  /** No button to write one: the page has its own, which calls `write()`. */
  @property({ type: Boolean, attribute: 'without-button' }) withoutButton = false;
  /** White, for over a picture. */
  @property({ type: Boolean, attribute: 'over-picture', reflect: true }) overPicture = false;

  @state() private opened = '';
  @state() private writing = false;

  @query('.add') private readonly add!: HTMLButtonElement | null;
  @query('textarea') private readonly field!: HTMLTextAreaElement | null;

  readonly #ticker = new Ticker();
  readonly #clock = new ServerClock();
  readonly #composer = new Composer(this);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #returnTo: HTMLElement | null = null;

  /** Shows super chats that the element did not get from its room. */
  push(messages: MessageInput | readonly MessageInput[]): void {
    const list = (Array.isArray(messages) ? messages : [messages]) as readonly MessageInput[];
    if (this.#ticker.add(list.map((input) => toMessage(input)), this.#tiers)) this.requestUpdate();
  }

  /** Opens the form. @param returnTo Has the focus when it closes. */
  write(returnTo?: HTMLElement): void {
    this.#returnTo = returnTo ?? null;
    this.#toggle(true);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override listen(room: ChatRoom): (() => void)[] {
    this.#take(room.messages);
    return [
      room.on('messages', (batch) => {
        const last = batch.at(-1);
        const changed = last !== undefined && batch.origin === 'live' && this.#clock.live(last.sentAt);
        if (this.#take(batch) || changed) this.requestUpdate();
      }),
      room.on('updated', (messages) => {
        for (const message of messages) if (message.type === TYPE.recalled || message.state === 'failed') this.#ticker.remove(message.id);
        this.#take(messages);
        this.requestUpdate();
      }),
      room.on('removed', (ids) => {
        ids.forEach((id) => this.#ticker.remove(id));
        this.requestUpdate();
      }),
      room.on('state', () => this.requestUpdate()),
    ];
  }

  protected override forget(): void {
    this.#ticker.clear();
    this.opened = '';
  }

  protected override updated(): void {
    clearTimeout(this.#timer);
    if (this.#ticker.current(this.#clock.now).length > 0 && this.isConnected) this.#timer = setTimeout(() => this.requestUpdate(), TICK_MS);
  }

  protected override render() {
    const { t } = this.labels;
    const now = this.#clock.now;
    const entries = this.#ticker.current(now);
    const opened = entries.find(({ message }) => message.id === this.opened);
    const silent = this.withoutComposer || this.withoutButton;
    const form = this.writing && !this.withoutComposer ? this.#renderComposer() : nothing;
    if (entries.length === 0 && silent) return form;
    return html`<div class="bar">
        ${silent ? nothing : html`<button part="add" class="add" type="button" aria-label=${t('superchat.open')} aria-expanded=${this.writing ? 'true' : 'false'} @click=${this.#onAdd}>+</button>`}
        ${entries.length === 0
          ? nothing
          : html`<ul aria-label=${t('superchat.label')}>
              ${repeat(entries, ({ message }) => message.id, (entry) => html`<li>${this.#renderEntry(entry, now)}</li>`)}
            </ul>`}
      </div>
      ${opened ? this.#renderCard(opened) : nothing} ${form}`;
  }

  #renderEntry({ message, tier, amount, until, pinMs }: TickerEntry, now: number) {
    const { t } = this.labels;
    const { sender, id } = message;
    const price = this.#money(amount, message);
    return html`<button
      part="entry"
      class="entry tier-${Math.min(5, tier)}"
      type="button"
      aria-expanded=${this.opened === id ? 'true' : 'false'}
      ${cssProperties({ '--_left': `${Math.ceil(((until - now) / pinMs) * 100)}%` })}
      @click=${() => this.#onEntry(id)}
    >
      ${avatar(sender, 24)}<bdi aria-hidden="true">${price}</bdi>
      <span class="visually-hidden">${t('superchat.entry', { name: sender.name, amount: price, time: timeLeft(until - now, t) })}</span>
    </button>`;
  }

  #renderCard({ message, tier, amount }: TickerEntry) {
    const { sender } = message;
    return html`<section part="card" class="card tier-${Math.min(5, tier)}">
      <header>${avatar(sender, 32)}<span class="who"><bdi>${sender.name}</bdi></span><b><bdi>${this.#money(amount, message)}</bdi></b></header>
      <p><bdi>${textOf(message)}</bdi></p>
    </section>`;
  }

  #renderComposer() {
    const room = this.chatRoom;
    const world = {
      t: this.labels.t,
      money: (amount: number) => money(amount, this.currency, this.labels),
      tiers: this.#tiers,
      currency: this.currency,
      online: !room || (room.state === 'joined' && room.client.state === 'connected'),
      send: (content: SuperchatContent) => this.#send(content),
    };
    return this.#composer.render(world, this.#onClose);
  }

  get #tiers(): readonly SuperchatTier[] {
    return this.tiers ?? this.chatClient?.limits.superchat ?? SUPERCHAT_TIERS;
  }

  #take(messages: readonly Message[]): boolean {
    const last = messages.at(-1);
    if (last && last.origin === 'history') this.#clock.past(last.sentAt);
    const standing = standingIn(messages);
    if (standing) this.#ticker.clear();
    return this.#ticker.add(standing ?? messages, this.#tiers) || standing !== null;
  }

  #money(amount: number, { content }: Message): string {
    const { currency } = content;
    return money(amount, typeof currency === 'string' ? currency : 'coin', this.labels);
  }

  async #send(content: SuperchatContent): Promise<Outcome> {
    if (!this.dispatchEvent(new LiveSuperchatSubmitEvent(content))) return { error: '', kept: true };
    // Not paid for, or refused before it became a message: then it stands nowhere but in the form.
    let kept = false;
    try {
      const { buy, chatRoom: room } = this;
      if (room) {
        const bought = buy ? { ...content, receipt: await buy(content, room.id) } : content;
        const { taken, result } = sendDraft(room, { type: TYPE.superchat, content: bought });
        kept = taken;
        await result;
      }
      return { error: '', kept: true };
    } catch (thrown) {
      const error = ChatError.from(thrown);
      this.dispatchEvent(new LiveErrorEvent(error, this.localName));
      return { error: this.labels.t(`error.${error.name}`), kept };
    }
  }

  #onEntry(id: string): void {
    this.opened = this.opened === id ? '' : id;
    this.writing = false;
  }

  #toggle(writing: boolean): void {
    this.writing = writing;
    this.opened = '';
    void this.updateComplete.then(() => this.field?.focus());
  }

  readonly #onAdd = (): void => this.#toggle(!this.writing);

  readonly #onClose = (): void => {
    this.writing = false;
    (this.#returnTo ?? this.add)?.focus();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'super-chat': SuperChat;
  }
}
