import { cachePerOwner } from '../../memory/belongings.ts'
import { CONTAINMENT, containmentBits, DEVELOPER, INTERACTIVE } from '../columns/flags.ts'
import { decodeCallId } from '../ids.ts'
import { firstUnsettled, hasEnded, isDayOver } from '../settled.ts'
import type { LateKind } from '../spec.ts'
import { DAY } from '../time.ts'
import type { Bot, Day } from '../types.ts'
import { userNumber } from '../users.ts'
import type { Sight } from '../visible.ts'
import { seenRows } from './seen-rows.ts'
import { activeAt, containmentAt, rowOf } from './session.ts'
import { type RowTest, tagTest } from './tag-filter.ts'
import type { SessionFilter } from './types.ts'
import { mayHaveCome } from './visitors.ts'

/** Filters with longer names, in characters, are made anew: a body may hold a megabyte of tags. */
const LONGEST_KEPT_KEY = 2000
const NO_ROWS = new Uint32Array(0)
const NOBODY = -1
/** Bytes of a filter that is kept ready, beside its name: its tests and tables; 900 to 1,400, measured. */
export const MATCH_BYTES = 1_500
/** Filters that are kept ready. */
const readyOf = cachePerOwner<string, Match>('filters')

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

/**
 * A filter made ready; user ids and call ids are looked up once.
 * @param kind as what sessions are seen
 */
export function matcher(bot: Bot, filter: SessionFilter, kind: LateKind = 'sessions'): Match {
  const ready = readyOf(bot)
  const key = filterKey(filter)
  const readyKey = bot.sights[kind] === undefined ? key : `${kind} ${key}`
  let match = ready.get(readyKey)
  if (match === undefined) {
    match = new Match(bot, filter, key, kind)
    if (key.length <= LONGEST_KEPT_KEY) ready.set(readyKey, match, MATCH_BYTES + 2 * key.length)
  }
  return match
}

/** Which flags a row must have: `flags & mask` equals `want`. */
interface FlagTest {
  readonly mask: number
  readonly want: number
}

/**
 * A filter made ready for the columns of one bot: what searches, trends and lists of messages ask of sessions. A session
 * that is over is judged by its columns; one that is under way at "now" by what is there of it so far (ruling R15). Where
 * sessions are seen late, one matches once it is seen, as what it is seen (ruling R31).
 */
export class Match {
  readonly bot: Bot
  /** Names the filter in caches. */
  readonly key: string
  /** No session can match. */
  readonly never: boolean
  /** All sessions match. */
  readonly always: boolean
  /** The only row that can match, when a call was asked for. */
  readonly only: { readonly day: number; readonly row: number } | undefined
  readonly #filter: SessionFilter
  /** Number of the user asked for, or `NOBODY`. */
  readonly #user: number
  /** By index of `bot.channels`: 1 for those asked for. */
  readonly #channels: Uint8Array | undefined
  /** Everything that flags, user and channel do not say; undefined: nothing more is asked. */
  readonly #further: RowTest | undefined
  readonly #closedFlags: FlagTest
  /** For a session under way: without containment and type, which depend on what has happened so far (`active`). */
  readonly #activeFlags: FlagTest
  /** Nothing that is asked changes while a session is under way. */
  readonly #isTimeless: boolean
  readonly #sight: Sight | undefined
  readonly #kind: LateKind

  constructor(bot: Bot, filter: SessionFilter, key: string, kind: LateKind) {
    const { userId, callId, channels, containment, interactive, developer, status } = filter
    const user = userId === undefined ? NOBODY : userNumber(bot, userId)
    const only = callId === undefined ? undefined : rowOfCall(bot, callId)
    this.bot = bot
    this.key = key
    this.only = only ?? undefined
    this.#sight = bot.sights[kind]
    this.#kind = kind
    this.#filter = filter
    this.#user = user ?? NOBODY
    this.#channels = channels && Uint8Array.from(bot.channels, name => (channels.includes(name) ? 1 : 0))
    this.#further = furtherTest(filter)
    this.#closedFlags = flagTest(filter)
    this.#activeFlags = flagTest({ developer })
    this.never = user === undefined || only === null || this.#channels?.includes(1) === false
    this.#isTimeless =
      containment === undefined && interactive === undefined && status === undefined && this.#further === undefined
    this.always =
      this.#isTimeless &&
      developer === undefined &&
      userId === undefined &&
      callId === undefined &&
      channels === undefined
  }

  /** False when the user asked for has not come on that day, as far as is known: its columns need not be made. */
  isPossible(day: number): boolean {
    if (this.#user === NOBODY) return true
    if (!mayHaveCome(this.bot, day, this.#user)) return false
    const first = this.bot.guests.firstOf(this.#user)
    return first === undefined ? this.#user < this.bot.calendar.usersBefore(day + 1) : first.day <= day
  }

  /** A user is asked for. */
  get isForUser(): boolean {
    return this.#user !== NOBODY
  }

  /** The matching rows of those from `lo` to `hi` - 1, ascending, as they stand at `now`; Infinity: when all are over. */
  rows(day: Day, lo: number, hi: number, now: number): Uint32Array {
    const { only } = this
    if (hi <= lo || this.never) return NO_ROWS
    if (only !== undefined) {
      const isIn = only.day === day.number && only.row >= lo && only.row < hi
      return isIn && this.holds(day, only.row, now) ? Uint32Array.of(only.row) : NO_ROWS
    }
    const rows = new Uint32Array(hi - lo)
    const settled = Math.min(hi, Math.max(lo, this.settledRows(day, now)))
    let n = this.#pickClosed(day, lo, settled, rows)
    if (settled < hi && this.#sight !== undefined) n = this.#pickSeen(day, { lo: settled, hi, now }, rows, n)
    else for (let row = settled; row < hi; row++) if (this.holds(day, row, now)) rows[n++] = row
    return rows.slice(0, n)
  }

  /** The same of rows that may not be seen yet, added behind `n` others. */
  #pickSeen(
    day: Day,
    { lo, hi, now }: { readonly lo: number; readonly hi: number; readonly now: number },
    rows: Uint32Array,
    n: number,
  ): number {
    const { shown, final } = seenRows(day, this.#kind)!
    let count = n
    for (let row = lo; row < hi; row++) {
      if (shown[row]! > now) continue
      const isMatch = final[row]! <= now ? this.always || this.closed(day, row) : this.holds(day, row, now)
      if (isMatch) rows[count++] = row
    }
    return count
  }

  /** How many rows of a day, from its first on, are judged by their columns, whatever is under way at `now`. */
  settledRows(day: Day, now: number): number {
    if (this.#sight !== undefined) return firstUnsettled(day, now - this.#sight.latest)
    return this.#isTimeless ? day.count : firstUnsettled(day, now)
  }

  /** Whether all rows of a UTC day that have begun by `now` are judged by their columns, without a look at them. */
  isDaySettled(number: number, now: number): boolean {
    return this.#sight === undefined || isDayOver(number * DAY, now - this.#sight.latest)
  }

  /** Number of matching rows from `lo` to `hi` - 1, all of them over. */
  countClosed(day: Day, lo: number, hi: number): number {
    if (this.always) return hi - lo
    return this.#pickClosed(day, lo, hi, new Uint32Array(hi - lo))
  }

  /** Whether a row matches as it stands at `now`. */
  holds(day: Day, row: number, now: number): boolean {
    const sight = this.#sight
    if (sight !== undefined && !sight.shows(day, row, now)) return false
    const at = sight === undefined ? now : sight.asOf(day, row, now)
    const isOver = this.#isTimeless || hasEnded(day.startOf(row), day.spanOf(row), at)
    if (!isOver) return this.active(day, row, at)
    if (sight === undefined || now >= sight.containmentShownAt(day, row)) return this.closed(day, row)
    return this.#unrevised(day, row, now)
  }

  /** Whether a row matches that is over. */
  closed(day: Day, row: number): boolean {
    if (this.#filter.status === 'active') return false
    const { mask, want } = this.#closedFlags
    return (day.flags[row]! & mask) === want && this.#holdsBeside(day, row, undefined)
  }

  /** Whether a row matches that is over, and does not show yet how its session ended. */
  #unrevised(day: Day, row: number, now: number): boolean {
    const { status, containment } = this.#filter
    if (status === 'active' || !this.#hasFlags(day, row)) return false
    return containment === undefined || containmentAt(day, row, now) === containment
  }

  /** Whether a row that is over matches, but for its containment. */
  #hasFlags(day: Day, row: number): boolean {
    const { mask, want } = this.#closedFlags
    return ((day.flags[row]! ^ want) & mask & ~CONTAINMENT) === 0 && this.#holdsBeside(day, row, undefined)
  }

  /** Whether a row matches that is under way at `now`. */
  active(day: Day, row: number, now: number): boolean {
    const { status, containment, interactive } = this.#filter
    const { mask, want } = this.#activeFlags
    const flags = day.flags[row]!
    if (status === 'closed' || (flags & mask) !== want || !this.#holdsBeside(day, row, now)) return false
    if (containment !== undefined && containmentAt(day, row, now) !== containment) return false
    if (interactive === undefined) return true
    // Where the user never speaks he has not spoken by now either; else the timeline tells whether he has.
    const speaks = (flags & INTERACTIVE) !== 0
    return (speaks && activeAt(day, row, now).interactive) === interactive
  }

  /** What the flags alone cannot say of a row. */
  #holdsBeside(day: Day, row: number, now: number | undefined): boolean {
    return (
      (this.#user === NOBODY || day.user[row] === this.#user) &&
      (this.#channels === undefined || this.#channels[day.channel[row]!] === 1) &&
      (this.#further === undefined || this.#further(day, row, now))
    )
  }

  /** Puts the matching rows of those from `lo` to `hi` - 1, all of them over, into an array; gives their number. */
  #pickClosed(day: Day, lo: number, hi: number, rows: Uint32Array): number {
    if (hi <= lo || this.#filter.status === 'active') return 0
    if (this.#user !== NOBODY) return this.#pickOfUser(day, lo, hi, rows)
    const { mask, want } = this.#closedFlags
    const { flags } = day
    const wanted = this.#channels
    const channels = wanted && day.channel
    const further = this.#further
    let n = 0
    for (let row = lo; row < hi; row++) {
      if ((flags[row]! & mask) !== want) continue
      if (channels !== undefined && wanted![channels[row]!] === 0) continue
      if (further === undefined || further(day, row, undefined)) rows[n++] = row
    }
    return n
  }

  /** The same for one user: his rows are found first, as kinds of session are made for the rows that are looked at. */
  #pickOfUser(day: Day, lo: number, hi: number, rows: Uint32Array): number {
    const users = day.user
    const user = this.#user
    let n = 0
    for (let row = lo; row < hi; row++) if (users[row] === user && this.#isClosedMatch(day, row)) rows[n++] = row
    return n
  }

  #isClosedMatch(day: Day, row: number): boolean {
    const { mask, want } = this.#closedFlags
    const { flags, channel } = day.kinds(row, row + 1)
    if ((flags[row]! & mask) !== want) return false
    if (this.#channels !== undefined && this.#channels[channel[row]!] === 0) return false
    return this.#further === undefined || this.#further(day, row, undefined)
  }
}

/**
 * What a filter asks of a row beside its flags, user and channel, as one test; undefined: nothing. What another field of a filter
 * asks is joined here (and named in `filterKey`): rows that are over and rows under way are then both judged by it.
 */
function furtherTest({ tags }: SessionFilter): RowTest | undefined {
  return tagTest(tags)
}

function flagTest({ containment, interactive, developer }: SessionFilter): FlagTest {
  let mask = 0
  let want = 0
  if (containment !== undefined) {
    mask |= CONTAINMENT
    want |= containmentBits(containment)
  }
  if (interactive !== undefined) {
    mask |= INTERACTIVE
    if (interactive) want |= INTERACTIVE
  }
  if (developer !== undefined) {
    mask |= DEVELOPER
    if (developer) want |= DEVELOPER
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
