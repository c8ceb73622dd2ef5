import { ContextProvider } from '@lit/context';
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { ChatClient, ChatRoom } from '../../client/contract.js';
import { clientContext, registryContext, roomContext } from '../../context/index.js';
import type { Sender } from '../../protocol/message.js';
import type { RendererRegistry } from '../../renderers/registry.js';
import { LiveErrorEvent, LiveJoinedEvent, LiveLeaveEvent, LiveLeftEvent, type Gift, type LivePersonHideEvent } from '../events.js';
import { avatar, avatarStyles } from '../shared/avatar.js';
import type { Buy } from '../shared/buy.js';
import { cssProperties } from '../shared/css-properties.js';
import { danmakuPreferences } from '../shared/danmaku-preferences.js';
import { effectsLevel } from '../shared/effects-level.js';
import { icon } from '../shared/more-icons.js';
import { LabelsController, refreshLabels } from '../shared/labels-controller.js';
import { tokens } from '../shared/tokens.styles.js';
import { danmakuControls, danmakuControlsStyles } from './danmaku-controls.js';
import { chooseLayout, type Layout } from './layout.js';
import { styles } from './live-chatroom.styles.js';
import { overlayStyles } from './overlay.styles.js';
import { PanelWidth } from './panel-width.js';
import { PinnedZone } from './pinned-zone.js';
import { peoplePanel, peoplePanelStyles } from './people-panel.js';
import { RoomConnection } from './room-connection.js';
import { roomDanmaku } from './room-danmaku.js';
import { roomTabs, type View } from './room-tabs.js';
import { ShowParts, type ShowPart, type ShowPartLoaders } from './show-parts.js';
import { Slotted } from './slotted.js';
import { ViewerFilters } from './viewer-filters.js';

/** A line or two of danmaku are left, however much is pinned. */
const LEAST_AREA = 0.05;

/**
 * A whole live room from one tag: picture, danmaku, chat, input, gifts, likes and who is watching.
 *
 * Connects with `server` and `token`, or takes a `client`; joins `room` and gives both to every element inside, its own and
 * slotted ones. Lays itself out by its own size, or as `layout` says. Every part can be replaced through its slot, or left
 * out by an empty element in it. Effects of gifts and the goal are fetched when the room first has one. Gifts worth less
 * than 500 have a banner and a row, and do not fly as well.
 *
 * @tag live-chatroom
 * @summary The room: connects, joins, lays out, provides client and room to what is inside.
 * @slot player - Instead of the built-in `<live-player>`.
 * @slot overlay - Over the picture, above the danmaku.
 * @slot effects - Instead of `<effect-stage>`, over the danmaku.
 * @slot header - Instead of host, audience and connection state.
 * @slot pinned - Instead of the pinned notice and the current paid messages, under the header.
 * @slot goal - Instead of `<goal-bar>`, under the pinned notice.
 * @slot list - Instead of `<message-list>`.
 * @slot members - Instead of `<member-list>`, under who gives most.
 * @slot gifts - Instead of `<gift-bar>`.
 * @slot input - Instead of `<chat-input>`.
 * @slot actions - More buttons beside the input.
 * @event {LiveJoinedEvent} live-joined - The room has been joined.
 * @event {LiveLeaveEvent} live-leave - Somebody pressed "leave"; cancelable: they stay.
 * @event {LiveLeftEvent} live-left - The room has been left.
 * @event {LiveErrorEvent} live-error - The room could not be entered, or a part of it failed.
 * @csspart base - The whole room. @csspart stage - The picture's side. @csspart header - Host, audience, state.
 * @csspart panel - The chat's side. @csspart composer - The bottom row. @csspart tabs - Chat, viewers, gifts.
 * @cssproperty [--live-chatroom-panel-width=360px] - Width of the chat beside the picture.
 * @cssproperty [--live-chatroom-hearts-height=150px] - How far hearts rise beside the chat; over the picture `--live-like-hearts-height` says it.
 * @cssproperty [--live-chatroom-gifts-height] - Of the gifts over the picture, where they start to scroll.
 * @cssproperty [--live-hue=240] - The brand hue; re-tints everything.
 * @cssstate overlay - Chat over a full picture. @cssstate side - Chat beside it. @cssstate half - Chat below it.
 */
export class LiveChatroom extends LitElement {
  static override styles = [tokens, avatarStyles, styles, overlayStyles, danmakuControlsStyles, peoplePanelStyles];
  /** Parts that are fetched when a room first needs them. Said by whoever defines the element. */
  static showParts: ShowPartLoaders = {};

  /** WebSocket address of the chat server, `wss://…/chat`. */
  @property() server = '';
  /** Room id. */
  @property() room = '';
  /** A token from your server, or a function that fetches one (asked again when it has expired). */
  @property() token: string | ((why: string) => Promise<string>) = '';
  /** A client of the page's own, instead of `server` and `token`. */
  @property({ attribute: false }) client?: ChatClient;
  /** Displays of this room only; without it the page's registry. */
  @property({ attribute: false }) registry?: RendererRegistry;
  /** Messages shown on entering: −1 none, 0 the default (10), 1…50. */
  @property({ type: Number }) history = 30;
  /** Enter only a room that exists. */
  @property({ type: Boolean, attribute: 'existing-only' }) existingOnly = false;
  /** `auto` chooses by the element's own size. */
  @property() layout: Layout | 'auto' = 'auto';
  /** Address of the live stream. */
  @property() src = '';
  /** The room's title; the host's name or the room id stands in for it. */
  @property() heading = '';
  /** Who is on air. */
  @property({ attribute: false }) host?: Sender;
  /** The gift catalogue; the built-in one when absent. */
  @property({ attribute: false }) gifts?: readonly Gift[];
  /** Pays at the app's shop before a gift or super chat is sent; resolves with the receipt that goes with it. */
  @property({ attribute: false }) buy?: Buy;
  @property({ type: Boolean, attribute: 'without-danmaku' }) withoutDanmaku = false;
  @property({ type: Boolean, attribute: 'without-gifts' }) withoutGifts = false;
  /** No full-screen effects; their gifts still have rows and banners. */
  @property({ type: Boolean, attribute: 'without-effects' }) withoutEffects = false;
  @property({ type: Boolean, attribute: 'without-goal' }) withoutGoal = false;
  @property({ type: Boolean, attribute: 'without-likes' }) withoutLikes = false;

  @state() private shown: Layout = 'overlay';
  @state() private view: View = 'chat';
  @state() private collapsed = false;

  readonly #labels = new LabelsController(this);
  readonly #slotted = new Slotted(this);
  readonly #panelWidth = new PanelWidth(this);
  readonly #pinnedZone = new PinnedZone(this);
  readonly #internals = this.attachInternals();
  readonly #clientProvider = new ContextProvider(this, { context: clientContext });
  readonly #roomProvider = new ContextProvider(this, { context: roomContext });
  readonly #registryProvider = new ContextProvider(this, { context: registryContext });
  readonly #connection = new RoomConnection(this, {
    changed: (client, room) => {
      this.#clientProvider.setValue(client);
      this.#roomProvider.setValue(room);
      this.#showParts.follow(room);
    },
    joined: (room) => this.dispatchEvent(new LiveJoinedEvent(room.id)),
    failed: (error) => this.dispatchEvent(new LiveErrorEvent(error, this.localName)),
  });
  readonly #showParts = new ShowParts(
    this,
    (this.constructor as typeof LiveChatroom).showParts,
    () => ({ gifts: this.gifts, without: this.#withoutParts }),
    (error) => this.dispatchEvent(new LiveErrorEvent(error instanceof Error ? error : new Error(String(error)), this.localName)),
  );
  readonly #filters = new ViewerFilters(() => this.#connection.client?.user ?? null);
  #undoPreferences: (() => void) | null = null;
  /** Has the focus when the people are closed. */
  #peopleOpener: Element | null = null;
  readonly #resize = new ResizeObserver(([entry]) => this.#measure(entry!.contentRect.width, entry!.contentRect.height));

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resize.observe(this);
    const undo = [danmakuPreferences, effectsLevel].map((choices) => choices.subscribe(() => this.requestUpdate()));
    this.#undoPreferences = () => undo.forEach((each) => each());
    if (this.hasUpdated) this.#enter();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resize.disconnect();
    this.#undoPreferences?.();
    // A move in the page is not a removal: connection and membership survive it.
    queueMicrotask(() => {
      if (!this.isConnected) this.#connection.close();
    });
  }

  /** The room in use; undefined until there is a client. */
  get chatRoom(): ChatRoom | undefined {
    return this.#connection.room;
  }

  /** Leaves the room and says so with `live-left`. */
  leave(): void {
    this.#connection.close();
    this.dispatchEvent(new LiveLeftEvent(this.room, null));
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('registry')) this.#registryProvider.setValue(this.registry);
    if (changed.has('layout')) this.#measure(this.offsetWidth, this.offsetHeight);
    if (changed.has('server') || changed.has('room') || changed.has('token') || changed.has('client')) this.#enter();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('lang')) refreshLabels();
    for (const layout of ['overlay', 'side', 'half'] as const) {
      if (layout === this.shown) this.#internals.states.add(layout);
      else this.#internals.states.delete(layout);
    }
  }

  override render() {
    const { t } = this.#labels;
    const classes = `base ${this.shown} ${this.#hasStage ? '' : 'no-stage'} ${this.collapsed ? 'collapsed' : ''} view-${this.view}`;
    return html`<div class=${classes} part="base" ${cssProperties({ '--_panel-width': `${this.#panelWidth.value}px` })} role="region" aria-label=${this.heading || t('room.label')} @live-members-open=${this.#onMembersOpen}>
      ${this.#hasStage ? this.#renderStage() : nothing}
      <div class="header" part="header">${this.#slot('header', () => this.#renderHeader())}</div>
      <div class="pinned">
        ${this.#slot('pinned', () => this.#renderPinned())} ${this.#slot('goal', () => this.#showParts.renderGoal(this.shown === 'overlay'))}
      </div>
      ${this.shown === 'side' && this.#hasStage ? this.#renderDivider() : nothing}
      <section class="panel" part="panel">${this.#renderPanel()}</section>
    </div>`;
  }

  #renderStage() {
    const over = this.shown === 'overlay';
    return html`<section class="stage" part="stage">
      ${this.#slot(
        'player',
        () => html`<live-player
          .src=${this.src}
          autoplay="auto"
          fit=${over ? 'cover' : 'contain'}
          controls=${over ? 'none' : 'full'}
          fullscreen-target="live-chatroom"
          exportparts="controls:player-controls, video:player-video"
        >
          <div class="over" slot="overlay">${this.#renderOverPicture()}</div>
          ${over || this.withoutDanmaku ? nothing : html`<span slot="controls-end" class="danmaku-buttons">${danmakuControls(this.#labels.t, this.#danmakuArea, this.#showParts.hasEffects)}</span>`}
        </live-player>`,
      )}
      ${this.#slotted.has('player') ? html`<div class="over">${this.#renderOverPicture()}</div>` : nothing}
      ${this.#connection.error ? this.#renderError() : nothing}
    </section>`;
  }

  /** What stays for a while: the pinned notice, and paid messages that are current. Empty, they take no room. */
  #renderPinned() {
    const over = this.shown === 'overlay';
    return html`<pinned-message ?over-picture=${over}></pinned-message><super-chat without-button .buy=${this.buy} ?over-picture=${over}></super-chat>`;
  }

  #renderOverPicture() {
    return html`
      ${this.withoutDanmaku ? nothing : html`<danmaku-layer interactive area=${this.#openArea} .keepOut=${this.#keepOut} .compose=${this.withoutGifts ? undefined : roomDanmaku} exportparts="comment:danmaku"></danmaku-layer>`}
      ${this.#slot('effects', () => this.#showParts.renderEffects(!this.#hasDanmakuControls))}
      ${this.withoutGifts ? nothing : html`<gift-banners></gift-banners>`}
      <slot name="overlay"></slot>
    `;
  }

  /** A player of the page's own has no place for them beside the picture. */
  get #hasDanmakuControls(): boolean {
    return !this.withoutDanmaku && (this.shown === 'overlay' || !this.#slotted.has('player'));
  }

  get #danmakuArea(): number {
    return this.shown === 'overlay' ? 0.33 : 0.4;
  }

  get #keepOut() {
    return this.shown === 'overlay' ? this.#pinnedZone.value : [];
  }

  /** Down to the gift banners at most. The layer does not count what is closed to it; so what is pinned pushes no comments down onto faces. */
  get #openArea(): number {
    if (this.shown !== 'overlay') return this.#danmakuArea;
    return Math.max(LEAST_AREA, Math.min(this.#danmakuArea, this.#pinnedZone.floor) - (this.#keepOut[0]?.height ?? 0));
  }

  #renderHeader() {
    const { t } = this.#labels;
    const host = this.host ?? { id: this.room, name: this.heading || this.room };
    return html`
      <div class="host" part="host">
        ${avatar(host, 32)}
        <span class="host-words">
          <bdi class="host-name" part="heading" title=${this.heading || host.name}>${this.heading || host.name}</bdi>
          <room-status compact ?over-picture=${this.shown === 'overlay'}></room-status>
        </span>
      </div>
      <audience-strip ?over-picture=${this.shown === 'overlay'}></audience-strip>
      ${this.shown === 'overlay' && !this.withoutDanmaku ? danmakuControls(t, this.#danmakuArea, this.#showParts.hasEffects) : nothing}
      <button class="icon-button close" part="close" @click=${this.#onLeave} aria-label=${t('room.leave')}>${icon('close')}</button>
    `;
  }

  #renderPanel() {
    const { t } = this.#labels;
    const over = this.shown === 'overlay';
    return html`
      ${this.#connection.error && !this.#hasStage ? this.#renderError() : nothing}
      ${over ? nothing : roomTabs({ t, views: this.#tabs, selected: this.#selectedTab, choose: this.#show, ...(this.shown === 'side' && this.#hasStage ? { collapse: () => (this.collapsed = true) } : {}) })}
      <div class="body" id="body" role=${ifDefined(over ? undefined : 'tabpanel')} aria-labelledby=${ifDefined(over ? undefined : `tab-${this.#selectedTab}`)}>
        <div class="list" ?hidden=${this.view === 'members' || (this.view === 'gifts' && this.shown === 'half')}>
          ${this.#slot('list', () => html`<message-list ?over-picture=${over} .hides=${this.#filters.hides} @live-person-hide=${this.#onPersonHide} exportparts="row, row-own, row-mention, row-gift, row-line, row-failed, badge, name, text, avatar:row-avatar, pill, scroller"></message-list>`)}
        </div>
        ${this.view === 'members'
          ? peoplePanel({
              t,
              ...(over ? { close: this.#closePeople } : {}),
              supporters: this.#showParts.renderSupporters(),
              people: this.#slot('members', () => html`<member-list ?without-header=${over}></member-list>`),
            })
          : nothing}
      </div>
      ${this.view === 'gifts' && !this.withoutGifts
        ? html`<div class="gifts" part="gifts">${this.#slot('gifts', () => html`<gift-bar .gifts=${this.gifts} .buy=${this.buy} ?over-picture=${over}>${this.#renderSuperChatButton()}</gift-bar>`)}</div>`
        : nothing}
      <div class="composer" part="composer">
        ${this.#slot('input', () => html`<chat-input ?over-picture=${over} exportparts="base:input, field:input-field"></chat-input>`)}
        <slot name="actions"></slot>
        ${this.withoutGifts
          ? nothing
          : html`<button class="round gift" part="gift-button" @click=${this.#toggleGifts} aria-expanded=${this.view === 'gifts'} aria-label=${t('room.tab.gifts')}>${icon('gift')}</button>`}
        ${this.withoutLikes ? nothing : html`<like-button ?over-picture=${over}></like-button>`}
      </div>
    `;
  }

  #renderDivider() {
    const { t } = this.#labels;
    if (this.collapsed) {
      return html`<button class="expand" part="expand" @click=${() => (this.collapsed = false)} aria-label=${t('room.expand')}>${icon('chevron-left')}</button>`;
    }
    return this.#panelWidth.renderHandle(t('room.resize'));
  }

  #renderSuperChatButton() {
    if (this.#slotted.has('pinned')) return nothing;
    const write = ({ currentTarget }: Event) => this.renderRoot.querySelector('super-chat')?.write(currentTarget as HTMLElement);
    return html`<button slot="actions" class="super-chat" part="super-chat-button" @click=${write}>${this.#labels.t('superchat.button')}</button>`;
  }

  #renderError() {
    const { t } = this.#labels;
    const { error } = this.#connection;
    return html`<div class="error" part="error" role="alert">
      ${icon('warning')}
      <p>${t(`error.${error!.name}`)}</p>
      <button class="primary" @click=${() => this.#connection.retry()}>${t('room.try-again')}</button>
    </div>`;
  }

  /** The page's own content where it has some; the built-in part is then never made. */
  #slot(name: string, builtIn: () => unknown) {
    return html`<slot name=${name}>${this.#slotted.has(name) ? nothing : builtIn()}</slot>`;
  }

  get #hasStage(): boolean {
    return this.src !== '' || this.#slotted.has('player');
  }

  get #withoutParts(): ReadonlySet<ShowPart> {
    const without = new Set<ShowPart>();
    if (this.withoutEffects || this.withoutGifts || !this.#hasStage || this.#slotted.has('effects')) without.add('effect-stage');
    if (this.withoutGoal || this.#slotted.has('goal')) without.add('goal-bar');
    return without;
  }

  get #tabs(): View[] {
    return this.shown === 'half' && !this.withoutGifts ? ['chat', 'members', 'gifts'] : ['chat', 'members'];
  }

  /** Beside the picture gifts open below the chat, which then stays the selected tab. */
  get #selectedTab(): View {
    return this.#tabs.includes(this.view) ? this.view : 'chat';
  }

  #enter(): void {
    const { client, server, token, room } = this;
    if (!client && !(server && token)) return;
    this.#connection.use({ client, server, token, room, join: { history: this.history, create: !this.existingOnly } });
  }

  #measure(width: number, height: number): void {
    this.shown = this.layout === 'auto' ? chooseLayout(width, height) : this.layout;
  }

  readonly #show = (view: View): void => {
    this.view = view;
    if (view === 'members' && !this.withoutGifts) this.#showParts.want('supporter-board');
  };

  readonly #closePeople = (): void => {
    this.#show('chat');
    (this.#peopleOpener as HTMLElement | null)?.focus();
  };

  readonly #toggleGifts = (): void => this.#show(this.view === 'gifts' ? 'chat' : 'gifts');

  readonly #onMembersOpen = (event: Event): void => {
    this.#peopleOpener = (event.target as Element).shadowRoot?.activeElement ?? null;
    this.collapsed = false;
    this.#show(this.view === 'members' ? 'chat' : 'members');
  };

  readonly #onLeave = (): void => {
    if (this.dispatchEvent(new LiveLeaveEvent(this.room))) this.leave();
  };

  readonly #onPersonHide = (event: LivePersonHideEvent): void => {
    // The page, further out, may still say no.
    queueMicrotask(() => event.defaultPrevented || this.#filters.hidePerson(event.detail.person));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'live-chatroom': LiveChatroom;
  }
}
