import { nameIn } from '../../protocol/gift-name.js';
import type { Gift } from '../events.js';

/** What is offered unless the page says otherwise; cheapest first, each about three times the one before. */
export const GIFTS: readonly Gift[] = [
  { id: 'rose', name: { en: 'Rose', 'zh-CN': '玫瑰' }, icon: 'icon:rose', price: 1 },
  { id: 'heart', name: { en: 'Heart', 'zh-CN': '爱心' }, icon: 'icon:heart', price: 5 },
  { id: 'coffee', name: { en: 'Coffee', 'zh-CN': '咖啡' }, icon: 'icon:coffee', price: 18 },
  { id: 'diamond', name: { en: 'Diamond', 'zh-CN': '钻石' }, icon: 'icon:diamond', price: 66 },
  { id: 'crown', name: { en: 'Crown', 'zh-CN': '皇冠' }, icon: 'icon:crown', price: 199 },
  { id: 'fireworks', name: { en: 'Fireworks', 'zh-CN': '烟花' }, icon: 'icon:fireworks', price: 520 },
  { id: 'rocket', name: { en: 'Rocket', 'zh-CN': '火箭' }, icon: 'icon:rocket', price: 1314 },
  { id: 'castle', name: { en: 'Castle', 'zh-CN': '城堡' }, icon: 'icon:castle', price: 2999 },
];

/** The gift's name in a language, else its id. */
export function giftName({ id, name }: Gift, lang: string): string {
  return nameIn(name, lang) || id;
}
