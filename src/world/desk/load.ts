import { memoize } from '../../memory/memoize.ts'
import { localSlots, SLOTS_OF_HOUR } from '../arrivals.ts'
import { mediumOf } from '../channels.ts'
import { grownPerDay } from '../growth.ts'
import { Rhythm } from '../rhythm.ts'
import type { BotTemplate } from '../spec.ts'
import { HOUR, MINUTE } from '../time.ts'
import type { Bot } from '../types.ts'
import { hoursOfPeople } from './people.ts'
import { CALLS, CHATS, DESK_MEDIUM_OF, DESK_MEDIUMS, EMAILS } from './types.ts'

/** ms of an agent's time that contacts of a medium take on average, what is done after them included. */
const MEAN_WORK: readonly number[] = [5.3 * MINUTE, 10.3 * MINUTE, 9 * MINUTE]
/** Hand-overs of people who speak and of those who write, beside the bot's own share. */
const FOR_VOICE = 1.2
const FOR_TEXT = 0.92
/** Hand-overs while nobody is there, beside those while somebody is: the bot says so, and few insist. */
const WHILE_CLOSED = 0.15

/** Somebody is there in hours with at least so many calls, or so many chats, and by day in any case; a shorter day where hardly anybody comes. */
const ENOUGH = 3
const HARDLY = 1
const DAYTIME = [8, 21] as const
const SHORT_DAYTIME = [9, 18] as const

/** Chats that an agent with chats has on average. */
const CHATS_AT_ONCE = 2
/** Agents more than those who are busy, by the root of their number; and of those who have nothing but customers, by their number too. */
const SPARE_STAFF = 0.9
const ROOM = 1.06
const SPARE_NEEDED = 0.2

/** What a bot's contact centre has to expect. */
export interface Load {
  /** Agents whom a session an hour keeps busy. */
  readonly busy: number
  /** How many are handed over while somebody is there and while nobody is, beside the bot's own share: of people who speak, of people who write. */
  readonly voice: ExpectedHandovers
  readonly text: ExpectedHandovers
  /** 1: somebody is there, by local hour of the day. */
  readonly open: Uint8Array
  /** Hardly anybody comes at any hour. */
  readonly isQuiet: boolean
  /** Share of hand-overs of each of the bot's languages. */
  readonly languages: readonly number[]
}

interface ExpectedHandovers {
  readonly open: number
  readonly closed: number
}

/** What a bot's contact centre has to expect. */
export const loadOf = memoize((bot: Bot): Load => {
  const { spec } = bot
  const shares = mediumShares(spec).map(share => share * agentShare(spec))
  const weights = bot.languages.map(language => Math.max(0, spec.languages[language] ?? 0))
  const total = weights.reduce((a, b) => a + b, 0)
  bot.hold(600)
  const comes = contactsByHour(spec, shares)
  const open = openHours(spec, comes)
  const scale = 1 / (1 - (1 - WHILE_CLOSED) * closedShare(spec, open))
  const [voice, text] = [FOR_VOICE * scale, FOR_TEXT * scale]
  return {
    busy: busyWith(shares, voice, text),
    open,
    isQuiet: isQuiet(comes),
    voice: { open: voice, closed: voice * WHILE_CLOSED },
    text: { open: text, closed: text * WHILE_CLOSED },
    languages: weights.map(weight => (total > 0 ? weight / total : 0)),
  }
})

/** Agents whom a session an hour keeps busy. @param shares of sessions that are handed over, by medium */
function busyWith(shares: readonly number[], voice: number, text: number): number {
  const work = (medium: number, factor: number) => (shares[medium]! * factor * MEAN_WORK[medium]!) / HOUR
  return work(CALLS, voice) + work(CHATS, text) / CHATS_AT_ONCE + work(EMAILS, text)
}

function agentShare({ containment }: BotTemplate): number {
  const total = containment.selfService + containment.dropOff + containment.agent
  return total > 0 ? containment.agent / total : 0
}

function mediumShares({ channels }: BotTemplate): number[] {
  const shares = new Array<number>(DESK_MEDIUMS).fill(0)
  let total = 0
  for (const [name, weight] of Object.entries(channels)) {
    shares[DESK_MEDIUM_OF[mediumOf(name)]!]! += weight
    total += weight
  }
  return shares.map(share => (total > 0 ? share / total : 0))
}

/** Calls or chats an hour, whichever are more, by hour of an average day. @param shares of sessions that are handed over, by medium */
function contactsByHour({ traffic }: BotTemplate, shares: readonly number[]): number[] {
  return Array.from({ length: 24 }, (_, hour) => {
    const sessions = (traffic.perDay / 24) * (traffic.hours[hour] ?? 1)
    return Math.max(sessions * shares[CALLS]! * FOR_VOICE, sessions * shares[CHATS]! * FOR_TEXT)
  })
}

function isQuiet(comes: readonly number[]): boolean {
  return Math.max(...comes) < HARDLY
}

/** Hours in which enough calls or chats come on an average day, those of the day, and those of agents who have hours of their own. */
function openHours({ staff }: BotTemplate, comes: readonly number[]): Uint8Array {
  const { hours: own, isAll } = hoursOfPeople(staff)
  const [opens, closes] = isQuiet(comes) ? SHORT_DAYTIME : DAYTIME
  return Uint8Array.from(comes, (contacts, hour) => {
    if (isAll || own[hour] === 1) return own[hour]!
    return contacts >= ENOUGH || (hour >= opens && hour < closes) ? 1 : 0
  })
}

/** Share of sessions that come while nobody is there. */
function closedShare({ traffic }: BotTemplate, open: Uint8Array): number {
  let [closed, total] = [0, 0]
  for (const [hour, isOpen] of open.entries()) {
    total += traffic.hours[hour] ?? 1
    if (isOpen === 0) closed += traffic.hours[hour] ?? 1
  }
  return total > 0 ? closed / total : 0
}

/** Sessions an hour, and the local hour of the day in which they come. */
export interface Hour {
  readonly sessions: number
  readonly hour: number
}

/** Agents who are wanted: for the work that is to be expected, and some more, so that few wait; at least one while it is open. */
function wantedAt(load: Load, { sessions, hour }: Hour): number {
  if (load.open[hour] === 0) return 0
  const busy = sessions * load.busy
  return Math.max(1, busy + SPARE_STAFF * Math.sqrt(busy))
}

/** Agents of them who have nothing but customers; the others have other work too, until somebody calls. */
export function neededAt(load: Load, { sessions, hour }: Hour): number {
  if (load.open[hour] === 0) return 0
  const busy = sessions * load.busy
  return Math.max(1, ROOM * busy + SPARE_NEEDED * Math.sqrt(busy))
}

/** Agents wanted in an average week, without seasons: hours of all of them together. @param perDay sessions of an average day */
export function wantedHours(bot: Bot, perDay: number): number {
  const { week, hours } = bot.spec.traffic
  const load = loadOf(bot)
  let sum = 0
  for (const weight of week) {
    for (let hour = 0; hour < 24; hour++) {
      sum += wantedAt(load, { sessions: (perDay * weight * (hours[hour] ?? 1)) / 24, hour })
    }
  }
  return sum
}

const rhythms = memoize((bot: Bot) => new Rhythm(bot.spec, bot.zone))

/** Agents wanted in each slot of a UTC day, by `wantedAt` or `neededAt`, season and holidays included. */
export function agentsBySlot(bot: Bot, day: number, rule = wantedAt): Float64Array {
  const load = loadOf(bot)
  const { traffic } = bot.spec
  const { hour } = localSlots(bot.zone, day)
  const perHour = grownPerDay(traffic, day) * SLOTS_OF_HOUR
  return rhythms(bot)
    .masses(day)
    .map((mass, slot) => rule(load, { sessions: perHour * mass, hour: hour[slot]! }))
}
