import { textOf, type Message } from '../../protocol/message.js';
import type { Rendered } from '../../renderers/registry.js';
import { toItem, type DanmakuItem } from './danmaku-item.js';
import type { DisplayBudget } from './display-budget.js';

export type Compose = (message: Message, item: DanmakuItem) => DanmakuItem | null;

/** Makes comments from messages. */
export class Drawing {
  constructor(private readonly budget: DisplayBudget) {}

  /**
   * @param render Asks the registry; null shows nothing.
   * @param compose The page's last word; when it fails, the comment flies as it would without.
   */
  item(message: Message, render: () => Rendered, compose: Compose = (_, item) => item): DanmakuItem | null {
    const item = this.#make(message, render);
    if (!item) return null;
    try {
      const composed = compose(message, item);
      return composed && toItem(composed);
    } catch (error) {
      this.budget.failed('compose', error);
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
    if (!this.budget.rests(type)) return this.budget.run(type, render);
    this.budget.replaced++;
    return textOf(message);
  }
}
