import { script } from './redis-scripts.js';

/**
 * A roster in Redis. all: user → when they came, over all nodes. own: the same for one node. more: on how many nodes besides the first
 * somebody is. In the set `in` of a node stand the rosters that it has anybody on, so that others can clean up after it.
 */
const FUNCTIONS = `
local ALL, MORE, OWN, IN = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local function enter(user, since)
  if redis.call('ZADD', OWN, 'NX', since, user) == 0 then return 0 end
  if redis.call('ZADD', ALL, 'NX', since, user) == 1 then return 1 end
  redis.call('HINCRBY', MORE, user, 1)
  return 0
end
local function leave(user)
  if redis.call('ZREM', OWN, user) == 0 then return 0 end
  local more = tonumber(redis.call('HGET', MORE, user) or 0)
  if more > 1 then
    redis.call('HINCRBY', MORE, user, -1)
  elseif more == 1 then
    redis.call('HDEL', MORE, user)
  else
    redis.call('ZREM', ALL, user)
    return 1
  end
  return 0
end
local function note(name)
  if redis.call('EXISTS', OWN) == 1 then redis.call('SADD', IN, name) else redis.call('SREM', IN, name) end
end`;

/** KEYS all, more, own, in; ARGV name, then per move: user, when they came (empty: they have gone). Answers 1 for each that is news to the cluster. */
export const MOVE = script(`${FUNCTIONS}
local reply = {}
for i = 2, #ARGV, 2 do
  reply[#reply + 1] = ARGV[i + 1] == '' and leave(ARGV[i]) or ARGV[i + 1] ~= '' and enter(ARGV[i], ARGV[i + 1]) or 0
end
note(ARGV[1])
return reply`);

/** Exactly these are on the node. KEYS as above; ARGV name, then per person: user, since. Answers who was on no node before. */
export const RESTATE = script(`${FUNCTIONS}
local stay, reply = {}, {}
for i = 2, #ARGV, 2 do stay[ARGV[i]] = true end
for _, user in ipairs(redis.call('ZRANGE', OWN, 0, -1)) do
  if not stay[user] then leave(user) end
end
for i = 2, #ARGV, 2 do
  if enter(ARGV[i], ARGV[i + 1]) == 1 then reply[#reply + 1] = ARGV[i] end
end
note(ARGV[1])
return reply`);

/** The node has died. KEYS as above, of the dead node, and what nodes say of the room; ARGV name, node. Answers what it said last, then who is on no other. */
export const REAP = script(`${FUNCTIONS}
local reply = {redis.call('HGET', KEYS[5], ARGV[2]) or ''}
redis.call('HDEL', KEYS[5], ARGV[2])
for _, user in ipairs(redis.call('ZRANGE', OWN, 0, -1)) do
  if leave(user) == 1 then reply[#reply + 1] = user end
end
note(ARGV[1])
return reply`);

/**
 * KEYS nodes; ARGV node, for how long this counts, ms. Answers whether the node was known and in time, then nodes whose time is over.
 * A node that was late may have been cleaned up after.
 */
export const BEAT = script(`
local time = redis.call('TIME')
local ms = time[1] * 1000 + math.floor(time[2] / 1000)
local before = redis.call('ZSCORE', KEYS[1], ARGV[1])
redis.call('ZADD', KEYS[1], string.format('%.0f', ms + ARGV[2]), ARGV[1])
local reply = {before and tonumber(before) > ms and 1 or 0}
for _, node in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', string.format('%.0f', ms), 'LIMIT', 0, 10)) do reply[#reply + 1] = node end
return reply`);

/** KEYS nodes, in; ARGV node. Forgets a dead node once it is on no roster any more. */
export const BURY = script(`
if redis.call('EXISTS', KEYS[2]) == 0 then redis.call('ZREM', KEYS[1], ARGV[1]) end`);
