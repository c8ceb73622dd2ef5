import type { OrderOf } from '../moderation/order.js';

/** An attribute of a room has changed. @see RongCloud d5 */
export interface AttributeEvent {
  readonly chatRoomId: string;
  /** Who did it; by the Server API, whose it is. */
  readonly userId: string;
  readonly key: string;
  /** Empty where it was taken away. */
  readonly value: string;
  /** 1: set. 2: taken away. */
  readonly type: 1 | 2;
  /** Grows with every change of the key. */
  readonly version: number;
  /** ms since 1970. */
  readonly time: number;
}

export const attributeChanged = ({ room, user, key, value, version, at }: OrderOf<'attribute'>): AttributeEvent => ({
  chatRoomId: room, userId: user, key, value: value ?? '', type: value === null ? 2 : 1, version, time: at,
});
