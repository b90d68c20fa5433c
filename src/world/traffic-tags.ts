import { memoize } from '../memory/memoize.ts'
import { stretchOf } from './columns/stretches.ts'
import { hash3, hashText, UNIT32 } from './random.ts'
import type { Tag } from './sessions/types.ts'
import type { TagShare, TrafficTags } from './spec.ts'
import type { Bot, Day } from './types.ts'

/** Whose tags they are: those of a user are the same in all of his sessions. */
type TrafficTagKind = keyof TrafficTags

const SALTS: Readonly<Record<TrafficTagKind, number>> = { userTags: 0x7a71, sessionTags: 0x7a72 }

/** Whether a scenario gives traffic of a bot tags at all. */
export const hasTrafficTags = memoize(({ spec: { tags, traffic } }: Bot): boolean => {
  const { events, exactly } = traffic
  return tags !== undefined || events.some(event => event.tags) || exactly.some(stretch => stretch.tags)
})

/** Tags with those that a scenario gives the session of a row; of the same name the scenario's are the ones. Pins have their own. */
export function withTrafficTags(tags: Tag[], kind: TrafficTagKind, day: Day, row: number): Tag[] {
  const { bot } = day
  if (!hasTrafficTags(bot)) return tags
  const given = givenTags(kind, day, row)
  const names = new Set(given.map(({ name }) => name))
  return [...tags.filter(({ name }) => !names.has(name)), ...given]
}

function givenTags(kind: TrafficTagKind, day: Day, row: number): Tag[] {
  const { bot } = day
  const found = new Map<string, Tag>()
  const sources = [
    bot.spec.tags,
    ...bot.calendar.eventsAt(day.startOf(row)).map(({ tags }) => tags),
    stretchOf(day, row)?.tags,
  ]
  for (const source of sources) {
    for (const [name, choices] of byName(source?.[kind] ?? [])) {
      const tag = drawnTags(choices, tagLotOf(kind, day, row, name))
      if (tag !== undefined) found.set(name, tag)
    }
  }
  return [...found.values()]
}

function byName(shares: readonly TagShare[]): ReadonlyMap<string, TagShare[]> {
  const names = new Map<string, TagShare[]>()
  for (const one of shares) names.set(one.name, [...(names.get(one.name) ?? []), one])
  return names
}

/** A number in [0, 1) that decides whether, and with which value, the session of a row has a tag. */
function tagLotOf(kind: TrafficTagKind, day: Day, row: number, name: string): number {
  const salt = day.bot.salt ^ SALTS[kind] ^ hashText(name)
  const [a, b] = kind === 'userTags' ? [day.user[row]!, 0] : [day.number, row]
  return hash3(salt, a, b) * UNIT32
}

/** Values of one name exclude each other; what their shares leave has none of them. */
function drawnTags(choices: readonly TagShare[], lot: number): Tag | undefined {
  let sum = 0
  for (const { name, value, share } of choices) {
    sum += share
    if (lot < sum) return { name, value }
  }
  return undefined
}
