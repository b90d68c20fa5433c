import { hash2, stream } from '../random.ts'
import type { Pin } from '../sessions/pins.ts'
import { WorldError } from '../time.ts'
import type { Bot, Day } from '../types.ts'
import { FIRST_EVER } from './flags.ts'
import type { UserColumns } from './types.ts'

/** Share of those who come back that do so soon after their first time. */
const RECENT_SHARE = 0.62

/**
 * The users of a day's sessions. New users are numbered in the order of their first sessions: exactly as many rows as the calendar says are
 * firsts, picked in one pass (selection sampling). The others come back: some of them often and for ever, most of them
 * soon after their first time.
 */
export function makeUsers(day: Day): UserColumns {
  const { bot, count, pins } = day
  const user = new Uint32Array(count)
  const flags = new Uint8Array(count)
  const back = new Uint8Array(count)
  const first = stream(bot.key, day.number, 'first')
  const again = stream(bot.key, day.number, 'user')
  const visitors = new Visitors(day)
  for (let row = 0; row < count; row++) {
    const pin = pins.size === 0 ? undefined : pins.get(row)
    // Pinned rows draw too, so that a pin moves nobody else.
    const isFirst = first()
    const x = again()
    const before = visitors.seen
    user[row] = pin !== undefined && namesUser(pin) ? visitors.ofPin(pin) : visitors.next(isFirst, x)
    if (visitors.seen > before) flags[row] = FIRST_EVER
  }
  return { user, flags, back }
}

function namesUser(pin: Pin): boolean {
  return pin.guest !== undefined || pin.user !== undefined
}

/** Gives the rows of a day their users, one after the other. */
class Visitors {
  /** Users who have had their first session by now; the next new one has this number. */
  seen: number
  readonly #bot: Bot
  readonly #guests = new Map<string, number>()
  readonly #recent: number
  readonly #regulars: number
  /** First sessions that are still to come, and rows still to come whose users no pin names. */
  #firsts: number
  #rows: number
  #recentLog = 0
  #regularLog = 0
  /** What `seen` was when the logarithms were taken. */
  #logsFor = 0

  constructor({ bot, number, count, pins }: Day) {
    const named = [...pins.values()].filter(namesUser)
    this.seen = bot.calendar.usersBefore(number)
    this.#bot = bot
    this.#rows = count - named.length
    this.#firsts = bot.calendar.newUsers(number) - named.filter(pin => pin.firstOfGuest).length
    // Who was new within about two days comes back most; the flat top of the regulars keeps the heaviest of them below
    // one visit a day.
    this.#recent = Math.max(8, this.#firsts * 2)
    this.#regulars = Math.max(16, count / 12)
    this.#takeLogs()
  }

  /** The user of a row whose pin names one. */
  ofPin(pin: Pin): number {
    const { guest } = pin
    if (guest === undefined) return knownUser(pin, this.seen, this.#bot.id)
    if (!pin.firstOfGuest) return this.#guests.get(guest) ?? this.#bot.guests.numberOf(guest) ?? 0
    this.#guests.set(guest, this.seen)
    return this.seen++
  }

  /**
   * The user of a row that is free.
   * @param isFirst a draw that decides whether he is new
   * @param x a draw that decides who comes back
   */
  next(isFirst: number, x: number): number {
    const rows = this.#rows--
    if (this.#firsts > 0 && (this.seen === 0 || isFirst * rows < this.#firsts)) {
      this.#firsts--
      return this.seen++
    }
    // The logarithms change by a hair with each new user; a fresh value now and then is exact enough.
    if (this.seen > this.#logsFor * 1.002) this.#takeLogs()
    const { seen } = this
    return x < RECENT_SHARE
      ? seen - 1 - zipfRank(x / RECENT_SHARE, seen, this.#recent, this.#recentLog)
      : scatter(zipfRank((x - RECENT_SHARE) / 0.38, seen, this.#regulars, this.#regularLog), seen)
  }

  #takeLogs(): void {
    this.#recentLog = logOf(this.seen, this.#recent)
    this.#regularLog = logOf(this.seen, this.#regulars)
    this.#logsFor = this.seen
  }
}

/** The user a pin names, who must have been there before. */
function knownUser(pin: Pin, seen: number, botId: string): number {
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
function zipfRank(x: number, n: number, offset: number, log: number): number {
  const found = Math.floor(offset * (Math.exp(x * log) - 1))
  return found < n ? found : n - 1
}

/** Regulars are spread over the bot's first years, not its first hour: every 16th user or so, by rank. */
function scatter(rank: number, n: number): number {
  const spread = rank * 16 + (hash2(rank, 77) & 15)
  return spread < n ? spread : rank
}
