import { loadNames } from '#names'
import { memoize } from '../../memory/memoize.ts'
import { uuidFor } from '../ids.ts'
import { hash2, hashText } from '../random.ts'
import type { Bot, World } from '../types.ts'
import { stepThrough } from '../whole-numbers.ts'
import { personOf } from './people.ts'
import { languageBit } from './profiles.ts'
import { queuesOf } from './queues.ts'
import { contractOf, languagesOf, nativeLanguageOf, servesAll, skillsOf, staffCountryOf, staffSize } from './traits.ts'

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

/** What is known of an agent beside his name. */
export interface Employment {
  /** Names of the queues that are his: one or two, all where there are few agents. */
  readonly queues: readonly string[]
  /** ISO 639-1 codes. */
  readonly languages: readonly string[]
  /** Paid hours a week, and days of work in it. */
  readonly hours: number
  readonly days: number
  /** ISO 3166 code of the country whose public holidays he has; empty where they are not known. */
  readonly country: string
}

/** Bytes of an agent who was asked for. */
const AGENT_BYTES = 800

const companies = memoize((bot: Bot): string => {
  const { pack } = bot
  return pack.companies[hash2(bot.salt, hashText('company')) % pack.companies.length]!
})

/** The firm a bot speaks for. */
export function companyOf(bot: Bot): string {
  return companies(bot)
}

const domains = memoize((bot: Bot) => `${slug(companyOf(bot), '-')}.example.com`)

/** The domain of the e-mail addresses of those who work for a bot's company. */
export function domainOf(bot: Bot): string {
  return domains(bot)
}

/** The e-mail address that somebody of a name would have who works for a bot's company. */
export function addressOfName(bot: Bot, name: string): string {
  return `${slug(name, '.')}@${domainOf(bot)}`
}

const knownAgents = memoize((_: Bot) => new Map<number, Agent>())

/** The agent with a number, from 0 on: made when he is first asked for. Nobody shares an e-mail address with another. */
export function agentOf(bot: Bot, number: number): Agent {
  const known = knownAgents(bot)
  let agent = known.get(number)
  if (agent === undefined) {
    const { firstName, lastName, email } = nameAndAddress(bot, number)
    agent = {
      agentId: uuidFor('', bot.key, 'agent', number),
      firstName,
      lastName,
      name: lastName === '' ? firstName : `${firstName} ${lastName}`,
      email,
      identity: uuidFor('an-', bot.key, 'agent identity', number),
      queue: queuesOf(bot)[skillsOf(bot, number)[0]]!.queueName,
    }
    known.set(number, agent)
    bot.hold(AGENT_BYTES)
  }
  return agent
}

interface NameAndAddress {
  readonly firstName: string
  readonly lastName: string
  readonly email: string
}

function nameAndAddress(bot: Bot, number: number): NameAndAddress {
  const person = personOf(bot, number)
  if (person !== undefined) {
    const [firstName = '', ...rest] = person.name.trim().split(/\s+/)
    const names = { firstName, lastName: rest.join(' ') }
    return { ...names, email: person.email ?? mailboxOf(bot, names, number) }
  }
  const names = drawnNameOf(bot, number)
  const email = mailboxOf(bot, names, number)
  return { ...names, email: mailboxesOf(bot).has(email) ? mailboxOf(bot, names, number, String(number)) : email }
}

/** Addresses of those whom the scenario names. */
const mailboxesOf = memoize(
  (bot: Bot) => new Set((bot.spec.staff.people ?? []).map((_, number) => nameAndAddress(bot, number).email)),
)

/** @param more put behind the name */
function mailboxOf(
  bot: Bot,
  { firstName, lastName }: Pick<Agent, 'firstName' | 'lastName'>,
  number: number,
  more = '',
): string {
  const words = [slug(firstName, ''), slug(lastName, '')].filter(word => word !== '')
  return `${words.length > 0 ? words.join('.') : `agent${number}`}${more}@${domainOf(bot)}`
}

/** What is known of an agent beside his name, in a week of the bot's life. */
export function employmentOf(bot: Bot, number: number, week: number): Employment {
  const queues = queuesOf(bot).map(({ queueName }) => queueName)
  const bits = languagesOf(bot, number)
  return {
    queues: servesAll(bot, number, staffSize(bot, week))
      ? queues
      : [...new Set(skillsOf(bot, number))].map(i => queues[i]!),
    languages: bot.languages.filter((_, language) => (bits & languageBit(language)) !== 0),
    country: staffCountryOf(bot, number),
    ...contractOf(bot, number),
  }
}

/** Names of a language: no two first names and no two last names are the same in an e-mail address. */
interface Names {
  readonly first: readonly string[]
  readonly last: readonly string[]
}

/** Lists by language, in the order of a bot's languages: a last name stands in one of them only, so that no two agents share a name. */
const localNamesOf = memoize((bot: Bot): readonly Names[] => {
  const taken = new Set<string>()
  const lists: Names[] = []
  for (const language of bot.languages) {
    const { first, last } = localeNamesOf(bot.world, language)
    const own = last.filter(name => !taken.has(slug(name, '')))
    for (const name of own) taken.add(slug(name, ''))
    lists.push({ first, last: own })
  }
  return lists
})

const listsOf = memoize((_: World) => new Map<string, Names>())

/** First and last names of a language in Faker; those of English where it has none. */
function localeNamesOf(world: World, language: string): Names {
  const known = listsOf(world)
  let names = known.get(language)
  if (names === undefined) {
    const given = loadNames(language)
    const first = distinct(given.gendered.length > 0 ? given.gendered : given.generic)
    const last = distinct(given.last)
    names = first.length > 0 && last.length > 0 ? { first, last } : localeNamesOf(world, 'en')
    known.set(language, names)
  }
  return names
}

/** Names that are of Latin letters, each once in an e-mail address. */
function distinct(names: readonly string[]): string[] {
  const bySlug = new Map(names.map(name => [slug(name, ''), name]))
  bySlug.delete('')
  return [...bySlug.values()]
}

/** Names of an agent: consecutive numbers walk through all pairs of first and last names in steps that meet each pair once. */
function drawnNameOf(bot: Bot, number: number): { readonly firstName: string; readonly lastName: string } {
  const lists = localNamesOf(bot)
  const native = lists[nativeLanguageOf(bot, number)]!
  const { first, last } = native.last.length > 0 ? native : lists[0]!
  const pairs = first.length * last.length
  // By the golden section: neighbours lie far apart.
  const step = stepThrough(pairs, Math.floor(pairs * 0.6180339887498949))
  const place = (hash2(bot.salt, hashText('names')) + number * step) % pairs
  return { firstName: first[place % first.length]!, lastName: last[Math.floor(place / first.length)]! }
}

/** Lower-case letters and digits of a name; what stands between becomes `gap`. */
function slug(name: string, gap: string): string {
  // Most names are, and a language has thousands.
  if (/^[A-Za-z0-9]+$/.test(name)) return name.toLowerCase()
  const plain = name
    .normalize('NFD')
    .replace(/[\u0300-\u036f']/g, '')
    .replace(/ß/g, 'ss')
  return plain
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, gap)
    .replace(/^-|-$/g, '')
}
