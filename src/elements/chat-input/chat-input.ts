import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { ChatRoom } from '../../client/contract.js';
import { ChatError } from '../../protocol/errors.js';
import { DEFAULT_LIMITS } from '../../protocol/limits.js';
import { isBlank } from '../../protocol/text.js';
import { LiveErrorEvent, LiveSentEvent, LiveSubmitEvent } from '../events.js';
import { Countdown } from '../shared/countdown.js';
import { icon } from '../shared/icons.js';
import { RoomElement } from '../shared/room-element.js';
import { sendDraft } from '../shared/send-draft.js';
import { overPicture, tokens } from '../shared/tokens.styles.js';
import { AttachmentsLoader, type AttachmentTools } from './attachments-loader.js';
import { availability, isHindrance, type Availability } from './availability.js';
import { styles } from './chat-input.styles.js';
import { Composition } from './composition.js';
import { DraftMemory } from './draft-memory.js';
import { EmojiLoader } from './emoji/emoji-loader.js';
import type { LoadEmojiPicker } from './emoji/load-picker.js';
import type { KeyboardLift } from './keyboard-lift.js';
import { textLength, type TextLength } from './text-length.js';
import { timeLeft } from './time-left.js';

/** After a "too fast" without a time of its own: the server's limit is per second. */
const WAIT_AFTER_RATE_LIMIT_MS = 1000;

/** What stands above the pill for the moment: why the last try did not send. */
interface Hint {
  readonly key: string;
  readonly values?: Record<string, string | number>;
}

/**
 * Where a person writes to the room: a field that grows to four lines, emoji, and send.
 *
 * The text stays through every change of connection and room, and leaves the field only when the SDK has taken it as a
 * message, which then cannot get lost. When nothing can be sent it says why, and goes on taking text wherever that
 * makes sense. Enter sends, Shift+Enter starts a line, an input method's Enter does neither.
 *
 * @tag chat-input
 * @summary Text field with emoji, pictures, voice messages and send.
 * @slot start - Before the pill. @slot end - After the pill: gift and like buttons.
 * @slot tools - Inside the pill, before the emoji button.
 * @event {LiveSubmitEvent} live-submit - Before sending; cancelable: then nothing is sent and the text stays.
 * @event {LiveSentEvent} live-sent - The server has accepted the message; its state is `held` where a moderator looks at it first.
 * @event {LiveErrorEvent} live-error - The emoji picker did not load; the field stays usable.
 * @csspart base - Everything. @csspart pill - The rounded box. @csspart field - The textarea. @csspart emoji-button
 * @csspart send-button @csspart counter @csspart reason - Why nothing can be sent. @csspart hint - Why the last try did not send.
 * @csspart image-button @csspart tray - Pictures before they are sent. @csspart voice-button - In place of the send button while there is nothing to send.
 * @csspart voice-strip - Over the field while something is recorded.
 * @csspart emoji-panel - The popover. @csspart emoji-picker - The picker in it.
 * @cssproperty [--live-chat-input-background] - Of the pill.
 * @cssproperty [--live-chat-input-radius=22px] - Corners of the pill.
 * @cssproperty [--live-chat-input-max-lines=4] - Lines before the field scrolls.
 * @cssproperty [--live-chat-input-safe-area=env(safe-area-inset-bottom)] - Room kept free below; 0px where a layout does it.
 * @cssstate disabled - Nothing can be sent just now. @cssstate lifted - Stands above an on-screen keyboard.
 */
export class ChatInput extends RoomElement {
  static override styles = [tokens, overPicture, styles];

  /** The text in the field. */
  @property() value = '';
  /** Another placeholder than the language's own. */
  @property() placeholder = '';
  /** Why this person may not write: `muted`, `frozen`, `login`, or a sentence of the app's own. Empty: they may. */
  @property({ attribute: 'disabled-reason' }) disabledReason = '';
  /** Keeps an unsent text over a reload of the tab, per room. */
  @property({ type: Boolean }) remember = false;
  /** Light text on a translucent pill, readable on any picture. */
  @property({ type: Boolean, reflect: true, attribute: 'over-picture' }) overPicture = false;
  @property({ type: Boolean, attribute: 'without-emoji' }) withoutEmoji = false;
  /** Pictures are sent only where the server takes them. */
  @property({ type: Boolean, attribute: 'without-images' }) withoutImages = false;
  /** Voice messages likewise. */
  @property({ type: Boolean, attribute: 'without-voice' }) withoutVoice = false;
  /** The newest emoji version to offer, as 15.1; absent asks the browser what it can draw. */
  @property({ type: Number, attribute: 'emoji-version' }) emojiVersion?: number;
  /** Another emoji picker: gives an element that fires `emoji-click` with `detail.unicode`. */
  @property({ attribute: false }) loadEmoji: LoadEmojiPicker = async (options) => (await import('./emoji/load-picker.js')).loadEmojiPicker(options);

  @state() private _hint: Hint | null = null;
  /** A message that is no row yet is under way; another Enter must not send it twice. */
  @state() private _sending = false;

  readonly #composition = new Composition();
  readonly #memory = new DraftMemory();
  readonly #wait = new Countdown(this);
  readonly #muted = new Countdown(this);
  readonly #internals = this.attachInternals();
  /** Comes with the first focus: before it there is no keyboard to rise above. */
  #lift: KeyboardLift | null = null;
  readonly #emoji = new EmojiLoader(this, {
    load: () => this.loadEmoji({ lang: this.labels.lang, emojiVersion: this.emojiVersion }),
    key: () => `${this.labels.lang} ${this.emojiVersion ?? ''}`,
    popover: () => this._panel,
    anchor: () => this._pill,
    onPick: (emoji) => this.insert(emoji),
    onFail: (error) => {
      this._hint = { key: 'input.emoji-failed' };
      this.dispatchEvent(new LiveErrorEvent(error, 'emoji'));
    },
    onEscape: () => this.focus(),
  });

  readonly #tools: AttachmentTools = {
    labels: this.labels,
    imageBytes: () => (this.withoutImages ? 0 : (this.chatClient?.limits.media?.imageBytes ?? 0)),
    voiceSeconds: () => (this.withoutVoice ? 0 : (this.chatClient?.limits.media?.voiceSeconds ?? 0)),
    room: () => this.chatRoom,
    hint: (key, values) => (this._hint = { key, values }),
    fail: (error) => this.fail(error),
    focus: () => this.focus(),
    allows: ({ type, preview: content }) => this.dispatchEvent(new LiveSubmitEvent({ type, content })),
    sent: (message) => this.dispatchEvent(new LiveSentEvent(message)),
  };
  readonly #attachments = new AttachmentsLoader(this, this.#tools);

  @query('textarea') private readonly _field!: HTMLTextAreaElement;
  @query('.emoji') private readonly _emojiButton!: HTMLButtonElement;
  @query('.panel') private readonly _panel!: HTMLElement;
  @query('.pill') private readonly _pill!: HTMLElement;

  constructor() {
    super();
    this.addEventListener('focusin', this.#onFirstFocus, { once: true });
  }

  protected override listen(room: ChatRoom): (() => void)[] {
    if (this.remember && !this.value) this.value = this.#memory.read(room.id);
    const update = () => this.requestUpdate();
    return [room.on('state', update), room.on('permissions', update), room.client.on('state', update)];
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const room = this.chatRoom;
    if (this.remember && room && changed.has('value')) this.#memory.write(room.id, this.value);
    if (changed.has('value') && this.value) this._hint = null;
    this.#muted.set(room?.permissions.mutedUntil || null);
    if (this._hint?.key.startsWith('input.disabled.') && this.#availability.sending) this._hint = null;
    this.#mark('disabled', !this.#availability.sending);
    this.#mark('lifted', (this.#lift?.lift ?? 0) > 0);
  }

  protected override updated(): void {
    if (this._field.value !== this.value) this._field.value = this.value;
    // By property, for the platform then knows that a press on the button of an open panel closes it, once.
    if (this.#emoji.panel && !this.withoutEmoji) this._emojiButton.popoverTargetElement = this._panel;
  }

  override focus(options?: FocusOptions): void {
    this._field?.focus(options);
  }

  /** Puts text where the caret is, in place of what is selected. */
  insert(text: string): void {
    const field = this._field;
    if (field.readOnly) return;
    field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end');
    this.value = field.value;
  }

  /** Sends what is in the field, as the send button does. Says in the element why where it cannot. */
  submit(): void {
    const text = this.value.trim();
    const room = this.chatRoom;
    const refusal = this.#refusal(text);
    if (refusal || !room) {
      if (refusal) this._hint = { key: refusal };
      return;
    }
    if (this._sending || this.#wait.running) return;
    const pictures = this.#attachments.submit();
    if (pictures === 'waiting' || (pictures === 'sent' && text === '')) return;
    if (!this.dispatchEvent(new LiveSubmitEvent(text))) return;
    void this.#send(room, text);
  }

  override render() {
    const able = this.#availability;
    const length = textLength(this.value, this.#limit);
    const reason = this.#words(able);
    // While the field is empty its placeholder says the reason; with text in it a line of its own has to.
    const shown = reason !== '' && this.value !== '';
    const files = this.#attachments;
    return html`<div class="base" part="base" @paste=${files.onFiles} @dragover=${files.onFiles} @dragleave=${files.onFiles} @drop=${files.onFiles}>
      <slot name="start"></slot>
      <div class="column">
        ${this.#hint(length)} ${files.loaded?.tray.tray()}
        <div class="pill ${this.value ? 'writing' : ''}" part="pill" @mousedown=${this.#onPillDown}>
          ${this.#fieldPart(able, length, reason)}
          <slot name="tools"></slot>
          ${length.showCounter && !this._hint ? this.#counter(length) : nothing} ${files.loaded?.tray.button(able.typing)}
          ${this.withoutEmoji ? nothing : this.#emojiButton(able)}
          ${files.voice(this.value, able.sending) ?? this.#sendButton(able, length)}
        </div>
        <p id="reason" part="reason" class=${shown ? 'reason' : 'visually-hidden'}>${reason}</p>
      </div>
      <slot name="end"></slot>
    </div>
    ${this.withoutEmoji ? nothing : this.#emojiPanel()}`;
  }

  get #availability(): Availability {
    const room = this.chatRoom;
    const { frozen = false } = room?.permissions ?? {};
    return availability(room?.client.state ?? 'disconnected', room?.state ?? 'left', this.disabledReason, { muted: this.#muted.running, frozen });
  }

  get #limit(): number {
    return this.chatClient?.limits.textLength ?? DEFAULT_LIMITS.textLength;
  }

  #fieldPart(able: Availability, length: TextLength, reason: string): TemplateResult {
    const { t } = this.labels;
    return html`<div class="grow" data-text=${this.value || (able.typing ? '' : reason)}>
      <textarea
        id="field"
        part="field"
        rows="1"
        dir="auto"
        ?readonly=${!able.typing}
        placeholder=${reason || this.placeholder || t('input.placeholder')}
        aria-label=${t('input.label')}
        aria-describedby="reason hint"
        aria-invalid=${length.over > 0 ? 'true' : 'false'}
        autocomplete="off"
        .enterKeyHint=${'send'}
        @input=${this.#onInput}
        @keydown=${this.#onKeydown}
        @keyup=${() => this.#composition.settle()}
        @pointerdown=${() => this.#composition.settle()}
        @compositionstart=${() => this.#composition.start()}
        @compositionend=${() => this.#composition.end()}
      ></textarea>
    </div>`;
  }

  /** Seen at once; spoken when it changes in kind, so that neither digits nor seconds are counted aloud. */
  #hint(length: TextLength): TemplateResult {
    const { t } = this.labels;
    const over = length.exact ? length.over : `${length.over.toLocaleString(this.labels.lang)}+`;
    const [text, spoken] = this.#wait.running
      ? [t('input.wait', { n: this.#wait.seconds }), t('error.rate-limited')]
      : length.over > 0
        ? [t('input.too-long', { n: over }), t('error.too-large')]
        : this._hint
          ? [t(this._hint.key, this._hint.values), t(this._hint.key, this._hint.values)]
          : ['', ''];
    return html`<p id="hint" part="hint" class="hint ${length.over > 0 ? 'bad' : ''}" ?hidden=${!text}>${text}</p>
      <p class="visually-hidden" role="status">${spoken}</p>`;
  }

  #counter({ count, over }: TextLength): TemplateResult {
    const { t, lang } = this.labels;
    const left = this.#limit - count;
    return html`<span class="counter ${over > 0 ? 'bad' : ''}" part="counter" title=${t('input.count', { n: count, max: this.#limit })}
      >${left.toLocaleString(lang)}</span
    >`;
  }

  #emojiButton(able: Availability): TemplateResult {
    const { t } = this.labels;
    const open = (this.#emoji.panel?.state ?? 'closed') !== 'closed';
    return html`<button
      type="button"
      class="button emoji ${open ? 'on' : ''}"
      part="emoji-button"
      aria-haspopup="dialog"
      aria-label=${open ? t('input.emoji-close') : t('input.emoji')}
      title=${t('input.emoji')}
      ?disabled=${!able.typing}
      @click=${this.#emoji.panel ? nothing : this.#emoji.onFirstPress}
    >
      ${icon('emoji')}
    </button>`;
  }

  #sendButton(able: Availability, length: TextLength): TemplateResult {
    const { t } = this.labels;
    const pictures = this.#attachments.loaded?.tray;
    const something = pictures?.filled ? pictures.ready : length.count > 0;
    const ready = able.sending && something && length.over === 0 && !this.#wait.running && !this._sending;
    // Not `disabled`: pressing it says why nothing is sent, and a focus on it is not lost.
    return html`<button
      type="button"
      class="button send ${ready ? 'ready' : ''}"
      part="send-button"
      aria-label=${t('input.send')}
      title=${t('input.send')}
      aria-disabled=${ready ? 'false' : 'true'}
      @click=${this.#onSendClick}
    >
      ${this.#wait.running ? html`<span class="seconds" data-left=${this.#wait.seconds}></span>` : icon('send')}
    </button>`;
  }

  #emojiPanel(): TemplateResult {
    const { t } = this.labels;
    return html`<div
      id="emoji"
      class="panel"
      part="emoji-panel"
      .popover=${'auto'}
      role="dialog"
      aria-label=${t('input.emoji')}
      @beforetoggle=${this.#emoji.panel?.onBeforeToggle}
      @toggle=${this.#emoji.panel?.onToggle}
      @keydown=${this.#emoji.panel?.onKeydown}
    >
      ${this.#emoji.panel?.state === 'loading' ? html`<p class="loading" role="status">${t('input.emoji-loading')}</p>` : nothing}
    </div>`;
  }

  #words({ reason }: Availability): string {
    if (!reason) return '';
    const { t, lang } = this.labels;
    if (reason === 'muted' && this.#muted.running) return t('input.disabled.muted-for', { time: timeLeft(this.#muted.seconds, lang) });
    return isHindrance(reason) ? this.labels.t(`input.disabled.${reason}`) : reason;
  }

  /** The label key of why this text is not sent, or null when it can be. */
  #refusal(text: string): string | null {
    const { sending, reason } = this.#availability;
    if (!sending) return reason && isHindrance(reason) ? `input.disabled.${reason}` : (reason ?? null);
    if (isBlank(text)) return this.#attachments.loaded?.tray.filled ? null : 'input.blank';
    return textLength(text, this.#limit).over > 0 ? 'error.too-large' : null;
  }

  async #send(room: ChatRoom, text: string): Promise<void> {
    const { taken, result } = sendDraft(room, text);
    if (taken) this.value = '';
    else this._sending = true;
    try {
      const message = await result;
      if (!taken && this.value.trim() === text) this.value = '';
      if (room.permissions.slow) this.#wait.set(Date.now() + room.permissions.slow);
      this.dispatchEvent(new LiveSentEvent(message));
    } catch (error) {
      this.#onRefused(ChatError.from(error), taken);
    } finally {
      this._sending = false;
    }
  }

  /** A taken message tells its failure in its own row; here stands what keeps the next one from being sent, too. */
  #onRefused(error: ChatError, taken: boolean): void {
    if (error.name === 'rate-limited') {
      this.#wait.set(Date.now() + (error.detail.retryInMs ?? WAIT_AFTER_RATE_LIMIT_MS));
    } else if (!taken || error.name === 'muted') {
      this._hint = { key: `error.${error.name}`, values: { need: error.detail.message ?? '' } };
    }
  }

  #mark(name: string, on: boolean): void {
    if (on) this.#internals.states.add(name);
    else this.#internals.states.delete(name);
  }

  readonly #onInput = (): void => {
    this.value = this._field.value;
  };

  readonly #onKeydown = (event: KeyboardEvent): void => {
    if (!this.#composition.sends(event)) {
      if (event.key !== 'Enter') this.#composition.settle();
      return;
    }
    event.preventDefault();
    // A held key would send, then say "write something first".
    if (!event.repeat) this.submit();
  };

  readonly #onFirstFocus = (): void => {
    import('./keyboard-lift.js').then(({ KeyboardLift }) => (this.#lift = new KeyboardLift(this)), reportError);
  };

  readonly #onSendClick = (): void => {
    this.submit();
    this.focus();
  };

  /** The whole pill looks like the field, so all of it leads there. */
  readonly #onPillDown = (event: Event): void => {
    if (event.target !== event.currentTarget) return;
    // Else the press takes the focus away again.
    event.preventDefault();
    this.focus();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'chat-input': ChatInput;
  }
}
