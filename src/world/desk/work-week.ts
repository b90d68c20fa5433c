import { SLOTS_OF_HOUR } from '../arrivals.ts'
import { hash3 } from '../random.ts'
import { mondayOf, WEEK_DAYS } from '../time.ts'
import type { Bot } from '../types.ts'
import { countBits } from '../whole-numbers.ts'
import { isIn, LAST_PAIR, pairOf } from './days-off.ts'
import { shiftLengthOf } from './habits.ts'
import { agentsBySlot } from './load.ts'
import { hasOwnHours } from './people.ts'
import { contractOf, isOffForHoliday, isOnLeave } from './traits.ts'

/** Agents up to which all days off but the first are put where most can do without them; of more, chance does as well. */
const BALANCED = 100
/** What a day off beside another one is worth, in shifts. */
const TOGETHER = 0.12
/**
 * Who works when in a week, but for those who have hours of their own: by agent, bit `d` for the weekday (0 Monday). Each has one day off that follows from the pairs of
 * days-off.ts, so that nobody works more than six days in a row, and as many others as his contract leaves him.
 * @param size number of agents
 */
export function workWeekOf(bot: Bot, week: number, size: number): Uint8Array {
  const off = new Uint8Array(size)
  const works = new Uint8Array(size)
  const monday = mondayOf(week)
  for (let agent = 0; agent < size; agent++) off[agent] = fixedDaysOff(bot, agent, week, size > BALANCED)
  if (size <= BALANCED) shareShiftsOut(bot, week, off)
  for (let agent = 0; agent < size; agent++) {
    if (isOnLeave(bot, agent, week) || hasOwnHours(bot, agent)) continue
    for (let d = 0; d < WEEK_DAYS; d++) {
      if ((off[agent]! & (1 << d)) === 0 && !isOffForHoliday(bot, agent, monday + d)) works[agent]! |= 1 << d
    }
  }
  return works
}

/** Days off of an agent that are not shared out. */
function fixedDaysOff(bot: Bot, agent: number, week: number, isAll: boolean): number {
  const pair = pairOf(bot, agent, week)
  if (!isAll) return pair === LAST_PAIR ? (1 << 0) | (1 << LAST_PAIR) : 1 << pair
  let bits = 0
  for (let d = 0; d < WEEK_DAYS; d++) if (isIn(pair, d)) bits |= 1 << d
  // Who works less than five days has others off too: one week these, one week those.
  const others = hash3(bot.salt, week, agent)
  for (let more = contractOf(bot, agent).days; more < 5; more++)
    bits |= 1 << ((pair + 2 + ((others + more) % 5)) % WEEK_DAYS)
  return bits
}

/** Gives all the days off that they still have to have, each where those who are there are most, measured by what is wanted. */
function shareShiftsOut(bot: Bot, week: number, off: Uint8Array): void {
  const hoursOfAgent = (agent: number) => shiftLengthOf(bot, agent) / SLOTS_OF_HOUR
  const monday = mondayOf(week)
  const there = new Float64Array(WEEK_DAYS)
  const wanted = Float64Array.from(
    { length: WEEK_DAYS },
    (_, d) => totalOfDays(agentsBySlot(bot, monday + d)) / SLOTS_OF_HOUR,
  )
  let worked = 0
  const present: number[] = []
  for (let agent = 0; agent < off.length; agent++) {
    if (isOnLeave(bot, agent, week) || hasOwnHours(bot, agent)) continue
    present.push(agent)
    worked += contractOf(bot, agent).days * hoursOfAgent(agent)
    for (let d = 0; d < WEEK_DAYS; d++) {
      if ((off[agent]! & (1 << d)) === 0 && !isOffForHoliday(bot, agent, monday + d)) there[d]! += hoursOfAgent(agent)
    }
  }
  const scale = worked / Math.max(1, totalOfDays(wanted))
  const spare = there.map((hours, d) => hours - scale * wanted[d]!)
  // Whoever comes first has the choice: another one each week.
  for (let i = 0; i < present.length; i++) {
    const agent = present[(i + week) % present.length]!
    const hours = hoursOfAgent(agent)
    for (let more = countBits(off[agent]!); more < WEEK_DAYS - contractOf(bot, agent).days; more++) {
      const day = bestDayOff(off[agent]!, spare, hours)
      off[agent]! |= 1 << day
      spare[day]! -= hours
    }
  }
}

function bestDayOff(off: number, spare: Float64Array, hours: number): number {
  let best = 0
  let most = Number.NEGATIVE_INFINITY
  for (let d = 0; d < WEEK_DAYS; d++) {
    if ((off & (1 << d)) !== 0) continue
    const isBeside = (off & ((1 << ((d + 1) % WEEK_DAYS)) | (1 << ((d + WEEK_DAYS - 1) % WEEK_DAYS)))) !== 0
    const gain = spare[d]! + (isBeside ? TOGETHER * hours : 0)
    if (gain <= most + 1e-9) continue
    most = gain
    best = d
  }
  return best
}

function totalOfDays(values: Float64Array): number {
  return values.reduce((a, b) => a + b, 0)
}
