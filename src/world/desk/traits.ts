import { memoize } from '../../memory/memoize.ts'
import { grownPerDay } from '../growth.ts'
import { countryOfZone, isHoliday } from '../holidays.ts'
import { hash2, hash3, hashText, indexOf, UNIT32 } from '../random.ts'
import type { Bot } from '../types.ts'
import { LONG_SHIFT, MIDDLE, shiftLengthOf, WORK_HABITS } from './habits.ts'
import { loadOf, wantedHours } from './load.ts'
import { ownHours, personOf } from './people.ts'
import { languageBit } from './profiles.ts'
import { queueShares, queuesOf } from './queues.ts'

/*
 * What an agent is like, as functions of a bot and his number: nothing is made for all of them. Numbers count from 0; whoever
 * is hired when a bot grows has the next ones. Lots of consecutive agents are spread evenly (multiples of irrational numbers), so that
 * a few agents are as mixed as many.
 */

/** Paid hours a week, and on how many days. */
export interface WorkContract {
  readonly hours: number
  readonly days: number
}

const FULL: WorkContract = { hours: 40, days: 5 }
const FOUR_DAYS: WorkContract = { hours: 32, days: 4 }
const THREE_DAYS: WorkContract = { hours: 24, days: 3 }
/** Six hours on four days, and four on five. */
const PART: WorkContract = { hours: 24, days: 4 }
const MINI: WorkContract = { hours: 20, days: 5 }
/** Share of 40 hours among agents with long shifts, and of 32 or more. */
const SHARE_FULL = 0.7
const SHARE_FOUR_DAYS = 0.88

/** Hours a week that an agent is there for customers on average: a contract's, less leave, holidays, breaks and other work. */
const AT_WORK = 24.1
/** Agents of a bot at least and at most, unless the scenario says how many. */
const LEAST = 3
const MOST = 20_000
/** Agents for each queue from which on each has two queues; where there are fewer, everybody serves all. */
const SPECIALISTS_FROM = 9
/** Agents on shift from which on some live in other countries. */
const ABROAD_FROM = 15
/** Share of those who speak a second language and grew up with it. */
const NATIVE = 0.5

/** Weeks from one week of leave to the next, by country; `''`: of countries that are not listed. */
const leaveEvery: ReadonlyMap<string, number> = new Map([
  ['US', 17],
  ['MX', 17],
  ['CA', 15],
  ['IN', 13],
  ['AU', 12],
  ['GB', 9],
  ['ES', 9],
  ['IT', 9],
  ['FR', 8],
  ['DE', 8],
  ['', 13],
])
/** Where those live who grew up with a language, if not in the bot's own country. */
const homes: ReadonlyMap<string, string> = new Map([
  ['en', 'GB'],
  ['es', 'ES'],
  ['de', 'DE'],
  ['fr', 'FR'],
  ['it', 'IT'],
  ['hi', 'IN'],
])

/** Steps of the lots: no two are multiples of each other. */
const FOR_QUEUE = 0.7548776662466927
const FOR_SECOND = 0.5698402909980532
const FOR_CONTRACT = 0.6180339887498949
const FOR_LANGUAGE = [0.4142135623730951, 0.7320508075688772, 0.2360679774997898, 0.6457513110645906, 0.3166247903554]
const CONTRACT = hashText('contract')
const QUEUE = hashText('queue')
const LANGUAGE = hashText('agent language')
const HOME = hashText('home')
const LEAVE = hashText('leave')
const DUTY = hashText('duty')

/** What a bot's agents have in common. */
interface Team {
  readonly mainLanguage: number
  /** Share of the agents who speak each of the bot's languages. */
  readonly speaking: readonly number[]
  /** Agents on shift that the load wants on average. */
  readonly onShift: number
}

const teamOf = memoize((bot: Bot): Team => {
  const load = loadOf(bot)
  const onShift = wantedHours(bot, bot.spec.traffic.perDay) / 168
  const mainLanguage = load.languages.indexOf(Math.max(...load.languages))
  // The fewer there are, the more of them must speak a language, so that somebody is there who does.
  const few = 1.5 / Math.sqrt(onShift + 1)
  const speaking = load.languages.map((share, i) => (i === mainLanguage ? 1 : Math.min(1, 1.2 * share + few)))
  bot.hold(300)
  return { mainLanguage, speaking, onShift }
})

/** Number of agents in a week: what the scenario says, as many as it names, else as many as the load of that time wants. */
export function staffSize(bot: Bot, week: number): number {
  const { agents, people } = bot.spec.staff
  const named = people?.length ?? 0
  if (agents !== undefined || named > 0) return Math.max(1, agents ?? 0, named)
  const hours = wantedHours(bot, grownPerDay(bot.spec.traffic, 7 * week))
  return Math.min(MOST, Math.max(LEAST, Math.ceil(hours / AT_WORK)))
}

/** A number in [0, 1) for an agent; those of agents who follow each other lie far apart. */
function lot(bot: Bot, agent: number, attribute: number, step: number): number {
  // Habits come again after so many agents: whoever has the same ones must not have the same lots.
  const round = Math.floor(agent / WORK_HABITS)
  const x = hash3(bot.salt, attribute, round) * UNIT32 + agent * step
  return x - Math.floor(x)
}

export function contractOf(bot: Bot, agent: number): WorkContract {
  const own = personOf(bot, agent)?.shifts
  if (own !== undefined) return ownHours(own)
  const shift = shiftLengthOf(bot, agent)
  if (shift < LONG_SHIFT) return shift < MIDDLE ? MINI : PART
  const x = lot(bot, agent, CONTRACT, FOR_CONTRACT)
  return x < SHARE_FULL ? FULL : x < SHARE_FOUR_DAYS ? FOUR_DAYS : THREE_DAYS
}

/** Bits of the languages that an agent speaks (`languageBit`). */
export function languagesOf(bot: Bot, agent: number): number {
  const { speaking } = teamOf(bot)
  const own = personOf(bot, agent)?.languages
  let bits = 0
  if (own !== undefined) {
    for (const language of own) bits |= languageBit(bot.languages.indexOf(language))
    return bits
  }
  for (const [language, share] of speaking.entries()) {
    const step = FOR_LANGUAGE[language % FOR_LANGUAGE.length]!
    if (lot(bot, agent, LANGUAGE + language, step) < share) bits |= languageBit(language)
  }
  return bits
}

/** Index of the language that an agent grew up with. */
export function nativeLanguageOf(bot: Bot, agent: number): number {
  const { mainLanguage } = teamOf(bot)
  if (hash3(bot.salt, HOME, agent) * UNIT32 >= NATIVE) return mainLanguage
  const bits = languagesOf(bot, agent)
  const others = bot.languages
    .map((_, language) => language)
    .filter(language => language !== mainLanguage && (bits & languageBit(language)) !== 0)
  return others[hash3(bot.salt, LANGUAGE, agent) % others.length] ?? mainLanguage
}

/** Country (ISO 3166) in which an agent lives, whose public holidays he has; empty: one whose holidays are not known. */
export function staffCountryOf(bot: Bot, agent: number): string {
  const own = countryOfZone(bot.zone.name)
  if (teamOf(bot).onShift < ABROAD_FROM) return own
  const language = bot.languages[nativeLanguageOf(bot, agent)]!
  if (language === 'es' && bot.zone.name.startsWith('America/')) return 'MX'
  return nativeLanguageOf(bot, agent) === teamOf(bot).mainLanguage ? own : (homes.get(language) ?? own)
}

/** Indexes of the two queues of an agent, the same twice where there is one only. */
export function skillsOf(bot: Bot, agent: number): readonly [first: number, second: number] {
  const shares = queueShares(bot)
  const own = personOf(bot, agent)?.skills
  if (own !== undefined) {
    const [one, other] = own.map(name => queuesOf(bot).findIndex(({ queueName }) => queueName === name))
    return [one ?? 0, other ?? one ?? 0]
  }
  const first = indexOf(shares, lot(bot, agent, QUEUE, FOR_QUEUE))
  if (shares.length === 1) return [first, first]
  const second = indexOf(shares, lot(bot, agent, QUEUE + 1, FOR_SECOND))
  return [first, second === first ? (second + 1) % shares.length : second]
}

/** Whether an agent serves all queues, as everybody does where there are few. @param size number of agents */
export function servesAll(bot: Bot, agent: number, size: number): boolean {
  return size < SPECIALISTS_FROM * queuesOf(bot).length && personOf(bot, agent)?.skills === undefined
}

/** Whether an agent has a week off. */
export function isOnLeave(bot: Bot, agent: number, week: number): boolean {
  const every = leaveEvery.get(staffCountryOf(bot, agent)) ?? 13
  return (week + agent * 5 + (hash2(bot.salt, LEAVE) % every)) % every === 0
}

/** Whether a public holiday of an agent's country is a day off for him: on duty are three of five. */
export function isOffForHoliday(bot: Bot, agent: number, day: number): boolean {
  return isHoliday(staffCountryOf(bot, agent), day) && hash3(bot.salt ^ DUTY, day, agent) % 5 > 2
}
