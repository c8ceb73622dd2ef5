import { ATTRIBUTE, ATTRIBUTE_TYPE, ChatError, type ErrorName, type WireMessage, type WireUser } from '../../protocol/index.js';
import { serverMessage } from '../server-message.js';
import type { Moderation } from './moderation.js';
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

/** So often a change is judged anew because another came between: each time one of them was done. */
const ROUNDS_MAX = 50;

/** Changes attributes so that all servers agree: what another server has changed meanwhile is judged anew by what holds then. */
export class Attributes {
  readonly #moderation: Pick<Moderation, 'rules' | 'publishOrder'>;
  /** The last change of a room that is on its way: the next one waits for it, so that they stay in the order in which they came. */
  readonly #underWay = new Map<string, Promise<unknown>>();

  /** The last orders were not in force at once: others have a say. */
  #slow = false;

  constructor(moderation: Pick<Moderation, 'rules' | 'publishOrder'>) {
    this.#moderation = moderation;
  }

  /**
   * Changes what can be changed; of those who expect the same version one succeeds. `orders`: what was done. Rejects with `unavailable`; then some
   * of it may have been done.
   */
  async change(wish: AttributeWish): Promise<AttributeVerdict> {
    const { room } = wish;
    const before = this.#underWay.get(room);
    const change = before ? before.then(() => this.#change(wish)) : this.#change(wish);
    if (!before && !this.#slow) return change;
    const over = change.then(() => {}, () => {});
    this.#underWay.set(room, over);
    void over.then(() => this.#underWay.get(room) === over && this.#underWay.delete(room));
    return change;
  }

  /** Takes some away as they are now; those that others change meanwhile stay. */
  async drop({ room, keys, user, at }: { readonly room: string; readonly keys: readonly string[]; readonly user: string; readonly at: number }): Promise<void> {
    const set = Object.fromEntries(keys.map((key) => [key, null]));
    const was = Object.fromEntries(keys.map((key) => [key, this.#moderation.rules.get('attribute', room, key)?.version ?? 0]));
    await this.change({ room, user, set, was, force: true, auto: false, at });
  }

  async #change(wish: AttributeWish): Promise<AttributeVerdict> {
    const { rules } = this.#moderation;
    const orders: OrderOf<'attribute'>[] = [];
    let failed: Readonly<Record<string, ErrorName>> = {};
    let { set } = wish;
    for (let round = 0; Object.keys(set).length > 0; round++) {
      if (round === ROUNDS_MAX) throw new ChatError('unavailable', { message: 'others change it all the time', retryInMs: 1000 });
      const verdict = judge(rules, { ...wish, set });
      failed = { ...failed, ...verdict.failed };
      const given = verdict.orders.map((order) => this.#moderation.publishOrder(order));
      this.#slow = verdict.orders.some(({ room, key, value, version }) => rules.get('attribute', room, key)?.version !== (value === null ? undefined : version));
      const done = await Promise.all(given);
      orders.push(...verdict.orders.filter((_, index) => done[index]));
      set = Object.fromEntries(verdict.orders.flatMap(({ key, value }, index) => (done[index] ? [] : [[key, value]])));
    }
    return { orders, failed };
  }
}

/** What a change looks like to those who want it seen in the chat. */
export function attributeNotice({ key, value, at }: OrderOf<'attribute'>, extra: string, user: WireUser): WireMessage {
  return serverMessage(ATTRIBUTE_TYPE, { type: value === null ? 2 : 1, key, value: value ?? '', extra, user }, at);
}
