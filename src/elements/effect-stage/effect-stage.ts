import { html, nothing, render, type PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { ChatRoom, MessageBatch } from '../../client/contract.js';
import { EFFECT_BUDGET, EffectError, playEffect, type Effect, type EffectBudget } from '../../effects/index.js';
import { worthOf } from '../../protocol/gift-sums.js';
import { TYPE, type GiftContent, type Message } from '../../protocol/message.js';
import '../../labels/more.js';
import { LiveEffectsChangeEvent, type Gift } from '../events.js';
import { effectsLevel, isLevel, LEVELS, type EffectsLevel, type EffectsListener } from '../shared/effects-level.js';
import { giftPicture } from '../shared/gift-art.js';
import { icon } from '../shared/more-icons.js';
import { RoomElement } from '../shared/room-element.js';
import { tokens } from '../shared/tokens.styles.js';
import { EffectQueue } from './effect-queue.js';
import { styles } from './effect-stage.styles.js';
import { FrameMeter } from './frame-meter.js';

/** How long a still stands, ms: long enough to be seen, too short to be in the way. */
const STILL_MS = 1800;
const FADE_MS = 200;

/** What can be asked for: an effect's encodings, best first, and what it stands for. */
export interface EffectRequest {
  readonly effect: Effect | readonly Effect[];
  /** Decides who comes first. */
  readonly worth?: number;
  readonly own?: boolean;
  /** Requests with the same key merge while they wait. */
  readonly key?: string;
  /** Picture of the gift, for when there is no still. */
  readonly icon?: string;
}

/** Counts since the element was made. */
export interface EffectStats {
  readonly level: EffectsLevel;
  readonly played: number;
  /** Shown as a still: by choice, for a slow device, or because it could not be played. */
  readonly stills: number;
  readonly merged: number;
  /** Not shown: too many waited, or too long. */
  readonly dropped: number;
  readonly failed: number;
  /** Of the failed ones, those that were too large. */
  readonly overBudget: number;
  readonly waiting: number;
  /** Pictures in memory now, and the most there ever were, bytes. */
  readonly decodedBytes: number;
  readonly peakBytes: number;
  /** Share of long frames while the last effect played, 0…1. */
  readonly longFrames: number;
}

const nothingYet = { played: 0, stills: 0, failed: 0, overBudget: 0, decodedBytes: 0, peakBytes: 0 };

/**
 * Full-screen effects of dear gifts, one at a time.
 *
 * Plays the `effect` that the catalogue in `gifts` has for a gift that is given now, never one that a message brings
 * along, and none from history. Own ones first, then by worth; up to 12 wait, at most 30 s. Each is held to a `budget`
 * of file size, memory and time by what its own bytes say; what is over it, or cannot be played, shows its still. In a
 * hidden tab nothing plays. Where motion is not wanted, and at level `light`, stills are shown for a moment. On a device
 * where more than a tenth of the frames of two effects in a row are long, the level becomes `light` by itself.
 *
 * Hidden from screen readers on purpose: the message list speaks each gift.
 *
 * @tag effect-stage
 * @summary Full-screen gift effects, queued, within a budget.
 * @event {LiveEffectsChangeEvent} live-effects-change - The level has changed, by a person or by itself.
 * @event {LiveErrorEvent} live-error - An effect could not be played; its still was shown.
 * @csspart effect - Where effects play.
 * @csspart still - A still picture.
 * @csspart switch - The button of `controls`.
 * @cssproperty [--live-effect-inset=0] - Distance of effects from the edges.
 * @cssproperty [--live-effect-width=640px] - Width at most. @cssproperty [--live-effect-height=960px] - Height at most.
 * @cssstate playing - Something is on stage.
 * @cssstate full - Everything is shown. @cssstate light - Stills are. @cssstate off - Nothing is.
 */
export class EffectStage extends RoomElement {
  static override styles = [tokens, styles];

  /** The catalogue, whose gifts have effects. */
  @property({ attribute: false }) gifts: readonly Gift[] = [];
  /** `full`, `light` (stills), `off` (nothing is loaded), or `auto`: what was chosen or found on this device before. */
  @property() effects: EffectsLevel | 'auto' = 'auto';
  /** Shows a button with which viewers choose the level. */
  @property({ type: Boolean }) controls = false;
  /** What one effect may cost; what is left out is as in `EFFECT_BUDGET`. */
  @property({ attribute: false }) budget: Partial<EffectBudget> = {};

  /** What the device is used with while `effects` is `auto`. */
  @state() private found: EffectsLevel = 'full';

  @query('.box') private readonly box!: HTMLElement;

  readonly #queue = new EffectQueue<EffectRequest>();
  readonly #meter = new FrameMeter();
  readonly #internals = this.attachInternals();
  #counts = { ...nothingYet };
  #asked = 0;
  #playing: AbortController | null = null;
  #undoLevel: (() => void) | null = null;

  get level(): EffectsLevel {
    return isLevel(this.effects) ? this.effects : this.found;
  }

  get stats(): EffectStats {
    return { ...this.#counts, ...this.#queue.counts, level: this.level, waiting: this.#queue.length, longFrames: this.#meter.share };
  }

  /** Asks for an effect that is no gift of the room. */
  push(request: EffectRequest): void {
    if (this.level === 'off') return;
    const { worth = 0, own = false, key = `asked ${++this.#asked}` } = request;
    this.#queue.add({ key, worth, own, what: request }, performance.now());
    void this.#next();
  }

  /** Takes gifts that were given before the element was there as given now. */
  replay(messages: readonly Message[]): void {
    for (const message of messages) this.#onGift(message);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('visibilitychange', this.#onVisibility);
    this.#undoLevel = effectsLevel.subscribe(this.#onLevel);
    this.found = effectsLevel.value;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.#onVisibility);
    this.#undoLevel?.();
    queueMicrotask(() => {
      if (!this.isConnected) this.forget();
    });
  }

  protected override listen(room: ChatRoom): (() => void)[] {
    return [room.on('messages', (batch) => this.#onMessages(batch))];
  }

  protected override forget(): void {
    this.#queue.clear();
    this.#playing?.abort();
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    for (const level of LEVELS) {
      if (level === this.level) this.#internals.states.add(level);
      else this.#internals.states.delete(level);
    }
    if (this.level !== 'off') return;
    this.#queue.clear();
    this.#playing?.abort();
  }

  protected override render() {
    // Off: nothing is there that could show anything.
    return html`${this.level === 'off' ? nothing : html`<div part="effect" class="box" aria-hidden="true"></div>`}
    ${this.controls ? this.#renderSwitch() : nothing}`;
  }

  #renderSwitch() {
    const { t } = this.labels;
    const name = t('effect.switch', { level: t(`effect.${this.level}`) });
    return html`<button part="switch" class="switch" type="button" data-level=${this.level} aria-label=${name} title=${name} @click=${this.#onSwitch}>
      ${icon('effects')}
    </button>`;
  }

  #onMessages(batch: MessageBatch): void {
    if (batch.origin !== 'live' && batch.origin !== 'own') return;
    this.replay(batch);
  }

  #onGift({ type, content, sender, origin }: Message): void {
    if (type !== TYPE.gift) return;
    const { gift: id } = content as Partial<GiftContent>;
    const gift = this.gifts.find((each) => each.id === id);
    if (!gift?.effect) return;
    this.push({ effect: gift.effect, icon: gift.icon, worth: worthOf(type, content), own: origin === 'own', key: `${sender.id} ${gift.id}` });
  }

  async #next(): Promise<void> {
    if (this.#playing || document.hidden || !this.isConnected) return;
    await this.updateComplete;
    if (this.#playing || this.level === 'off' || !this.box) return;
    const next = this.#queue.take(performance.now());
    if (!next) return;
    this.#playing = new AbortController();
    this.#internals.states.add('playing');
    try {
      await this.#show(next.what, this.#playing.signal);
    } finally {
      this.#playing = null;
      this.#internals.states.delete('playing');
    }
    await this.#next();
  }

  async #show(request: EffectRequest, signal: AbortSignal): Promise<void> {
    const encodings = ([] as Effect[]).concat(request.effect);
    if (this.level === 'full' && !matchMedia('(prefers-reduced-motion: reduce)').matches) {
      const stopWatching = this.#watchFrames();
      try {
        const budget = { ...EFFECT_BUDGET, ...this.budget };
        await playEffect(encodings, this.box, signal, { budget, onMemory: (bytes) => this.#onMemory(bytes) });
        stopWatching();
        if (signal.aborted) return;
        this.#counts.played++;
        if (this.#meter.end() && this.effects === 'auto') effectsLevel.set('light', 'meter');
        return;
      } catch (error) {
        stopWatching();
        this.#counts.failed++;
        if (error instanceof EffectError && error.fault === 'over-budget') this.#counts.overBudget++;
        this.fail(error);
      }
    }
    this.#counts.stills++;
    await this.#showStill(encodings.find(({ poster }) => poster)?.poster, request.icon, signal);
  }

  /** The art's own still, else the gift's picture; without either it is as if nothing had been asked for. */
  async #showStill(poster: string | undefined, gift: string | undefined, signal: AbortSignal): Promise<void> {
    if (signal.aborted || (!poster && !gift)) return;
    const still = Object.assign(document.createElement('div'), { className: 'still' });
    still.setAttribute('part', 'still');
    const fallback = () => render(giftPicture(gift, 160), still);
    if (poster) {
      const image = Object.assign(document.createElement('img'), { alt: '', src: poster, decoding: 'async' });
      image.addEventListener('error', fallback, { once: true });
      still.append(image);
    } else fallback();
    this.box.append(still);
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    if (!calm) still.animate({ opacity: [0, 1, 1, 0], offset: [0, 0.1, 0.9, 1] }, { duration: STILL_MS + FADE_MS });
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, STILL_MS + FADE_MS);
      signal.addEventListener('abort', () => {
        clearTimeout(timer);
        resolve();
      });
    });
    still.remove();
  }

  #watchFrames(): () => void {
    this.#meter.start();
    const watch = (now: number) => {
      this.#meter.frame(now);
      handle = requestAnimationFrame(watch);
    };
    let handle = requestAnimationFrame(watch);
    return () => cancelAnimationFrame(handle);
  }

  #onMemory(bytes: number): void {
    this.#counts.decodedBytes = bytes;
    this.#counts.peakBytes = Math.max(this.#counts.peakBytes, bytes);
  }

  readonly #onLevel: EffectsListener = (level, by) => {
    if (by === 'meter' && this.effects !== 'auto') return;
    if (by === 'person') {
      this.effects = 'auto';
      this.#meter.forgive();
    }
    this.found = level;
    this.dispatchEvent(new LiveEffectsChangeEvent(level, by));
  };

  readonly #onSwitch = (): void => {
    const next = LEVELS[(LEVELS.indexOf(this.level) + 1) % LEVELS.length]!;
    effectsLevel.set(next, 'person');
  };

  readonly #onVisibility = (): void => {
    // What played while nobody looked is over; what waits is played when somebody does, unless it is stale by then.
    if (document.hidden) this.#playing?.abort();
    else void this.#next();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'effect-stage': EffectStage;
  }
}
