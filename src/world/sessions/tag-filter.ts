import { FIRST_EVER } from '../columns/flags.ts'
import { customerType, messageTags, sessionTags, userTags, userTagsOf } from '../tags.ts'
import { hasTrafficTags } from '../traffic-tags.ts'
import type { Day } from '../types.ts'
import { sessionOf } from './session.ts'
import { messagesAt, timelineOf } from './timeline.ts'
import type { Tag, TagCondition, TagFilter } from './types.ts'

/** Whether a row passes: as it stands at `now`, or when all is over (undefined). */
export type RowTest = (day: Day, row: number, now: number | undefined) => boolean

/**
 * A test for a tag filter; undefined when it asks nothing. `and`: every condition holds; `or`: at least one does; with
 * both, both (facts 13.20).
 */
export function tagTest(filter: TagFilter | undefined): RowTest | undefined {
  const and = (filter?.and ?? []).map(conditionTest)
  const or = (filter?.or ?? []).map(conditionTest)
  if (and.length === 0 && or.length === 0) return undefined
  return (day, row, now) =>
    and.every(test => test(day, row, now)) && (or.length === 0 || or.some(test => test(day, row, now)))
}

function conditionTest(condition: TagCondition): RowTest {
  const { name, type } = condition
  const values = new Set(condition.values)
  const has = (tags: readonly Tag[]) => tags.some(tag => tag.name === name && values.has(tag.value))
  const ofUser = userTest(name, values, has)
  const ofSession: RowTest = (day, row, now) => has(sessionTags(sessionOf(day, row, now ?? Number.POSITIVE_INFINITY)))
  const ofMessage: RowTest = (day, row, now) => saidWith(day, row, now ?? Number.POSITIVE_INFINITY, has)
  if (type === 'user') return ofUser
  if (type === 'session') return ofSession
  if (type === 'message') return ofMessage
  return (day, row, now) => ofUser(day, row, now) || ofSession(day, row, now) || ofMessage(day, row, now)
}

/** User tags are read off the columns: this filter is the one clients use on many rows. */
function userTest(name: string, values: ReadonlySet<string>, has: (tags: readonly Tag[]) => boolean): RowTest {
  return (day, row, now) => {
    if (day.pins.has(row)) return has(userTags(sessionOf(day, row, now ?? Number.POSITIVE_INFINITY)))
    if (hasTrafficTags(day.bot)) {
      const firstEver = (day.flags[row]! & FIRST_EVER) !== 0
      return has(userTagsOf(day, row, { user: day.user[row]!, firstEver }))
    }
    if (name === 'CustomerType') return values.has(customerType(day.bot, day.user[row]!))
    if (name === 'user') return values.has((day.flags[row]! & FIRST_EVER) !== 0 ? 'newuser' : 'regular')
    return false
  }
}

function saidWith(day: Day, row: number, now: number, has: (tags: readonly Tag[]) => boolean): boolean {
  const timeline = timelineOf(day.bot, day.number, row)
  const count = messagesAt(timeline, now)
  const session = { day: day.number, row }
  for (let i = 0; i < count; i++) {
    if (has(messageTags(day.bot, session, i, timeline.sides[i]!))) return true
  }
  return false
}
