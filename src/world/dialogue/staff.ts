import { memoize } from '../../memory/memoize.ts'
import { NO_INTENT } from '../columns/counts.ts'
import { type Queue, queueOfIntent, queuesOf } from '../desk/queues.ts'
import { type Agent, agentOf } from '../desk/staff.ts'
import { staffSize, weekOf } from '../desk/traits.ts'
import { hash3 } from '../random.ts'
import { dayOfDate } from '../time.ts'
import type { Bot } from '../types.ts'

/** The day for which a scenario gives a bot's traffic. */
const PRESENT = dayOfDate('2026-01-01')

export type { Queue } from '../desk/queues.ts'
export { queuesOf } from '../desk/queues.ts'
export type { Agent } from '../desk/staff.ts'
export { companyOf } from '../desk/staff.ts'

interface Staff {
  readonly agents: readonly Agent[]
  /** Agents by queue, same index as the queues; a queue without agents of its own has all of them. */
  readonly teams: readonly (readonly Agent[])[]
}

/** Everybody who works for a bot's contact centre at the time for which its traffic is given, in a fixed order. */
export function agentsOf(bot: Bot): readonly Agent[] {
  return staffOf(bot).agents
}

/** The queue a session is handed over to: that of what the customer first came for. */
export function queueFor(bot: Bot, day: number, row: number): Queue {
  return queuesOf(bot)[queueIndex(bot, day, row)]!
}

/**
 * The agent of one segment of a conversation, one of the queue's; the next segment has another one where there is another.
 * @param part number of the segment, from 0
 */
export function agentFor(bot: Bot, day: number, row: number, part: number): Agent {
  const { teams, agents } = staffOf(bot)
  const own = teams[queueIndex(bot, day, row)]!
  // Who is alone in his team passes a conversation on to anybody else.
  const team = own.length > 1 || part === 0 ? own : agents
  const lot = hash3(bot.salt ^ 0xa6e, day, row)
  const first = own[lot % own.length]!
  const agent = part === 0 ? first : team[(team.indexOf(first) + part) % team.length]!
  const { pins } = bot.day(day)
  const given = pins.size === 0 ? undefined : pins.get(row)?.spec.segments?.[part]?.agent
  return given === undefined ? agent : named(agents, agent, given!)
}

/** The agent a scenario names: one of the staff by id or e-mail, else one of his own with what is given. */
function named(agents: readonly Agent[], agent: Agent, given: Partial<Agent>): Agent {
  const { agentId, email, name } = given
  const base = agents.find(one => (agentId === undefined ? one.email === email : one.agentId === agentId)) ?? agent
  const words = name?.split(' ')
  const firstName = given.firstName ?? words?.[0] ?? base.firstName
  const lastName = given.lastName ?? words?.slice(1).join(' ') ?? base.lastName
  return { ...base, ...given, firstName, lastName, name: name ?? `${firstName} ${lastName}` }
}

function queueIndex(bot: Bot, day: number, row: number): number {
  return queueOfIntent(bot)[contactIntentOf(bot, day, row)]!
}

/** Index of the intent that brings a customer to a human: of the first task, else, where no task came about, any. */
export function contactIntentOf(bot: Bot, day: number, row: number): number {
  const intent = bot.day(day).intent[row]!
  return intent === NO_INTENT ? row % bot.pack.intents.length : intent
}

/** Bytes of a bot's list of agents. */
const STAFF_BYTES = 500

const staffOf = memoize((bot: Bot): Staff => {
  const size = staffSize(bot, weekOf(PRESENT))
  const agents = Array.from({ length: size }, (_, number) => agentOf(bot, number))
  const teams = queuesOf(bot).map(({ queueName }) => {
    const team = agents.filter(agent => agent.queue === queueName)
    return team.length > 0 ? team : agents
  })
  bot.hold(STAFF_BYTES + 16 * size)
  return { agents, teams }
})
