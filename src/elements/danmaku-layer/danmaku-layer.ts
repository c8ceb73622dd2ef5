import { html, nothing, type PropertyValues } from 'lit';
import { property, query } from 'lit/decorators.js';
import type { ChatRoom, MessageBatch } from '../../client/contract.js';
import type { Message } from '../../protocol/message.js';
import { TYPE } from '../../protocol/message.js';
import { LiveDanmakuActionEvent, type DanmakuAction } from '../events.js';
import { DANMAKU_MODES, danmakuPreferences, type DanmakuMode } from '../shared/danmaku-preferences.js';
import { compileFilters, type Filters } from '../shared/filters.js';
import { RoomElement } from '../shared/room-element.js';
import { addShow } from '../shared/show-displays.js';
import { tokens } from '../shared/tokens.styles.js';
import { toItem, type DanmakuItem, type DanmakuStats } from './danmaku-item.js';
import { styles } from './danmaku-layer.styles.js';
import { DisplayBudget } from './display-budget.js';
import { Drawing, type Compose } from './drawing.js';
import type { Interaction } from './interaction.js';
import type { Mask, MaskSource } from './mask.js';
import type { OverMedia } from './over-media.js';
import type { Stage, StageSettings } from './stage.js';
import { Wording } from './wording.js';
import type { ZoneSource } from './zones.js';

export type { DanmakuItem, DanmakuStats, PathPoint, Point } from './danmaku-item.js';
export type { MaskSource } from './mask.js';
export type { Zone, ZoneSource } from './zones.js';

/** Kept until there is an engine to take them. */
const earlyLimit = 5000;

const nothingYet: DanmakuStats = {
  received: 0,
  shown: 0,
  dropped: 0,
  droppedByRank: { own: 0, high: 0, normal: 0, low: 0 },
  filtered: 0,
  replaced: 0,
  pending: 0,
  onStage: 0,
};

const modesConverter = {
  fromAttribute: (text: string | null) => (text === null ? DANMAKU_MODES : DANMAKU_MODES.filter((mode) => text.split(/[\s,]+/).includes(mode))),
};

/**
 * Comments that fly over a picture. Lies over whatever it is placed on, lets every click through, and never puts one
 * comment on another unless told to (`overlap`).
 *
 * Shows what is said live in its room, never history, as the registry's `danmaku` surface draws it; or, with or without
 * a room, what `push` is given. Own comments are marked, and with those of the host and paid ones always get a place.
 * Of the others it shows as many as fit: short ones first, each fourth place to the one that has waited longest, none
 * that has waited over a second; whatever is given up is counted in `stats`. A hidden page keeps only the newest few.
 * `calm`, or a system where motion is not wanted, turns it into a strip of up to four captions that come as fast as
 * they can be read and go again without moving.
 *
 * What flies is loaded with the first comment or room. A text that is too long is cut, a display that throws or is slow
 * is replaced by its words, a setting that is none is left out; `stats` counts it, the console tells the developer once.
 *
 * What the viewer has chosen in `<danmaku-settings>` goes before the attributes, in every layer of the page.
 *
 * Hidden from screen readers on purpose: the message list is the copy that can be read. With `interactive` one comment
 * can be caught, by pointer or keyboard.
 *
 * @tag danmaku-layer
 * @summary Comments that fly over the picture.
 * @event {LiveDanmakuActionEvent} live-danmaku-action - A person wants to copy, block or report; cancel to do it otherwise.
 * @csspart base - The stage.
 * @csspart comment - One comment. Colours and shadows are free; another size than the measured one would let two meet.
 * @csspart own - A comment of the viewer's own (with `comment`).
 * @csspart menu - What can be done with a comment, with `interactive`.
 * @csspart chooser - The button by which the keyboard gets to the comments, with `interactive`.
 * @cssproperty [--live-danmaku-color=white] - Text colour of comments without one of their own.
 * @cssproperty [--live-danmaku-outline=oklch(0 0 0 / 78%)] - Line around the letters that keeps them readable.
 * @cssproperty [--live-danmaku-font-weight=600] - Weight of the letters.
 * @cssproperty [--live-danmaku-inset=0px] - Distance from the edges of the picture, one to four lengths.
 * @cssproperty [--live-color-accent] - Ring around own comments.
 */
export class DanmakuLayer extends RoomElement {
  static override styles = [tokens, styles];

  /** Seconds that a point takes to cross the stage, at `speed` 1; above 0. */
  @property({ type: Number }) duration = 8;
  /** Factor on the speed, 0.25…4: for a viewer's own setting. */
  @property({ type: Number }) speed = 1;
  /** Shows all, on top of each other where there is no room. */
  @property({ type: Boolean, reflect: true }) overlap = false;
  /** Part of the height, from the top, that moving comments may use: 0…1. */
  @property({ type: Number }) area = 1;
  /** 0…1. */
  @property({ type: Number }) opacity = 1;
  /** Pixels; 0 chooses 16…24 by the width of the stage. */
  @property({ type: Number, attribute: 'font-size' }) fontSize = 0;
  /** Factor on the size of letters, 0.5…2: for a viewer's own setting. */
  @property({ type: Number }) scale = 1;
  /** Most comments shown in a second, own, host's and paid ones aside; 0 for as many as fit. */
  @property({ type: Number, attribute: 'max-per-second' }) maxPerSecond = 0;
  /** Shows nothing, and costs nothing. */
  @property({ type: Boolean, reflect: true }) off = false;
  /** Ways of showing that are allowed, as an attribute separated by spaces: `scroll reverse top bottom fixed advanced`. */
  @property({ converter: modesConverter }) modes: readonly DanmakuMode[] = DANMAKU_MODES;
  /** `still` shows comments without moving them, `full` always moves them, `auto` asks the viewer's system. */
  @property() motion: 'auto' | 'full' | 'still' = 'auto';
  /** A strip of captions at reading speed, whatever `motion` says. */
  @property({ type: Boolean, reflect: true }) calm = false;
  /** Lets a person hold a comment and copy, block or report it. */
  @property({ type: Boolean, reflect: true }) interactive = false;
  /** Id of the element to lie over, when that is not the parent; a `<video>` also pauses and empties the layer. */
  @property() for = '';
  /** Ignores what the viewer has chosen elsewhere. */
  @property({ type: Boolean, attribute: 'without-preferences' }) withoutPreferences = false;
  /** What the page leaves out, beside what the viewer does. */
  @property({ attribute: false }) filters?: Filters;
  /** Parts of the picture that no comment may enter, in 0…1 of the stage: captions, faces. */
  @property({ attribute: false }) keepOut: ZoneSource = [];
  /** A picture whose transparent parts hide comments, stretched over the stage: people stay in front. */
  @property({ attribute: false }) mask: MaskSource | null = null;
  /** Last word on what is made from a message: mode, colour, priority; null leaves it out. */
  @property({ attribute: false }) compose?: Compose;

  @query('.stage') private readonly stageElement!: HTMLElement;
  @query('.controls') private readonly controlsElement!: HTMLElement | null;

  /** Arrives when there is something to fly, or a room to hear it from. */
  #stage: Stage | null = null;
  #expected = false;
  #loading = false;
  /** What came before it, or before the words to draw it with … */
  #early: (() => DanmakuItem | null)[] = [];
  /** … and what of that had to go. */
  #lost = 0;
  #heldEarly = false;
  #hides: StageSettings['hides'] = null;
  #interaction: Interaction | null = null;
  #mask: Mask | null = null;
  #over: OverMedia | null = null;
  readonly #wording = new Wording(() => this.#letGo(), (error) => this.fail(error));
  readonly #budget = new DisplayBudget();
  readonly #drawing = new Drawing(this.#budget);
  readonly #resizes = typeof ResizeObserver === 'undefined' ? null : new ResizeObserver(() => this.#measure());
  #reducedMotion: MediaQueryList | null = null;
  #unsubscribe: (() => void) | null = null;

  /** Counts since the element was made; see `DanmakuStats`. */
  get stats(): DanmakuStats {
    const lost = this.#lost;
    const early = this.#early.length;
    const stats = this.#stage?.stats ?? nothingYet;
    const { received, pending, dropped, droppedByRank } = stats;
    return { ...stats, received: received + early + lost, pending: pending + early, dropped: dropped + lost, droppedByRank: { ...droppedByRank, normal: droppedByRank.normal + lost } };
  }

  get paused(): boolean {
    return this.#stage?.paused ?? this.#heldEarly;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addShow();
    this.#reducedMotion ??= matchMedia('(prefers-reduced-motion: reduce)');
    this.#reducedMotion.addEventListener('change', this.#configure);
    document.addEventListener('visibilitychange', this.#onVisibility);
    document.fonts?.addEventListener('loadingdone', this.#onFonts);
    this.#unsubscribe = danmakuPreferences.subscribe(this.#onPreferences);
    if (this.hasUpdated) this.#resizes?.observe(this.stageElement);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#reducedMotion?.removeEventListener('change', this.#configure);
    document.removeEventListener('visibilitychange', this.#onVisibility);
    document.fonts?.removeEventListener('loadingdone', this.#onFonts);
    this.#unsubscribe?.();
    this.#resizes?.disconnect();
    this.#over?.close();
    this.#over = null;
    queueMicrotask(() => {
      if (!this.isConnected) this.clear();
    });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    this.#wording.follow(this.labels.lang);
    if (changed.has('filters') || changed.has('withoutPreferences') || !this.hasUpdated) this.#compileFilters();
  }

  protected override firstUpdated(): void {
    this.#resizes?.observe(this.stageElement);
    if (this.#expected) void this.#start();
  }

  protected override updated(changed: PropertyValues<this>): void {
    this.#configure();
    if (changed.has('mask')) void this.#setMask();
    if (changed.has('interactive')) void this.#setInteraction();
    else this.#interaction?.render();
    if (this.for || this.#over) void this.#setMedia();
  }

  protected override listen(room: ChatRoom): (() => void)[] {
    void this.#start();
    return [
      room.on('messages', (batch) => this.#onMessages(batch)),
      room.on('updated', (messages) => this.#takeBack(messages.filter(({ type }) => type === TYPE.recalled).map(({ id }) => id))),
      room.on('removed', (ids) => this.#takeBack(ids)),
    ];
  }

  protected override forget(): void {
    this.clear();
  }

  /**
   * Shows one comment or several, oldest first; a string is a comment too.
   * @throws {TypeError} an item has neither `text` nor `content`.
   */
  push(items: DanmakuItem | string | readonly (DanmakuItem | string)[]): void {
    const list = (Array.isArray(items) ? items : [items]).map(toItem);
    this.#take(list.map((item) => () => item));
  }

  /** Freezes what is on stage; what comes meanwhile waits, the newest of it. */
  pause(): void {
    this.#heldEarly = true;
    this.#stage?.pause();
  }

  resume(): void {
    this.#heldEarly = false;
    this.#stage?.resume();
  }

  /** Empties the stage and forgets what waits. */
  clear(): void {
    this.#lost += this.#early.splice(0).length;
    this.#interaction?.release();
    this.#stage?.clear();
  }

  protected override render() {
    return html`<div part="base" class="stage" aria-hidden="true"></div>${this.interactive ? html`<div class="controls"></div>` : nothing}`;
  }

  #settings(): StageSettings {
    const chosen = this.withoutPreferences ? {} : danmakuPreferences.value;
    const { motion } = this;
    return {
      duration: clamp(this.duration, 0.5, 120, 8),
      speed: clamp(chosen.speed ?? this.speed, 0.25, 4, 1),
      overlap: this.overlap,
      area: clamp(chosen.area ?? this.area, 0, 1, 1),
      fontSize: clamp(this.fontSize, 0, 200, 0),
      scale: clamp(chosen.scale ?? this.scale, 0.5, 2, 1),
      maxPerSecond: clamp(this.maxPerSecond, 0, 1000, 0),
      off: chosen.off ?? this.off,
      modes: chosen.modes ?? this.modes,
      hides: this.#hides,
      keepOut: this.keepOut,
      still: (chosen.calm ?? this.calm) || motion === 'still' || (motion !== 'full' && this.#reducedMotion?.matches === true),
      rtl: getComputedStyle(this).direction === 'rtl',
    };
  }

  readonly #configure = (): void => {
    const chosen = this.withoutPreferences ? {} : danmakuPreferences.value;
    this.stageElement.style.opacity = String(clamp(chosen.opacity ?? this.opacity, 0, 1, 1));
    this.#stage?.configure(this.#settings());
  };

  #compileFilters(): void {
    this.#hides = compileFilters(this.filters, this.withoutPreferences ? undefined : danmakuPreferences.value.filters);
  }

  #measure(): void {
    this.#stage?.resize(this.stageElement.clientWidth, this.stageElement.clientHeight);
  }

  async #start(): Promise<void> {
    this.#expected = true;
    if (this.#loading || !this.hasUpdated) return;
    this.#loading = true;
    const module = await this.#load(import('./stage.js'));
    if (!module) return;
    this.#stage = new module.Stage(this.stageElement, this.#settings(), this.#budget);
    this.#measure();
    if (this.#heldEarly) this.#stage.pause();
    this.#letGo();
  }

  #take(items: (() => DanmakuItem | null)[]): void {
    const all = [...this.#early, ...items];
    const ready = this.#stage !== null && this.#wording.ready;
    this.#early = ready ? all : all.slice(-earlyLimit);
    this.#lost += all.length - this.#early.length;
    if (ready) this.#letGo();
    else void this.#start();
  }

  #letGo(): void {
    if (!this.#stage || !this.#wording.ready) return;
    this.#stage.push(this.#early.splice(0).map((draw) => draw()).filter((item) => item !== null));
  }

  /** What a page may not need arrives when it is asked for; when an extra does not, comments fly all the same. */
  async #load<T>(module: Promise<T>): Promise<T | null> {
    try {
      return await module;
    } catch (error) {
      this.fail(error);
      return null;
    }
  }

  async #setInteraction(): Promise<void> {
    const module = this.interactive ? await this.#load(import('./interaction.js')) : null;
    this.#interaction?.close();
    this.#interaction = null;
    const { controlsElement: controls, stageElement: stage } = this;
    if (!module || !controls) return;
    this.#interaction = new module.Interaction({
      stage,
      controls,
      t: this.labels.t,
      isPaused: () => this.paused,
      itemOf: (node) => this.#stage?.itemOf(node),
      pause: () => this.pause(),
      resume: () => this.resume(),
      act: (action, item) => this.#act(action, item),
    });
  }

  async #setMask(): Promise<void> {
    const module = this.mask || this.#mask ? await this.#load(import('./mask.js')) : null;
    if (!module) return;
    this.#mask ??= new module.Mask(this.stageElement);
    await this.#mask.set(this.mask);
  }

  async #setMedia(): Promise<void> {
    const find = () => (this.isConnected && this.for ? (this.getRootNode() as Document).getElementById(this.for) : null);
    if (this.#over?.media === find()) return;
    const module = await this.#load(import('./over-media.js'));
    const media = find();
    if (this.#over?.media === media) return;
    this.#over?.close();
    this.#over = module && media ? new module.OverMedia(this, media) : null;
  }

  #act(action: DanmakuAction, item: DanmakuItem): void {
    const { message = null } = item;
    const { text = '' } = item;
    if (!this.dispatchEvent(new LiveDanmakuActionEvent(action, text, message))) return;
    if (action === 'copy') navigator.clipboard.writeText(text).catch((error: unknown) => this.fail(error));
    if (action !== 'block' || !message) return;
    const add = (filters: Filters = {}): Filters => ({ ...filters, users: [...(filters.users ?? []), message.sender.id] });
    if (this.withoutPreferences) this.filters = add(this.filters);
    else danmakuPreferences.set({ filters: add(danmakuPreferences.value.filters) });
  }

  #draw(message: Message): DanmakuItem | null {
    const { t, lang } = this.labels;
    const context = { surface: 'danmaku' as const, t, lang, self: this.chatClient?.user ?? null };
    return this.#drawing.item(message, () => this.renderers.render(message, context), this.compose);
  }

  #onMessages(batch: MessageBatch): void {
    if (batch.origin !== 'live' && batch.origin !== 'own') return;
    this.#take(batch.map((message) => () => this.#draw(message)));
  }

  #takeBack(ids: readonly string[]): void {
    if (ids.length === 0) return;
    const gone = new Set(ids);
    this.#interaction?.release();
    this.#stage?.remove(({ message }) => message !== undefined && gone.has(message.id));
  }

  readonly #onPreferences = (): void => {
    this.#compileFilters();
    if (this.hasUpdated) this.#configure();
  };
  readonly #onVisibility = (): void => this.#stage?.visibilityChanged();
  readonly #onFonts = (): void => this.#stage?.fontsChanged();
}

/** A setting may come from an attribute, so it can be anything. */
function clamp(value: number, low: number, high: number, otherwise: number): number {
  return Number.isFinite(value) ? Math.min(high, Math.max(low, value)) : otherwise;
}

declare global {
  interface HTMLElementTagNameMap {
    'danmaku-layer': DanmakuLayer;
  }
}
