import type { Rule, RuleKey } from '../store/rules.js';
import type { Order } from './order.js';
import { ROOM_KINDS, type RuleKind, type Rules, type RuleValues } from './rules.js';

/** What an order changes in the rules: the same each time it is carried out. */
export interface RuleChange {
  readonly put: readonly Rule[];
  readonly removed: readonly RuleKey[];
}

const NOTHING: RuleChange = { put: [], removed: [] };

/** `rules` is only asked what there is of a room or a user, so that all of it can go, and what was the last version. */
export function changeOf(order: Order, rules: Rules): RuleChange {
  const { at } = order;
  switch (order.op) {
    case 'mute':
    case 'block':
      return order.until === null ? gone(order.op, order.room, order.user) : put(order.op, order.room, order.user, true, order.until);
    case 'freeze':
    case 'stop':
    case 'keep':
      return order.on ? put(order.op, order.room, '', true) : gone(order.op, order.room, '');
    case 'slow':
      return order.everyMs === null ? gone('slow', order.room, '') : put('slow', order.room, '', { everyMs: order.everyMs });
    case 'talk':
      return order.rules === null ? gone('talk', order.room, '') : put('talk', order.room, '', order.rules);
    case 'exempt':
    case 'allow-user':
      return order.on ? put(order.op, order.room, order.user, true) : gone(order.op, order.room, order.user);
    case 'allow-type':
    case 'low-type':
      return order.on ? put(order.op, '', order.type, true) : gone(order.op, '', order.type);
    case 'word':
      return order.on ? put('word', '', order.word, { replacement: order.replacement, ...(order.hold ? { hold: true } : {}), at }) : gone('word', '', order.word);
    case 'decide':
      return put('decided', order.room, order.mid, { user: order.user, verdict: order.verdict, by: order.by, at }, order.until);
    case 'room': {
      const { room, name, madeAt, life } = order;
      return put('room', room, '', { name, madeAt, life });
    }
    case 'active':
      return put('active', order.room, '', { at });
    case 'destroy': {
      const rows = ROOM_KINDS.flatMap((kind) => rules.list(kind, order.room).map(({ key }) => ({ kind, room: order.room, key })));
      return { put: [], removed: rows };
    }
    case 'attribute': {
      const { room, key, value, user, auto, version } = order;
      return value === null ? gone('attribute', room, key) : put('attribute', room, key, { value, user, auto, version, at });
    }
    case 'last-version':
      return put('last-version', '', '', { version: Math.max(order.version, rules.get('last-version', '')?.version ?? 0) });
    case 'expire-tokens':
      return put('tokens-before', '', order.user, { before: order.before });
    case 'receipt':
      return rules.has('receipt', '', order.id) ? NOTHING : put('receipt', '', order.id, { room: order.room, mid: order.mid }, order.until);
    case 'forget-user':
      return { put: [], removed: rules.about(order.user) };
    case 'deactivate':
      return order.on ? put('deactivated', '', order.user, { at }) : gone('deactivated', '', order.user);
    case 'profile':
      return put('profile', '', order.user, { name: order.name, avatar: order.avatar, at });
    case 'tags':
      return order.tags.length ? put('tags', '', order.user, { tags: order.tags }) : gone('tags', '', order.user);
    case 'blacklist':
      // Filed under the one whose list it is.
      return order.on ? put('blacklist', order.user, order.other, true) : gone('blacklist', order.user, order.other);
    case 'forget-hour':
      return put('forgotten-hour', '', order.hour, true);
    case 'sign-in':
    case 'broadcast':
    case 'announce':
      return NOTHING;
  }
}

function put<K extends RuleKind>(kind: K, room: string, key: string, value: RuleValues[K], until = 0): RuleChange {
  return { put: [{ kind, room, key, until, value }], removed: [] };
}

function gone(kind: RuleKind, room: string, key: string): RuleChange {
  return { put: [], removed: [{ kind, room, key }] };
}
