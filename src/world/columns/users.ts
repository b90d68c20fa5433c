import type { Day } from '../day.ts'
import { hash2, stream } from '../random.ts'
import type { Pin } from '../sessions/pins.ts'
import { WorldError } from '../time.ts'
import { FIRST_EVER } from './flags.ts'

/** User of every row, and flags with nothing in them yet but who is there for the first time. */
export interface UserColumns {
  readonly user: Uint32Array
  readonly flags: Uint8Array
}

/**
 * Who comes. New users are numbered in the order of their first sessions: exactly as many rows as the calendar says are
 * firsts, picked in one pass (selection sampling). The others come back: some of them often and for ever, most of them
 * soon after their first time.
 */
export function makeUsers(day: Day): UserColumns {
  const { bot, count, pins } = day
  const user = new Uint32Array(count)
  const flags = new Uint8Array(count)
  const before = bot.calendar.usersBefore(day.number)
  const first = stream(bot.key, day.number, 'first')
  const again = stream(bot.key, day.number, 'user')
  const guests = new Map<string, number>()
  let need = bot.calendar.newUsers(day.number)
  let free = count
  for (const pin of pins.values()) {
    if (pin.guest === undefined && pin.user === undefined) continue
    free--
    if (pin.firstOfGuest) need--
  }
  // Who was new within about two days comes back most; the flat top of the regulars keeps the heaviest of them below one
  // visit a day.
  const recent = Math.max(8, need * 2)
  const regulars = Math.max(16, count / 12)
  let seen = before
  let recentLog = logOf(seen, recent)
  let regularLog = logOf(seen, regulars)
  let logsFor = seen
  for (let row = 0; row < count; row++) {
    const pin = pins.size === 0 ? undefined : pins.get(row)
    const isFirst = first()
    const x = again()
    if (pin !== undefined && (pin.guest !== undefined || pin.user !== undefined)) {
      if (pin.firstOfGuest) {
        guests.set(pin.guest!, seen)
        flags[row] = FIRST_EVER
        user[row] = seen++
      } else if (pin.guest !== undefined) {
        user[row] = guests.get(pin.guest) ?? bot.guests.numberOf(pin.guest) ?? 0
      } else {
        user[row] = known(pin, seen, bot.id)
      }
      continue
    }
    if (need > 0 && (seen === 0 || isFirst * free < need)) {
      flags[row] = FIRST_EVER
      user[row] = seen++
      need--
    } else {
      // The logarithms change by a hair with each new user; a fresh value now and then is exact enough.
      if (seen > logsFor * 1.002) {
        recentLog = logOf(seen, recent)
        regularLog = logOf(seen, regulars)
        logsFor = seen
      }
      user[row] =
        x < 0.62
          ? seen - 1 - rank(x / 0.62, seen, recent, recentLog)
          : scatter(rank((x - 0.62) / 0.38, seen, regulars, regularLog), seen)
    }
    free--
  }
  return { user, flags }
}

/** The user a pin names, who must have been there before. */
function known(pin: Pin, seen: number, botId: string): number {
  const user = pin.user!
  if (user < seen) return user
  const { userId, start_time } = pin.spec
  throw new WorldError(
    `${botId}: the pinned session of ${start_time} names user ${userId}, whose first session is later`,
  )
}

function logOf(n: number, offset: number): number {
  return Math.log(n / offset + 1)
}

/** A rank below `n` after Zipf and Mandelbrot: its chance falls as 1 / (rank + offset). */
function rank(x: number, n: number, offset: number, log: number): number {
  const found = Math.floor(offset * (Math.exp(x * log) - 1))
  return found < n ? found : n - 1
}

/** Regulars are spread over the bot's first years, not its first hour: every 16th user or so, by rank. */
function scatter(rank: number, n: number): number {
  const spread = rank * 16 + (hash2(rank, 77) & 15)
  return spread < n ? spread : rank
}
