import { type Calls, call } from './call.js';
import { ROOM } from './common-parameters.js';
import { flag, integer, optional, texts } from './parameters.js';
import { knownRoom } from './room-calls.js';

const DAY_MS = 24 * 60 * 60 * 1000;

/** What talk in a room has to be like, which the vendor does not have. */
export const TALK_CALLS: Calls = {
  'chatroom/talk/set': call({
    summary:
      'Says what talk in a room has to be like; what is left out does not hold any more. Staff, gifts and super chats pass. Refused: 90013 (a tag is needed), 90014 (account too new), 90015 (emoji only), 90016 (said already), 21501 (a link). Links may wait for a moderator instead.',
    ours: true,
    parameters: {
      chatroomId: ROOM,
      emoteOnly: flag('Only emoji.'),
      noLinks: flag('No addresses of pages.'),
      holdLinks: flag('What has an address of a page waits for a moderator.'),
      noRepeat: optional(integer('Seconds within which nobody says nearly the same again; 0: they may.', 0, 3600, 30), 0),
      tags: optional(texts('One of these is needed: from the token (claim `tags`) or set by user/tag/set. The field repeated.', 10, { max: 40, example: 'follower' }), []),
      accountDays: optional(integer('How old an account has to be, days (claim `since` of the token, seconds since 1970).', 0, 3650, 3), 0),
    },
    async act({ chatroomId, emoteOnly, noLinks, holdLinks, noRepeat, tags, accountDays }, desk) {
      knownRoom(chatroomId, desk);
      const any = emoteOnly || noLinks || holdLinks || noRepeat > 0 || tags.length > 0 || accountDays > 0;
      const rules = { emoteOnly, withoutLinks: noLinks, holdLinks, repeatMs: noRepeat * 1000, tags, accountMs: accountDays * DAY_MS };
      await desk.order({ op: 'talk', room: chatroomId, rules: any ? rules : null });
    },
  }),
  'chatroom/talk/query': call({
    summary: 'What talk in a room has to be like.',
    ours: true,
    parameters: { chatroomId: ROOM },
    answers: { emoteOnly: false, noLinks: true, holdLinks: false, noRepeat: 30, tags: ['follower'], accountDays: 0 },
    act({ chatroomId }, { moderation }) {
      const rules = moderation.rules.get('talk', chatroomId);
      return {
        emoteOnly: rules?.emoteOnly ?? false,
        noLinks: rules?.withoutLinks ?? false,
        holdLinks: rules?.holdLinks ?? false,
        noRepeat: (rules?.repeatMs ?? 0) / 1000,
        tags: rules?.tags ?? [],
        accountDays: (rules?.accountMs ?? 0) / DAY_MS,
      };
    },
  }),
};
