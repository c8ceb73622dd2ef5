import type { SharedUploads, UploadLimits } from '../media/upload-quota.js';
import type { Commands } from './redis-commands.js';
import { script } from './redis-scripts.js';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** An upload whose server has died counts as under way for so long, ms; one that takes longer does not count so any more. */
const LEASE_MS = 5 * MINUTE_MS;

/**
 * begun: upload → when, within the last minute. now: upload → until when it counts as under way. day: bytes stored since the first upload of a day.
 * Times that are too far ahead are from before the clock of Redis was set back, and hold nobody up.
 * KEYS begun, now, day; ARGV upload, uploads a minute, at once, bytes a day. Answers how long to wait, ms: 0 when it may begin.
 */
const BEGIN = script(`
local time = redis.call('TIME')
local ms = time[1] * 1000 + math.floor(time[2] / 1000)
local function within(key, from, to)
  redis.call('ZREMRANGEBYSCORE', key, '-inf', string.format('(%.0f', from))
  redis.call('ZREMRANGEBYSCORE', key, string.format('(%.0f', to), '+inf')
  return redis.call('ZCARD', key)
end
redis.call('SET', KEYS[3], 0, 'PX', ${DAY_MS}, 'NX')
if tonumber(redis.call('GET', KEYS[3])) >= tonumber(ARGV[4]) then return math.max(1, redis.call('PTTL', KEYS[3])) end
if within(KEYS[2], ms, ms + ${LEASE_MS}) >= tonumber(ARGV[3]) then return 1000 end
if within(KEYS[1], ms - ${MINUTE_MS - 1}, ms) >= tonumber(ARGV[2]) then
  return redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')[2] + ${MINUTE_MS} - ms
end
redis.call('ZADD', KEYS[1], string.format('%.0f', ms), ARGV[1])
redis.call('PEXPIRE', KEYS[1], ${MINUTE_MS})
redis.call('ZADD', KEYS[2], string.format('%.0f', ms + ${LEASE_MS}), ARGV[1])
redis.call('PEXPIRE', KEYS[2], ${LEASE_MS})
return 0`);

/** KEYS now, day; ARGV upload, bytes stored. */
const END = script(`
redis.call('ZREM', KEYS[1], ARGV[1])
if redis.call('EXISTS', KEYS[2]) == 1 then redis.call('INCRBY', KEYS[2], ARGV[2]) end`);

/** What each user uploads, in Redis: counted over all nodes. A key of some 100 bytes stays for a day. */
export class RedisUploads implements SharedUploads {
  readonly #redis: Commands;
  readonly #key: (name: string) => string;

  constructor(redis: Commands, key: (name: string) => string) {
    this.#redis = redis;
    this.#key = key;
  }

  async begin(user: string, upload: string, { uploadsPerMinute, uploadsAtOnce, uploadBytesPerDay }: UploadLimits): Promise<number> {
    return Number(await this.#redis.run(BEGIN, this.#keys(user, 'begun', 'now', 'day'), [upload, uploadsPerMinute, uploadsAtOnce, uploadBytesPerDay]));
  }

  async end(user: string, upload: string, storedBytes: number): Promise<void> {
    await this.#redis.run(END, this.#keys(user, 'now', 'day'), [upload, storedBytes]);
  }

  #keys(user: string, ...names: string[]): string[] {
    return names.map((name) => this.#key(`up:${name}:${user}`));
  }
}
