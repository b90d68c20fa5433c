import { CONSOLE_SHARE } from '../control/console-share.ts'
import type { ScriptName } from './link.ts'

/*
 * What runs on the server as one, in its language (Lua): nothing comes between. KEYS[1] is the prefix of all keys, in braces, so
 * that a cluster keeps them together. What must go on when the store is full (the lease, admin calls, which are small) says so.
 */

/** Begins every script: the names of keys, and the store's own clock in ms. */
const HEAD = `
local P = KEYS[1]
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
`

const EVEN_FULL = '#!lua flags=allow-oom\n'
const USUAL = '#!lua\n'

/** A script that counts does nothing once nobody waits for it any more: ARGV[1] is until when, on the store's clock. */
const IN_TIME = `if now > tonumber(ARGV[1]) then return {'late'} end\n`

/** ms that counts of a test id stay after its last call, and those of all. */
const COUNTS_STAY = 86_400_000
const ALL_COUNTS_STAY = 30 * COUNTS_STAY

/** Changes whose stamps are kept: more than there are while one of them is waited for. */
const STAMPS_STAY = 4_096

/** Whether the console has more of a journal than its part, by most, mostBytes, and what it has of it: own, ownBytes. */
const CONSOLE_SURPLUS = `
local function surplus()
  return own > 1 and (own > most * ${CONSOLE_SHARE} or ownBytes > mostBytes * ${CONSOLE_SHARE})
end
`

const even = (text: string) => EVEN_FULL + HEAD + text
const usual = (text: string) => USUAL + HEAD + text

/** By name. */
export const scripts: Readonly<Record<ScriptName, string>> = {
  // id, incarnation, epoch, lease, stamp: grants a lease to who has what is in force.
  // The stamp tells two changes from each other that got the same epoch, as the store came back with older data between them.
  beat: even(`
local meta = redis.call('HMGET', P .. ':meta', 'incarnation', 'epoch', 'stamp')
if not meta[1] or meta[1] ~= ARGV[2] or meta[2] ~= ARGV[3] or meta[3] ~= ARGV[5] then return {now, 0} end
redis.call('ZADD', P .. ':replicas', now + tonumber(ARGV[4]), ARGV[1])
if redis.call('HGET', P .. ':known', ARGV[1]) ~= ARGV[3] then
  redis.call('HSET', P .. ':known', ARGV[1], ARGV[3])
  redis.call('PUBLISH', P .. ':known', ARGV[1])
end
return {now, 1}`),

  load: even(`
local meta = redis.call('HMGET', P .. ':meta', 'incarnation', 'epoch', 'identity', 'stamp', 'from', 'before')
if not meta[1] then return {now, '', 0, '', {}, '', ''} end
return {now, meta[1], meta[2], meta[3], redis.call('HGETALL', P .. ':state'), meta[4],
  (meta[5] or '') .. ' ' .. (meta[6] or '')}`),

  // identity, id, from, epoch, isCertain, incarnation, settle, isYoung, storeProcess, before, fields: see founding.ts.
  found: even(`
local identity, id, from, epoch, before = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4]), ARGV[10]
local meta = redis.call('HMGET', P .. ':meta', 'incarnation', 'epoch', 'identity', 'from', 'base', 'offered')
local above, offer = epoch, false
if meta[1] then
  local isSame = meta[3] == identity
  local isKnown = string.find(' ' .. from .. ' ' .. before .. ' ', ' ' .. meta[1] .. ' ', 1, true)
  local isOlder = isSame and isKnown and epoch > tonumber(meta[2])
  local isWorse = isSame and from ~= '' and meta[4] == from and meta[2] == meta[5] and epoch > tonumber(meta[6])
  if isSame and not isOlder and not isWorse then return {'exists'} end
  if not isSame then
    redis.call('ZREM', P .. ':replicas', id)
    if redis.call('ZCOUNT', P .. ':replicas', now, '+inf') > 0 then return {'other', meta[3]} end
  end
  above = math.max(epoch, tonumber(meta[2]))
elseif ARGV[5] == '0' then
  local best = redis.call('HMGET', P .. ':candidate', 'epoch', 'since', 'settle', 'from', 'process', 'before')
  if best[5] ~= ARGV[9] then best = {} end
  if (from ~= '' or ARGV[8] == '1') and (not best[1] or epoch > tonumber(best[1])) then
    best = {epoch, best[2] or now, math.max(tonumber(ARGV[7]), tonumber(best[3] or 0)), from, ARGV[9], before}
    redis.call('HSET', P .. ':candidate', 'epoch', epoch, 'since', best[2], 'settle', best[3], 'from', from,
      'process', ARGV[9], 'before', before)
    redis.call('DEL', P .. ':offer')
    for i = 11, #ARGV, 2 do redis.call('HSET', P .. ':offer', ARGV[i], ARGV[i + 1]) end
  end
  if best[1] then
    if now - tonumber(best[2]) < tonumber(best[3]) then return {'wait'} end
    if tonumber(best[1]) > epoch then
      epoch, from, above, before, offer = tonumber(best[1]), best[4], tonumber(best[1]), best[6], true
    end
  end
end
redis.call('DEL', P .. ':state', P .. ':known', P .. ':candidate', P .. ':stamps')
if offer then
  redis.call('RENAME', P .. ':offer', P .. ':state')
else
  for i = 11, #ARGV, 2 do redis.call('HSET', P .. ':state', ARGV[i], ARGV[i + 1]) end
end
redis.call('DEL', P .. ':offer')
redis.call('HSET', P .. ':meta', 'incarnation', ARGV[6], 'epoch', above + 1, 'identity', identity,
  'from', from, 'before', before, 'base', above + 1, 'offered', epoch, 'stamp', ARGV[6])
redis.call('PUBLISH', P .. ':changes', cjson.encode({incarnation = ARGV[6], epoch = above + 1}))
return {'founded'}`),

  // incarnation, epoch, patch, stamp before, stamp: changes what is shared where nobody came first.
  change: even(`
local meta = redis.call('HMGET', P .. ':meta', 'incarnation', 'epoch', 'stamp')
if meta[1] ~= ARGV[1] or meta[2] ~= ARGV[2] or meta[3] ~= ARGV[4] then return 0 end
local patch = cjson.decode(ARGV[3])
for _, name in ipairs(patch.drop) do redis.call('HDEL', P .. ':state', name) end
for name, text in pairs(patch.set) do redis.call('HSET', P .. ':state', name, text) end
local epoch = redis.call('HINCRBY', P .. ':meta', 'epoch', 1)
redis.call('HSET', P .. ':meta', 'stamp', ARGV[5])
redis.call('HSET', P .. ':stamps', epoch, ARGV[5])
redis.call('HDEL', P .. ':stamps', epoch - ${STAMPS_STAY})
redis.call('PUBLISH', P .. ':changes',
  '{"incarnation":' .. cjson.encode(ARGV[1]) .. ',"epoch":' .. epoch ..
  ',"after":' .. cjson.encode(ARGV[4]) .. ',"stamp":' .. cjson.encode(ARGV[5]) .. ',"patch":' .. ARGV[3] .. '}')
return 1`),

  // incarnation, epoch, until, stamp: how many replicas with a lease have less; one more until then, for leases that the store has
  // forgotten; -1: another incarnation has begun, or the store has come back with data from before the change of that stamp.
  behind: even(`
if redis.call('HGET', P .. ':meta', 'incarnation') ~= ARGV[1] then return -1 end
if redis.call('HGET', P .. ':stamps', ARGV[2]) ~= ARGV[4] then return -1 end
redis.call('ZREMRANGEBYSCORE', P .. ':replicas', '-inf', '(' .. now)
local count = 0
for _, id in ipairs(redis.call('ZRANGE', P .. ':replicas', 0, -1)) do
  if tonumber(redis.call('HGET', P .. ':known', id) or 0) < tonumber(ARGV[2]) then count = count + 1 end
end
if now < tonumber(ARGV[3]) then count = count + 1 end
return count`),

  living: even(`return redis.call('ZRANGEBYSCORE', P .. ':replicas', now, '+inf')`),

  leave: even(`
redis.call('ZREM', P .. ':replicas', ARGV[1])
redis.call('HDEL', P .. ':known', ARGV[1])
return 1`),

  // until, generation, bucket, now, per minute, per hour (-1: all), epoch: counts a call, or says which window is full, and for how
  // long. Calls after now were not made where the clock was set back; where nothing was changed since the last call, two
  // replicas were not of one mind by some ms, and the call is one of the same instant.
  quota: usual(`
${IN_TIME}
local list, index = P .. ':q:' .. ARGV[2] .. ':' .. ARGV[3], P .. ':qi:' .. ARGV[2]
local at, minute, hour = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
local last = redis.call('LINDEX', list, -1)
local counted = redis.call('HGET', P .. ':ql:' .. ARGV[2], ARGV[3])
if last and tonumber(last) > at and counted then
  local epoch = tonumber(string.match(counted, '[^,]+$'))
  if tonumber(ARGV[7]) <= epoch and tonumber(last) - at <= 5000 then at = tonumber(last) end
end
local limits = ARGV[5] .. ',' .. ARGV[6] .. ',' .. ARGV[7]
while last and tonumber(last) > at do
  redis.call('RPOP', list)
  last = redis.call('LINDEX', list, -1)
end
local function wait(limit, length)
  if limit < 0 then return 0 end
  if limit == 0 then return length end
  local nth = redis.call('LINDEX', list, -limit)
  return nth and math.max(0, tonumber(nth) + length - at) or 0
end
if not counted then
  for _, old in ipairs(redis.call('ZRANGE', index, 0, 1)) do
    if redis.call('EXISTS', P .. ':q:' .. ARGV[2] .. ':' .. old) == 0 then
      redis.call('ZREM', index, old)
      redis.call('HDEL', P .. ':ql:' .. ARGV[2], old)
    end
  end
  redis.call('ZADD', index, redis.call('HINCRBY', P .. ':ql:' .. ARGV[2], '', 1), ARGV[3])
end
if counted ~= limits then redis.call('HSET', P .. ':ql:' .. ARGV[2], ARGV[3], limits) end
local full = wait(hour, 3600000)
if full > 0 then return {'hour', math.ceil(full / 1000)} end
full = wait(minute, 60000)
if full > 0 then return {'minute', math.ceil(full / 1000)} end
local length = redis.call('RPUSH', list, string.format('%.0f', at))
if length % 64 == 1 then
  redis.call('PEXPIRE', list, ${COUNTS_STAY})
  redis.call('PEXPIRE', index, ${ALL_COUNTS_STAY})
  redis.call('PEXPIRE', P .. ':ql:' .. ARGV[2], ${ALL_COUNTS_STAY})
end
local keep = math.max(1, minute, hour)
if length > keep + 256 then redis.call('LTRIM', list, -keep, -1) end
return {}`),

  // generation: every bucket with its limits and its calls, in the order of their first call.
  quotas: even(`
local all = {}
for _, key in ipairs(redis.call('ZRANGE', P .. ':qi:' .. ARGV[1], 0, -1)) do
  local limits = redis.call('HGET', P .. ':ql:' .. ARGV[1], key)
  if limits then all[#all + 1] = {key, limits, redis.call('LRANGE', P .. ':q:' .. ARGV[1] .. ':' .. key, 0, -1)} end
end
return all`),

  // until, generation, test id, faults that match, from which on: the first that befalls the call; 'draw' where its seed decides.
  fault: usual(`
${IN_TIME}
local all = P .. ':f:' .. ARGV[2]
local tests = all .. ':' .. ARGV[3]
local list = cjson.decode(ARGV[4])
for i = tonumber(ARGV[5]) + 1, #list do
  local fault = list[i]
  local counts = (fault.byTest and ARGV[3] ~= '') and tests or all
  local ends = fault.endsAt
  if fault.ttl then
    redis.call('HSETNX', all, fault.key .. ':since', now)
    ends = tonumber(redis.call('HGET', all, fault.key .. ':since')) + fault.ttl
  end
  local isOver = ends and now >= ends
  if not isOver then
    local taken = tonumber(redis.call('HGET', counts, fault.key .. ':taken') or 0)
    if not fault.times or taken < fault.times then
      local seen = redis.call('HINCRBY', counts, fault.key .. ':seen', 1)
      redis.call('PEXPIRE', counts, counts == all and ${ALL_COUNTS_STAY} or ${COUNTS_STAY})
      if seen > (fault.after or 0) then
        if fault.draws then return {'draw', i - 1, seen - 1} end
        redis.call('HINCRBY', counts, fault.key .. ':taken', 1)
        redis.call('HINCRBY', all, fault.key .. ':all', 1)
        return {'taken', i - 1, seen - 1}
      end
    end
  end
end
return {}`),

  // until, generation, test id, fault: it was drawn; 0: another call has used it up meanwhile.
  faultTaken: usual(`
${IN_TIME}
local fault = cjson.decode(ARGV[4])
local all = P .. ':f:' .. ARGV[2]
local counts = (fault.byTest and ARGV[3] ~= '') and all .. ':' .. ARGV[3] or all
local taken = tonumber(redis.call('HGET', counts, fault.key .. ':taken') or 0)
if fault.times and taken >= fault.times then return {0} end
redis.call('HINCRBY', counts, fault.key .. ':taken', 1)
redis.call('HINCRBY', all, fault.key .. ':all', 1)
return {1}`),

  // generation, keys: how often each has befallen a call, and since when it is there.
  faultCounts: even(`
local counts = {}
for i = 2, #ARGV do
  local of = redis.call('HMGET', P .. ':f:' .. ARGV[1], ARGV[i] .. ':all', ARGV[i] .. ':since')
  counts[#counts + 1] = {tonumber(of[1] or 0), tonumber(of[2] or 0)}
end
return counts`),

  // generation, test id: forgets what was counted for it.
  forgetTest: even(`
redis.call('DEL', P .. ':f:' .. ARGV[1] .. ':' .. ARGV[2])
local index = P .. ':qi:' .. ARGV[1]
local ends = '\\n' .. ARGV[2]
for _, key in ipairs(redis.call('ZRANGE', index, 0, -1)) do
  if string.sub(key, -#ends) == ends then
    redis.call('DEL', P .. ':q:' .. ARGV[1] .. ':' .. key)
    redis.call('ZREM', index, key)
    redis.call('HDEL', P .. ':ql:' .. ARGV[1], key)
  end
end
return 1`),

  // until, generation, app and id: 1 when it is new.
  tokenId: usual(`
${IN_TIME}
if redis.call('SET', P .. ':j:' .. ARGV[2] .. ':' .. ARGV[3], 1, 'NX', 'PX', ${COUNTS_STAY}) then return {1} end
return {0}`),

  // id, batch, written, known, lost, dropped, their bytes, entries, bytes; then of each exchange when it left, its size, whether the
  // console asked for it (1 or 0), itself. Of what is staged, too, the console may have its part alone: the eldest of its own go first,
  // and nobody misses them.
  // What left is kept by when it did. A batch that is sent again, as its answer was lost, is there already.
  append: usual(`
local id, staged, meta, counts = ARGV[1], P .. ':js', P .. ':jm', P .. ':jc'
if redis.call('HGET', counts, id .. ' batch') == ARGV[2] then return 1 end
redis.call('HSET', counts, id .. ' written', ARGV[3], id .. ' known', ARGV[4], id .. ' batch', ARGV[2])
if ARGV[5] ~= '0' then redis.call('HINCRBY', P .. ':jl', id, ARGV[5]) end
if ARGV[6] ~= '0' then
  redis.call('HINCRBY', meta, 'dropped', ARGV[6])
  redis.call('HINCRBY', meta, 'droppedBytes', ARGV[7])
end
local known = redis.call('HMGET', meta, 'staged', 'stagedConsole', 'stagedConsoleBytes')
local bytes, own, ownBytes = tonumber(known[1] or 0), tonumber(known[2] or 0), tonumber(known[3] or 0)
for i = 10, #ARGV, 4 do
  redis.call('ZADD', staged, ARGV[i], id .. ' ' .. ARGV[i + 1] .. ' ' .. ARGV[i + 2] .. ' ' .. ARGV[i + 3])
  bytes = bytes + tonumber(ARGV[i + 1])
  if ARGV[i + 2] == '1' then own, ownBytes = own + 1, ownBytes + tonumber(ARGV[i + 1]) end
end
local most, mostBytes = tonumber(ARGV[8]), tonumber(ARGV[9])
local count = redis.call('ZCARD', staged)
${CONSOLE_SURPLUS}
if (count > most or bytes > mostBytes) and surplus() then
  for _, member in ipairs(redis.call('ZRANGE', staged, 0, -1)) do
    if not surplus() then break end
    local size, isOwn = string.match(member, '^[^ ]+ (%d+) (%d) ')
    if isOwn == '1' then
      redis.call('ZREM', staged, member)
      bytes, count, own, ownBytes = bytes - tonumber(size), count - 1, own - 1, ownBytes - tonumber(size)
    end
  end
end
while count > most or (bytes > mostBytes and count > 1) do
  local size, isOwn = string.match(redis.call('ZPOPMIN', staged)[1], '^[^ ]+ (%d+) (%d) ')
  size = tonumber(size)
  bytes, count = bytes - size, count - 1
  if isOwn == '1' then own, ownBytes = own - 1, ownBytes - size end
  redis.call('HINCRBY', meta, 'dropped', 1)
  redis.call('HINCRBY', meta, 'droppedBytes', size)
end
redis.call('HSET', meta, 'staged', bytes, 'stagedConsole', own, 'stagedConsoleBytes', ownBytes)
return 1`),

  // number, how many: entries from there on.
  entries: even(`
return redis.call('XRANGE', P .. ':journal', ARGV[1] .. '-0', '+', 'COUNT', ARGV[2])`),

  // entries, bytes: what was staged gets its numbers; gives what a reader has to know of the journal. What the console asked for is in
  // a list of its own too, by number and size.
  merge: even(`
local staged, meta, journal, ofConsole = P .. ':js', P .. ':jm', P .. ':journal', P .. ':jo'
local of = redis.call('HMGET', meta, 'last', 'bytes', 'consoleBytes')
local last, bytes, ownBytes = tonumber(of[1] or 0), tonumber(of[2] or 0), tonumber(of[3] or 0)
local one = redis.call('ZPOPMIN', staged)
while one[1] do
  local id, size, isOwn, at = string.match(one[1], '^([^ ]+) (%d+) (%d) ()')
  last = last + 1
  redis.call('XADD', journal, last .. '-0', 'id', id, 'size', size, 'x', string.sub(one[1], at))
  bytes = bytes + tonumber(size)
  if isOwn == '1' then
    redis.call('RPUSH', ofConsole, last .. ' ' .. size)
    ownBytes = ownBytes + tonumber(size)
  end
  one = redis.call('ZPOPMIN', staged)
end
local most, mostBytes = tonumber(ARGV[1]), tonumber(ARGV[2])
local own = redis.call('LLEN', ofConsole)
${CONSOLE_SURPLUS}
while surplus() do
  local number, size = string.match(redis.call('LPOP', ofConsole), '^(%d+) (%d+)$')
  redis.call('XDEL', journal, number .. '-0')
  bytes, ownBytes, own = bytes - tonumber(size), ownBytes - tonumber(size), own - 1
end
local count = redis.call('XLEN', journal)
while count > most or (bytes > mostBytes and count > 1) do
  local eldest = redis.call('XRANGE', journal, '-', '+', 'COUNT', 1)[1]
  local size = tonumber(eldest[2][4])
  redis.call('XDEL', journal, eldest[1])
  bytes, count = bytes - size, count - 1
  redis.call('HINCRBY', meta, 'dropped', 1)
  redis.call('HINCRBY', meta, 'droppedBytes', size)
  local number = string.match(eldest[1], '^%d+')
  redis.call('HSET', meta, 'first', number)
  if redis.call('LINDEX', ofConsole, 0) == number .. ' ' .. size then
    redis.call('LPOP', ofConsole)
    ownBytes = ownBytes - size
  end
end
redis.call('HSET', meta, 'last', last, 'bytes', bytes, 'consoleBytes', ownBytes, 'staged', 0,
  'stagedConsole', 0, 'stagedConsoleBytes', 0)
local lost = {}
local counts = redis.call('HGETALL', P .. ':jc')
local by = {}
for i = 1, #counts, 2 do by[counts[i]] = tonumber(counts[i + 1]) end
for name, written in pairs(by) do
  local id = string.match(name, '^(.+) written$')
  if id and not (tonumber(redis.call('ZSCORE', P .. ':replicas', id) or 0) >= now) then
    local missing = written - (by[id .. ' known'] or 0)
    if missing > 0 then lost[#lost + 1] = {id, missing} end
  end
end
local gone = redis.call('HGETALL', P .. ':jl')
for i = 1, #gone, 2 do lost[#lost + 1] = {gone[i], tonumber(gone[i + 1])} end
local told = redis.call('HMGET', meta, 'dropped', 'droppedBytes', 'first', 'clears')
return {last, tonumber(told[1] or 0), tonumber(told[2] or 0), tonumber(told[3] or 0), tonumber(told[4] or 0), lost}`),

  // numbers of entries that go, none: all, and what is known of what was dropped.
  clear: even(`
local journal, meta = P .. ':journal', P .. ':jm'
redis.call('HINCRBY', meta, 'clears', 1)
if #ARGV == 0 then
  redis.call('DEL', journal, P .. ':js', P .. ':jl', P .. ':jo')
  redis.call('PUBLISH', P .. ':cleared', '')
  redis.call('HDEL', meta, 'bytes', 'consoleBytes', 'staged', 'stagedConsole', 'stagedConsoleBytes', 'dropped', 'droppedBytes')
  for _, name in ipairs(redis.call('HKEYS', P .. ':jc')) do
    local id = string.match(name, '^(.+) written$')
    if id and not (tonumber(redis.call('ZSCORE', P .. ':replicas', id) or 0) >= now) then
      redis.call('HDEL', P .. ':jc', name, id .. ' known', id .. ' batch')
    end
  end
  return 1
end
local bytes = tonumber(redis.call('HGET', meta, 'bytes') or 0)
for i = 1, #ARGV do
  local one = redis.call('XRANGE', journal, ARGV[i] .. '-0', ARGV[i] .. '-0')[1]
  if one then
    local size = one[2][4]
    bytes = bytes - tonumber(size)
    redis.call('XDEL', journal, one[1])
    if redis.call('LREM', P .. ':jo', 1, ARGV[i] .. ' ' .. size) == 1 then
      redis.call('HINCRBY', meta, 'consoleBytes', -tonumber(size))
    end
  end
end
redis.call('HSET', meta, 'bytes', bytes)
return 1`),
}
