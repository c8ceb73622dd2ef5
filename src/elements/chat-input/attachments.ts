import type { ReactiveControllerHost } from 'lit';
import type { FileDraft } from '../../client/file-message.js';
import type { AttachmentTools } from './attachments-loader.js';
import { adoptLate } from '../shared/adopt-styles.js';
import { attachmentStyles } from './attachments.styles.js';
import { ImageTray } from './image/image-tray.js';
import { VoiceControl } from './voice/voice-control.js';

/** Pictures and voice messages of `<chat-input>`, as far as its server takes them. */
export class Attachments {
  readonly tray: ImageTray;
  readonly voice: VoiceControl;

  constructor(
    host: ReactiveControllerHost & HTMLElement,
    private readonly tools: AttachmentTools,
  ) {
    adoptLate(host.shadowRoot, attachmentStyles);
    this.tray = new ImageTray(host, tools);
    this.voice = new VoiceControl(host, tools, (draft) => void this.send([draft]));
  }

  /** Sends what stands in the tray. */
  sendTray(): Promise<void> {
    return this.send(this.tray.take());
  }

  /** Each becomes a row at once; what uploads it is loaded with the first one. */
  async send(drafts: readonly FileDraft[]): Promise<void> {
    const { tools } = this;
    const room = tools.room();
    const allowed = drafts.filter((draft) => room !== null && tools.allows(draft));
    for (const draft of drafts) if (!allowed.includes(draft)) draft.release?.();
    if (!room || allowed.length === 0) return;
    try {
      const { FileMessage } = await import('../../client/file-message.js');
      for (const draft of allowed) {
        // What fails says so in its own row.
        new FileMessage(room, draft).sent.then((message) => tools.sent(message)).catch(() => undefined);
      }
    } catch (error) {
      for (const draft of allowed) draft.release?.();
      tools.fail(error);
    }
  }
}
