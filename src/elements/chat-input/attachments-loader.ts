import { html, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { ChatRoom } from '../../client/contract.js';
import type { FileDraft } from '../../client/file-message.js';
import type { Message } from '../../protocol/message.js';
import type { LabelsController } from '../shared/labels-controller.js';
import type { Attachments } from './attachments.js';

/** What the field lends to its pictures and voice messages. */
export interface AttachmentTools {
  readonly labels: LabelsController;
  /** Bytes a picture may have; 0: none can be sent. */
  imageBytes(): number;
  /** Seconds a voice message may have; 0: none can be sent. */
  voiceSeconds(): number;
  room(): ChatRoom | null;
  /** Says something above the field. */
  hint(key: string, values?: Record<string, string | number>): void;
  fail(error: unknown): void;
  focus(): void;
  /** Whether the page lets it be sent. */
  allows(draft: FileDraft): boolean;
  sent(message: Message): void;
}

/** Brings pictures and voice messages to the field once its room's server turns out to take them; without them it stays a field for text. */
export class AttachmentsLoader implements ReactiveController {
  loaded: Attachments | null = null;
  #asked = false;

  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    private readonly tools: AttachmentTools,
  ) {
    host.addController(this);
  }

  hostUpdated(): void {
    if (this.#asked || this.tools.imageBytes() + this.tools.voiceSeconds() === 0) return;
    this.#asked = true;
    import('./attachments.js').then(
      ({ Attachments }) => {
        this.loaded = new Attachments(this.host, this.tools);
        this.host.requestUpdate();
      },
      (error: unknown) => this.tools.fail(error),
    );
  }

  /** Sends pictures that stand ready. */
  submit(): 'none' | 'waiting' | 'sent' {
    const { loaded } = this;
    if (!loaded?.tray.filled) return 'none';
    if (!loaded.tray.ready) return 'waiting';
    void loaded.sendTray();
    return 'sent';
  }

  /** With nothing to send, the place of the send button is free for the microphone; null when it is not. */
  voice(text: string, able: boolean): TemplateResult | null {
    const { loaded } = this;
    if (!loaded) return null;
    const { voice, tray } = loaded;
    const offered = this.tools.voiceSeconds() > 0 && text === '' && !tray.filled;
    return voice.active || offered ? html`${voice.button(able)}${voice.strip()}` : null;
  }

  /** What is pasted or dropped. */
  readonly onFiles = (event: Event): void => this.loaded?.tray.handleEvent(event);
}
