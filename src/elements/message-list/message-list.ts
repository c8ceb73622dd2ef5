import { html, nothing, type PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { ROOM_LOG_SIZE, type ChatRoom } from '../../client/contract.js';
import { onLabels } from '../../labels/index.js';
import { toMessage, type Message, type MessageInput, type Sender } from '../../protocol/message.js';
import type { RendererRegistry, RenderContext } from '../../renderers/registry.js';
import { LiveLoadEvent, LivePersonHideEvent } from '../events.js';
import { avatarStyles } from '../shared/avatar.js';
import { icon } from '../shared/icons.js';
import { RoomElement } from '../shared/room-element.js';
import { overPicture, tokens } from '../shared/tokens.styles.js';
import { Announcer } from './announcer.js';
import { HistoryLoader } from './history-loader.js';
import type * as Late from './late.js';
import type { MessageListStats } from './list-stats.js';
import { kindOf } from './message-kinds.js';
import { styles } from './message-list.styles.js';
import type { RowView } from './message-row.js';
import { MoreButton } from './more-button.js';
import { connectionBar, emptyNote, tallySentence } from './notices.js';
import { RowActs, type ActingList } from './row-acts.js';
import { RowStream, type StreamHost } from './row-stream.js';
import { walkRows } from './walk-rows.js';

/** Above this many rows a second nothing can be read; below it, nothing need be left out. */
const READABLE_RATE = 30;
/** Rows a second in calm mode: about what a person can take in without hurry. */
const CALM_RATE = 4;

export type { MessageListStats } from './list-stats.js';

/**
 * The messages of a room, newest at the bottom, followed by itself until somebody scrolls up.
 *
 * Keeps the newest `capacity` messages and mounts only rows that can be seen, whatever the rate. While somebody reads
 * back (or has a row focused or text selected) nothing moves: new messages are counted on a pill. In a hidden tab nothing is drawn.
 * When more comes than a person can read, own, addressed, host's, moderators', paid and system messages always get a row, the others share
 * `max-rate` rows a second evenly among people, and the list says how many it shows. What was left out is there for whoever scrolls up.
 *
 * @tag message-list
 * @summary Chat rows that stay readable in a flood, with follow mode, failed messages with retry, and a paced voice for screen readers.
 * @slot empty - Shown when the room has no messages yet.
 * @event {LiveErrorEvent} live-error - A recall or retry failed.
 * @event {LiveLoadEvent} live-load - Not every message gets a row at present; once a second, and once when it is over.
 * @event {LivePersonHideEvent} live-person-hide - Somebody asked not to see a person; cancelable: the list then does nothing by itself.
 * @csspart scroller - The scrolling area, role `log`.
 * @csspart row - One row; also `row-own`, `row-mention`, `row-gift`, `row-line`, `row-chant`, `row-pending`, `row-held`, `row-failed`, `row-host`, `row-moderator`.
 * @csspart avatar - The portrait. @csspart name - The sender's name. @csspart text - What was said.
 * @csspart badge - Role badge; also `badge-host`, `badge-moderator`. @csspart show-all - Opens a long text.
 * @csspart chant - Many saying the same, with `chant-count`. @csspart left-out - "+12" on a row before which messages have none.
 * @csspart failure - Reason of a failed message, with `retry` (not where a moderator did not let it in) and `discard`.
 * @csspart held - Says that a moderator has to look at the viewer's own message first.
 * @csspart load - "Showing 1 in 4". @csspart pill - "N new messages". @csspart bar - Connection notice at the top. @csspart menu - Actions of a row.
 * @cssproperty [--live-message-list-row-gap=0px] - Space between rows.
 * @cssproperty [--live-message-list-row-padding=4px 8px] - Space inside a row.
 * @cssproperty [--live-message-list-fade=40px] - Height of the fading top edge over a picture.
 * @cssstate scrolled-back - Somebody reads back; following is paused. @cssstate loaded - Not every message gets a row.
 */
export class MessageList extends RoomElement {
  static override styles = [tokens, overPicture, avatarStyles, styles];

  /** Messages kept at most; older ones are forgotten. 100…100,000. */
  @property({ type: Number }) capacity = ROOM_LOG_SIZE;
  /** Rows a second for messages that need not be shown; 0: all. */
  @property({ type: Number, attribute: 'max-rate' }) maxRate = READABLE_RATE;
  /** Worth from which a gift always has a row, in the app's smallest unit. */
  @property({ type: Number, attribute: 'paid-from' }) paidFrom = 1;
  /** Few changes: at most one a second and four rows in it, nothing slides, and numbers instead of sentences for those who listen. */
  @property({ type: Boolean, reflect: true }) calm = false;
  /** Each message has a row of its own: no chants, no merged gifts and notices. */
  @property({ type: Boolean, attribute: 'without-folding' }) withoutFolding = false;
  /** White text with shadow, for lists that stand over a video. */
  @property({ type: Boolean, attribute: 'over-picture', reflect: true }) overPicture = false;
  @property({ type: Boolean, attribute: 'without-avatars' }) withoutAvatars = false;
  /** Stands still while the pointer is over it, so that a click cannot miss. */
  @property({ type: Boolean, attribute: 'pause-on-hover' }) pauseOnHover = false;
  /** Stands still while this key is held down over it: a `KeyboardEvent.key` such as `Alt`. */
  @property({ attribute: 'pause-key' }) pauseKey = '';
  /** Ids of people whose messages this viewer does not want to see. */
  @property({ attribute: false }) hiddenPeople: Iterable<string> = [];
  /** Other messages that this viewer does not want to see. */
  @property({ attribute: false }) hides: ((message: Message) => boolean) | null = null;
  /** The page's own reasons to show a message whatever the rate. */
  @property({ attribute: false }) protect?: (message: Message) => boolean;

  @state() private unread = 0;
  @state() private announcement = '';
  @state() private oneIn = 1;

  @query('.scroller') private scroller!: HTMLElement;
  @query('.block') private block!: HTMLElement;
  @query('.layer') private layer!: HTMLElement;

  readonly #internals = this.attachInternals();
  readonly #stream = new RowStream(this.#streamHost(), ROOM_LOG_SIZE);
  readonly #acts = new RowActs(this.#actingList());
  readonly #more = new MoreButton(this.labels.t, (row) => this.#acts.hasMenu(row.dataset['id'] ?? ''));
  readonly #announcer = new Announcer(
    {
      sentence: (message) => {
        const spoken = this.renderers.render(message, { ...this.#view.context, surface: 'spoken' });
        return typeof spoken === 'string' ? spoken : null;
      },
      more: (n) => this.labels.t('list.new', { n }),
      tally: (tally) => tallySentence(tally, this.labels.t),
    },
    (announcement) => (this.announcement = announcement),
  );
  readonly #history = new HistoryLoader();
  #hidden: ReadonlySet<string> = new Set();
  #late?: Promise<typeof Late>;
  #drawnBy: RendererRegistry | undefined;
  #undoRegistry: (() => void) | undefined;
  #undoLabels: (() => void) | undefined;
  #lastEdition = '';

  /** What the list does and does not show, for load meters and benchmarks. */
  get stats(): MessageListStats {
    return this.#stream.stats;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Rows are drawn once: words that come later, or change, are brought to them.
    this.#undoLabels = onLabels(() => this.#stream.redrawAll());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#undoLabels?.();
    this.#undoRegistry?.();
    this.#drawnBy = undefined;
    this.#stream.detach();
    this.#announcer.stop();
  }

  /** Adds messages at the end. Drawing is batched here; callers need no batching of their own. */
  push(messages: MessageInput | readonly MessageInput[]): void {
    const list = (Array.isArray(messages) ? messages : [messages]) as readonly MessageInput[];
    const surplus = Math.max(0, list.length - this.capacity);
    if (surplus > 0) this.#stream.skip(surplus);
    this.#take(list.slice(surplus).map((input) => toMessage(input)));
  }

  /** Adds older messages in front, oldest first, without moving what is being read. */
  prependHistory(messages: readonly MessageInput[]): void {
    this.#stream.prepend(messages.map((input) => toMessage(input)));
  }

  /** Takes messages out, with their rows; without an id it takes the element out of the page, as on any element. */
  override remove(ids?: string | readonly string[]): void {
    if (ids === undefined) super.remove();
    else this.#stream.remove([ids].flat());
    if (this.#stream.buffer.length === 0) this.requestUpdate();
  }

  /** Takes out, here only, what somebody has said. @param since Only what is as new as this, ms since 1970. Returns how many. */
  purge(personId: string, since = 0): number {
    const ids = this.#stream.buffer.idsOf((message) => message.sender.id === personId && message.sentAt >= since);
    this.chatRoom?.remove(ids);
    this.remove(ids);
    return ids.length;
  }

  /** Scrolls to the newest message and follows again. */
  follow(): void {
    this.#stream.follow();
  }

  /** Stands still until somebody follows again. */
  pause(): void {
    this.#stream.reading.pause();
  }

  /** Brings a message into view, with the focus, and stands still there; false when the list no longer has it. */
  showMessage(id: string): boolean {
    return this.#stream.show(id);
  }

  protected override listen(room: ChatRoom): (() => void)[] {
    this.#reset(room.messages);
    return [
      room.on('messages', (batch) => this.#take(batch)),
      room.on('updated', (messages) => {
        for (const message of messages) this.#stream.change(message);
        // The bar counts what waits to be sent.
        if (room.client.state !== 'connected') this.requestUpdate();
      }),
      room.on('removed', (ids) => this.remove(ids)),
      room.on('reordered', (messages) => this.#reset(messages)),
      room.on('notice', (notice) => void this.#late?.then((late) => late.addNotice(room, notice))),
      room.on('shed', (count) => this.#stream.countShed(count)),
      room.on('state', () => this.requestUpdate()),
      room.client.on('state', () => this.requestUpdate()),
    ];
  }

  protected override forget(): void {
    this.#reset([]);
  }

  protected override firstUpdated(): void {
    // Should it not come, each message has a row, and those of a show their plain words.
    (this.#late = import('./late.js')).then(({ equip }) => equip(this.shadowRoot!, this.#stream)).catch(reportError);
    this.#stream.attach(this.scroller, this.block);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const { clock, reading, buffer } = this.#stream;
    buffer.capacity = this.capacity;
    clock.slow = this.calm;
    this.#stream.rate = this.calm ? Math.min(CALM_RATE, this.maxRate || CALM_RATE) : this.maxRate;
    reading.pauseOnHover = this.pauseOnHover;
    reading.pauseKey = this.pauseKey;
    this.#announcer.calm = this.calm || matchMedia('(prefers-reduced-motion: reduce)').matches;
    if (changed.has('hiddenPeople')) this.#hidden = new Set(this.hiddenPeople);
    // All drawing by hand is done here, not in `updated`: it may change the count on the pill. After a move in the page it begins anew.
    if (this.hasUpdated) this.#stream.attach(this.scroller, this.block);
    this.#followRegistry();
    const relabelled = this.#lastEdition !== this.labels.edition;
    this.#lastEdition = this.labels.edition;
    if (changed.has('hiddenPeople') || changed.has('hides')) this.#stream.rehide();
    else if (relabelled || changed.has('withoutAvatars')) this.#stream.redrawAll();
  }

  override render() {
    const { t } = this.labels;
    return html`
      ${connectionBar(this.chatRoom, t)}
      <div
        class="scroller"
        part="scroller"
        role="log"
        aria-live="off"
        aria-label=${t('list.label')}
        tabindex="0"
        @scroll=${() => this.#stream.onScroll()}
        @keydown=${this.#onKeydown}
        @pointerover=${this.#more.onPoint}
        @focusin=${this.#more.onPoint}
        @click=${this.#acts.onClick}
        @contextmenu=${this.#acts.onContextMenu}
      >
        <div class="block"></div>
      </div>
      ${this.#stream.buffer.length === 0 ? emptyNote(this.chatRoom, t) : nothing}
      ${this.oneIn > 1
        ? html`<button class="load" part="load" title=${t('list.load-hint')} @click=${() => this.pause()}>${t('list.load', { n: this.oneIn })}</button>`
        : nothing}
      ${this.unread > 0
        ? html`<button class="pill" part="pill" @click=${() => this.follow()}>${icon('arrow-down')}${t('list.new', { n: this.unread })}</button>`
        : nothing}
      <div class="layer"></div>
      <div class="visually-hidden" aria-live="polite">${this.announcement}</div>
    `;
  }

  #take(messages: readonly Message[]): void {
    const wasEmpty = this.#stream.buffer.length === 0;
    const fresh = this.#stream.take(messages);
    if (wasEmpty && fresh.length > 0) this.requestUpdate();
    if (document.hidden) return;
    for (const message of fresh) {
      // What is spoken nowhere is no news to who listens.
      if (message.origin !== 'live' || this.#isHidden(message) || !this.renderers.resolve('spoken', message.type)) continue;
      this.#announcer.add(message, kindOf(message, this.#self, this.paidFrom));
    }
  }

  #reset(messages: readonly Message[]): void {
    this.#stream.reset(messages);
    this.#history.reset();
    this.requestUpdate();
  }

  async #loadHistory(): Promise<void> {
    const older = await this.#history.next(this.chatRoom);
    if (older.length > 0) this.#stream.prepend(older);
  }

  /** Draws by another registry as soon as there is another, and again whenever it changes. */
  #followRegistry(): void {
    const { renderers } = this;
    if (this.#drawnBy === renderers) return;
    const again = this.#drawnBy !== undefined;
    this.#drawnBy = renderers;
    this.#undoRegistry?.();
    this.#undoRegistry = renderers.subscribe(() => this.#stream.redrawAll());
    if (again) this.#stream.redrawAll();
  }

  get #self(): Sender | null {
    return this.chatClient?.user ?? null;
  }

  get #view(): RowView {
    const context: RenderContext = { surface: 'row', t: this.labels.t, lang: this.labels.lang, self: this.#self, room: this.chatRoom };
    return { registry: this.renderers, context, withoutAvatars: this.withoutAvatars };
  }

  #isHidden(message: Message): boolean {
    return this.#hidden.has(message.sender.id) || this.hides?.(message) === true;
  }

  #mark(name: string, on: boolean): void {
    if (on) this.#internals.states.add(name);
    else this.#internals.states.delete(name);
  }

  #streamHost(): StreamHost {
    // Getters: who the viewer is and what the page wants may change at any time.
    const list = () => this;
    return {
      get self() {
        return list().#self;
      },
      get paidFrom() {
        return list().paidFrom;
      },
      get withoutFolding() {
        return list().withoutFolding;
      },
      get protect() {
        return list().protect;
      },
      view: () => this.#view,
      isHidden: (message) => this.#isHidden(message),
      onFollowing: (following) => this.#mark('scrolled-back', !following),
      onUnread: (count) => (this.unread = count),
      onLoad: (oneIn) => this.#onLoad(oneIn),
      onStart: () => void this.#loadHistory(),
    };
  }

  #actingList(): ActingList {
    const list = () => this;
    const stream = this.#stream;
    return {
      get room() {
        return list().chatRoom;
      },
      get self() {
        return list().#self;
      },
      get layer() {
        return list().layer;
      },
      t: this.labels.t,
      message: (id) => stream.buffer.at(stream.buffer.indexOf(id)),
      chantOf: (id) => stream.flow.folds?.chantOf(id),
      standStill: (until) => {
        stream.reading.pin('menu');
        const on = () => stream.reading.unpin('menu');
        until.then(on, on);
      },
      showAll: (id) => stream.showAll(id),
      fillIn: (id) => stream.fillIn(id),
      remove: (id) => this.remove(id),
      hidePerson: (person) => this.#hidePerson(person),
      fail: (error) => this.fail(error),
    };
  }

  #hidePerson(person: Sender): void {
    if (this.dispatchEvent(new LivePersonHideEvent(person))) this.hiddenPeople = new Set([...this.hiddenPeople, person.id]);
  }

  #onLoad(oneIn: number): void {
    this.oneIn = oneIn;
    this.#mark('loaded', oneIn > 1);
    const { shed, kinds } = this.stats;
    this.dispatchEvent(new LiveLoadEvent({ oneIn, shed, kinds }));
  }

  readonly #onKeydown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const focused = (event.target as Element).closest<HTMLElement>('.row');
    const id = focused?.dataset['id'];
    // Going up must not pass over what was left out.
    if (event.key === 'ArrowUp' && id !== undefined && focused?.querySelector('.left-out')) this.#stream.fillIn(id);
    if (walkRows(event, this.block, focused)) return;
    if (event.key === 'Enter' && id !== undefined && event.target === focused) this.#acts.openMenu(id, focused!);
    else if (event.key === 'Escape' && focused) this.scroller.focus();
    else if (event.key === 'End') {
      event.preventDefault();
      this.scroller.focus();
      this.follow();
    }
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'message-list': MessageList;
  }
}
