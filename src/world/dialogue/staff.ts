import { memoize } from '../../memory/memoize.ts'
import { queueOfPart } from '../columns/handovers.ts'
import { type Queue, queueOfIntent, queuesOf } from '../desk/queues.ts'
import { type Agent, agentOf } from '../desk/staff.ts'
import { staffSize, weekOf } from '../desk/traits.ts'
import { indexOf } from '../random.ts'
import { dayOfDate } from '../time.ts'
import type { Bot } from '../types.ts'
import { reasonLot } from '../visits.ts'

/** The day for which a scenario gives a bot's traffic. */
const PRESENT = dayOfDate('2026-01-01')

export type { Queue } from '../desk/queues.ts'
export { queuesOf } from '../desk/queues.ts'
export type { Agent } from '../desk/staff.ts'
export { companyOf } from '../desk/staff.ts'

/** Everybody who works for a bot's contact centre at the time for which its traffic is given, in a fixed order. */
export const agentsOf = memoize((bot: Bot): readonly Agent[] =>
  Array.from({ length: Math.max(1, staffSize(bot, weekOf(PRESENT))) }, (_, number) => agentOf(bot, number)),
)

/** The queue of a part of a session: that of what the customer came for, after a transfer the one passed on to. */
export function queueFor(bot: Bot, day: number, row: number, part = 0): Queue {
  const queues = queuesOf(bot)
  const first = queueOfIntent(bot)[contactIntentOf(bot, day, row)]!
  return queues[queueOfPart(bot.day(day), row, first, { part, queues: queues.length })]!
}

/**
 * The agent of one segment of a conversation: the one who took it at the desk, or whom a pin names.
 * @param part number of the segment, from 0
 */
export function agentFor(bot: Bot, day: number, row: number, part: number): Agent {
  const source = bot.day(day)
  const agent = agentOf(bot, source.handoverOf(row)?.parts[part]?.agent ?? 0)
  const given = source.pins.size === 0 ? undefined : source.pins.get(row)?.spec.segments?.[part]?.agent
  return given === undefined ? agent : named(bot, agent, given)
}

/** The agent a scenario names: one of the staff by id or e-mail, else one of his own with what is given. */
function named(bot: Bot, agent: Agent, given: Partial<Agent>): Agent {
  const { agentId, email, name } = given
  const base =
    agentsOf(bot).find(one => (agentId === undefined ? one.email === email : one.agentId === agentId)) ?? agent
  const words = name?.split(' ')
  const firstName = given.firstName ?? words?.[0] ?? base.firstName
  const lastName = given.lastName ?? words?.slice(1).join(' ') ?? base.lastName
  return { ...base, ...given, firstName, lastName, name: name ?? `${firstName} ${lastName}` }
}

/** Index of the intent that brings a customer to the bot, or to a human, also where he has not said so. */
export function contactIntentOf(bot: Bot, day: number, row: number): number {
  const { user, back } = bot.day(day)
  return indexOf(bot.intentShares, reasonLot(bot, user[row]!, day, back[row]!))
}
