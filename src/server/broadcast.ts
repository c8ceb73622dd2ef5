import { setImmediate } from 'node:timers/promises';
import type { Delivery } from './batch.js';
import type { Subscription } from './subscription.js';

/**
 * Hands one delivery to every subscriber. Others get their turn between slices; who leaves meanwhile gets nothing more.
 * Returns nothing to wait for when one slice was enough.
 */
export function broadcast(subscribers: readonly Subscription[], delivery: Delivery, slice: number): Promise<void> | void {
  for (let i = 0; i < Math.min(slice, subscribers.length); i++) hand(subscribers[i], delivery);
  if (subscribers.length > slice) return rest(subscribers, delivery, slice);
}

async function rest(subscribers: readonly Subscription[], delivery: Delivery, slice: number): Promise<void> {
  for (let i = slice; i < subscribers.length; i++) {
    if (i % slice === 0) await setImmediate();
    hand(subscribers[i], delivery);
  }
}

function hand(subscription: Subscription | undefined, delivery: Delivery): void {
  if (subscription?.active) subscription.connection.deliver(subscription, delivery);
}
