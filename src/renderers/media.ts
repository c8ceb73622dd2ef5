import { html } from 'lit';
import { TYPE, type Message } from '../protocol/message.js';
import type { RenderContext, RendererRegistry } from './registry.js';

/** Displays of pictures and voice messages. Rows are drawn by `<media-message>`; where a page has not defined it, its words stand there. */
export function installMedia(registry: RendererRegistry): void {
  for (const type of [TYPE.image, TYPE.voice]) {
    registry.register('row', type, (m, c) => html`<media-message .message=${m} .room=${c.room ?? undefined}>${mediaWords(m, c)}</media-message>`);
  }
  // In a format that no browser plays.
  registry.register('row', TYPE.oldVoice, mediaWords);
  for (const type of [TYPE.image, TYPE.voice, TYPE.oldVoice]) {
    registry.register('danmaku', type, (m, c) => (type === TYPE.image ? c.t('media.image') : `🎤 ${secondsOf(m)}″`));
    registry.register('digest', type, mediaWords);
    registry.register('spoken', type, mediaSpoken);
  }
}

function mediaWords(message: Message, { t }: RenderContext): string {
  return message.type === TYPE.image ? t('media.image') : t('voice.message', { n: secondsOf(message) });
}

function mediaSpoken(message: Message, { t }: RenderContext): string {
  const { name } = message.sender;
  if (message.type !== TYPE.image) return t('voice.spoken', { name, n: secondsOf(message) });
  const { alt } = message.content;
  return typeof alt === 'string' && alt !== '' ? t('media.image-described', { name, alt }) : t('media.image-spoken', { name });
}

/** Whole seconds, whatever the message claims. */
function secondsOf({ content }: Message): number {
  const seconds = Number(content['duration']);
  return Number.isFinite(seconds) ? Math.min(60, Math.max(1, Math.round(seconds))) : 1;
}
