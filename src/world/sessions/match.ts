import type { Bot } from '../bot.ts'
import { AGENT, CONTAINMENT, containmentBits, DEVELOPER, INTERACTIVE } from '../columns/flags.ts'
import type { Day } from '../day.ts'
import { decodeCallId } from '../ids.ts'
import { messageTags, sessionTags, userTags } from '../tags.ts'
import { MAX_SPAN } from '../time.ts'
import { userNumber } from '../users.ts'
import { activeAt, rowOf, sessionOf } from './session.ts'
import { messagesAt, timelineOf } from './timeline.ts'
import type { SessionFilter, Tag, TagCondition, TagFilter } from './types.ts'

/** A filter made ready for the columns of one bot. */
export interface Match {
  /** No session can match. */
  readonly never: boolean
  /** All sessions match. */
  readonly always: boolean
  /** Whether a row of a day matches, as it stands at `now`. */
  on(day: Day): (row: number) => boolean
}

/** Makes a filter ready. */
export function matcher(bot: Bot, filter: SessionFilter, now: number): Match {
  const user = filter.userId === undefined ? undefined : (userNumber(bot, filter.userId) ?? -1)
  const call = filter.callId === undefined ? undefined : callOf(bot, filter.callId)
  const channels = filter.channels === undefined ? undefined : channelBits(bot, filter.channels)
  let mask = 0
  let want = 0
  if (filter.developer !== undefined) {
    mask |= DEVELOPER
    if (filter.developer) want |= DEVELOPER
  }
  const fixedMask = mask
  const fixedWant = want
  if (filter.containment !== undefined) {
    mask |= CONTAINMENT
    want |= containmentBits(filter.containment)
  }
  if (filter.interactive !== undefined) {
    mask |= INTERACTIVE
    if (filter.interactive) want |= INTERACTIVE
  }
  const asksState = filter.containment !== undefined || filter.interactive !== undefined
  const hasTags = filter.tags !== undefined && ((filter.tags.and?.length ?? 0) > 0 || (filter.tags.or?.length ?? 0) > 0)
  const never = user === -1 || call === null
  return {
    never,
    always:
      !never &&
      mask === 0 &&
      user === undefined &&
      call === undefined &&
      channels === undefined &&
      filter.status === undefined &&
      !hasTags,
    on(day) {
      const { flags, user: users, channel } = day
      const closedBefore = now - day.midnight
      // Rows that start before this have all ended.
      const settled = closedBefore - MAX_SPAN
      const { start } = day
      return row => {
        if (never) return false
        const bits = flags[row] as number
        if (user !== undefined && users[row] !== user) return false
        if (channels !== undefined && channels[channel[row] as number] === 0) return false
        if (call !== undefined && (call === null || call.day !== day.number || call.row !== row)) return false
        const active =
          (start[row] as number) > settled && (start[row] as number) + (day.span[row] as number) > closedBefore
        if (!active) {
          if ((bits & mask) !== want || filter.status === 'active') return false
        } else {
          if ((bits & fixedMask) !== fixedWant || filter.status === 'closed') return false
          if (asksState) {
            const sofar = activeAt(day, row, now)
            if (filter.interactive !== undefined && sofar.interactive !== filter.interactive) return false
            if (filter.containment !== undefined && sofar.containment !== filter.containment) return false
          }
        }
        return !hasTags || tagsMatch(day, row, now, filter.tags as TagFilter)
      }
    },
  }
}

function callOf(bot: Bot, callId: string): { day: number; row: number } | null {
  const address = decodeCallId(bot, callId)
  const found = address === undefined ? undefined : rowOf(bot, address)
  if (found === undefined || address === undefined) return null
  const day = bot.day(found.day)
  const voice = bot.voiceChannels[day.channel[found.row] as number] === 1
  return voice && address.prefix === 'CA' ? found : null
}

function channelBits(bot: Bot, names: readonly string[]): Uint8Array {
  return Uint8Array.from(bot.channels, name => (names.includes(name) ? 1 : 0))
}

/** `and`: every condition holds; `or`: at least one does; both: both (facts 13.20). */
function tagsMatch(day: Day, row: number, now: number, filter: TagFilter): boolean {
  const holds = (condition: TagCondition) => conditionHolds(day, row, now, condition)
  if (filter.and !== undefined && !filter.and.every(holds)) return false
  return filter.or === undefined || filter.or.length === 0 || filter.or.some(holds)
}

function conditionHolds(day: Day, row: number, now: number, condition: TagCondition): boolean {
  const has = (tags: readonly Tag[]) =>
    tags.some(tag => tag.name === condition.name && condition.values.includes(tag.value))
  const { type } = condition
  const session = sessionOf(day, row, now)
  if ((type === undefined || type === 'user') && has(userTags(session))) return true
  if ((type === undefined || type === 'session') && has(sessionTags(session))) return true
  return (type === undefined || type === 'message') && saidWith(day, row, now, has)
}

function saidWith(day: Day, row: number, now: number, has: (tags: readonly Tag[]) => boolean): boolean {
  const timeline = timelineOf(day.bot, day.number, row)
  const count = messagesAt(timeline, now)
  for (let i = 0; i < count; i++) {
    if (has(messageTags(day.bot, day.number, row, i, timeline.sides[i] as number))) return true
  }
  return false
}

/** Whether flags speak of a session handed over to humans. */
export function isAgent(flags: number): boolean {
  return (flags & CONTAINMENT) === AGENT
}
