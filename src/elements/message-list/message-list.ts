// Long because it is one element's whole surface; the thinking is in the files beside it.
import { html, nothing, type PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { ChatRoom } from '../../client/contract.js';
import { ROOM_LOG_SIZE } from '../../client/contract.js';
import { textOf, toMessage, type Message, type MessageInput, type Sender } from '../../protocol/message.js';
import type { RendererRegistry, RenderContext } from '../../renderers/registry.js';
import { avatarStyles } from '../shared/avatar.js';
import { icon } from '../shared/icons.js';
import { RoomElement } from '../shared/room-element.js';
import { overPicture, tokens } from '../shared/tokens.styles.js';
import { Announcer } from './announcer.js';
import { FlushClock } from './flush-clock.js';
import { ListBuffer } from './list-buffer.js';
import { mentions } from './mentions.js';
import { styles } from './message-list.styles.js';
import { isLine, isOwn, type RowView } from './message-row.js';
import { MountedRows } from './mounted-rows.js';
import { connectionBar, emptyNote } from './notices.js';
import { ReadingPosition } from './reading-position.js';
import { RowMenu } from './row-menu.js';
import { walkRows } from './walk-rows.js';

/** How often the "N new" pill counts on while somebody reads. */
const COUNT_MS = 250;
/** Nearer to an end than this while reading, more rows are built there. */
const NEAR_PX = 240;

export interface MessageListStats {
  /** Messages ever taken in. */
  readonly received: number;
  /** Messages kept, and rows in the page. */
  readonly kept: number;
  readonly mounted: number;
  /** Messages that fell out of the list because of `capacity`. */
  readonly dropped: number;
  /** Time the last flush took on the main thread. */
  readonly lastFlushMs: number;
}

/**
 * The messages of a room, newest at the bottom, followed by itself until somebody scrolls up.
 *
 * Keeps the newest `capacity` messages and mounts only rows that can be seen, whatever the rate. While somebody reads
 * back (or has a row focused) nothing moves: new messages are counted on a pill. In a hidden tab nothing is drawn.
 *
 * @tag live message-list
 * @summary Chat rows with follow mode, failed messages with retry, and a paced voice for screen readers.
 * @slot empty - Shown when the room has no messages yet.
 * @event {LiveErrorEvent} live-error - A recall or retry failed.
 * @csspart scroller - The scrolling area, role `log`.
 * @csspart row - One row; also `row-own`, `row-mention`, `row-gift`, `row-line`, `row-pending`, `row-failed`, `row-host`, `row-moderator`.
 * @csspart avatar - The portrait. @csspart name - The sender's name. @csspart text - What was said.
 * @csspart badge - Role badge; also `badge-host`, `badge-moderator`.
 * @csspart failure - Reason of a failed message, with `retry` and `discard`.
 * @csspart pill - "N new messages". @csspart bar - Connection notice at the top. @csspart menu - Actions of a row.
 * @cssproperty [--live-message-list-row-gap=0px] - Space between rows.
 * @cssproperty [--live-message-list-row-padding=4px 8px] - Space inside a row.
 * @cssproperty [--live-message-list-fade=40px] - Height of the fading top edge over a picture.
 * @cssstate scrolled-back - Somebody reads back; following is paused.
 */
export class MessageList extends RoomElement {
  static override styles = [tokens, overPicture, avatarStyles, styles];

  /** Messages kept at most; older ones are forgotten. 100…100,000. */
  @property({ type: Number }) capacity = ROOM_LOG_SIZE;
  /** White text with shadow, for lists that stand over a video. */
  @property({ type: Boolean, attribute: 'over-picture', reflect: true }) overPicture = false;
  @property({ type: Boolean, attribute: 'without-avatars' }) withoutAvatars = false;
  /** Stands still while the pointer is over it, so that a click cannot miss. */
  @property({ type: Boolean, attribute: 'pause-on-hover' }) pauseOnHover = false;

  @state() private unread = 0;
  @state() private announcement = '';

  @query('.scroller') private scroller!: HTMLElement;
  @query('.block') private block!: HTMLElement;

  #buffer = new ListBuffer(ROOM_LOG_SIZE);
  #rows!: MountedRows;
  #announcer = new Announcer(
    {
      sentence: (message) => {
        const spoken = this.renderers.render(message, { ...this.#view.context, surface: 'spoken' });
        return typeof spoken === 'string' ? spoken : null;
      },
      more: (n) => this.labels.t('list.new', { n }),
    },
    (announcement) => (this.announcement = announcement),
  );
  #clock = new FlushClock(() => this.#flush());
  #reading = new ReadingPosition(() => this.#onReadingChange());
  #menu = new RowMenu(this, (action, id) => this.#act(action, id));
  readonly #internals = this.attachInternals();
  #drawnBy: RendererRegistry | undefined;
  #undoRegistry: (() => void) | undefined;

  #countTimer: ReturnType<typeof setTimeout> | undefined;
  #received = 0;
  #lastFlushMs = 0;
  #lastLang = '';
  #loadingHistory = false;
  #noMoreHistory = false;

  /** What the list does and does not show, for load meters and benchmarks. */
  get stats(): MessageListStats {
    return {
      received: this.#received,
      kept: this.#buffer.length,
      mounted: this.#buffer.to - this.#buffer.from,
      dropped: this.#buffer.dropped,
      lastFlushMs: this.#lastFlushMs,
    };
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('visibilitychange', this.#onVisibility);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.#onVisibility);
    this.#undoRegistry?.();
    this.#drawnBy = undefined;
    this.#reading.detach();
    this.#clock.clear();
    clearTimeout(this.#countTimer);
    this.#countTimer = undefined;
    this.#announcer.stop();
  }

  /** Adds messages at the end. Drawing is batched here; callers need no batching of their own. */
  push(messages: MessageInput | readonly MessageInput[]): void {
    const list = (Array.isArray(messages) ? messages : [messages]) as readonly MessageInput[];
    this.#take(list.map((input) => toMessage(input)));
  }

  /** Adds older messages in front, oldest first, without moving what is being read. */
  prependHistory(messages: readonly MessageInput[]): void {
    this.#buffer.prepend(messages.map((input) => toMessage(input)));
    this.#schedule(true);
  }

  /** Takes a message out, with its row; without an id it takes the element out of the page, as on any element. */
  override remove(id?: string): void {
    if (id === undefined) {
      super.remove();
      return;
    }
    this.#reading.hold(() => this.#rows.remove(this.#buffer, id));
    this.#schedule(true);
    this.requestUpdate();
  }

  /** Scrolls to the newest message and follows again. */
  follow(): void {
    this.#reading.release();
    this.#flush();
  }

  protected override listen(room: ChatRoom): (() => void)[] {
    this.#reset(room.messages);
    return [
      room.on('messages', (batch) => this.#take(batch)),
      room.on('updated', (messages) => messages.forEach((message) => this.#redraw(message))),
      room.on('removed', (ids) => ids.forEach((id) => this.remove(id))),
      room.on('reordered', (messages) => this.#reset(messages)),
      room.on('state', () => this.requestUpdate()),
      room.client.on('state', () => this.requestUpdate()),
    ];
  }

  protected override forget(): void {
    this.#reset([]);
  }

  protected override firstUpdated(): void {
    this.#rows = new MountedRows(this.block, () => this.#view);
    this.#reading.attach(this.scroller, this.block);
    this.#flush();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (this.#buffer.capacity === this.capacity) return;
    const kept = this.#buffer.slice(0, this.#buffer.length);
    this.#buffer = new ListBuffer(this.capacity);
    this.#reset(kept);
  }

  protected override updated(): void {
    if (!this.#reading.attached) this.#reading.attach(this.scroller, this.block);
    this.#reading.pauseOnHover = this.pauseOnHover;
    this.#followRegistry();
    if (this.#lastLang === this.labels.lang) return;
    this.#lastLang = this.labels.lang;
    this.#redrawAll();
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
        @scroll=${this.#onScroll}
        @keydown=${this.#onKeydown}
        @click=${this.#onClick}
        @contextmenu=${this.#onContextMenu}
      >
        <div class="block"></div>
      </div>
      ${this.#buffer.length === 0 ? emptyNote(this.chatRoom, t) : nothing}
      ${this.unread > 0
        ? html`<button class="pill" part="pill" @click=${() => this.follow()}>${icon('arrow-down')}${t('list.new', { n: this.unread })}</button>`
        : nothing}
      ${this.#menu.render(t)}
      <div class="visually-hidden" aria-live="polite">${this.announcement}</div>
    `;
  }

  // --- taking in ---

  #take(messages: readonly Message[]): void {
    const wasEmpty = this.#buffer.length === 0;
    const fresh = this.#buffer.push(messages);
    if (fresh.length === 0) return;
    this.#received += fresh.length;
    if (this.hasUpdated) this.#reading.hold(() => this.#rows.dropTail(this.#buffer));
    this.#clock.count(fresh.length);
    const self = this.#self;
    let own = false;
    for (const message of fresh) {
      if (message.origin === 'own') own = true;
      else if (message.origin === 'live') this.#announcer.add(message, mentions(message, self) || message.sender.role === 'host');
    }
    if (own) this.#reading.release();
    if (wasEmpty) this.requestUpdate();
    this.#schedule(own);
  }

  #reset(messages: readonly Message[]): void {
    const keepReading = this.hasUpdated && !this.#reading.following;
    const firstShown = keepReading ? this.#buffer.at(this.#buffer.from)?.id : undefined;
    const rows = this.#buffer.to - this.#buffer.from;
    this.#buffer.reset(messages);
    if (this.hasUpdated) {
      const start = firstShown === undefined ? -1 : this.#buffer.indexOf(firstShown);
      this.#reading.hold(() => {
        if (start >= 0) this.#rows.mount(this.#buffer, start, Math.min(this.#buffer.length, start + rows));
        else this.#rows.clear(this.#buffer);
      });
      if (start < 0) this.#reading.release();
    }
    this.#noMoreHistory = false;
    this.#schedule(true);
    this.requestUpdate();
  }

  // --- drawing ---

  #schedule(soon: boolean): void {
    if (!this.hasUpdated || !this.isConnected || document.hidden) return;
    this.#clock.schedule(soon);
  }

  #flush(): void {
    this.#clock.clear();
    if (!this.hasUpdated) return;
    const start = performance.now();
    if (this.#reading.following) {
      this.#rows.showEnd(this.#buffer, (added) => added <= 3 && this.#clock.calm);
      if (this.unread !== 0) this.unread = 0;
    } else this.#countUnreadLater();
    this.#lastFlushMs = performance.now() - start;
  }

  #redraw(message: Message): void {
    const index = this.#buffer.replace(message);
    if (!this.hasUpdated) return;
    this.#reading.hold(() => this.#rows.redraw(this.#buffer, index));
    this.requestUpdate();
  }

  #redrawAll(): void {
    if (this.hasUpdated) this.#reading.hold(() => this.#rows.redrawAll(this.#buffer));
  }

  /** Draws by another registry as soon as there is another, and again whenever it changes. */
  #followRegistry(): void {
    const { renderers } = this;
    if (this.#drawnBy === renderers) return;
    const again = this.#drawnBy !== undefined;
    this.#drawnBy = renderers;
    this.#undoRegistry?.();
    this.#undoRegistry = renderers.subscribe(() => this.#redrawAll());
    if (again) this.#redrawAll();
  }

  get #self(): Sender | null {
    return this.chatClient?.user ?? null;
  }

  get #view(): RowView {
    const context: RenderContext = { surface: 'row', t: this.labels.t, lang: this.labels.lang, self: this.#self };
    return { registry: this.renderers, context, withoutAvatars: this.withoutAvatars };
  }

  // --- reading back ---

  #onReadingChange(): void {
    const { following } = this.#reading;
    if (following) this.#internals.states.delete('scrolled-back');
    else this.#internals.states.add('scrolled-back');
    if (following) this.#schedule(true);
  }

  readonly #onScroll = (): void => {
    this.#reading.onScroll(this.#buffer.unread === 0);
    if (this.#reading.following) return;
    if (this.#reading.fromStart < NEAR_PX) this.#extendUp();
    if (this.#reading.fromEnd < NEAR_PX && this.#buffer.unread > 0) this.#extendDown();
  };

  #extendUp(): void {
    if (this.#buffer.from === 0) void this.#loadHistory();
    else this.#reading.hold(() => this.#rows.extendUp(this.#buffer));
  }

  #extendDown(): void {
    this.#reading.hold(() => this.#rows.extendDown(this.#buffer));
    this.unread = this.#buffer.unread;
  }

  async #loadHistory(): Promise<void> {
    const room = this.chatRoom;
    if (!room || room.state !== 'joined' || this.#loadingHistory || this.#noMoreHistory) return;
    this.#loadingHistory = true;
    try {
      const older = await room.loadHistory();
      if (older.length === 0) this.#noMoreHistory = true;
      this.#buffer.prepend(older);
      if (this.#buffer.from > 0) this.#extendUp();
    } catch {
      // Shown by the connection bar; scrolling up again asks again.
      this.#noMoreHistory = false;
    } finally {
      this.#loadingHistory = false;
    }
  }

  #countUnreadLater(): void {
    this.#buffer.trim(true);
    this.#countTimer ??= setTimeout(() => {
      this.#countTimer = undefined;
      this.unread = this.#reading.following ? 0 : this.#buffer.unread;
    }, COUNT_MS);
  }

  readonly #onVisibility = (): void => {
    if (!document.hidden) this.#flush();
  };

  // --- acts ---

  #rowOf(event: Event): HTMLElement | null {
    const target = event.target as Element;
    return target.closest<HTMLElement>('.row');
  }

  readonly #onClick = (event: MouseEvent): void => {
    const button = (event.target as Element).closest<HTMLElement>('[data-action]');
    const id = this.#rowOf(event)?.dataset['id'];
    if (!button || id === undefined) return;
    if (button.dataset['action'] === 'menu') this.#openMenu(id, button);
    else this.#act(button.dataset['action']!, id);
  };

  readonly #onContextMenu = (event: MouseEvent): void => {
    const row = this.#rowOf(event);
    const message = row && this.#messageOf(row);
    // Links, selections and pictures keep the browser's own menu.
    if (!message || isLine(message) || (event.target as Element).closest('a, img') || !getSelection()?.isCollapsed) return;
    event.preventDefault();
    this.#openMenu(message.id, row!);
  };

  #messageOf(row: HTMLElement): Message | undefined {
    return this.#buffer.at(this.#buffer.indexOf(row.dataset['id'] ?? ''));
  }

  #openMenu(id: string, at: HTMLElement): void {
    const message = this.#buffer.at(this.#buffer.indexOf(id));
    if (!message || message.state !== 'sent') return;
    const own = isOwn(message, this.#self);
    const role = this.#self?.role;
    const mayRecall = message.offset !== undefined && (own || role === 'host' || role === 'moderator');
    this.#reading.pin('menu');
    void this.#menu.open(id, at, mayRecall ? ['copy', 'recall', 'hide'] : ['copy', 'hide']).then(() => this.#reading.unpin('menu'));
  }

  #act(action: string, id: string): void {
    const room = this.chatRoom;
    const message = this.#buffer.at(this.#buffer.indexOf(id));
    if (!message) return;
    if (action === 'retry') room?.retry(id).catch(this.#onActFailed);
    else if (action === 'recall') room?.recall(id).catch(this.#onActFailed);
    else if (action === 'copy') navigator.clipboard.writeText(textOf(message)).catch(this.#onActFailed);
    else if (room) room.remove(id);
    else this.remove(id);
  }

  readonly #onActFailed = (error: unknown): void => this.fail(error);

  readonly #onKeydown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const focused = (event.target as Element).closest<HTMLElement>('.row');
    if (walkRows(event, this.block, focused)) return;
    if (event.key === 'Enter' && focused && event.target === focused) this.#openMenu(focused.dataset['id']!, focused);
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
