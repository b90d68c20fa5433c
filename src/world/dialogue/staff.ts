import { memoize } from '../../memory/memoize.ts'
import { queueOfPart } from '../columns/handovers.ts'
import { matterOf, queueNameIn } from '../columns/matters.ts'
import { stretchOf } from '../columns/stretches.ts'
import { type Queue, queuesOf } from '../desk/queues.ts'
import { type Agent, addressOfName, agentOf } from '../desk/staff.ts'
import { staffSize } from '../desk/traits.ts'
import { uuidFor } from '../ids.ts'
import type { Pin } from '../sessions/pins.ts'
import { scriptOf } from '../sessions/script.ts'
import type { SegmentPin } from '../spec.ts'
import { dayOfDate, weekOfDay } from '../time.ts'
import type { Bot } from '../types.ts'

/** The day for which a scenario gives a bot's traffic. */
const PRESENT = dayOfDate('2026-01-01')

/** Everybody who works for a bot's contact centre at the time for which its traffic is given, in a fixed order. */
export const agentsOf = memoize((bot: Bot): readonly Agent[] =>
  Array.from({ length: agentCount(bot) }, (_, number) => agentOf(bot, number)),
)

/** The same, made one after the other: names are drawn, and read from a table with the first. */
export function* agentsOneByOne(bot: Bot): Generator<undefined, readonly Agent[]> {
  for (let number = 0; number < agentCount(bot); number++) {
    agentOf(bot, number)
    yield
  }
  return agentsOf(bot)
}

const agentCount = (bot: Bot) => Math.max(1, staffSize(bot, weekOfDay(PRESENT)))

/** The queue of a part of a session: as a pin has it, else that of what the customer came for, after a transfer the one passed on to. */
export function queueFor(bot: Bot, day: number, row: number, part = 0): Queue {
  const queues = queuesOf(bot)
  const source = bot.day(day)
  const pin = source.pins.size === 0 ? undefined : source.pins.get(row)?.spec.segments?.[part]
  const named = pin && pinnedQueueOf(bot, pin)
  if (named !== undefined) return named
  return queues[queueOfPart(source, row, matterOf(source, row), part)]!
}

/** One of the bot's queues, or one that only the pin has. */
function pinnedQueueOf(bot: Bot, pin: SegmentPin): Queue | undefined {
  const queueName = queueNameIn(pin)
  if (queueName === undefined) return undefined
  const own = queuesOf(bot).find(queue => queue.queueName === queueName)
  return own ?? { queueId: uuidFor('qu-', bot.key, 'queue', queueName), queueName }
}

/**
 * The agent of one segment of a conversation: the one who took it at the desk, or whom a pin names.
 * @param part number of the segment, from 0
 */
export function agentFor(bot: Bot, day: number, row: number, part: number): Agent {
  const source = bot.day(day)
  const agent = agentOf(bot, source.handoverOf(row)?.parts[part]?.agent ?? 0)
  const pin = source.pins.size === 0 ? undefined : source.pins.get(row)
  const name = pin === undefined ? stretchOf(source, row)?.agent : undefined
  const given = pin === undefined ? name && { name } : givenAgent(pin, part)
  return given ? named(bot, agent, given) : agent
}

/** Whom a pin names: by its segment, else as who speaks in its transcript. */
function givenAgent(pin: Pin, part: number): Partial<Agent> | undefined {
  const name = scriptOf(pin)?.parts[part]?.name
  return pin.spec.segments?.[part]?.agent ?? (name === undefined ? undefined : { name })
}

/** The agent a scenario names: one of the staff by id, e-mail or name, else one of his own with what is given. */
function named(bot: Bot, agent: Agent, given: Partial<Agent>): Agent {
  const { agentId, email, name } = given
  const isMeant = (one: Agent) =>
    agentId === undefined ? (email === undefined ? one.name === name : one.email === email) : one.agentId === agentId
  const known = agentsOf(bot).find(isMeant)
  const key = agentId ?? email ?? name ?? [given.firstName, given.lastName].join(' ')
  const identity = uuidFor('an-', bot.key, 'pinned agent', key)
  const base = known ?? { ...agent, agentId: uuidFor('', bot.key, 'pinned agent', key), identity }
  const words = name?.split(' ')
  const firstName = given.firstName ?? words?.[0] ?? base.firstName
  const lastName = given.lastName ?? words?.slice(1).join(' ') ?? base.lastName
  const full = name ?? `${firstName} ${lastName}`
  const address = known?.email ?? addressOfName(bot, full)
  return { ...base, email: address, ...given, firstName, lastName, name: full }
}
