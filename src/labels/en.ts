/** English of a chat's first moments, which loads with the page. The reference, with `en-more.ts`: every key stands in one of the two. */
export const en = {
  // Message list
  'list.label': 'Chat',
  'list.empty': 'Nobody has said anything yet. Say hello!',
  'list.loading': 'Loading messages…',
  'list.new': '{n|{n} new message|{n} new messages}',
  'list.reconnecting': 'Reconnecting…',
  'row.recalled-own': 'You took back a message',
  'row.recalled': '{name} took back a message',
  'row.recalled-by-moderator': 'A message was removed by a moderator',
  'row.unknown': 'sent something this page cannot show ({type})',
  'row.sending': 'Sending…',
  'row.show-all': 'Show all',
  'row.nameless': 'Nameless',
  'row.gift': 'sent {gift}',
  'row.mention': 'mentions you',
  'members.joined-1': '{a} joined',
  'members.joined-2': '{a} and {b} joined',
  'members.joined-n': '{a}, {b} and {n|{n} other|{n} others} joined',
  'members.left-1': '{a} left',
  'members.left-n': '{a} and {n|{n} other|{n} others} left',
  'role.host': 'Host',
  'role.moderator': 'Mod',
  'role.system': 'System',

  // Input
  'input.label': 'Message',
  'input.placeholder': 'Say something…',
  'input.send': 'Send',
  'input.emoji': 'Emoji',
  'input.disabled.disconnected': 'You are not connected.',
  'input.disabled.connecting': 'Connecting… keep typing.',
  'input.disabled.joining': 'Joining the room…',

  // Pictures and voice messages
  'media.image': '[Picture]',
  'voice.message': '[Voice] {n}″',
} as const satisfies Record<string, string>;
