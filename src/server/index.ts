/** The chat server, for use in any Node program. */
export { createChatServer, type ChatServer, type ChatServerOptions, type ChatServerStats } from './server.js';
export { redisBus, type RedisBusOptions } from './bus/redis-bus.js';
export type { Bus, BusMaker, Channel } from './bus/bus.js';
export type { Clock, Random } from './clock.js';
export { DEFAULTS, type Settings } from './defaults.js';
export type { Log, LogFields, LogLevel } from './log.js';
export type { Order, RoomLife } from './moderation/order.js';
export { type FilteredWord, type FilterResult, WordFilter } from './moderation/word-filter.js';
export { type FileLedger, type FileLimits, type FileRecord, type FullBy, MemoryFiles, type SharedFileLedger } from './store/files.js';
export { type HeldFullBy, type HeldLedger, type HeldLimits, type HeldMessage, type HoldReason, MemoryHeld, type SharedHeldLedger, type Verdict } from './store/held.js';
export { MemoryRules, type Rule, type RuleKey, type RuleStore } from './store/rules.js';
export { MemoryStore } from './store/memory.js';
export { SqliteStore } from './store/sqlite.js';
export type { Entry, KeptSums, RoomRecord, Store } from './store/store.js';
export { SECRET_BYTES, type TokenUser } from './tokens.js';
export { DiskMedia } from './media/disk-media.js';
export { S3Media, type S3Options } from './media/s3-media.js';
export type { ByteRange, MediaStore, StoredFile } from './media/media-store.js';
