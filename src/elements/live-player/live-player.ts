import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Level, LiveSource } from '../../players/contract.js';
import type { PlayerError } from '../../players/errors.js';
import { capabilities, chooseEngine } from '../../players/registry.js';
import { PlayerSession, type Autoplay, type SessionEvent } from '../../players/session.js';
import { PLAYER_STATES, type PlayerState } from '../../players/state.js';
import { LiveErrorEvent } from '../events.js';
import { LabelsController } from '../shared/labels-controller.js';
import { tokens } from '../shared/tokens.styles.js';
import { Ambient } from './ambient.js';
import { LivePlayerMutedEvent } from './events.js';
import { Fullscreen } from './fullscreen.js';
import { styles } from './live-player.styles.js';
import { renderControls, type ControlsView } from './player-controls.js';
import { controlsStyles } from './player-controls.styles.js';
import { renderNotice, renderPrompt, type NoticeView } from './player-notice.js';
import { QuietControls } from './quiet-controls.js';
import { domEvents } from './session-events.js';
import { shortcutOf } from './shortcuts.js';
import { VideoStage } from './video-stage.js';

/** How often the session looks at the clock; well below its shortest limit (2 s). */
const TICK_MS = 250;
/** Later than necessary by this much, "back to live" is offered. */
const LATE_S = 3;

/**
 * The moving picture of a live show, with its own quiet controls.
 *
 * Knows when frames stop and gets them back by itself: waits for a show that has not begun, reconnects with growing pauses, makes up for
 * lost time, and says in words what is going on. Plays HLS and DASH by video.js and plain files by the browser; other players by
 * `registerPlayerEngine`. A player's code is fetched when there is something to play, and if that fails a retry is offered.
 *
 * @tag live-player
 * @summary The live picture, with controls, and everything that can go wrong with it.
 * @slot poster - Shown until the first frame and while there is none; replaces the `poster` picture.
 * @slot offline - Instead of "the show starts soon".
 * @slot error - Instead of the built-in words and retry button.
 * @slot overlay - Above the picture, below the controls, also in full screen: danmaku, gifts, chat. Lets the pointer through unless its content says otherwise.
 * @slot top-bar - Along the top edge, with the controls.
 * @slot controls-start - In the control bar, after the live badge.
 * @slot controls-end - In the control bar, before quality and full screen.
 * @event {LivePlayerStateEvent} live-player-state - The picture's state has changed.
 * @event {LivePlayerReadyEvent} live-player-ready - The first frame is on screen.
 * @event {LivePlayerLatencyEvent} live-player-latency - At most once a second, when it has changed by more than 0.2 s.
 * @event {LivePlayerStallEvent} live-player-stall - Frames have stopped.
 * @event {LivePlayerRecoverEvent} live-player-recover - Frames arrive again.
 * @event {LivePlayerMutedEvent} live-player-muted - Sound was switched, by a person or by the browser's policy.
 * @event {LivePlayerBlockedEvent} live-player-blocked - The browser asks for a tap.
 * @event {LivePlayerErrorEvent} live-player-error - A source has failed.
 * @event {LivePlayerEndedEvent} live-player-ended - The stream has ended.
 * @event {LiveErrorEvent} live-error - The player has given up, or its code could not be loaded.
 * @csspart base - Everything.
 * @csspart video - The media element.
 * @csspart poster - The poster picture. @csspart ambient - A soft echo of the picture in the bars beside it.
 * @csspart overlay - The layer of the overlay slot.
 * @csspart top-bar - The strip of the top-bar slot.
 * @csspart controls - The control bar. @csspart button - Every button of it; also `play`, `mute`, `quality`, `pip`, `fullscreen`.
 * @csspart volume - The volume slider.
 * @csspart badge - The live badge.
 * @csspart live-button - "Back to live".
 * @csspart latency - Seconds behind.
 * @csspart menu - The list of qualities.
 * @csspart unmute - "Tap for sound".
 * @csspart big-play - The play button in the middle.
 * @csspart spinner - The wheel.
 * @csspart reconnecting - The pill that says so.
 * @csspart offline - The words for no show.
 * @csspart error - The words for a failure.
 * @csspart retry - Tries again.
 * @cssproperty [--live-player-background=oklch(0.13 0.012 275)] - Behind the picture.
 * @cssproperty [--live-player-aspect-ratio=16 / 9] - Shape where the page gives no height.
 * @cssproperty [--live-player-radius=0] - Rounded corners.
 * @cssproperty [--live-player-scrim=oklch(0 0 0 / 62%)] - Darkest point behind the controls.
 * @cssproperty [--live-player-prompt-inset=72px] - Distance of "tap for sound" from the top.
 * @cssstate idle - No source. Likewise `offline`, `connecting`, `playing`, `stalled`, `reconnecting`, `ended`, `error`.
 * @cssstate paused - A person has paused.
 * @cssstate muted - Without sound.
 * @cssstate blocked - The browser asks for a tap.
 * @cssstate quiet - The controls are hidden.
 * @cssstate fullscreen - Full screen, or filling the page where there is no full screen.
 */
export class LivePlayer extends LitElement {
  static override styles = [tokens, styles, controlsStyles];

  /** Address of the show. */
  @property() src = '';
  /** MIME type of `src`, where its address does not tell. */
  @property() type = '';
  /** Several addresses of one show, best first; wins over `src`. */
  @property({ attribute: false }) sources: readonly LiveSource[] = [];
  /** Name of the engine to use; empty for the best one. */
  @property() engine = '';
  /** Options for the engine, passed as they are. */
  @property({ attribute: false }) engineOptions: Readonly<Record<string, unknown>> = {};
  /** Picture shown while there are no frames. */
  @property() poster = '';
  /** Without sound. */
  @property({ type: Boolean }) muted = false;
  /** 0…1. */
  @property({ type: Number }) volume = 1;
  /** `auto`: with sound where the browser lets it, else without and with "tap for sound"; `muted`; `off`: loads nothing until play is pressed. */
  @property() autoplay: Autoplay = 'auto';
  /** Seconds behind the stage to aim for; 0 takes what the stream allows. */
  @property({ type: Number, attribute: 'target-latency' }) targetLatency = 0;
  /** Leaves lost time lost until the viewer goes back to live. */
  @property({ type: Boolean, attribute: 'without-catch-up' }) withoutCatchUp = false;
  /** Seconds of trying to get a lost stream back before giving up. */
  @property({ type: Number, attribute: 'retry-for' }) retryFor = 300;
  /** `minimal` leaves sound and full screen. */
  @property() controls: 'full' | 'minimal' | 'none' = 'full';
  /** Whether the picture covers the box or fits into it. */
  @property({ reflect: true }) fit: 'cover' | 'contain' = 'contain';
  /** `self`, or a selector: the closest match, across shadow roots, goes full screen. */
  @property({ attribute: 'fullscreen-target' }) fullscreenTarget = 'self';
  /** Name for assistive technology. */
  @property() label = '';

  @state() private levelsOpen = false;
  @state() private chosenLevel = 'auto';
  /** A frame of this show is on screen, moving or not. */
  @state() private picture = false;

  readonly #labels = new LabelsController(this);
  readonly #quiet = new QuietControls(this);
  readonly #fullscreen = new Fullscreen(this, () => this.fullscreenTarget);
  readonly #stage = new VideoStage(this, () => this.#session.frame(), {
    pause: () => this.#onPause(),
    ended: () => this.#session.ended(),
    volumechange: () => this.#onVolumeChange(),
  });
  readonly #ambient = new Ambient(this, this.#stage.video);
  readonly #internals = this.attachInternals();
  readonly #session = new PlayerSession({
    video: () => this.#stage.ready(),
    choose: (source, only) => chooseEngine(source, capabilities(), only),
    notify: (event) => this.#onSession(event),
    now: () => performance.now(),
  });
  #ticking: ReturnType<typeof setInterval> | undefined;
  /** Taken out of the document; browsers pause the media element then, which is no wish of the viewer's. */
  #moved = false;
  #loaded = false;

  /** What the picture is doing. */
  get state(): PlayerState { return this.#session.state; }
  /** Seconds behind the stage; null while unknown. */
  get latency(): number | null { return this.#session.latency; }
  /** Wall clock of the frame on screen, ms since 1970 by the stream's clock; null without dates in the stream. */
  get programTime(): number | null { return this.#session.programTime; }
  get levels(): readonly Level[] { return this.#session.levels; }
  get error(): PlayerError | null { return this.#session.error; }
  get engineName(): string { return this.#session.engineName; }
  get paused(): boolean { return !this.#session.wanted; }
  /** The media element, for what this class does not offer; an engine may be at work in it. */
  get video(): HTMLVideoElement { return this.#stage.video; }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('visibilitychange', this.#onVisibility);
    this.#ticking = setInterval(() => this.#tick(), TICK_MS);
    if (this.#moved && this.#session.wanted) void this.#session.play();
    else if (this.hasUpdated && this.#session.state === 'idle') this.#load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#moved = true;
    clearInterval(this.#ticking);
    document.removeEventListener('visibilitychange', this.#onVisibility);
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#moved = false;
      this.#session.stop();
    });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('muted')) this.video.muted = this.muted;
    if (changed.has('volume')) this.video.volume = Math.min(1, Math.max(0, this.volume));
    if (['src', 'type', 'sources', 'engine', 'engineOptions', 'targetLatency', 'withoutCatchUp', 'retryFor'].some((name) => changed.has(name as keyof LivePlayer))) this.#load();
  }

  protected override updated(): void {
    const { states } = this.#internals;
    const on = (name: string, value: boolean): void => void (value ? states.add(name) : states.delete(name));
    for (const name of PLAYER_STATES) on(name, name === this.state);
    on('paused', this.#paused);
    on('muted', this.video.muted);
    on('blocked', this.#session.blocked !== null);
    on('quiet', !this.#showControls);
    on('fullscreen', this.#fullscreen.active);
  }

  /** Starts, or goes on at the live edge after a pause. */
  play(): Promise<void> {
    this.requestUpdate();
    return this.#session.play();
  }
  pause(): void {
    this.#session.pause();
    this.requestUpdate();
  }
  toggleMute(): void {
    if (this.#session.blocked === 'sound') void this.#session.unblock();
    else this.video.muted = !this.video.muted;
    if (!this.video.muted && this.video.volume === 0) this.video.volume = 0.5;
  }
  /** To the newest picture there is. */
  toLive(): void {
    this.#session.toLive();
  }
  /** `auto`, or the id of one of `levels`. */
  setLevel(id: string): void {
    this.#session.setLevel(id);
    this.chosenLevel = id;
    this.levelsOpen = false;
  }
  /** Begins again from the first source. */
  reload(): void {
    this.#session.reload();
  }
  async requestPip(): Promise<void> {
    if (document.pictureInPictureElement === this.video) await document.exitPictureInPicture();
    else await this.video.requestPictureInPicture();
  }
  toggleFullscreen(): Promise<void> {
    return this.#fullscreen.toggle();
  }

  protected override render(): TemplateResult {
    const notice = this.#noticeView;
    return html`<div
      part="base"
      class="base ${this.picture ? 'has-picture' : ''} ${this.#showControls ? 'awake' : ''}"
      role="group"
      aria-label=${this.label || this.#labels.t('player.label')}
      @keydown=${this.#onKeydown}
      @pointermove=${this.#quiet.onPointerMove}
      @pointerleave=${this.#quiet.onPointerLeave}
    >
      ${this.fit === 'contain' ? this.#ambient.canvas : nothing}${this.#stage.place}
      <div class="poster" aria-hidden="true"><slot name="poster">${this.poster ? html`<img part="poster" src=${this.poster} alt="" />` : nothing}</slot></div>
      <div class="surface" @pointerup=${this.#onSurface} @dblclick=${this.#onSurfaceTwice}></div>
      <div part="overlay" class="overlay"><slot name="overlay"></slot></div>
      <div class="notice" role="status">${renderNotice(notice)}</div>
      ${renderPrompt(notice)}
      <div part="top-bar" class="top-bar"><slot name="top-bar"></slot></div>
      ${this.controls === 'none' ? nothing : html`<div part="controls" class="controls" @pointerup=${this.#quiet.wake}>${renderControls(this.#controlsView(this.controls))}</div>`}
    </div>`;
  }

  get #paused(): boolean {
    return !this.#session.wanted && ['playing', 'stalled', 'connecting', 'reconnecting'].includes(this.state);
  }

  get #showControls(): boolean {
    return this.controls !== 'none' && (this.#quiet.awake || this.#paused || this.levelsOpen);
  }

  get #noticeView(): NoticeView {
    return {
      state: this.state,
      error: this.error,
      picture: this.picture,
      blocked: this.#session.blocked,
      paused: this.#paused,
      controls: this.src !== '' || this.sources.length > 0,
      t: this.#labels.t,
      play: () => void (this.#session.blocked ? this.#session.unblock() : this.play()),
      retry: () => this.reload(),
    };
  }

  #controlsView(mode: 'full' | 'minimal'): ControlsView {
    const { video } = this;
    return {
      mode,
      paused: this.paused,
      muted: video.muted,
      volume: video.volume,
      live: this.state === 'playing' && this.#session.live,
      behind: this.#paused || this.#session.behind > LATE_S,
      latency: this.latency,
      levels: this.levels,
      level: this.chosenLevel,
      levelsOpen: this.levelsOpen,
      pip: document.pictureInPictureEnabled === true,
      fullscreen: this.#fullscreen.active,
      t: this.#labels.t,
      togglePlay: this.#togglePlay,
      toggleMute: () => this.toggleMute(),
      setVolume: (volume) => {
        video.volume = volume;
        video.muted = volume === 0;
      },
      toLive: () => this.toLive(),
      toggleLevels: () => (this.levelsOpen = !this.levelsOpen),
      setLevel: (id) => this.setLevel(id),
      togglePip: () => void this.requestPip().catch((error: Error) => this.dispatchEvent(new LiveErrorEvent(error, 'live-player'))),
      toggleFullscreen: () => void this.toggleFullscreen(),
    };
  }

  #load(): void {
    const sources = this.sources.length > 0 ? this.sources : this.src ? [{ src: this.src, ...(this.type && { type: this.type }) }] : [];
    this.picture = false;
    this.chosenLevel = 'auto';
    if (this.autoplay === 'muted' && !this.#loaded) this.muted = this.video.muted = true;
    this.#loaded ||= sources.length > 0;
    this.#session.load(
      {
        sources,
        engine: this.engine,
        engineOptions: this.engineOptions,
        targetLatency: this.targetLatency,
        catchUp: !this.withoutCatchUp,
        retryForMs: this.retryFor * 1000,
      },
      { play: this.autoplay !== 'off' },
    );
  }

  #tick(): void {
    if (!document.hidden && this.state !== 'idle') this.#stage.look();
    this.#session.tick(!document.hidden);
  }

  #onSession(event: SessionEvent): void {
    this.requestUpdate();
    if (event.type === 'state') {
      if (event.state === 'playing') this.picture = true;
      if (['offline', 'ended', 'error', 'idle'].includes(event.state)) this.picture = false;
      this.#moved &&= event.state !== 'playing';
    }
    for (const each of domEvents(event)) this.dispatchEvent(each);
  }

  readonly #togglePlay = (): void => {
    if (this.#session.blocked === 'play') void this.#session.unblock();
    else if (this.paused) void this.play();
    else this.pause();
  };

  /** A finger shows and hides the controls; a mouse, which shows them by moving, plays and pauses. */
  readonly #onSurface = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    this.levelsOpen = false;
    if (event.pointerType === 'mouse') this.#togglePlay();
    else if (this.#quiet.awake) this.#quiet.sleep();
    else this.#quiet.wake();
  };

  readonly #onSurfaceTwice = (): void => void this.toggleFullscreen();

  readonly #onKeydown = (event: KeyboardEvent): void => {
    this.#quiet.wake();
    if (event.key === 'Escape') this.levelsOpen = false;
    const shortcut = shortcutOf(event);
    if (!shortcut) return;
    event.preventDefault();
    if (shortcut === 'play') this.#togglePlay();
    else if (shortcut === 'mute') this.toggleMute();
    else if (shortcut === 'live') this.toLive();
    else void this.toggleFullscreen();
  };

  /** Paused from outside: a headset's button, the system's media keys. */
  #onPause(): void {
    // The event comes late: by now it may play again.
    if (!this.video.paused || this.#moved || document.hidden || this.video.ended || this.state !== 'playing') return;
    this.pause();
  }

  #wasMuted = false;
  #onVolumeChange(): void {
    const { muted, volume } = this.video;
    this.muted = muted;
    this.volume = volume;
    this.requestUpdate();
    if (muted === this.#wasMuted) return;
    this.#wasMuted = muted;
    // Silenced by policy has been told already.
    if (this.#session.blocked !== 'sound') this.dispatchEvent(new LivePlayerMutedEvent(muted, false));
  }

  readonly #onVisibility = (): void => {
    if (document.hidden) return;
    this.#session.resumed();
    if (this.#session.wanted && this.video.paused && this.state === 'playing') void this.#session.play();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'live-player': LivePlayer;
  }
}
