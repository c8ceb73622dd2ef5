import { textOf, type Message, type Sender, type TextContent } from '../../protocol/message.js';

/** Whether a message speaks to `self`: named by id, answered, or by @name in the text (also without spaces, as in Chinese). */
export function mentions(message: Message, self: Sender | null): boolean {
  if (!self || message.sender.id === self.id) return false;
  if ((message.content as TextContent).mentionedInfo?.userIdList?.includes(self.id)) return true;
  // An answer to what the viewer has said. @see RC:ReferenceMsg
  if (message.content['referMsgUserId'] === self.id) return true;
  if (self.name === '') return false;
  const text = textOf(message).normalize('NFC').toLowerCase();
  const name = `@${self.name.normalize('NFC').toLowerCase()}`;
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const next = text.slice(at + name.length, at + name.length + 2);
    // "@Ann" must not match "@Anna"; scripts written without spaces have no such border.
    if (!/^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}_]/u.test(next)) return true;
    if (!/[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}_]$/u.test(name)) return true;
  }
  return false;
}
