import { mediumOf } from '../channels.ts'
import { type Daypart, MEDIUMS, type Medium, MOODS, type Mood } from '../pack.ts'
import { hash2, hash3 } from '../random.ts'
import type { Bot } from '../types.ts'
import type { Style } from './lists.ts'

const MOOD = 0x300d
const STYLE = 0x57e1

/** Moods in a hundred sessions, in the order of `MOODS`. */
const MOOD_SHARES: readonly number[] = [52, 18, 14, 16]
/** Of a hundred customers these are terse; these and more are polite. */
const TERSE = 28
const POLITE = 70

/** How people talk on a channel, by its name. */
export const mediumNamed = (channel: string): Medium => MEDIUMS[mediumOf(channel)]!

/** The part of the day at an instant, ms UTC, where the bot is. */
export function daypartAt(bot: Bot, instant: number): Daypart {
  const hour = bot.zone.hourAt(instant)
  if (hour < 5 || hour >= 22) return 'night'
  return hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening'
}

/** How the customer of a session feels. */
export function moodOf(bot: Bot, day: number, row: number): Mood {
  let lot = hash3(bot.salt ^ MOOD, day, row) % 100
  let mood = 0
  while (lot >= MOOD_SHARES[mood]!) lot -= MOOD_SHARES[mood++]!
  return MOODS[mood]!
}

/** How a customer likes to talk, in all his sessions. */
export function styleOf(bot: Bot, user: number): Style {
  const lot = hash2(bot.salt ^ STYLE, user) % 100
  return lot < TERSE ? 'terse' : lot < POLITE ? 'plain' : 'polite'
}
