import { AVATAR_LENGTH, graphemes, isBlank, NAME_LENGTH } from '../../protocol/index.js';
import { ApiError } from './api-error.js';
import { type Calls, call, type Desk } from './call.js';
import { MINUTES, minutesFrom, timeText, USER, USERS } from './common-parameters.js';
import { choice, ids, integer, optional, text, texts } from './parameters.js';

const NAME = text('Shown with everything the user says.', { max: NAME_LENGTH, example: 'Ann' });
const PORTRAIT = optional(text('Address of a picture.', { min: 0, max: AVATAR_LENGTH, example: 'https://example.com/ann.png' }), '');

/** Names are counted as people see them, and may not be empty to the eye. */
function checkName(name: string): void {
  if (isBlank(name) || graphemes(name, NAME_LENGTH) > NAME_LENGTH) throw new ApiError('parameter', `name must be 1 to ${NAME_LENGTH} visible characters.`);
}

const each = async (users: readonly string[], order: (user: string) => Promise<void>) => {
  await Promise.all(users.map(order));
};

/** People: tokens, names, and whether they may connect. */
export const USER_CALLS: Calls = {
  'user/getToken': call({
    summary: 'Makes a token a user can connect with.',
    parameters: {
      userId: USER,
      name: optional(NAME, undefined),
      portraitUri: PORTRAIT,
      role: optional(choice('What the user is in every room. Ours; the vendor has no roles.', ['member', 'moderator', 'host']), 'member'),
    },
    answers: { userId: 'ann', token: 'eyJhbGciOiJIUzI1NiJ9…' },
    async act({ userId, name = userId, portraitUri, role }, { tokens }) {
      checkName(name);
      return { userId, token: await tokens.issue({ id: userId, name, ...(portraitUri ? { avatar: portraitUri } : {}), role }) };
    },
  }),
  'user/refresh': call({
    summary: 'Gives a user another name and picture, at once and for all tokens made before.',
    parameters: { userId: USER, name: NAME, portraitUri: PORTRAIT },
    act({ userId, name, portraitUri }, { order }) {
      checkName(name);
      return order({ op: 'profile', user: userId, name, avatar: portraitUri });
    },
  }),
  'user/info': call({
    summary: 'What is known of a user: from their connection, else as they were last renamed.',
    parameters: { userId: USER },
    answers: { userName: 'Ann', userPortrait: '' },
    act({ userId }, desk) {
      const { name, avatar = '' } = profileOf(userId, desk);
      return { userName: name, userPortrait: avatar };
    },
  }),
  'user/block': call({
    summary: 'Ends all connections of a user and refuses new ones (31009) until the time is over.',
    parameters: { userId: USER, minute: MINUTES },
    act: ({ userId, minute }, { order, clock }) => order({ op: 'block', room: '', user: userId, until: minutesFrom(clock.now(), minute) }),
  }),
  'user/unblock': call({
    summary: 'Lifts a block.',
    parameters: { userId: USER },
    act: ({ userId }, { order }) => order({ op: 'block', room: '', user: userId, until: null }),
  }),
  'user/block/query': call({
    summary: 'Who is blocked, and until when.',
    parameters: {},
    answers: { users: [{ userId: 'ann', blockEndTime: '2026-01-31 12:00:00', timestamp: 1769860800000 }] },
    act: (_, { moderation }) => ({
      users: moderation.rules.list('block', '').map(({ key, until }) => ({ userId: key, blockEndTime: timeText(until), timestamp: until })),
    }),
  }),
  'user/checkOnline': call({
    summary: 'Whether a user is connected, to whichever server.',
    parameters: { userId: USER },
    answers: { status: '1' },
    act: async ({ userId }, { whereabouts }) => ({ status: (await whereabouts.connected(userId)) ? '1' : '0' }),
  }),
  'user/token/expire': call({
    summary: 'Makes tokens from before a time useless (31020). Whoever is connected stays.',
    parameters: { userId: USERS, time: optional(integer('ms since 1970; now, where it is left out.', 1, 8.64e15, 1_769_860_800_000), undefined) },
    act: ({ userId, time }, { order, clock }) => each(userId, (user) => order({ op: 'expire-tokens', user, before: time ?? clock.now() })),
  }),
  'user/deactivate': call({
    summary: 'Closes accounts: connections end and new ones are refused (31029).',
    parameters: { userId: ids('User ids, the field repeated.', 100, 'ann') },
    act: ({ userId }, { order }) => each(userId, (user) => order({ op: 'deactivate', user, on: true })),
  }),
  'user/reactivate': call({
    summary: 'Opens closed accounts again.',
    parameters: { userId: ids('User ids, the field repeated.', 100, 'ann') },
    act: ({ userId }, { order }) => each(userId, (user) => order({ op: 'deactivate', user, on: false })),
  }),
  'user/deactivate/query': call({
    summary: 'Closed accounts, a page at a time.',
    parameters: { pageNo: optional(integer('From 1.', 1, 1_000_000), 1), pageSize: optional(integer('Users a page.', 1, 50, 50), 50) },
    answers: { users: ['ann'] },
    act: ({ pageNo, pageSize }, { moderation }) => ({
      users: moderation.rules.list('deactivated', '').slice((pageNo - 1) * pageSize, pageNo * pageSize).map(({ key }) => key),
    }),
  }),
  'user/blacklist/add': call({
    summary: 'Notes whom a user does not want to hear. Kept for the app; rooms deliver to all.',
    parameters: { userId: USER, blackUserId: ids('User ids, the field repeated.', 20, 'bob') },
    act: ({ userId, blackUserId }, { order }) => each(blackUserId, (other) => order({ op: 'blacklist', user: userId, other, on: true })),
  }),
  'user/blacklist/remove': call({
    summary: 'Takes users off such a list.',
    parameters: { userId: USER, blackUserId: ids('User ids, the field repeated.', 20, 'bob') },
    act: ({ userId, blackUserId }, { order }) => each(blackUserId, (other) => order({ op: 'blacklist', user: userId, other, on: false })),
  }),
  'user/blacklist/query': call({
    summary: 'Whom a user does not want to hear.',
    parameters: { userId: USER },
    answers: { users: ['bob'] },
    act: ({ userId }, { moderation }) => ({ users: moderation.rules.list('blacklist', userId).map(({ key }) => key) }),
  }),
  'user/tag/set': call({
    summary: "Sets a user's tags, all of them; none takes them away.",
    parameters: { userId: USER, tags: optional(texts('Tags.', 20, { max: 40, example: 'vip' }), []) },
    act: ({ userId, tags }, { order }) => order({ op: 'tags', user: userId, tags }),
  }),
  'user/tag/batch/set': call({
    summary: 'Sets the tags of many users.',
    parameters: { userIds: ids('User ids.', 1000, 'ann'), tags: optional(texts('Tags.', 20, { max: 40, example: 'vip' }), []) },
    act: ({ userIds, tags }, { order }) => each(userIds, (user) => order({ op: 'tags', user, tags })),
  }),
  'user/tags/get': call({
    summary: 'The tags of users.',
    parameters: { userIds: ids('User ids, the field repeated.', 50, 'ann') },
    answers: { result: { ann: ['vip'] } },
    act: ({ userIds }, { moderation }) => ({
      result: Object.fromEntries(userIds.map((user) => [user, moderation.rules.get('tags', '', user)?.tags ?? []])),
    }),
  }),
};

/** How a user is called, as far as this server knows. */
export function profileOf(userId: string, { signedIn, moderation }: Desk): { id: string; name: string; avatar?: string; role?: 'host' | 'moderator' | 'member' | 'system' } {
  const connected = signedIn.of(userId)[0]?.identity?.user;
  return connected ?? moderation.named({ id: userId, name: userId }, 0);
}
