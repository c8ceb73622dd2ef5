import { html, nothing } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import '../../labels/more.js';
import type { ChatRoom } from '../../client/contract.js';
import { toMessage, TYPE, type Message, type MessageInput } from '../../protocol/message.js';
import type { RenderContext } from '../../renderers/registry.js';
import { LiveMessageSelectEvent } from '../events.js';
import { avatar, avatarStyles } from '../shared/avatar.js';
import { mentions } from '../shared/mentions.js';
import { RoomElement } from '../shared/room-element.js';
import { addShow } from '../shared/show-displays.js';
import { RovingFocus } from '../shared/roving-focus.js';
import { overPicture, tokens } from '../shared/tokens.styles.js';
import { styles } from './mention-tray.styles.js';
import { Unseen } from './unseen.js';

/**
 * What was said to the viewer, kept until it has been seen, so that a fast room cannot swallow it.
 *
 * A button with a count; nothing at all while there is nothing. Opened, it lists the messages, newest first; one that is
 * chosen, and all of them once the tray is closed again, count as seen. Holds the newest 50, whatever the room does.
 *
 * @tag mention-tray
 * @summary Mentions of and replies to the viewer, kept until seen.
 * @event {LiveMessageSelectEvent} live-message-select - A message was chosen; pages show it in their list with `list.showMessage(id)`.
 * @csspart button - The button with the count. @csspart count - The count. @csspart tray - What opens.
 * @csspart item - One message. @csspart clear - Marks all as seen.
 * @cssstate open - The tray is open. @cssstate empty - There is nothing to see.
 */
export class MentionTray extends RoomElement {
  static override styles = [tokens, overPicture, avatarStyles, styles];

  /** White with a shadow, for use on a picture. */
  @property({ type: Boolean, reflect: true, attribute: 'over-picture' }) overPicture = false;
  /** Ids of people whose messages this viewer does not want to see. */
  @property({ attribute: false }) hiddenPeople: Iterable<string> = [];

  @state() private open = false;

  @query('.tray') private tray!: HTMLElement | null;
  @query('.button') private button!: HTMLElement | null;

  readonly #unseen = new Unseen();
  readonly #internals = this.attachInternals();

  override connectedCallback(): void {
    super.connectedCallback();
    addShow();
  }

  constructor() {
    super();
    new RovingFocus(this, 'vertical');
  }

  /** Messages that wait, newest last. */
  get messages(): readonly Message[] {
    return this.#unseen.messages;
  }

  /** Keeps messages, whether they mention the viewer or not: for pages with reasons of their own. */
  push(messages: MessageInput | readonly MessageInput[]): void {
    const list = (Array.isArray(messages) ? messages : [messages]) as readonly MessageInput[];
    for (const input of list) this.#unseen.add(toMessage(input));
    this.requestUpdate();
  }

  protected override listen(room: ChatRoom): (() => void)[] {
    return [
      room.on('messages', (batch) => {
        // History was there to be read before anybody came.
        const fresh = batch.filter((message) => message.origin === 'live' && mentions(message, room.client.user) && this.#unseen.add(message));
        if (fresh.length > 0) this.requestUpdate();
      }),
      room.on('updated', (messages) => {
        for (const message of messages) this.#unseen.change(message, message.type !== TYPE.recalled);
        this.requestUpdate();
      }),
      room.on('removed', (ids) => {
        this.#unseen.drop(ids);
        this.requestUpdate();
      }),
    ];
  }

  protected override forget(): void {
    this.#unseen.clear();
    this.requestUpdate();
  }

  protected override updated(): void {
    this.#mark('open', this.open);
    this.#mark('empty', this.#shown.length === 0);
    // The last one has gone while it was open: taken back, or chosen.
    if (this.open && this.#shown.length === 0) this.tray?.hidePopover();
  }

  override render() {
    const { t, lang } = this.labels;
    const { length: n } = this.#shown;
    if (n === 0 && !this.open) return html`<span class="visually-hidden" role="status"></span>`;
    return html`<button type="button" class="button" part="button" aria-expanded=${this.open} aria-haspopup="dialog" aria-label=${t('tray.label', { n })} @click=${this.#toggle}>
        <span aria-hidden="true">@</span><span class="count" part="count" aria-hidden="true">${n.toLocaleString(lang)}</span>
      </button>
      <div class="tray" part="tray" .popover=${'auto'} role="dialog" aria-label=${t('tray.title')} @toggle=${this.#onToggle}>
        <header><h3>${t('tray.title')}</h3><button type="button" class="clear" part="clear" @click=${this.#onClear}>${t('tray.clear')}</button></header>
        <ul>
          ${[...this.#shown].reverse().map((message) => this.#renderItem(message))}
        </ul>
      </div>
      <span class="visually-hidden" role="status">${this.open ? nothing : t('tray.label', { n })}</span>`;
  }

  #renderItem(message: Message) {
    const { t, lang } = this.labels;
    const context: RenderContext = { surface: 'digest', t, lang, self: this.chatClient?.user ?? null };
    const line = this.renderers.render(message, context);
    return html`<li>
      <button type="button" class="item" part="item" data-rove @click=${() => this.#choose(message)}>
        ${avatar(message.sender, 28)}
        <span class="words"><bdi class="name">${message.sender.name}</bdi> <bdi class="text">${line}</bdi></span>
        <time datetime=${new Date(message.sentAt).toISOString()}>${new Intl.DateTimeFormat(lang, { hour: '2-digit', minute: '2-digit' }).format(message.sentAt)}</time>
      </button>
    </li>`;
  }

  get #shown(): readonly Message[] {
    const hidden = new Set(this.hiddenPeople);
    return this.#unseen.messages.filter(({ sender }) => !hidden.has(sender.id));
  }

  #mark(name: string, on: boolean): void {
    if (on) this.#internals.states.add(name);
    else this.#internals.states.delete(name);
  }

  #choose(message: Message): void {
    this.#unseen.drop([message.id]);
    this.dispatchEvent(new LiveMessageSelectEvent(message));
    this.requestUpdate();
  }

  readonly #toggle = (): void => {
    const { tray, button } = this;
    if (!tray || !button) return;
    tray.togglePopover();
    if (!tray.matches(':popover-open')) return;
    const anchor = button.getBoundingClientRect();
    const box = tray.getBoundingClientRect();
    const rtl = getComputedStyle(this).direction === 'rtl';
    const left = rtl ? anchor.left : anchor.right - box.width;
    tray.style.left = `${Math.max(8, Math.min(left, innerWidth - box.width - 8))}px`;
    tray.style.top = `${anchor.bottom + box.height + 8 > innerHeight ? Math.max(8, anchor.top - box.height - 4) : anchor.bottom + 4}px`;
    tray.querySelector<HTMLElement>('.item')?.focus();
  };

  readonly #onToggle = (event: Event): void => {
    this.open = (event as ToggleEvent).newState === 'open';
    // What stood in the open tray has been seen.
    if (!this.open) this.#unseen.drop(this.#shown.map(({ id }) => id));
  };

  readonly #onClear = (): void => {
    this.#unseen.clear();
    this.tray?.hidePopover();
    this.requestUpdate();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'mention-tray': MentionTray;
  }
}
