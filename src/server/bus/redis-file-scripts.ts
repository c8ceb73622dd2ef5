import { script } from './redis-scripts.js';

/** file: id → user, bytes, at. age: id → at. bytes: user → what they have stored; '' is all. own…user: the ids of one user. */
const FUNCTIONS = `
local FILE, AGE, BYTES, OWN = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local function add(user, bytes)
  if redis.call('HINCRBY', BYTES, user, bytes) <= 0 then redis.call('HDEL', BYTES, user) end
end`;

/** KEYS file, age, bytes, own; ARGV id, user, bytes, at, bytes per user, bytes of all. Answers what leaves no room, or nothing. */
export const ADD = script(`${FUNCTIONS}
local id, user, bytes = ARGV[1], ARGV[2], tonumber(ARGV[3])
if redis.call('HEXISTS', FILE, id) == 1 then return '' end
if tonumber(redis.call('HGET', BYTES, user) or 0) + bytes > tonumber(ARGV[5]) then return 'perUser' end
if tonumber(redis.call('HGET', BYTES, '') or 0) + bytes > tonumber(ARGV[6]) then return 'all' end
redis.call('HSET', FILE, id, user .. '\t' .. ARGV[3] .. '\t' .. ARGV[4])
redis.call('ZADD', AGE, ARGV[4], id)
redis.call('SADD', OWN .. user, id)
add(user, bytes)
add('', bytes)
return ''`);

/** KEYS as above; ARGV id. */
export const CONDEMN = script(`${FUNCTIONS}
local record = redis.call('HGET', FILE, ARGV[1])
if not record then return end
redis.call('HSET', FILE, ARGV[1], (string.gsub(record, '%d+$', '0')))
redis.call('ZADD', AGE, 0, ARGV[1])`);

/** KEYS as above; ARGV id. */
export const REMOVE = script(`${FUNCTIONS}
local record = redis.call('HGET', FILE, ARGV[1])
if not record then return end
local user, bytes = string.match(record, '^([^\t]*)\t(%d+)')
redis.call('HDEL', FILE, ARGV[1])
redis.call('ZREM', AGE, ARGV[1])
redis.call('SREM', OWN .. user, ARGV[1])
add(user, -tonumber(bytes))
add('', -tonumber(bytes))`);
