/** English of a chat's first moments, which loads with the page. The reference, with `en-more.ts`: every key stands in one of the two. */
export const en = {
  // Message list
  'list.label': 'Chat',
  'list.empty': 'Nobody has said anything yet. Say hello!',
  'list.loading': 'Loading messages…',
  'list.reconnecting': 'Reconnecting…',
  'row.sending': 'Sending…',
  'row.nameless': 'Nameless',
  'role.host': 'Host',
  'role.moderator': 'Mod',

  // Input
  'input.label': 'Message',
  'input.placeholder': 'Say something…',
  'input.send': 'Send',
  'input.emoji': 'Emoji',
  'input.disabled.disconnected': 'You are not connected.',
  'input.disabled.connecting': 'Connecting… keep typing.',
  'input.disabled.joining': 'Joining the room…',
} as const satisfies Record<string, string>;
