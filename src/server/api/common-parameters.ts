import { flag, id, ids, integer, optional, text } from './parameters.js';

/** What many calls take, and times as many answers spell them. */

export const ROOM = id('Room id.', 'room-1');
export const USER = id('User id.', 'ann');
export const USERS = ids('User ids, the field repeated.', 20, 'ann');
/** 30 days. @see S49 */
export const MINUTES = integer('How long, minutes.', 1, 43_200, 10);

/** Whether clients are told, and with which words of the app's own. */
export const NOTICE = {
  needNotify: flag('Tells the room.'),
  extra: optional(text('Goes with the notice, for the clients of the app.', { min: 0, max: 2048, example: 'be kind' }), undefined),
};

/** `YYYY-MM-DD HH:MM:SS`, UTC. */
export function timeText(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
}

export function minutesFrom(now: number, minutes: number): number {
  return now + minutes * 60_000;
}
