import { html } from 'lit';
import { nameIn } from '../protocol/gift-name.js';
import { textOf, TYPE, type GiftContent, type MembersContent, type Message, type RecalledContent } from '../protocol/message.js';
import { ANY, type RenderContext, type RendererRegistry } from './registry.js';

/** The displays of the types that the kit itself knows. Rows here are the text part; name, avatar and badges are the list's. */
export function installBuiltIns(registry: RendererRegistry): void {
  registry.register('row', TYPE.text, (m) => textOf(m));
  registry.register('row', TYPE.info, (m) => textOf(m));
  registry.register('row', TYPE.gift, giftRow);
  registry.register('row', TYPE.members, (m, c) => membersLine(m, c));
  registry.register('row', TYPE.recalled, recalledLine);
  registry.register('row', TYPE.gap, (m, { t }) => {
    const missed = m.content['missed'];
    return typeof missed === 'number' ? t('list.gap', { n: missed }) : t('list.gap-unknown');
  });
  registry.register('row', ANY, unknownLine);

  registry.register('danmaku', TYPE.text, (m) => textOf(m));
  registry.register('danmaku', TYPE.gift, (m, c) => `${m.sender.name} ${giftWords(m, c)}`);
  registry.register('danmaku', ANY, null);

  registry.register('banner', TYPE.gift, (m, c) => giftWords(m, c));
  registry.register('banner', ANY, null);

  registry.register('spoken', TYPE.text, (m, { t }) => t('row.says', { name: m.sender.name, text: textOf(m) }));
  registry.register('spoken', TYPE.gift, (m, { t, lang }) => {
    const { name, count } = m.content as GiftContent;
    return t('row.gift-spoken', { name: m.sender.name, gift: nameIn(name, lang), n: count });
  });
  registry.register('spoken', TYPE.members, null);
  registry.register('spoken', ANY, unknownSpoken);

  registry.register('digest', TYPE.text, (m) => textOf(m));
  registry.register('digest', TYPE.gift, (m, c) => giftWords(m, c));
  registry.register('digest', TYPE.members, (m, c) => membersLine(m, c));
  registry.register('digest', TYPE.recalled, recalledLine);
  registry.register('digest', ANY, unknownLine);
}

function unknownSpoken(message: Message, { t }: RenderContext): string {
  return t('row.says', { name: message.sender.name, text: t('row.unknown', { type: message.type }) });
}

function unknownLine(message: Message, { t }: RenderContext): string {
  // A type that carries plain words can at least say them.
  return textOf(message) || t('row.unknown', { type: message.type });
}

function giftWords(message: Message, { t, lang }: RenderContext): string {
  const { name, count, total } = message.content as GiftContent;
  const times = total ?? count;
  return t('row.gift', { gift: nameIn(name, lang) }) + (times > 1 ? ` ×${times}` : '');
}

function giftRow(message: Message, { t, lang }: RenderContext) {
  const { name, count, total } = message.content as GiftContent;
  const times = total ?? count;
  return html`${t('row.gift', { gift: nameIn(name, lang) })}${times > 1 ? html` <b part="combo" class="combo">×${times}</b>` : ''}`;
}

function membersLine(message: Message, { t }: RenderContext): string {
  const { joined, joinedCount, left, leftCount } = message.content as MembersContent;
  const lines: string[] = [];
  const [a, b] = joined.map((user) => user.name);
  if (joinedCount === 1 && a) lines.push(t('members.joined-1', { a }));
  else if (joinedCount === 2 && a && b) lines.push(t('members.joined-2', { a, b }));
  else if (joinedCount > 2 && a && b) lines.push(t('members.joined-n', { a, b, n: joinedCount - 2, total: joinedCount }));
  const first = left[0]?.name;
  if (leftCount === 1 && first) lines.push(t('members.left-1', { a: first }));
  else if (leftCount > 1 && first) lines.push(t('members.left-n', { a: first, n: leftCount - 1, total: leftCount }));
  return lines.join(' · ');
}

function recalledLine(message: Message, { t, self }: RenderContext): string {
  const { operatorId } = message.content as RecalledContent;
  if (operatorId === self?.id) return t('row.recalled-own');
  return operatorId === message.sender.id ? t('row.recalled', { name: message.sender.name }) : t('row.recalled-by-moderator');
}
