import { createHash } from 'node:crypto';
import { SUPPORTERS_KEPT } from '../../protocol/gift-sums.js';

/** A script and the name Redis knows it by once it has seen it. */
export interface Script {
  readonly text: string;
  readonly sha: string;
}
export const script = (text: string): Script => ({ text, sha: createHash('sha1').update(text).digest('hex') });

/**
 * Messages of one person in any one second, by the clock of Redis: the times of the latest ones. A time in the future is from before that clock was set back,
 * and holds nobody up.
 */
const RATE_FUNCTIONS = `
local function now()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end
local function toWait(user, per, ms)
  local age = ms - tonumber(redis.call('LINDEX', user, -per) or 0)
  return age >= 0 and age < 1000 and 1000 - age or 0
end
local function count(user, per, ms)
  redis.call('RPUSH', user, string.format('%.0f', ms))
  redis.call('LTRIM', user, -per, -1)
  redis.call('PEXPIRE', user, 1000)
end`;

/** Who gave is told apart up to so many; of more, a tenth of the smallest are forgotten. @see SUPPORTERS_KEPT */
export const GIVE_FUNCTIONS = `
local function give(meta, given, givers, what, who, shown, life)
  if what == 'goal' then return redis.call('HSET', meta, 'goal', who) end
  redis.call('HINCRBYFLOAT', meta, 'total', what)
  redis.call('ZINCRBY', given, what, who)
  redis.call('HSET', givers, who, shown)
  if redis.call('ZCARD', given) > ${SUPPORTERS_KEPT} then
    local last = redis.call('ZRANGE', given, ${SUPPORTERS_KEPT / 10 - 1}, ${SUPPORTERS_KEPT / 10 - 1}, 'WITHSCORES')[2]
    local small = redis.call('ZRANGEBYSCORE', given, '-inf', '(' .. last)
    -- Of those who are equal, the last by id.
    for _, one in ipairs(redis.call('ZREVRANGEBYSCORE', given, last, last, 'LIMIT', 0, ${SUPPORTERS_KEPT / 10} - #small)) do small[#small + 1] = one end
    for _, one in ipairs(small) do
      redis.call('ZREM', given, one)
      redis.call('HDEL', givers, one)
    end
  end
  redis.call('PEXPIRE', given, life)
  redis.call('PEXPIRE', givers, life)
end`;

/**
 * What Redis does by itself, each in one indivisible step. All keys of a room share a hash tag.
 * meta: ep (epoch), off (newest offset), likes, run (the Redis process that the offsets are known to), w and n (capacity window and what it
 * has taken), total and goal (of what was given). given: giver → value. givers: giver → as shown. stand: what stands, of which epoch, up to which offset. log: offset → line. dd<minute>: message id → offset. A log that is a hash and no stream can lose the text of a
 * recalled message, and its window is exact.
 */

/**
 * KEYS meta, log, dd, rate, given, givers; ARGV channel, epoch, run, known offset, window ms, capacity, life ms, kept entries, then per message:
 * id, line, exempt, user, per second, offset replaced, line instead, what it gives (empty, a value or `goal`), giver or goal, giver as shown. Answers { 'stale' } or { first, then per message: kind, value }:
 * 0 placed at, 1 was placed at, 2 too fast by ms, 3 overloaded for ms.
 */
export const PUBLISH = script(`${RATE_FUNCTIONS}${GIVE_FUNCTIONS}
local m = redis.call('HMGET', KEYS[1], 'ep', 'off', 'run', 'w', 'n')
if not m[1] or m[1] ~= ARGV[2] or m[3] ~= ARGV[3] or tonumber(m[2]) < tonumber(ARGV[4]) then return {'stale'} end
local ms = now()
local minute = math.floor(ms / 60000)
local dd, old = KEYS[3] .. minute, KEYS[3] .. (minute - 1)
local width, capacity, kept = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[8])
local window = string.format('%.0f', math.floor(ms / width))
local taken = m[4] == window and tonumber(m[5]) or 0
local first = tonumber(m[2]) + 1
local off = first - 1
local reply, put, ids, gone, payload = {first}, {}, {}, {}, {'M\\t' .. ARGV[2] .. '\\t' .. first}
local seen = {}
for i = 9, #ARGV, 10 do
  local id, kind, value = ARGV[i], 0, 0
  local known = seen[id] or redis.call('HGET', dd, id) or redis.call('HGET', old, id)
  if known then
    kind, value = 1, tonumber(known)
  else
    local user, per = KEYS[4] .. ARGV[i + 3], tonumber(ARGV[i + 4])
    if per > 0 then
      value = toWait(user, per, ms)
      if value > 0 then kind = 2 end
    end
    if kind == 0 and ARGV[i + 2] == '0' then
      if taken >= capacity then
        kind, value = 3, width - ms % width
      else
        taken = taken + 1
      end
    end
    if kind == 0 then
      if per > 0 then count(user, per, ms) end
      off = off + 1
      value = off
      seen[id] = off
      put[#put + 1] = off
      put[#put + 1] = ARGV[i + 1]
      ids[#ids + 1] = id
      ids[#ids + 1] = off
      gone[#gone + 1] = off - kept
      payload[#payload + 1] = 'm' .. ARGV[i + 1]
      if ARGV[i + 7] ~= '' then give(KEYS[1], KEYS[5], KEYS[6], ARGV[i + 7], ARGV[i + 8], ARGV[i + 9], ARGV[7]) end
      if ARGV[i + 5] ~= '' and redis.call('HEXISTS', KEYS[2], ARGV[i + 5]) == 1 then
        redis.call('HSET', KEYS[2], ARGV[i + 5], ARGV[i + 6])
        payload[#payload + 1] = 'r' .. ARGV[i + 5] .. '\\t' .. ARGV[i + 6]
      end
    end
  end
  reply[#reply + 1] = kind
  reply[#reply + 1] = value
end
if off >= first then
  redis.call('HSET', KEYS[2], unpack(put))
  redis.call('HDEL', KEYS[2], unpack(gone))
  redis.call('HSET', dd, unpack(ids))
  redis.call('PEXPIRE', dd, 130000)
  redis.call('HSET', KEYS[1], 'off', off, 'w', window, 'n', taken)
  redis.call('PEXPIRE', KEYS[1], ARGV[7])
  redis.call('PEXPIRE', KEYS[2], ARGV[7])
  redis.call('PUBLISH', ARGV[1], table.concat(payload, '\\n'))
end
return reply`);

/** KEYS rate; ARGV per message: user, per second. Answers for how many ms each is too fast. */
export const RATE = script(`${RATE_FUNCTIONS}
local ms, reply = now(), {}
for i = 1, #ARGV, 2 do
  local user, per = KEYS[1] .. ARGV[i], tonumber(ARGV[i + 1])
  local wait = toWait(user, per, ms)
  if wait == 0 then count(user, per, ms) end
  reply[#reply + 1] = wait
end
return reply`);

/** KEYS meta, log, gone, given, givers, stand; ARGV epoch to make it with (or empty), run, life ms when empty, kept entries. Answers {} or { ep, off, likes, run, lines… }. */
export const OPEN = script(`
local m = redis.call('HMGET', KEYS[1], 'ep', 'off', 'likes', 'run')
if not m[1] then
  if ARGV[1] == '' then return {} end
  redis.call('DEL', KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6])
  redis.call('HSET', KEYS[1], 'ep', ARGV[1], 'off', 0, 'likes', 0, 'run', ARGV[2])
  redis.call('PEXPIRE', KEYS[1], ARGV[3])
  return {ARGV[1], '0', '0', ARGV[2]}
end
local off, offsets = tonumber(m[2]), {}
for o = math.max(1, off - ARGV[4] + 1), off do offsets[#offsets + 1] = o end
local reply = {m[1], m[2], m[3] or '0', m[4]}
if #offsets > 0 then
  for _, line in ipairs(redis.call('HMGET', KEYS[2], unpack(offsets))) do reply[#reply + 1] = line end
end
return reply`);

/**
 * Redis has lost its tail, or may have (it is another process than before): a new epoch, so that no position is given twice under the same name;
 * and what this node still knows, where that is more than Redis does.
 * What was given in entries that Redis has lost is added again. When it has lost the whole room, what we last knew of its sums is as good as it gets.
 * KEYS meta, log, dd, gone, given, givers; ARGV channel, epoch as we know it, new epoch, run, known offset, known likes, life ms, known sums (JSON or empty);
 * then per known entry: offset, line, id, and what it gives, as above. Answers the epoch that holds now, or 'gone' when the room was destroyed.
 */
export const MEND = script(`${GIVE_FUNCTIONS}
if redis.call('EXISTS', KEYS[4]) == 1 then return 'gone' end
local m = redis.call('HMGET', KEYS[1], 'ep', 'off', 'run', 'likes')
if m[1] and m[1] ~= ARGV[2] then return m[1] end
local off, known = tonumber(m[2] or 0), tonumber(ARGV[5])
if m[1] and m[3] == ARGV[4] and off >= known then return m[1] end
if not m[1] or off < known then
  redis.call('DEL', KEYS[2])
  local dd = KEYS[3] .. math.floor(redis.call('TIME')[1] / 60)
  for i = 9, #ARGV, 6 do
    redis.call('HSET', KEYS[2], ARGV[i], ARGV[i + 1])
    redis.call('HSET', dd, ARGV[i + 2], ARGV[i])
    local lost = (m[1] or ARGV[8] == '') and tonumber(ARGV[i]) > off
    if lost and ARGV[i + 3] ~= '' then give(KEYS[1], KEYS[5], KEYS[6], ARGV[i + 3], ARGV[i + 4], ARGV[i + 5], ARGV[7]) end
  end
  if not m[1] and ARGV[8] ~= '' then
    local sums = cjson.decode(ARGV[8])
    for _, one in ipairs(sums.top) do give(KEYS[1], KEYS[5], KEYS[6], one[2], one[1], one[3], ARGV[7]) end
    redis.call('HSET', KEYS[1], 'total', sums.total, 'goal', sums.goal)
  end
  redis.call('PEXPIRE', KEYS[2], ARGV[7])
  redis.call('PEXPIRE', dd, 130000)
  off = known
end
redis.call('HSET', KEYS[1], 'ep', ARGV[3], 'off', off, 'run', ARGV[4], 'likes', math.max(tonumber(m[4] or 0), tonumber(ARGV[6])))
redis.call('PEXPIRE', KEYS[1], ARGV[7])
redis.call('PUBLISH', ARGV[1], 'M\\t' .. ARGV[3] .. '\\t' .. (off + 1))
return ARGV[3]`);

/** KEYS meta; ARGV channel, count, life ms. A room that is gone likes nothing. */
export const LIKE = script(`
if redis.call('HEXISTS', KEYS[1], 'ep') == 0 then return 0 end
local total = redis.call('HINCRBY', KEYS[1], 'likes', ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
redis.call('PUBLISH', ARGV[1], 'L\\t' .. ARGV[2] .. '\\t' .. total)
return total`);

/**
 * KEYS n, meta, log, roster of all nodes, roster of this node, given, givers, stand; ARGV node, who is here (empty: nobody), ms after which a node counts as dead, life ms, life ms
 * of a room without messages. Answers how many are on other nodes and not on this one, then what other nodes said.
 */
export const HERE = script(`
local time = redis.call('TIME')
local ms = time[1] * 1000 + math.floor(time[2] / 1000)
if ARGV[2] == '' then
  redis.call('HDEL', KEYS[1], ARGV[1])
else
  redis.call('HSET', KEYS[1], ARGV[1], string.format('%.0f', ms) .. '\\t' .. ARGV[2])
  redis.call('PEXPIRE', KEYS[1], 10 * ARGV[3])
  local life = redis.call('HGET', KEYS[2], 'off') == '0' and ARGV[5] or ARGV[4]
  redis.call('PEXPIRE', KEYS[2], life)
  for _, each in ipairs({3, 6, 7, 8}) do redis.call('PEXPIRE', KEYS[each], life) end
end
local reply, all = {redis.call('ZCARD', KEYS[4]) - redis.call('ZCARD', KEYS[5])}, redis.call('HGETALL', KEYS[1])
for i = 1, #all, 2 do
  local tab = string.find(all[i + 1], '\\t', 1, true)
  if ms - tonumber(string.sub(all[i + 1], 1, tab - 1)) > tonumber(ARGV[3]) then
    -- Whoever buries the node reads what it said last; this is for those that nobody had to bury.
    if ms - tonumber(string.sub(all[i + 1], 1, tab - 1)) > 3 * ARGV[3] then redis.call('HDEL', KEYS[1], all[i]) end
  elseif all[i] ~= ARGV[1] then
    reply[#reply + 1] = string.sub(all[i + 1], tab + 1)
  end
end
return reply`);

/**
 * An order gets its place among all orders, and is kept for who comes later as long as it counts; with it a room may end.
 * KEYS stream, state, until, rooms, room's state, [meta, log, n, gone, given, givers, stand of a room that ends]; ARGV channel, order, key (or empty), node,
 * for how long it counts, ms (empty: for good; 0: it lifts), the room it counts for (or empty), the room that ends (or empty), for how
 * long nobody may bring that one back from memory, ms, what else it lifts (or empty), the version of what must be kept under its key (0: none; or empty:
 * whatever), the key of the app's whose version must be below its own then, that version; and of each of those it lifts: state, key, room (or empty).
 * Answers its id; or nothing when what it rests on is not so.
 * state: key → id, ms, order. until: key → when it is over.
 */
export const ORDER = script(`
local key, life, room, ends = ARGV[3], ARGV[5], ARGV[6], ARGV[7]
if ARGV[10] ~= '' then
  local function versionOf(state, key)
    local row = redis.call('HGET', state, key)
    return row and cjson.decode(string.match(row, '^[^\t]*\t[^\t]*\t(.*)$')).version or 0
  end
  local version = versionOf(room == '' and KEYS[2] or KEYS[5], key)
  if version ~= tonumber(ARGV[10]) then return '' end
  if version == 0 and versionOf(KEYS[2], ARGV[11]) >= tonumber(ARGV[12]) then return '' end
end
local id = redis.call('XADD', KEYS[1], 'MAXLEN', '~', 10000, '*', 'o', ARGV[2], 'k', key, 'n', ARGV[4], 'f', life, 'r', room, 'e', ends, 'l', ARGV[9])
local ms = tonumber(string.match(id, '^%d+'))
if key ~= '' then
  local state = room == '' and KEYS[2] or KEYS[5]
  redis.call('ZREM', KEYS[3], key)
  if life == '0' then
    redis.call('HDEL', state, key)
    if room ~= '' and redis.call('EXISTS', state) == 0 then redis.call('SREM', KEYS[4], room) end
  else
    redis.call('HSET', state, key, id .. '\\t' .. life .. '\\t' .. ARGV[2])
    if room ~= '' then
      redis.call('SADD', KEYS[4], room)
    elseif life ~= '' then
      redis.call('ZADD', KEYS[3], string.format('%.0f', ms + life), key)
    end
  end
end
for i = 13, #ARGV, 3 do
  redis.call('HDEL', ARGV[i], ARGV[i + 1])
  redis.call('ZREM', KEYS[3], ARGV[i + 1])
  if ARGV[i + 2] ~= '' and redis.call('EXISTS', ARGV[i]) == 0 then redis.call('SREM', KEYS[4], ARGV[i + 2]) end
end
for _, over in ipairs(redis.call('ZRANGEBYSCORE', KEYS[3], '-inf', string.format('%.0f', ms), 'LIMIT', 0, 16)) do
  redis.call('HDEL', KEYS[2], over)
  redis.call('ZREM', KEYS[3], over)
end
if ends ~= '' then
  redis.call('DEL', KEYS[5], KEYS[6], KEYS[7], KEYS[8], KEYS[10], KEYS[11], KEYS[12])
  redis.call('SREM', KEYS[4], ends)
  redis.call('SET', KEYS[9], 1, 'PX', ARGV[8])
end
redis.call('PUBLISH', ARGV[1], 'O')
return id`);
