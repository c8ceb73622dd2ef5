import type { WireMessage } from '../../protocol/index.js';
import { ApiError } from './api-error.js';
import type { Desk } from './call.js';

const HOUR_MS = 60 * 60 * 1000;
/** RongCloud's number for rooms. */
const ROOM_TYPE = 4;

/** When an hour (YYYYMMDDHH, UTC) began, ms since 1970. @throws {ApiError} parameter */
export function hourOf(date: string): number {
  const [, year, month, day, hour] = /^(\d{4})(\d\d)(\d\d)(\d\d)$/.exec(date) ?? [];
  const start = Date.parse(`${year}-${month}-${day}T${hour}:00:00Z`);
  if (Number.isNaN(start)) throw new ApiError('parameter', 'date must be an hour as YYYYMMDDHH.');
  return start;
}

/** What was said in all rooms within an hour, a line each in the vendor's shape, room by room. */
export async function messagesOf(date: string, { rooms, moderation }: Desk): Promise<string[]> {
  const start = hourOf(date);
  const lines: string[] = [];
  for (const id of moderation.rules.rooms('room')) {
    const room = await rooms.load(id, false);
    for (const { ts, hidden, json } of room?.log.entries ?? []) {
      if (hidden || ts < start || ts >= start + HOUR_MS) continue;
      const { i, t, c } = JSON.parse(json) as WireMessage;
      const time = new Date(ts).toISOString().replace('T', ' ').slice(0, 23);
      lines.push(
        `${time.slice(0, 19)} ${JSON.stringify({
          fromUserId: c.user?.id ?? '', targetId: id, targetType: ROOM_TYPE, classname: t, content: c, dateTime: time, msgUID: i,
        })}`,
      );
    }
  }
  return lines;
}
