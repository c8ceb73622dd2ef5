/** The chat server, for use in any Node program. */
export { createChatServer, type ChatServer, type ChatServerOptions, type ChatServerStats } from './server.js';
export type { Clock, Random } from './clock.js';
export { DEFAULTS, type Settings } from './defaults.js';
export type { Log, LogFields, LogLevel } from './log.js';
export { MemoryStore } from './store/memory.js';
export { SqliteStore } from './store/sqlite.js';
export type { Entry, RoomRecord, Store } from './store/store.js';
export { SECRET_BYTES, type TokenUser } from './tokens.js';
