import { GIVE_FUNCTIONS, script } from './redis-scripts.js';

/** KEYS meta, given, givers; ARGV channel, text to publish, life ms, then per gift: what it gives, giver or goal, giver as shown. A room that is gone is given nothing. */
export const GIVE = script(`${GIVE_FUNCTIONS}
if redis.call('HEXISTS', KEYS[1], 'ep') == 1 then
  for i = 4, #ARGV, 3 do give(KEYS[1], KEYS[2], KEYS[3], ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[3]) end
end
redis.call('PUBLISH', ARGV[1], ARGV[2])`);

/** KEYS meta, given, givers; ARGV how many to name. Answers the total, the goal, then per giver: as shown, value. */
export const SUMS = script(`
local m = redis.call('HMGET', KEYS[1], 'total', 'goal')
local reply, left = {m[1] or '0', m[2] or 'null'}, tonumber(ARGV[1])
local function name(top)
  for i = 1, #top, 2 do
    local shown = redis.call('HGET', KEYS[3], top[i])
    left = left - 1
    if shown then
      reply[#reply + 1] = shown
      reply[#reply + 1] = top[i + 1]
    end
  end
end
-- Of those who are equal at the end of the list, the first by id.
local last = redis.call('ZREVRANGE', KEYS[2], left - 1, left - 1, 'WITHSCORES')[2]
name(redis.call('ZREVRANGEBYSCORE', KEYS[2], '+inf', last and '(' .. last or '-inf', 'WITHSCORES'))
if last then name(redis.call('ZRANGEBYSCORE', KEYS[2], last, last, 'WITHSCORES', 'LIMIT', 0, left)) end
return reply`);

/** KEYS given, givers; ARGV channel, giver. The total stays. */
export const FORGET = script(`
redis.call('HDEL', KEYS[2], ARGV[2])
if redis.call('ZREM', KEYS[1], ARGV[2]) == 1 then redis.call('PUBLISH', ARGV[1], 'G') end`);
