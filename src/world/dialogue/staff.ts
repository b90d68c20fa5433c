import { memoize } from '../../memory/memoize.ts'
import { NO_INTENT } from '../columns/counts.ts'
import { uuidFor } from '../ids.ts'
import { hash2, hash3, hashText, stream } from '../random.ts'
import type { Bot } from '../types.ts'
import { fakerNames } from './faker-names.ts'

/** A human who takes over conversations. Name, e-mail and ids belong together. */
export interface Agent {
  readonly agentId: string
  readonly firstName: string
  readonly lastName: string
  readonly name: string
  /** At the company's domain below example.com. */
  readonly email: string
  /** `an-` + uuid. */
  readonly identity: string
  /** Name of the queue the agent works in. */
  readonly queue: string
}

/** A queue that conversations are handed over to. */
export interface Queue {
  /** `qu-` + uuid (facts 1.2). */
  readonly queueId: string
  readonly queueName: string
}

interface Desk {
  readonly queues: readonly Queue[]
  /** Index into `queues` by index of intent. */
  readonly queueOfIntent: readonly number[]
}

interface Staff {
  readonly company: string
  readonly agents: readonly Agent[]
  /** Agents by queue, same index as the queues; a queue without agents of its own has all of them. */
  readonly teams: readonly (readonly Agent[])[]
}

/** The firm a bot speaks for. */
export function companyOf(bot: Bot): string {
  return staffOf(bot).company
}

/** Everybody who works for a bot's contact centre, in a fixed order. */
export function agentsOf(bot: Bot): readonly Agent[] {
  return staffOf(bot).agents
}

/** The queues of a bot's contact centre: those of the scenario, else the pack's. */
export function queuesOf(bot: Bot): readonly Queue[] {
  return deskOf(bot).queues
}

/** The queue a session is handed over to: that of what the customer first came for. */
export function queueFor(bot: Bot, day: number, row: number): Queue {
  const { queues } = deskOf(bot)
  return queues[queueIndex(bot, day, row)]!
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
  const { queueOfIntent } = deskOf(bot)
  return queueOfIntent[contactIntentOf(bot, day, row)]!
}

/** Index of the intent that brings a customer to a human: of the first task, else, where no task came about, any. */
export function contactIntentOf(bot: Bot, day: number, row: number): number {
  const intent = bot.day(day).intent[row]!
  return intent === NO_INTENT ? row % bot.pack.intents.length : intent
}

/** Bytes of a bot's queues, of its staff and of each agent: 1,200 to 2,400, and 4,600 with 6 agents, 20,000 with 28, measured. */
const DESK_BYTES = 2_400
const STAFF_BYTES = 500
const AGENT_BYTES = 700

// Queues are named in rows of sessions too, which have no use for people: Faker is not loaded for them.
const deskOf = memoize((bot: Bot): Desk => {
  const { pack, spec, key } = bot
  const names = spec.staff.queues.length > 0 ? spec.staff.queues : pack.queues
  const queues = names.map(queueName => ({ queueId: uuidFor('qu-', key, 'queue', queueName), queueName }))
  const queueOfIntent = pack.intents.map(({ queue }) => {
    const own = names.indexOf(queue)
    return own >= 0 ? own : Math.max(0, pack.queues.indexOf(queue)) % names.length
  })
  bot.hold(DESK_BYTES)
  return { queues, queueOfIntent }
})

const staffOf = memoize((bot: Bot): Staff => {
  const { pack } = bot
  const names = queuesOf(bot).map(({ queueName }) => queueName)
  const company = pack.companies[hash2(bot.salt, hashText('company')) % pack.companies.length]!
  const agents = people(bot, names, `${slug(company, '-')}.example.com`)
  const teams = names.map(queue => {
    const team = agents.filter(agent => agent.queue === queue)
    return team.length > 0 ? team : agents
  })
  bot.hold(STAFF_BYTES + agents.length * AGENT_BYTES)
  return { company, agents, teams }
})

/** Nobody shares a name with a colleague, so that an e-mail address is one person's. */
function people(bot: Bot, queues: readonly string[], domain: string): Agent[] {
  const { first, last } = fakerNames(bot.world)
  const draw = stream(bot.key, 'staff', 'names')
  const taken = new Set<string>()
  const agents: Agent[] = []
  for (let i = 0; i < Math.max(1, bot.spec.staff.agents); i++) {
    let firstName = ''
    let lastName = ''
    let address = ''
    for (let tries = 0; address === '' || (taken.has(address) && tries < 50); tries++) {
      firstName = first[Math.floor(draw() * first.length)]!
      lastName = last[Math.floor(draw() * last.length)]!
      address = `${slug(firstName, '')}.${slug(lastName, '')}`
    }
    if (taken.has(address)) address += i
    taken.add(address)
    agents.push({
      agentId: uuidFor('', bot.key, 'agent', i),
      firstName,
      lastName,
      name: `${firstName} ${lastName}`,
      email: `${address}@${domain}`,
      identity: uuidFor('an-', bot.key, 'agent identity', i),
      queue: queues[i % queues.length]!,
    })
  }
  return agents
}

/** Lower-case letters and digits of a name; what stands between becomes `gap`. */
function slug(name: string, gap: string): string {
  const plain = name.normalize('NFD').replace(/[\u0300-\u036f']/g, '')
  return plain
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, gap)
    .replace(/^-|-$/g, '')
}
