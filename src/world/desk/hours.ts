import type { Bot } from '../types.ts'
import { loadOf } from './load.ts'

/** When somebody will be there again: an hour of the day where the bot is, today or tomorrow. */
export interface Opening {
  readonly hour: number
  readonly isTomorrow: boolean
}

/** Nobody is told to come back in the middle of the night, where there is another hour. */
const EARLIEST = 7

/**
 * When a centre opens that turns somebody away at an instant, ms UTC: the next hour of its day that is open, else the first of
 * tomorrow. Where it is open and nobody speaks the customer's language any more, that is tomorrow too.
 */
export function nextOpening(bot: Bot, instant: number): Opening {
  const { open } = loadOf(bot)
  const now = bot.zone.hourAt(instant)
  const today = open[now] === 1 ? -1 : open.indexOf(1, now + 1)
  if (today >= 0) return { hour: today, isTomorrow: false }
  const hour = [open.indexOf(1, EARLIEST), open.indexOf(1)].find(one => one >= 0)
  return { hour: hour ?? EARLIEST, isTomorrow: true }
}
