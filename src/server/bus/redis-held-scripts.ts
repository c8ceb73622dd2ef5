import { script } from './redis-scripts.js';

/**
 * held: key (room, line feed, id) → message as JSON. claim: key → verdict it was handed out for. age: key → when it was said; in…room: the same of one
 * room. own…user: keys of one author.
 */

/** KEYS held, age, in, own; ARGV key, JSON, room, author, when, limits per author, per room and of all. Answers what leaves no room, or nothing. */
export const ADD = script(`
local HELD, AGE, IN, OWN, key = KEYS[1], KEYS[2], KEYS[3] .. ARGV[3], KEYS[4] .. ARGV[4], ARGV[1]
if redis.call('HEXISTS', HELD, key) == 1 then return '' end
if redis.call('SCARD', OWN) >= tonumber(ARGV[6]) then return 'perUser' end
if redis.call('ZCARD', IN) >= tonumber(ARGV[7]) then return 'perRoom' end
if redis.call('ZCARD', AGE) >= tonumber(ARGV[8]) then return 'all' end
redis.call('HSET', HELD, key, ARGV[2])
redis.call('ZADD', AGE, ARGV[5], key)
redis.call('ZADD', IN, ARGV[5], key)
redis.call('SADD', OWN, key)
return ''`);

/** KEYS held, claim; ARGV key, verdict. Answers the message, or nothing. */
export const CLAIM = script(`
local message = redis.call('HGET', KEYS[1], ARGV[1])
if not message then return '' end
local known = redis.call('HGET', KEYS[2], ARGV[1])
if known and known ~= ARGV[2] then return '' end
redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
return message`);

/** KEYS held, claim, age, in, own; ARGV key, room, author. Answers 1 where it was there. */
export const REMOVE = script(`
redis.call('HDEL', KEYS[2], ARGV[1])
redis.call('ZREM', KEYS[3], ARGV[1])
redis.call('ZREM', KEYS[4] .. ARGV[2], ARGV[1])
redis.call('SREM', KEYS[5] .. ARGV[3], ARGV[1])
return redis.call('HDEL', KEYS[1], ARGV[1])`);
