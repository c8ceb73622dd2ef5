import { textOf, type Message } from '../../protocol/message.js';
import type { Rendered } from '../../renderers/registry.js';
import type { DanmakuItem } from './danmaku-item.js';

export type Compose = (message: Message, item: DanmakuItem) => DanmakuItem | null;

/** A display that takes longer than this, ms, costs the page a frame. */
const slowMs = 16;
/** Part of the main thread's time that the displays of one type may take. */
const share = 0.05;

/**
 * Makes comments from messages. A display that is slow is drawn less often, so that no type can take the page from the
 * others; meanwhile its messages fly as the plain words they carry, or not at all. The developer is told once per type.
 */
export class Drawing {
  readonly #resting = new Map<string, number>();
  readonly #told = new Set<string>();

  constructor(private readonly now: () => number = () => performance.now()) {}

  /**
   * @param render Asks the registry; null shows nothing.
   * @param compose The page's last word; when it fails, the comment flies as it would without.
   */
  item(message: Message, render: () => Rendered, compose: Compose = (_, item) => item): DanmakuItem | null {
    const item = this.#make(message, render);
    if (!item) return null;
    try {
      return compose(message, item);
    } catch (error) {
      if (!this.#told.has('compose')) reportError(error);
      this.#told.add('compose');
      return item;
    }
  }

  #make(message: Message, render: () => Rendered): DanmakuItem | null {
    const rendered = this.#withinMeans(message, render);
    if (rendered === null || rendered === '') return null;
    const { role } = message.sender;
    const paid = Number(message.content['price'] ?? message.content['amount']) > 0;
    const item: DanmakuItem = {
      message,
      own: message.origin === 'own',
      priority: paid || role === 'host' || role === 'moderator' ? 'high' : 'normal',
      ...(paid ? { color: 'var(--_gold)' } : role === 'host' ? { color: 'var(--_host)' } : {}),
    };
    return typeof rendered === 'string' ? { ...item, text: rendered } : { ...item, content: rendered, text: textOf(message) };
  }

  #withinMeans(message: Message, render: () => Rendered): Rendered {
    const { type } = message;
    const start = this.now();
    if (start < (this.#resting.get(type) ?? 0)) return textOf(message);
    const rendered = render();
    const ms = this.now() - start;
    if (ms > slowMs) {
      this.#resting.set(type, start + ms / share);
      if (!this.#told.has(type)) console.warn(`danmaku-layer: the display of ${type} took ${Math.round(ms)} ms; it is drawn less often now. Prepare slow things before, or show them elsewhere.`);
      this.#told.add(type);
    }
    return rendered;
  }
}
