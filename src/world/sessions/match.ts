import { BoundedMap } from '../../memory/bounded-map.ts'
import { memoize } from '../../memory/memoize.ts'
import type { Bot } from '../bot.ts'
import { CONTAINMENT, containmentBits, DEVELOPER, INTERACTIVE } from '../columns/flags.ts'
import type { Day } from '../day.ts'
import { decodeCallId } from '../ids.ts'
import { userNumber } from '../users.ts'
import { activeAt, containmentAt, rowOf } from './session.ts'
import { type RowTest, tagTest } from './tag-filter.ts'
import type { SessionFilter } from './types.ts'

/** A filter made ready for the columns of one bot. */
export interface Match {
  /** No session can match. */
  readonly never: boolean
  /** All sessions match. */
  readonly always: boolean
  /** The only row that can match, when a call was asked for. */
  readonly only: { readonly day: number; readonly row: number } | undefined
  /** Names the filter in caches. */
  readonly key: string
  /** False when the user asked for has not come by the end of that day: its columns need not be made. */
  possible(day: number): boolean
  /** Matching rows from `lo` to `hi` - 1, all of them over. */
  count(day: Day, lo: number, hi: number): number
  /** Whether a row matches that is over. */
  closed(day: Day, row: number): boolean
  /** Whether a row matches that is under way at `now`. */
  active(day: Day, row: number, now: number): boolean
}

/** Filters that are kept ready for a bot. */
const READY = 200
/** Filters with longer names, in characters, are made anew: a body may hold a megabyte of tags. */
const LONGEST = 2000
const readyOf = memoize((_: Bot) => new BoundedMap<string, Match>(READY))

/** Names a filter; the same text for the same meaning. */
export function filterKey({
  containment,
  interactive,
  developer,
  status,
  userId,
  callId,
  channels,
  tags,
}: SessionFilter): string {
  const short = `${containment}/${interactive}/${developer}/${status}`
  if (userId === undefined && callId === undefined && channels === undefined && tags === undefined) return short
  return short + JSON.stringify([userId, callId, channels, tags])
}

/** A filter made ready; user ids and call ids are looked up once. */
export function matcher(bot: Bot, filter: SessionFilter): Match {
  const ready = readyOf(bot)
  const key = filterKey(filter)
  let match = ready.get(key)
  if (match === undefined) {
    match = makeMatch(bot, filter, key)
    if (key.length <= LONGEST) ready.set(key, match)
  }
  return match
}

function makeMatch(bot: Bot, filter: SessionFilter, key: string): Match {
  const user = filter.userId === undefined ? -1 : userNumber(bot, filter.userId)
  const only = filter.callId === undefined ? undefined : rowOfCall(bot, filter.callId)
  const channels = filter.channels === undefined ? undefined : channelTable(bot, filter.channels)
  const tags = tagTest(filter.tags)
  const fixed = maskOf({ developer: filter.developer })
  const whole = maskOf(filter)
  const never = user === undefined || only === null || (channels !== undefined && !channels.includes(1))
  const whom = user ?? -1
  // What the flags alone cannot say of a row.
  const more: RowTest = (day, row, now) =>
    (whom < 0 || day.user[row] === whom) &&
    (channels === undefined || channels[day.channel[row]!] === 1) &&
    (tags === undefined || tags(day, row, now))
  const onlyFlags = whom < 0 && channels === undefined && tags === undefined
  return {
    never,
    only: only ?? undefined,
    always: !never && onlyFlags && whole.mask === 0 && only === undefined && filter.status === undefined,
    key,
    possible: day => whom < 0 || whom < bot.calendar.usersBefore(day + 1),
    count(day, lo, hi) {
      if (filter.status === 'active') return 0
      if (onlyFlags && whole.mask === 0) return hi - lo
      const { mask, want } = whole
      const { flags, user: users } = day
      let found = 0
      if (whom >= 0) {
        for (let row = lo; row < hi; row++) {
          if (users[row] === whom && (flags[row]! & mask) === want && more(day, row, undefined)) found++
        }
      } else if (onlyFlags) {
        for (let row = lo; row < hi; row++) if ((flags[row]! & mask) === want) found++
      } else {
        for (let row = lo; row < hi; row++) {
          if ((flags[row]! & mask) === want && more(day, row, undefined)) found++
        }
      }
      return found
    },
    closed(day, row) {
      if (filter.status === 'active') return false
      return (day.flags[row]! & whole.mask) === whole.want && more(day, row, undefined)
    },
    active(day, row, now) {
      if (filter.status === 'closed' || (day.flags[row]! & fixed.mask) !== fixed.want) return false
      if (!more(day, row, now)) return false
      if (filter.containment !== undefined && containmentAt(day, row, now) !== filter.containment) return false
      if (filter.interactive === undefined) return true
      // Who never says anything has not said anything yet; else the timeline tells.
      const speaks = (day.flags[row]! & INTERACTIVE) !== 0
      return (speaks && activeAt(day, row, now).interactive) === filter.interactive
    },
  }
}

function maskOf(filter: Pick<SessionFilter, 'containment' | 'interactive' | 'developer'>): {
  mask: number
  want: number
} {
  let mask = 0
  let want = 0
  if (filter.containment !== undefined) {
    mask |= CONTAINMENT
    want |= containmentBits(filter.containment)
  }
  if (filter.interactive !== undefined) {
    mask |= INTERACTIVE
    if (filter.interactive) want |= INTERACTIVE
  }
  if (filter.developer !== undefined) {
    mask |= DEVELOPER
    if (filter.developer) want |= DEVELOPER
  }
  return { mask, want }
}

/** The row of a call id; null when it names no call of the bot. */
function rowOfCall(bot: Bot, callId: string): { day: number; row: number } | null {
  const address = decodeCallId(bot, callId)
  if (address?.prefix !== 'CA') return null
  const found = rowOf(bot, address)
  if (found === undefined) return null
  return bot.voiceChannels[bot.day(found.day).channel[found.row]!] === 1 ? found : null
}

function channelTable(bot: Bot, names: readonly string[]): Uint8Array {
  return Uint8Array.from(bot.channels, name => (names.includes(name) ? 1 : 0))
}
