import type { Content, WireMessage } from '../../protocol/index.js';

/** Something was said in a room and has its place. */
export interface MessageEvent {
  readonly chatRoomId: string;
  readonly fromUserId: string;
  readonly objectName: string;
  readonly content: Content;
  readonly messageUID: string;
  readonly offset: number;
  /** ms since 1970. */
  readonly time: number;
}

export const messageSaid = (room: string, { i, t, c, ts }: WireMessage, offset: number): MessageEvent => ({
  chatRoomId: room, fromUserId: c.user?.id ?? '', objectName: t, content: c, messageUID: i, offset, time: ts,
});
