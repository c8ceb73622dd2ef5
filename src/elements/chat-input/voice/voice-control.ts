import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { FileDraft } from '../../../client/file-message.js';
import { TYPE } from '../../../protocol/message.js';
import { cssProperties } from '../../shared/css-properties.js';
import { icon } from '../../shared/more-icons.js';
import '../../../labels/more.js';
import type { AttachmentTools } from '../attachments-loader.js';
import { Press } from './press.js';
import type { Recorder, Recording } from './recorder.js';

/** Shorter is a slip of the finger, s. */
const SHORTEST_SECONDS = 1;
/** From here on the seconds left are said, s. */
const COUNTDOWN_SECONDS = 10;
const DRAW_MS = 100;
/** Bars of the live level. */
const LEVELS = 24;

/**
 * Records a voice message: held for as long as one speaks, or started by a tap or key and ended by the next. Slid away, or Escape, discards.
 * At the limit it ends and is sent. `idle` → `asking` for the microphone → `recording` → `idle`.
 */
export class VoiceControl implements ReactiveController {
  #state: 'idle' | 'asking' | 'recording' = 'idle';
  #recorder: Recorder | null = null;
  /** Null when nothing is held: the recording was started by a tap or a key. */
  #press: Press | null = null;
  /** Counts attempts, so that an answer to one that was given up is known as such. */
  #attempt = 0;
  #levels: number[] = [];
  #drawing: ReturnType<typeof setInterval> | undefined;
  /** The click that follows a pointer's release is that same act. */
  #handled = false;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly tools: AttachmentTools,
    private readonly send: (draft: FileDraft) => void,
  ) {
    host.addController(this);
  }

  hostConnected(): void {}

  hostDisconnected(): void {
    this.discard();
  }

  get active(): boolean {
    return this.#state !== 'idle';
  }

  /** Ends without sending; the microphone is free. */
  discard(): void {
    if (this.#state === 'idle') return;
    this.#attempt++;
    this.#recorder?.discard();
    this.#rest();
  }

  button(able: boolean): TemplateResult {
    const { t } = this.tools.labels;
    const free = this.active && !this.#press;
    const label = t(free ? 'voice.stop' : 'voice.record');
    return html`<button
      type="button"
      class="button send mic ${this.active ? 'ready' : ''} ${this.#press?.away ? 'away' : ''}"
      part="voice-button"
      aria-label=${label}
      title=${label}
      ?disabled=${!able && !this.active}
      @pointerenter=${this.#onNear}
      @focus=${this.#onNear}
      @pointerdown=${this.#onDown}
      @pointermove=${this.#onMove}
      @pointerup=${this.#onUp}
      @pointercancel=${this.#onCancel}
      @contextmenu=${(event: Event) => event.preventDefault()}
      @keydown=${this.#onKeydown}
      @click=${this.#onClick}
    >
      ${icon(free ? 'send' : 'mic')}
    </button>`;
  }

  /** Lies over the field while something is recorded. */
  strip(): TemplateResult | typeof nothing {
    if (!this.active) return nothing;
    const { t } = this.tools.labels;
    const seconds = Math.floor(this.#recorder?.seconds ?? 0);
    const left = this.tools.voiceSeconds() - seconds;
    const ending = this.#state === 'recording' && left <= COUNTDOWN_SECONDS;
    const away = this.#press?.away ?? false;
    return html`<div class="strip ${away ? 'away' : ''}" part="voice-strip">
      ${this.#press
        ? nothing
        : html`<button type="button" class="button" part="voice-cancel" aria-label=${t('voice.cancel')} title=${t('voice.cancel')} @click=${this.#onDiscard}>${icon('close')}</button>`}
      <span class="dot" aria-hidden="true"></span>
      <span class="time" part="voice-time">${this.#state === 'asking' ? t('voice.asking') : clock(seconds)}</span>
      <span class="levels" aria-hidden="true">${this.#levels.map((level) => html`<i ${cssProperties({ '--_level': level })}></i>`)}</span>
      <span class="what">${ending ? t('voice.left', { n: left }) : this.#press ? t(away ? 'voice.let-go' : 'voice.slide') : nothing}</span>
      <span class="visually-hidden" role="status">${this.#state === 'recording' ? t(ending ? 'voice.left' : 'voice.recording', { n: COUNTDOWN_SECONDS }) : ''}</span>
    </div>`;
  }

  async #start(): Promise<void> {
    const attempt = ++this.#attempt;
    this.#state = 'asking';
    this.host.requestUpdate();
    try {
      const { Recorder } = await import('./recorder.js');
      const recorder = await Recorder.open();
      if (attempt !== this.#attempt) return recorder.discard();
      this.#recorder = recorder;
      this.#state = 'recording';
      this.#drawing = setInterval(() => this.#draw(), DRAW_MS);
    } catch (error) {
      if (attempt !== this.#attempt) return;
      this.#rest();
      if (error instanceof Error && 'fault' in error) this.tools.hint(error.message);
      else this.tools.fail(error);
    }
    this.host.requestUpdate();
  }

  #draw(): void {
    if (!this.#recorder) return;
    this.#levels = [...this.#levels, this.#recorder.level].slice(-LEVELS);
    this.host.requestUpdate();
    if (this.#recorder.seconds >= this.tools.voiceSeconds()) void this.#finish();
  }

  async #finish(): Promise<void> {
    const recorder = this.#recorder;
    const short = recorder === null || recorder.seconds < SHORTEST_SECONDS;
    // Let go while the browser was still asking: whoever allows it now has to press again.
    if (this.#state === 'asking') this.tools.hint('voice.hold');
    else if (short) this.tools.hint('voice.too-short');
    if (!recorder || short) return this.discard();
    this.#attempt++;
    this.#rest();
    this.send(toDraft(await recorder.finish(), this.tools.voiceSeconds()));
  }

  #rest(): void {
    clearInterval(this.#drawing);
    this.#state = 'idle';
    this.#recorder = null;
    this.#press = null;
    this.#levels = [];
    this.host.requestUpdate();
  }

  /** What records is loaded before it is needed: between the press and the first word there is no time. */
  readonly #onNear = (): void => {
    // Should it not come, the press says so.
    import('./recorder.js').catch(() => undefined);
  };

  readonly #onDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    this.#handled = true;
    if (this.active) return;
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    this.#press = new Press(event.clientX, event.clientY, event.timeStamp);
    void this.#start();
  };

  readonly #onMove = (event: PointerEvent): void => {
    if (!this.#press) return;
    this.#press.move(event.clientX, event.clientY);
    this.host.requestUpdate();
  };

  readonly #onUp = (event: PointerEvent): void => {
    const press = this.#press;
    if (!press) {
      // The second tap.
      if (this.active) void this.#finish();
      return;
    }
    const release = press.release(event.timeStamp);
    this.#press = null;
    this.host.requestUpdate();
    if (release === 'discard') this.#onDiscard();
    else if (release === 'send') void this.#finish();
  };

  readonly #onCancel = (): void => {
    if (this.#press) this.discard();
  };

  /** By key, or by what presses buttons for people. */
  readonly #onClick = (): void => {
    const handled = this.#handled;
    this.#handled = false;
    if (handled) return;
    if (this.active) void this.#finish();
    else void this.#start();
  };

  readonly #onKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !this.active) return;
    event.stopPropagation();
    this.#onDiscard();
  };

  readonly #onDiscard = (): void => {
    this.discard();
    this.tools.hint('voice.discarded');
  };
}

function toDraft({ file, seconds, waveform }: Recording, most: number): FileDraft {
  const address = URL.createObjectURL(file);
  const duration = Math.min(most, Math.max(1, Math.round(seconds)));
  const about = { duration, size: file.size, waveform };
  return {
    type: TYPE.voice,
    file,
    preview: { remoteUrl: address, type: file.type, ...about },
    content: ({ uri, type, size }) => ({ remoteUrl: uri, type, ...about, size }),
    release: () => URL.revokeObjectURL(address),
  };
}

/** 0:06 */
function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
