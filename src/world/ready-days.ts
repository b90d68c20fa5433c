import type { Bot, Day } from './types.ts'

/** Bytes that the columns of a session take, at most. */
const SESSION_BYTES = 32
/** Part of the room for columns that the days of one question may take: they should all be there still when they are gone through. */
const SHARE = 0.5

/**
 * Makes what is needed of the days of a stretch, both inclusive, before somebody goes through their rows. Work that is broken off
 * (`World.kept`) begins anew: so it finds the days made, and does not go through the rows of all of them after each. Nothing is
 * made where there is no room to keep it.
 * @param make asks a day for what is needed
 */
export function makeReady(bot: Bot, first: number, last: number, make: (day: Day) => void): void {
  const { limit } = bot.world.memory.budget('columns')
  const begin = Math.max(first, bot.firstDay)
  let bytes = 0
  for (let number = begin; number <= last; number++) bytes += bot.calendar.count(number) * SESSION_BYTES
  if (bytes > limit * SHARE) return
  for (let number = begin; number <= last; number++) make(bot.day(number))
}
