import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { mediaAddress } from '../../protocol/media.js';
import { TYPE, type Message } from '../../protocol/message.js';
import '../../labels/more.js';
import { cssProperties } from '../shared/css-properties.js';
import { icon } from '../shared/more-icons.js';
import { RoomElement } from '../shared/room-element.js';
import { overPicture, tokens } from '../shared/tokens.styles.js';
import { imageBox } from './image-box.js';
import { styles } from './media-message.styles.js';
import { uploadOf, type Upload } from './upload-of.js';
import { voicePlayer } from './voice-player.js';
import { waveformPath } from './waveform.js';

const WAVE_HEIGHT = 22;

/**
 * One picture or voice message, as it stands in a row: a thumbnail that opens a full view, or a button that plays.
 *
 * Its size is known before anything has loaded, so rows never move. Nothing is fetched until somebody opens or plays it: the thumbnail
 * came with the message. While its file is still on its way it shows how far, and when that failed, why, with a retry.
 * Only one voice message plays at a time, in the whole page.
 *
 * @tag media-message
 * @summary A picture or voice message in a row.
 * @slot - Words shown where the element is not defined, or the message is neither.
 * @event {LiveErrorEvent} live-error - The full view did not load.
 * @csspart image - The picture's button. @csspart thumbnail - The picture. @csspart progress - How far the file is.
 * @csspart voice - The voice message's button. @csspart wave - Its picture. @csspart duration
 * @csspart failure - Why the file was not sent, with `retry` and `discard`.
 * @cssproperty [--live-media-radius=10px] - Corners.
 */
export class MediaMessage extends RoomElement {
  static override styles = [tokens, overPicture, styles];

  /** The message to show, of type `RC:ImgMsg` or `RC:HQVCMsg`. */
  @property({ attribute: false }) message?: Message;

  /** The thumbnail could not be read. */
  @state() private _broken = false;

  #upload: Upload | null = null;
  #unsubscribe: (() => void) | null = null;
  #unplay: (() => void) | null = null;

  protected override listen(): (() => void)[] {
    return [];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#unplay = voicePlayer.subscribe(this.#onPlayer);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unplay?.();
    this.#unsubscribe?.();
    this.#upload = null;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (changed.has('message')) this._broken = false;
    const upload = this.message ? uploadOf(this.message) : null;
    if (upload === this.#upload || !this.isConnected) return;
    this.#unsubscribe?.();
    this.#upload = upload;
    this.#unsubscribe = upload?.subscribe(() => this.requestUpdate()) ?? null;
  }

  override render() {
    const { message } = this;
    if (message?.type === TYPE.image) return html`${this.#image(message)}${this.#failure()}`;
    if (message?.type === TYPE.voice) return html`${this.#voice(message)}${this.#failure()}`;
    return html`<slot></slot>`;
  }

  /** Opens the picture in full, as a press on it does; resolves when it has been closed. */
  async open(): Promise<void> {
    const { message } = this;
    const address = message && this.#address(message.content['imageUri']);
    if (message?.type !== TYPE.image || !address) return;
    try {
      const { openImageViewer } = await import('./image-viewer.js');
      const { t, lang } = this.labels;
      await openImageViewer({
        address, thumbnail: this.#thumbnail(message), alt: this.#alt(message), ...imageBox(message.content['width'], message.content['height']),
        t, lang, opener: this.renderRoot.querySelector('button'),
      });
    } catch (error) {
      this.fail(error);
    }
  }

  #address(uri: unknown): string | null {
    return mediaAddress(uri, this.chatClient?.files?.address || location.href);
  }

  #alt({ content, sender }: Message): string {
    const { alt } = content;
    return typeof alt === 'string' && alt !== '' ? alt : this.labels.t('media.image-alt', { name: sender.name });
  }

  /**
   * One's own file is at hand, and sharper than what is sent along. Without a thumbnail the picture itself is shown if it is on our own
   * server; from anywhere else nothing is fetched before somebody asks for it, or a sender could learn who is watching.
   */
  #thumbnail({ content }: Message): string {
    const { content: base64, imageUri } = content;
    const address = this.#address(imageUri) ?? '';
    const small = typeof base64 === 'string' && /^[\w+/]+=*$/.test(base64) ? `data:image/jpeg;base64,${base64}` : '';
    if (/^(blob|data):/.test(address)) return address;
    const own = typeof imageUri === 'string' && imageUri.startsWith('/');
    return small || (own ? address : '');
  }

  #image(message: Message): TemplateResult {
    const { t } = this.labels;
    const { width, height } = imageBox(message.content['width'], message.content['height']);
    const alt = this.#alt(message);
    const thumbnail = this.#thumbnail(message);
    const label = `${this._broken ? `${t('media.image-lost')} ` : ''}${t('media.image-open', { alt })}`;
    const waits = this.#upload !== null && this.#upload.state !== 'done';
    return html`<div class="frame" ${cssProperties({ '--_w': width, '--_h': height })}>
      <button class="image" part="image" type="button" aria-label=${label} aria-haspopup="dialog" ?disabled=${waits} @click=${this.#onOpen}>
        ${this._broken || thumbnail === ''
          ? html`<span class="broken">${icon('image')}${this._broken ? html`<span>${t('media.image-lost')}</span>` : nothing}</span>`
          : html`<img part="thumbnail" src=${thumbnail} alt="" width=${width} height=${height} decoding="async" draggable="false" @error=${this.#onBroken} />`}
      </button>
      ${this.#progress()}
    </div>`;
  }

  #voice(message: Message): TemplateResult {
    const { t } = this.labels;
    const said = Number(message.content['duration']);
    const seconds = Number.isFinite(said) ? Math.min(60, Math.max(1, Math.round(said))) : 1;
    const playing = voicePlayer.state(message.id);
    const { d, width } = waveformPath(message.content['waveform'], WAVE_HEIGHT);
    const part = Math.min(1, voicePlayer.position(message.id) / seconds);
    const waits = this.#upload !== null && this.#upload.state !== 'done';
    const box = `0 0 ${width} ${WAVE_HEIGHT}`;
    return html`<div class="frame">
        <button class="voice ${playing}" part="voice" type="button" aria-label=${t(playing === 'playing' ? 'voice.pause' : 'voice.play', { n: seconds })} ?disabled=${waits} @click=${this.#onPlay}>
          <span class="symbol">${icon(playing === 'playing' ? 'pause' : 'play')}</span>
          <svg class="wave" part="wave" viewBox=${box} width=${width} height=${WAVE_HEIGHT} fill="none" stroke="currentColor" stroke-width="2.5" stroke-linecap="round" aria-hidden="true">
            <path class="rest" d=${d}></path>
            <path class="played" d=${d} ${cssProperties({ '--_left': `${(1 - part) * 100}%` })}></path>
          </svg>
          <span class="duration" part="duration">${seconds}″</span>
        </button>
        ${this.#progress()}
      </div>
      ${playing === 'failed' ? html`<p class="lost" role="alert">${t('voice.lost')}</p>` : nothing}`;
  }

  #progress(): TemplateResult | typeof nothing {
    if (this.#upload?.state !== 'uploading') return nothing;
    const { t } = this.labels;
    const percent = Math.round(this.#upload.progress * 100);
    return html`<div class="progress" part="progress" role="progressbar" aria-label=${t('media.uploading-label')} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${percent}>
        <svg viewBox="0 0 40 40" width="40" height="40" fill="none" stroke-width="3" aria-hidden="true">
          <circle class="track" cx="20" cy="20" r="17"></circle>
          <circle class="done" cx="20" cy="20" r="17" pathLength="100" stroke-dasharray="100" stroke-dashoffset=${100 - percent} stroke-linecap="round"></circle>
        </svg>
      </div>
      <button class="cancel" part="cancel" type="button" aria-label=${t('media.cancel')} title=${t('media.cancel')} @click=${this.#onDiscard}>${icon('close')}</button>`;
  }

  #failure(): TemplateResult | typeof nothing {
    if (this.#upload?.state !== 'failed') return nothing;
    const { t } = this.labels;
    return html`<p class="failure" part="failure" role="alert">
      ${icon('warning')}<span>${t('media.failed')} ${t(`error.${this.#upload.error?.name ?? 'unknown'}`)}</span>
      <button part="retry" type="button" @click=${this.#onRetry}>${t('media.retry')}</button>
      <button part="discard" type="button" @click=${this.#onDiscard}>${t('media.discard')}</button>
    </p>`;
  }

  /** Only the rows concerned draw again: the one that played and the one that plays. */
  readonly #onPlayer = (): void => {
    if (this.message?.type !== TYPE.voice) return;
    const playing = voicePlayer.state(this.message.id);
    if (playing !== 'stopped' || this.#heard) this.requestUpdate();
    this.#heard = playing !== 'stopped';
  };
  #heard = false;

  readonly #onPlay = (): void => {
    const { message } = this;
    if (!message) return;
    if (voicePlayer.state(message.id) === 'playing') return voicePlayer.pause();
    const address = this.#address(message.content['remoteUrl']);
    if (address) voicePlayer.play(message.id, address);
  };

  readonly #onOpen = (): void => void this.open();

  readonly #onBroken = (): void => {
    this._broken = true;
  };

  readonly #onRetry = (): void => this.#upload?.retry();

  readonly #onDiscard = (): void => this.#upload?.cancel();
}

declare global {
  interface HTMLElementTagNameMap {
    'media-message': MediaMessage;
  }
}
