import { memoize } from '../../memory/memoize.ts'
import { type BotTemplate, VOICE_CHANNELS } from '../spec.ts'
import { DAY, dayOf, dayOfDate, HOUR, MINUTE } from '../time.ts'
import type { Bot } from '../types.ts'
import { CHAT, EMAIL, MEDIUMS, OPEN_SLOTS, VOICE } from './types.ts'

/** Hours of a week, local time, Monday first. */
const HOURS = 168
/** ms of an agent's time that contacts of a medium take on average, what is done after them included. */
const MEAN_WORK: readonly number[] = [7 * MINUTE, 12.5 * MINUTE, 8.5 * MINUTE]
/** Chance of a hand-over, by day and from midnight to seven, of people who speak and who write, beside the bot's own share. */
const FOR_VOICE = [1.25, 0.75] as const
const FOR_TEXT = [0.96, 0.55] as const
const MORNING = 7

/** Somebody is there in hours with at least so many calls, or so many chats, and by day in any case. */
const ENOUGH = 2
const OPENS = 8
const CLOSES = 21

/** Growth of a bot, as its calendar has it. */
const GROWTH_BASE = dayOfDate('2026-01-01')
const YEAR = 365.25
const MOST_BY_GROWTH = 200_000

/** What a bot's contact centre has to expect, before growth. Hours are local ones of a week, Monday first. */
export interface Load {
  /** Hand-overs an hour, at `168 * medium + hour`. */
  readonly rates: Float64Array
  /** 1: somebody is there, by local hour of the day. */
  readonly open: Uint8Array
  /** Share of hand-overs of each of the bot's languages. */
  readonly languages: readonly number[]
}

/** What a bot's contact centre has to expect. */
export const loadOf = memoize((bot: Bot): Load => {
  const { spec } = bot
  const shares = mediumShares(spec)
  const rates = new Float64Array(MEDIUMS * HOURS)
  const agents = agentShare(spec)
  for (let medium = 0; medium < MEDIUMS; medium++) {
    const factors = medium === VOICE ? FOR_VOICE : FOR_TEXT
    for (let hour = 0; hour < HOURS; hour++) {
      const ofDay = hour % 24
      const sessions = (spec.traffic.perDay / 24) * (spec.traffic.hours[ofDay] ?? 1)
      const week = spec.traffic.week[Math.floor(hour / 24)] ?? 1
      const isNight = ofDay < MORNING
      rates[medium * HOURS + hour] = sessions * week * shares[medium]! * agents * factors[isNight ? 1 : 0]
    }
  }
  const weights = bot.languages.map(language => Math.max(0, spec.languages[language] ?? 0))
  const total = weights.reduce((a, b) => a + b, 0)
  bot.hold(rates.byteLength + 400)
  return { rates, open: openHours(rates), languages: weights.map(weight => (total > 0 ? weight / total : 0)) }
})

function agentShare({ containment }: BotTemplate): number {
  const total = containment.selfService + containment.dropOff + containment.agent
  return total > 0 ? containment.agent / total : 0
}

function mediumShares({ channels }: BotTemplate): number[] {
  const shares = new Array<number>(MEDIUMS).fill(0)
  let total = 0
  for (const [name, weight] of Object.entries(channels)) {
    const medium = name === 'email' ? EMAIL : VOICE_CHANNELS.includes(name) ? VOICE : CHAT
    shares[medium]! += weight
    total += weight
  }
  return shares.map(share => (total > 0 ? share / total : 0))
}

/** Where one medium is open, calls and chats both are: somebody is there. */
function openHours(rates: Float64Array): Uint8Array {
  const open = new Uint8Array(24)
  for (let hour = 0; hour < 24; hour++) {
    const isBusy = [VOICE, CHAT].some(medium => {
      let mean = 0
      for (let day = 0; day < 7; day++) mean += rates[medium * HOURS + 24 * day + hour]! / 7
      return mean >= ENOUGH
    })
    open[hour] = isBusy || (hour >= OPENS && hour < CLOSES) ? 1 : 0
  }
  return open
}

/** By how much a bot has grown on a day. */
export function growthOf({ perDay, growth }: BotTemplate['traffic'], day: number): number {
  if (perDay <= 0) return 1
  const grown = Math.max(0, 1 + growth) ** ((day - GROWTH_BASE) / YEAR)
  return Math.min(grown, Math.max(1, MOST_BY_GROWTH / perDay))
}

/**
 * Agents that are wanted in an hour of the week: for the work that is to be expected, and some more, so that few wait; at least one
 * while a call or a chat may come.
 * @param factor on the load
 */
export function wantedAt(load: Load, hour: number, factor: number): number {
  const busy = busyAt(load, hour, factor)
  return load.open[hour % 24] === 0 ? 0 : Math.max(1, busy + SPARE * Math.sqrt(busy))
}

/** Agents of them who have nothing but customers; the others have other work too, until somebody calls. */
export function neededAt(load: Load, hour: number, factor: number): number {
  const busy = busyAt(load, hour, factor)
  return load.open[hour % 24] === 0 ? 0 : Math.max(1, ROOM * busy + SPARE_NEEDED * Math.sqrt(busy))
}

function busyAt({ rates }: Load, hour: number, factor: number): number {
  const work = (medium: number) => (factor * rates[medium * HOURS + hour]! * MEAN_WORK[medium]!) / HOUR
  return work(VOICE) + work(CHAT) / CHATS_AT_ONCE + work(EMAIL)
}

/** Chats that an agent with chats has on average; agents more than those who are busy, by the root of their number. */
const CHATS_AT_ONCE = 2
const SPARE = 1
const ROOM = 1.06
const SPARE_NEEDED = 0.3

/** Local hour of the week of each slot (`OPEN_SLOTS`) of a UTC day, daylight saving included. */
export function hoursOf({ zone }: Pick<Bot, 'zone'>, day: number): Uint8Array {
  const hours = new Uint8Array(OPEN_SLOTS)
  const steps = zone.steps(day * DAY, (day + 1) * DAY - 1)
  let step = 0
  for (let slot = 0; slot < OPEN_SLOTS; slot++) {
    const at = day * DAY + (slot * DAY) / OPEN_SLOTS
    while (step + 1 < steps.length && steps[step + 1]!.at <= at) step++
    const local = at + steps[step]!.offset
    const date = dayOf(local)
    const weekday = (((date + 3) % 7) + 7) % 7
    hours[slot] = 24 * weekday + Math.floor((local - date * DAY) / HOUR)
  }
  return hours
}
