import type { Exit } from '../presence.js';

/** What happened to a room or its people, in the vendor's numbers. @see RongCloud d5 */
export interface RoomEvent {
  readonly chatRoomId: string;
  readonly userIds: readonly string[];
  /** 0: somebody did it. 1: they were gone by themselves. 2: put out. 3: its time was over. */
  readonly status: 0 | 1 | 2 | 3;
  /** 0: made. 1: joined. 2: left. 3: ended. */
  readonly type: 0 | 1 | 2 | 3;
  /** ms since 1970. */
  readonly time: number;
}

export const roomMade = (room: string, time: number): RoomEvent => ({ chatRoomId: room, userIds: [], status: 0, type: 0, time });

export const roomEnded = (room: string, by: 'call' | 'time', time: number): RoomEvent => ({
  chatRoomId: room, userIds: [], status: by === 'time' ? 3 : 0, type: 3, time,
});

const EXIT_STATUS = { left: 0, lost: 1, blocked: 2, destroyed: 3 } as const satisfies Record<Exit, RoomEvent['status']>;

/** `exit: null`: they have come. */
export const memberMoved = (room: string, user: string, exit: Exit | null, time: number): RoomEvent => ({
  chatRoomId: room, userIds: [user], status: exit ? EXIT_STATUS[exit] : 0, type: exit ? 2 : 1, time,
});

/** People one event names. */
const PEOPLE_MAX = 100;

/** Those of the same kind, one after the other in the same room, become one; others stand by their time. */
export function queueRoomEvent(waiting: RoomEvent[], event: RoomEvent): void {
  const last = waiting.at(-1);
  const same = last && last.chatRoomId === event.chatRoomId && last.type === event.type && last.status === event.status;
  if (same && last.userIds.length < PEOPLE_MAX && event.userIds.length) {
    waiting[waiting.length - 1] = { ...last, userIds: [...last.userIds, ...event.userIds] };
  } else waiting.splice(placeOf(waiting, event), 0, event);
}

/** Over a bus the news that a room was made may come after that of its first guest. */
function placeOf(waiting: readonly RoomEvent[], event: RoomEvent): number {
  const made = event.type === 0;
  let at = waiting.length;
  for (; at > 0; at--) {
    const time = waiting[at - 1]?.time ?? 0;
    if (time < event.time || (time === event.time && !made)) break;
  }
  return at;
}
