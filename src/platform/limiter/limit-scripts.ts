import { type CommandParser, defineScript } from '@redis/client';

/**
 * Scripts run as one step on the server that holds the key, by that server's clock, which may be set back: with each moment
 * stands when it was written, and where that lies ahead, no time has passed since (what was waited for is waited for anew,
 * and is written down so). A clock set ahead forgets, no more.
 */
const nowUs = `local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000000 + tonumber(time[2])`;

const parseCommand = (parser: CommandParser, key: string, ...values: number[]): void => {
  parser.pushKey(key);
  parser.push(...values.map(String));
};

/** What a script answers; each one says what its numbers are. */
const transformReply = (reply: unknown): readonly number[] => (Array.isArray(reply) ? reply.map(Number) : []);

export const limitScripts = {
  /** interval µs, window µs → allowed (1 or 0), remaining, reset µs, retry after µs. */
  limitTake: defineScript({
    SCRIPT: `${nowUs}
local interval, window = tonumber(ARGV[1]), tonumber(ARGV[2])
local known, written = string.match(redis.call('GET', KEYS[1]) or '0 0', '^(%d+) (%d+)$')
known, written = tonumber(known), tonumber(written)
local isSetBack = written > now
if isSetBack then
  known = known - written + now
end
local arrival = math.max(known, now)
local following = arrival + interval
local isAllowed = following - window <= now
if isAllowed or isSetBack then
  local kept = isAllowed and following or arrival
  redis.call('SET', KEYS[1], string.format('%.0f %.0f', kept, now), 'PX', math.ceil(math.max(kept - now, 1000) / 1000))
end
if not isAllowed then
  return {0, 0, arrival - now, following - window - now}
end
return {1, math.floor((window - (following - now)) / interval), following - now, 0}`,
    NUMBER_OF_KEYS: 1,
    parseCommand,
    transformReply,
  }),
  /** free, first wait ms, longest wait ms, forget after ms → open (1 or 0), wait µs, µs of the day it opens again. */
  limitClimb: defineScript({
    SCRIPT: `${nowUs}
local free, first, longest = tonumber(ARGV[1]), tonumber(ARGV[2]) * 1000, tonumber(ARGV[3]) * 1000
local known = redis.call('HMGET', KEYS[1], 'count', 'open', 'at')
local open, written = tonumber(known[2] or '0'), tonumber(known[3] or '0')
if open > 0 and written > now then
  open = open - written + now
  redis.call('HSET', KEYS[1], 'open', string.format('%.0f', open), 'at', string.format('%.0f', now))
  redis.call('PEXPIRE', KEYS[1], ARGV[4])
end
if open > now then
  return {0, open - now, open}
end
local count = tonumber(known[1] or '0') + 1
open = 0
if count > free then
  open = now + math.min(longest, first * 2 ^ math.min(count - free - 1, 30))
end
redis.call('HSET', KEYS[1], 'count', string.format('%.0f', count), 'open', string.format('%.0f', open),
  'at', string.format('%.0f', now))
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return {1, 0, open}`,
    NUMBER_OF_KEYS: 1,
    parseCommand,
    transformReply,
  }),
  /** often, within µs → 1 and how long all of them took in µs when they have become frequent, else 0. */
  limitTally: defineScript({
    SCRIPT: `${nowUs}
local often, within = tonumber(ARGV[1]), tonumber(ARGV[2])
if tonumber(redis.call('LINDEX', KEYS[1], -1) or '0') > now then
  redis.call('DEL', KEYS[1])
end
local first = redis.call('LINDEX', KEYS[1], 0)
while first and now - tonumber(first) >= within do
  redis.call('LPOP', KEYS[1])
  first = redis.call('LINDEX', KEYS[1], 0)
end
if redis.call('LLEN', KEYS[1]) + 1 >= often then
  redis.call('DEL', KEYS[1])
  return {1, now - tonumber(first or now)}
end
redis.call('RPUSH', KEYS[1], string.format('%.0f', now))
redis.call('PEXPIRE', KEYS[1], math.ceil(within / 1000))
return {0, 0}`,
    NUMBER_OF_KEYS: 1,
    parseCommand,
    transformReply,
  }),
  /** When the failure that is taken back would have opened, as `limitClimb` answered it → failures left. */
  limitUndo: defineScript({
    SCRIPT: `local count = tonumber(redis.call('HGET', KEYS[1], 'count') or '0') - 1
if count <= 0 then
  redis.call('DEL', KEYS[1])
  return {0}
end
redis.call('HSET', KEYS[1], 'count', string.format('%.0f', count))
if redis.call('HGET', KEYS[1], 'open') == ARGV[1] then
  redis.call('HSET', KEYS[1], 'open', '0')
end
return {count}`,
    NUMBER_OF_KEYS: 1,
    parseCommand,
    transformReply,
  }),
};
