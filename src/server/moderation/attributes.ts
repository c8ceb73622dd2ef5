import { ATTRIBUTE, ATTRIBUTE_TYPE, type ErrorName, type WireMessage, type WireUser } from '../../protocol/index.js';
import { serverMessage } from '../server-message.js';
import type { OrderOf } from './order.js';
import type { Rules } from './rules.js';

/** What somebody wants to change about a room's attributes. */
export interface AttributeWish {
  readonly room: string;
  /** Who becomes the owner of what is set. */
  readonly user: string;
  /** null takes a key away. */
  readonly set: Readonly<Record<string, string | null>>;
  /** Also keys that belong to others. */
  readonly force: boolean;
  readonly auto: boolean;
  /** Versions the keys must still have; 0: must not be there. */
  readonly was?: Readonly<Record<string, number>>;
  /** ms since 1970. */
  readonly at: number;
}

export interface AttributeVerdict {
  readonly orders: readonly OrderOf<'attribute'>[];
  /** Keys that stay as they are, and why. */
  readonly failed: Readonly<Record<string, ErrorName>>;
}

/** Each key stands for itself: what can be changed is, the rest says why not. @see RongCloud c4 */
export function judge(rules: Rules, { room, user, set, force, auto, was, at }: AttributeWish): AttributeVerdict {
  const orders: OrderOf<'attribute'>[] = [];
  const failed: Record<string, ErrorName> = {};
  let count = rules.list('attribute', room).length;
  const last = rules.get('last-version', '')?.version ?? 0;
  for (const [key, value] of Object.entries(set)) {
    const known = rules.get('attribute', room, key);
    const expected = was?.[key];
    if (expected !== undefined && expected !== (known?.version ?? 0)) failed[key] = 'attribute-conflict';
    else if (value === null && !known) failed[key] = 'attribute-missing';
    else if (known && known.user !== user && !force) failed[key] = 'attribute-owner';
    else if (value !== null && !known && count >= ATTRIBUTE.perRoom) failed[key] = 'attribute-limit';
    else {
      count += (value === null ? 0 : 1) - (known ? 1 : 0);
      // A key that is made anew never repeats a version it had before: not in the same millisecond, nor by a clock that was set back.
      const version = Math.max(at, (known?.version ?? last) + 1);
      orders.push({ op: 'attribute', room, key, value, user, auto, version, at });
    }
  }
  return { orders, failed };
}

/** What a change looks like to those who want it seen in the chat. */
export function attributeNotice({ key, value, at }: OrderOf<'attribute'>, extra: string, user: WireUser): WireMessage {
  return serverMessage(ATTRIBUTE_TYPE, { type: value === null ? 2 : 1, key, value: value ?? '', extra, user }, at);
}
