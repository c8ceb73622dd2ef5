import { worthOf } from '../../protocol/gift-sums.js';
import { TYPE, type Message } from '../../protocol/message.js';

/** Worth from which a gift flies by too, in the app's smallest unit. */
const FLIES_FROM = 500;

/** Gifts have banners; flying as well, a storm of small ones would leave no room for what people say. */
export function roomDanmaku<I>(message: Message, item: I): I | null {
  return message.type === TYPE.gift && worthOf(message.type, message.content) < FLIES_FROM ? null : item;
}
