import { shiftsOf } from '../../src/world/desk/rota.ts'
import { agentOf } from '../../src/world/desk/staff.ts'
import { MOST_BREAKS, OVERTIME } from '../../src/world/desk/types.ts'
import { DAY, HOUR, MINUTE, weekOfDay } from '../../src/world/time.ts'
import type { Bot } from '../../src/world/types.ts'
import { count, figure, hours, percent, type Section } from './figures.ts'
import { lineChart } from './line-chart.ts'
import { HOURS } from './local-time.ts'
import { type Days, eachDay } from './rows.ts'
import { groupBy, median, type Stretch, sum, unionLength } from './stats.ts'
import { longestRun, type Piece } from './work.ts'

/** When an agent is there, ms UTC. */
export interface Shift extends Stretch {
  readonly agentId: string
  /** UTC day number. */
  readonly day: number
  readonly breaks: readonly Stretch[]
}

/** The shifts of some days. */
export function shiftsOn(bot: Bot, days: Days): Shift[] {
  return eachDay(days).flatMap(date => {
    const midnight = Date.parse(date)
    const { agent, begin, end, breaks } = shiftsOf(bot, midnight / DAY)
    return Array.from(agent, (number, at) => {
      const taken = Array.from({ length: MOST_BREAKS }, (_, one) => {
        const start = midnight + breaks[2 * (MOST_BREAKS * at + one)]!
        return { start, end: start + breaks[2 * (MOST_BREAKS * at + one) + 1]! }
      })
      return {
        agentId: agentOf(bot, number).agentId,
        day: midnight / DAY,
        start: midnight + begin[at]!,
        end: midnight + end[at]!,
        breaks: taken.filter(one => one.end > one.start),
      }
    })
  })
}

/** ms in which somebody is there and has no break. */
const workTime = ({ start, end, breaks }: Shift) => end - start - sum(breaks.map(one => one.end - one.start))

/** What of a stretch lies within another. */
function within({ start, end }: Stretch, other: Stretch): Stretch {
  const from = Math.max(start, other.start)
  return { start: from, end: Math.max(from, Math.min(end, other.end)) }
}

/** ms on average in which an agent writes up a contact; rows of the APIs do not show it. */
const WRITE_UP = 120_000

/** Share of the time on shift, breaks and other work left out, in which agents are busy with customers and what they write about them (decision D323). */
export function shiftOccupancy(shifts: readonly Shift[], busy: readonly Piece[]): number {
  const work = groupBy(busy, ({ agentId }) => agentId)
  const used = shifts.map(shift =>
    unionLength((work.get(shift.agentId) ?? []).map(({ start, end }) => within({ start, end: end + WRITE_UP }, shift))),
  )
  return sum(used) / Math.max(1, sum(shifts.map(workTime)))
}

/** Pieces of work that begin while their agent has no shift, overtime allowed, and a minute for an e-mail of which the writing is guessed. */
export function offShift(shifts: readonly Shift[], busy: readonly Piece[]): number {
  const own = groupBy(shifts, ({ agentId }) => agentId)
  const isOn = ({ agentId, start }: Piece) =>
    (own.get(agentId) ?? []).some(shift => start >= shift.start - MINUTE && start <= shift.end + OVERTIME)
  return busy.filter(piece => !isOn(piece)).length
}

/** ms between the end of a shift and the same agent's next one, the least. */
function leastRest(shifts: readonly Shift[]): number {
  const rests = [...groupBy(shifts, ({ agentId }) => agentId).values()].flatMap(own =>
    own.flatMap(({ start }, at) => (at === 0 ? [] : [start - own[at - 1]!.end])),
  )
  return Math.min(...rests)
}

/** Shifts of an agent from Monday to Sunday, the most; the first day of 1970 was a Thursday. */
function mostInWeek(shifts: readonly Shift[]): number {
  const weeks = groupBy(shifts, ({ agentId, day }) => `${agentId} ${weekOfDay(day)}`)
  return Math.max(0, ...[...weeks.values()].map(own => own.length))
}

/** How many are there by hour of the UTC day, and how many contacts are under way. */
function byHour(stretches: readonly Stretch[], days: number): number[] {
  const total = new Array<number>(24).fill(0)
  for (const { start, end } of stretches) {
    for (let at = Math.floor(start / HOUR) * HOUR; at < end; at += HOUR) {
      const { start: from, end: to } = within({ start, end }, { start: at, end: at + HOUR })
      total[(at / HOUR) % 24]! += (to - from) / HOUR / days
    }
  }
  return total
}

/** Who is there when, and whether work keeps to it. @param shifts by day, @param busy in the same days */
export function rota(shifts: readonly Shift[], busy: readonly Piece[], days: Days): Section {
  const byAgent = [...groupBy(shifts, ({ agentId }) => agentId).values()]
  const there = byHour(shifts, eachDay(days).length)
  const working = byHour(busy, eachDay(days).length)
  return {
    title: 'Shifts',
    figures: [
      figure('occupancy of the time on shift, without breaks and other work', shiftOccupancy(shifts, busy), percent, {
        from: 0.65,
        to: 0.88,
      }),
      figure('contacts taken by somebody who is not on shift', offShift(shifts, busy), count, { to: 0 }),
      figure('length of a shift, median', median(shifts.map(({ start, end }) => (end - start) / HOUR)), hours, {
        from: 7,
        to: 9,
      }),
      figure(
        'shifts in a row, most',
        Math.max(0, ...byAgent.map(own => longestRun(own.map(({ day }) => day)))),
        count,
        {
          to: 6,
        },
      ),
      figure('shifts of a week, most', mostInWeek(shifts), count, { to: 5 }),
      figure('rest between two shifts, least', leastRest(shifts) / HOUR, hours, { from: 11 }),
      figure('agents with shifts', byAgent.length, count),
    ],
    tables: [
      {
        title: 'Agents on shift and contacts under way by hour (UTC)',
        head: ['hour', 'agents', 'contacts'],
        rows: HOURS.map((hour, at) => [hour, there[at]!.toFixed(1), working[at]!.toFixed(1)]),
      },
    ],
    charts: [
      lineChart('On shift, and contacts, by UTC hour', { names: HOURS, format: value => value.toFixed(0) }, [
        { name: 'agents', values: there },
        { name: 'contacts', values: working },
      ]),
    ],
  }
}
