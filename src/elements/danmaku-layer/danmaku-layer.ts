import { html, type PropertyValues } from 'lit';
import { property, query } from 'lit/decorators.js';
import type { ChatRoom, MessageBatch } from '../../client/contract.js';
import type { Message } from '../../protocol/message.js';
import { RoomElement } from '../shared/room-element.js';
import { tokens } from '../shared/tokens.styles.js';
import type { DanmakuItem, DanmakuStats } from './danmaku-item.js';
import { styles } from './danmaku-layer.styles.js';
import { Stage, type StageSettings } from './stage.js';

export type { DanmakuItem, DanmakuStats } from './danmaku-item.js';

const nothingYet: DanmakuStats = {
  received: 0,
  shown: 0,
  dropped: 0,
  droppedByRank: { own: 0, high: 0, normal: 0, low: 0 },
  pending: 0,
  onStage: 0,
};

/**
 * Comments that fly over a picture. Lies over whatever it is placed on, lets every click through, and never puts one
 * comment on another unless told to (`overlap`).
 *
 * Shows what is said live in its room, never history, as the registry's `danmaku` surface draws it; or, with or without
 * a room, what `push` is given. Own comments are marked, and with those of the host and paid ones always get a place.
 * Of the others it shows as many as fit: short ones first, each fourth place to the one that has waited longest, none
 * that has waited over a second; whatever is given up is counted in `stats`. A hidden page keeps only the newest few.
 * Where motion is not wanted, comments appear in up to four lines and go again without moving.
 *
 * Hidden from screen readers on purpose: the message list is the copy that can be read.
 *
 * @tag danmaku-layer
 * @summary Comments that fly over the picture.
 * @csspart base - The stage.
 * @csspart comment - One comment.
 * @csspart own - A comment of the viewer's own (with `comment`).
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
  /** Most comments shown in a second, own, host's and paid ones aside; 0 for as many as fit. */
  @property({ type: Number, attribute: 'max-per-second' }) maxPerSecond = 0;
  /** `still` shows comments without moving them, `full` always moves them, `auto` asks the viewer's system. */
  @property() motion: 'auto' | 'full' | 'still' = 'auto';

  @query('.stage') private readonly stageElement!: HTMLElement;

  #stage: Stage | null = null;
  /** What came before the first rendering; bounded like the stage's own backlog. */
  #early: DanmakuItem[] = [];
  readonly #resizes = typeof ResizeObserver === 'undefined' ? null : new ResizeObserver(() => this.#measure());
  #reducedMotion: MediaQueryList | null = null;

  /** Counts since the element was made; see `DanmakuStats`. */
  get stats(): DanmakuStats {
    return this.#stage?.stats ?? { ...nothingYet, received: this.#early.length, pending: this.#early.length };
  }

  get paused(): boolean {
    return this.#stage?.paused ?? false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#reducedMotion ??= matchMedia('(prefers-reduced-motion: reduce)');
    this.#reducedMotion.addEventListener('change', this.#onPreference);
    document.addEventListener('visibilitychange', this.#onVisibility);
    document.fonts?.addEventListener('loadingdone', this.#onFonts);
    if (this.#stage) this.#resizes?.observe(this.stageElement);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#reducedMotion?.removeEventListener('change', this.#onPreference);
    document.removeEventListener('visibilitychange', this.#onVisibility);
    document.fonts?.removeEventListener('loadingdone', this.#onFonts);
    this.#resizes?.disconnect();
    queueMicrotask(() => {
      if (!this.isConnected) this.#stage?.clear();
    });
  }

  protected override firstUpdated(): void {
    this.#stage = new Stage(this.stageElement, this.#settings());
    this.#measure();
    this.#resizes?.observe(this.stageElement);
    this.#stage.push(this.#early.splice(0));
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('opacity')) this.stageElement.style.opacity = String(clamp(this.opacity, 0, 1, 1));
    this.#stage?.configure(this.#settings());
  }

  protected override listen(room: ChatRoom): (() => void)[] {
    return [room.on('messages', (batch) => this.#onMessages(batch))];
  }

  protected override forget(): void {
    this.#stage?.clear();
  }

  /**
   * Shows one comment or several, oldest first; a string is a comment too.
   * @throws {TypeError} an item has neither `text` nor `content`.
   */
  push(items: DanmakuItem | string | readonly (DanmakuItem | string)[]): void {
    const list = (Array.isArray(items) ? items : [items]).map(toItem);
    if (this.#stage) this.#stage.push(list);
    else this.#early = [...this.#early, ...list].slice(-500);
  }

  /** Freezes what is on stage; what comes meanwhile waits, the newest of it. */
  pause(): void {
    this.#stage?.pause();
  }

  resume(): void {
    this.#stage?.resume();
  }

  /** Empties the stage and forgets what waits. */
  clear(): void {
    this.#early = [];
    this.#stage?.clear();
  }

  protected override render() {
    return html`<div part="base" class="stage" aria-hidden="true"></div>`;
  }

  #settings(): StageSettings {
    return {
      duration: clamp(this.duration, 0.5, 120, 8),
      speed: clamp(this.speed, 0.25, 4, 1),
      overlap: this.overlap,
      area: clamp(this.area, 0, 1, 1),
      fontSize: clamp(this.fontSize, 0, 200, 0),
      maxPerSecond: clamp(this.maxPerSecond, 0, 1000, 0),
      still: this.motion === 'still' || (this.motion !== 'full' && this.#reducedMotion?.matches === true),
      rtl: getComputedStyle(this).direction === 'rtl',
    };
  }

  #measure(): void {
    this.#stage?.resize(this.stageElement.clientWidth, this.stageElement.clientHeight);
  }

  #draw(message: Message): DanmakuItem | null {
    const { t, lang } = this.labels;
    const rendered = this.renderers.render(message, { surface: 'danmaku', t, lang, self: this.chatClient?.user ?? null });
    if (rendered === null || rendered === '') return null;
    const { role } = message.sender;
    const paid = Number(message.content['price']) > 0;
    const look = {
      own: message.origin === 'own',
      priority: paid || role === 'host' || role === 'moderator' ? ('high' as const) : ('normal' as const),
      ...(paid ? { color: 'var(--_gold)' } : role === 'host' ? { color: 'var(--_host)' } : {}),
    };
    return typeof rendered === 'string' ? { ...look, text: rendered } : { ...look, content: rendered };
  }

  #onMessages(batch: MessageBatch): void {
    if (batch.origin !== 'live' && batch.origin !== 'own') return;
    this.push(batch.map((message) => this.#draw(message)).filter((item) => item !== null));
  }

  readonly #onPreference = (): void => this.#stage?.configure(this.#settings());
  readonly #onVisibility = (): void => this.#stage?.visibilityChanged();
  readonly #onFonts = (): void => this.#stage?.fontsChanged();
}

function toItem(item: DanmakuItem | string): DanmakuItem {
  if (typeof item === 'string') return { text: item };
  if (typeof item?.text === 'string' || item?.content !== undefined) return item;
  throw new TypeError(`A comment is a text or { text, mode?, color?, priority?, own? }; got ${item === null ? 'null' : typeof item}.`);
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
