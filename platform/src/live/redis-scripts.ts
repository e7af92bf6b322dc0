/**
 * The live log's scripts: each runs as one step, so that a reader never sees an entry without the state it belongs to.
 * State is a hash: `position` (the highest number appended or restored), `lost` (what is up to here may have been lost with
 * the whole log), `pruned` (what is up to here may have been forgotten with its topic). Numbers stay strings: Lua would round
 * them in print.
 */

/**
 * KEYS: state, times, topics, a stream per pointer. ARGV: number, the highest number the caller has written, entries to keep,
 * milliseconds between samples, prefix of channels, then topic and pointer per stream. Answers 0 when the log was lost.
 */
export const appendScript = `
  local position, lost, pruned = unpack(redis.call('HMGET', KEYS[1], 'position', 'lost', 'pruned'))
  if not position or tonumber(position) < tonumber(ARGV[2]) then return 0 end
  local number = tonumber(ARGV[1])
  local floor = tonumber(pruned) > tonumber(lost) and pruned or lost
  for i = 4, #KEYS do
    local topic, pointer = ARGV[2 * i - 2], ARGV[2 * i - 1]
    local newest = redis.call('XREVRANGE', KEYS[i], '+', '-', 'COUNT', 1)[1]
    local previous = newest and string.match(newest[1], '%d+') or floor
    if not newest or tonumber(previous) < number then
      redis.call('XADD', KEYS[i], 'MAXLEN', '=', ARGV[3], ARGV[1] .. '-0', 'previous', previous, 'pointer', pointer)
      redis.call('ZADD', KEYS[3], ARGV[1], topic)
      redis.call('PUBLISH', ARGV[5] .. topic, '1')
    end
  end
  if tonumber(position) < number then
    redis.call('HSET', KEYS[1], 'position', ARGV[1])
    local time = redis.call('TIME')
    local now = time[1] * 1000 + math.floor(time[2] / 1000)
    local sample = redis.call('ZREVRANGE', KEYS[2], 0, 0, 'WITHSCORES')
    if not sample[2] or now - tonumber(sample[2]) >= tonumber(ARGV[4]) then redis.call('ZADD', KEYS[2], now, ARGV[1]) end
  end
  return 1
`;

/** KEYS: state. ARGV: number. Answers 1 when the log did not know that number. */
export const restoreScript = `
  local position = redis.call('HGET', KEYS[1], 'position')
  if position and tonumber(position) >= tonumber(ARGV[1]) then return 0 end
  redis.call('HSET', KEYS[1], 'position', ARGV[1], 'lost', ARGV[1])
  redis.call('HSETNX', KEYS[1], 'pruned', '0')
  return 1
`;

/** KEYS: state, stream. ARGV: number to read after, limit. Answers its outcome and the entries. */
export const readScript = `
  local position, lost, pruned = unpack(redis.call('HMGET', KEYS[1], 'position', 'lost', 'pruned'))
  if not position then return {'lost'} end
  local after = tonumber(ARGV[1])
  if tonumber(lost) > after or tonumber(position) < after then return {'expired'} end
  local entries = redis.call('XRANGE', KEYS[2], '(' .. ARGV[1], '+', 'COUNT', ARGV[2])
  if #entries == 0 then
    if tonumber(pruned) > after and redis.call('EXISTS', KEYS[2]) == 0 then return {'expired'} end
  elseif tonumber(entries[1][2][2]) > after then
    return {'expired'}
  end
  return {'read', entries}
`;

/**
 * KEYS: state, times, topics. ARGV: milliseconds to keep, prefix of streams. Forgets topics that have been quiet for longer;
 * answers 1 when more of them may be left.
 */
export const pruneScript = `
  if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
  local time = redis.call('TIME')
  local latest = time[1] * 1000 + math.floor(time[2] / 1000) - tonumber(ARGV[1])
  local sample = redis.call('ZREVRANGEBYSCORE', KEYS[2], latest, '-inf', 'WITHSCORES', 'LIMIT', 0, 1)
  if not sample[1] then return 0 end
  redis.call('HSET', KEYS[1], 'pruned', sample[1])
  redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', '(' .. sample[2])
  local topics = redis.call('ZRANGEBYSCORE', KEYS[3], '-inf', sample[1], 'LIMIT', 0, 500)
  for _, topic in ipairs(topics) do redis.call('DEL', ARGV[2] .. topic) end
  if #topics > 0 then redis.call('ZREM', KEYS[3], unpack(topics)) end
  return #topics == 500 and 1 or 0
`;
