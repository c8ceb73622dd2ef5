import { ATTRIBUTE_CALLS } from './attribute-calls.js';
import type { Calls } from './call.js';
import { HELD_CALLS } from './held-calls.js';
import { MESSAGE_CALLS } from './message-calls.js';
import { MODERATION_CALLS } from './moderation-calls.js';
import { PERSON_CALLS } from './person-calls.js';
import { PURGE_CALLS } from './purge-calls.js';
import { ROOM_CALLS } from './room-calls.js';
import { SLOW_CALLS } from './slow-calls.js';
import { TALK_CALLS } from './talk-calls.js';
import { USER_CALLS } from './user-calls.js';
import { WORD_CALLS } from './word-calls.js';

/** The groups of the Server API, as documents show them. */
export const CALL_GROUPS: Readonly<Record<string, Calls>> = {
  Users: { ...USER_CALLS, ...PERSON_CALLS },
  Rooms: ROOM_CALLS,
  Moderation: { ...MODERATION_CALLS, ...SLOW_CALLS, ...TALK_CALLS },
  Messages: { ...MESSAGE_CALLS, ...PURGE_CALLS, ...HELD_CALLS },
  Words: WORD_CALLS,
  Attributes: ATTRIBUTE_CALLS,
};

export const CALLS: ReadonlyMap<string, Calls[string]> = new Map(Object.values(CALL_GROUPS).flatMap((calls) => Object.entries(calls)));

/** Parts of the vendor's API for what is not here: one-to-one chats, groups, pushes. They are told so instead of being unknown. */
export const ELSEWHERE = /^(message\/(private|group|discussion|system|ultragroup|broadcast|expansion)|group|push|conversation|ultragroup|entrust|statsmsg)(\/|$)/;
