import type { Keeping } from '../bus/bus.js';
import type { RuleKey } from '../store/rules.js';
import { keyOf, type Order } from './order.js';
import type { RuleKind, Rules } from './rules.js';

/** How the bus keeps an order for servers that start later: what still counts, and nothing else. */
export function keepingOf(order: Order, rules: Pick<Rules, 'about' | 'get'>): Keeping {
  if (order.op === 'destroy') return { ends: order.room };
  if (order.op === 'forget-user') return { lifts: rules.about(order.user).map(liftOf) };
  // Each stands for itself: of several with one receipt the first counts, and must stay the first.
  if (order.op === 'receipt') return { key: JSON.stringify([order.op, order.id, order.mid, order.at]), forMs: Math.max(0, order.until - order.at) };
  const key = keyOf(order);
  if (key === undefined) return {};
  const room = roomOf(order);
  const forMs = lifetimeOf(order);
  // Judged by what is known here now.
  const basis = order.op === 'attribute' ? { was: rules.get('attribute', order.room, order.key)?.version ?? 0, floor: 'last-version' } : undefined;
  return { key, ...(basis ? { basis } : {}), ...(room === undefined ? {} : { room }), ...(forMs === undefined ? {} : { forMs }) };
}

/** The room with which it ends; mutes and blocks outlive theirs. */
function roomOf(order: Order): string | undefined {
  switch (order.op) {
    case 'freeze':
    case 'slow':
    case 'talk':
    case 'stop':
    case 'keep':
    case 'exempt':
    case 'allow-user':
    case 'room':
    case 'active':
    case 'attribute':
    case 'decide':
      return order.room;
    default:
      return undefined;
  }
}

/** The key of the order that made a rule, where that is about a person. */
function liftOf({ kind, room, key }: RuleKey): { key: string; room?: string } {
  switch (kind as RuleKind) {
    case 'exempt':
    case 'allow-user':
    case 'attribute':
      return { key: JSON.stringify([kind, room, key]), room };
    case 'decided':
      return { key: JSON.stringify(['decide', room, key]), room };
    case 'mute':
    case 'block':
    case 'blacklist':
      return { key: JSON.stringify([kind, room, key]) };
    case 'tokens-before':
      return { key: JSON.stringify(['expire-tokens', key]) };
    case 'deactivated':
      return { key: JSON.stringify(['deactivate', key]) };
    default:
      return { key: JSON.stringify([kind, key]) };
  }
}

/** For how long it counts, ms; 0 when it only lifts another. */
function lifetimeOf(order: Order): number | undefined {
  if (order.op === 'mute' || order.op === 'block') return order.until === null ? 0 : Math.max(0, order.until - order.at);
  if (order.op === 'decide') return Math.max(0, order.until - order.at);
  const lifts =
    ('on' in order && !order.on) ||
    (order.op === 'attribute' && order.value === null) ||
    (order.op === 'slow' && order.everyMs === null) ||
    (order.op === 'talk' && order.rules === null) ||
    (order.op === 'tags' && order.tags.length === 0);
  return lifts ? 0 : undefined;
}
