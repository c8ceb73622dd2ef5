/**
 * The package's door `live-chatroom/client`: the SDK alone, for pages with their own display, bots and servers.
 * A room without a server is behind a door of its own, `live-chatroom/adapters/local`: who has a server need not load it.
 */
export * from './client/index.js';
export { ChatError, ERRORS, type ErrorDetail, type ErrorName } from './protocol/errors.js';
export { DEFAULT_LIMITS, HISTORY_DEFAULT, HISTORY_MAX, type Limits } from './protocol/limits.js';
// Not `toMessage`: it serves displays that are handed messages from elsewhere, and would weigh on everybody.
export { textOf, toContent, toSender, toWireUser, TYPE } from './protocol/message.js';
export type * from './protocol/message.js';
