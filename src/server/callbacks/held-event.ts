import type { Content, WireMessage } from '../../protocol/index.js';
import type { HeldMessage, HoldReason } from '../store/held.js';

/** A message waits for a moderator. */
export interface HeldEvent {
  readonly chatRoomId: string;
  readonly fromUserId: string;
  readonly objectName: string;
  readonly content: Content;
  readonly messageUID: string;
  readonly reason: HoldReason;
  /** ms since 1970. */
  readonly time: number;
}

export function messageHeld({ room, id, user, at, reason, json }: HeldMessage): HeldEvent {
  const { t, c } = JSON.parse(json) as WireMessage;
  return { chatRoomId: room, fromUserId: user, objectName: t, content: c, messageUID: id, reason, time: at };
}
